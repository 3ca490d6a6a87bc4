#pragma once

#include "block.h"

#include <QtGui/QColor>

#include <memory>
#include <vector>

namespace botline {

// Owns children; the common part of the boxes below.
class GroupBlock : public Block
{
public:
    template <typename T> T *add(std::unique_ptr<T> child)
    {
        T *raw = child.get();
        raw->setParent(this);
        m_children.push_back(std::move(child));
        return raw;
    }
    bool isEmpty() const { return m_children.empty(); }
    Block &last() const { return *m_children.back(); } // there is one
    // Both are children.
    void moveBehind(const Block *child, const Block *other);
    void setLine(const QColor &color, int thickness);

    void paint(QPainter &painter) const override;
    void applyVisibility(bool parentShown) override;
    void setDirection(Qt::LayoutDirection direction) override;
    void invalidateAll() override;

protected:
    std::vector<Block *> visibleChildren() const;
    const std::vector<std::unique_ptr<Block>> &children() const { return m_children; }

    std::vector<QRect> m_lines; // separators
    int m_lineThickness = 1;

private:
    std::vector<std::unique_ptr<Block>> m_children;
    QColor m_lineColor;
};

} // namespace botline
