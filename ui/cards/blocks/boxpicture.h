#pragma once

class QPainter;
class QRect;

namespace botline {

// A picture behind the content of a box.
class BoxPicture
{
public:
    virtual void paint(QPainter &painter, const QRect &box, int radius) const = 0;

protected:
    ~BoxPicture() = default;
};

} // namespace botline
