#pragma once

#include <QtCore/QRect>
#include <QtCore/Qt>

class QPainter;
class QWidget;

namespace botline {

// Where the parts of a card stand: a tree of boxes over the card's widgets, which all have the same
// parent. Own boxes instead of QLayout, because the list asks for heights of many widths, and
// nested layouts answer that neither exactly nor cheaply: here each box measures once per width.
//
// Rectangles are logical (left is where lines begin); WidgetBlock mirrors for right-to-left.
class Block
{
public:
    Block() = default;
    virtual ~Block() = default;
    Q_DISABLE_COPY_MOVE(Block)

    // Exact height for this width; remembered until invalidate().
    int heightFor(int width);
    // Without any line break, and the least that does not break words (bounded).
    int naturalWidth();
    int minimumWidth();

    // Children get their geometry. `rect` is as wide as measured, and may be higher.
    void place(const QRect &rect);
    // Backgrounds and separators, in the coordinates of place().
    virtual void paint(QPainter &painter) const;

    // Own wish; a block is shown when its parents are, too. Call applyVisibility() on the root
    // after.
    void setVisible(bool visible);
    bool isVisible() const { return m_visible; }
    bool isShown() const { return m_shown; }
    virtual void applyVisibility(bool parentShown);

    // Forgets measures, here and above.
    void invalidate();
    // Forgets measures here and below.
    virtual void invalidateAll();

    // The reading direction of the widgets in it, except where a box within has its own.
    virtual void setDirection(Qt::LayoutDirection direction);

    void setParent(Block *parent) { m_parent = parent; }
    Block *parent() const { return m_parent; }
    const QRect &rect() const { return m_rect; }

    // Distance to what stands before it, with or without a line in its middle; by the parent.
    int gap = 0;
    bool separator = false;
    bool stretch = false; // shares the height that is left
    bool bleeds = false; // over the padding around its parent

protected:
    virtual int measure(int width) = 0;
    virtual int measureNatural() = 0;
    virtual int measureMinimum() = 0;
    virtual void arrange(const QRect &rect) = 0;

    // A rectangle of place() as the widget sees it, past all mirroring on the way.
    QRect onWidget(QRect rect, const QWidget *widget) const;

    bool m_mirrored = false; // what is inside reads against the direction around it

private:
    Block *m_parent = nullptr;
    QRect m_rect;
    int m_width = -1;
    int m_height = 0;
    int m_natural = -1;
    int m_minimum = -1;
    bool m_visible = true;
    bool m_shown = true;
};

// The rectangle as seen in the direction of `widget`.
QRect mirrored(const QRect &rect, const QWidget *widget);

} // namespace botline
