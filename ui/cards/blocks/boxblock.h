#pragma once

#include "groupblock.h"

#include <QtCore/QMargins>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

namespace botline {

class BoxPicture;

// A child with room around it on a ground of its own, with an outline if wanted; optionally with a
// widget of the same size behind it (something to click).
class BoxBlock : public GroupBlock
{
public:
    void setPadding(int x, int y) { m_padding = {x, y, x, y}; }
    void setPadding(const QMargins &padding) { m_padding = padding; }
    void setFill(const QColor &fill, int radius);
    void setOutline(const QColor &outline) { m_outline = outline; }
    const QMargins &padding() const { return m_padding; }
    // Drawn over the fill; outlives the block.
    void setPicture(const BoxPicture *picture) { m_picture = picture; }
    void setMirrored(bool mirrored) { m_mirrored = mirrored; }
    // Reaches `outset` beyond the box where the parent widget has room.
    void setBackWidget(QWidget *widget, int outset);

    void paint(QPainter &painter) const override;
    void applyVisibility(bool parentShown) override;
    void setDirection(Qt::LayoutDirection direction) override;

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    QMargins m_padding;
    QColor m_fill{Qt::transparent};
    QColor m_outline{Qt::transparent};
    int m_radius = 0;
    const BoxPicture *m_picture = nullptr;
    QPointer<QWidget> m_back;
    int m_outset = 0;
};

} // namespace botline
