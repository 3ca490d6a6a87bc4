#pragma once

#include <QtCore/QMargins>
#include <QtCore/QPointer>
#include <QtCore/QRect>
#include <QtGui/QColor>
#include <QtWidgets/QWidget>

#include <memory>
#include <vector>

class QPainter;

namespace botline::adaptive {

class CardBackground;

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

// One widget; deleting the block leaves it to its parent.
class WidgetBlock : public Block
{
public:
    // Narrower than the room it gets, it stands there by `alignment`; 0 fills the width.
    explicit WidgetBlock(QWidget *widget, Qt::Alignment alignment = {});

    QWidget *widget() const { return m_widget; }
    void applyVisibility(bool parentShown) override;
    void setDirection(Qt::LayoutDirection direction) override;

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    int widthIn(int width) const;

    QPointer<QWidget> m_widget;
    Qt::Alignment m_alignment;
};

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

// One below the other.
class StackBlock : public GroupBlock
{
public:
    enum class Vertical
    {
        Top,
        Center,
        Bottom
    };
    void setVertical(Vertical vertical) { m_vertical = vertical; }
    void setMinimumHeight(int height) { m_minimumHeight = height; }
    // The padding around it, which children that bleed cover.
    void setBleedRoom(const QMargins &room) { m_room = room; }

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    int widthOf(const Block &child, int width) const;
    int contentHeight(const std::vector<Block *> &shown, int width) const;

    Vertical m_vertical = Vertical::Top;
    int m_minimumHeight = 0;
    QMargins m_room;
};

// In rows as words are in lines.
class FlowBlock : public GroupBlock
{
public:
    FlowBlock(int spacing, Qt::Alignment alignment) : m_spacing(spacing), m_alignment(alignment) { }

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    int walk(const QRect &rect, bool place);

    int m_spacing;
    Qt::Alignment m_alignment;
};

// Pairs of a title and a value, the titles as wide as the widest needs within limits.
class FactsBlock : public GroupBlock
{
public:
    explicit FactsBlock(int columnGap, int rowGap) : m_columnGap(columnGap), m_rowGap(rowGap) { }

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    struct Widths
    {
        int title = 0;
        int value = 0;
    };
    Widths widest(int (Block::*width)()) const;
    int titleWidth(int width) const;

    int m_columnGap;
    int m_rowGap;
};

// A child with room around it on a ground of its own, with an outline if wanted; optionally with a
// widget of the same size behind it (something to click).
class BoxBlock : public GroupBlock
{
public:
    void setPadding(int x, int y);
    void setFill(const QColor &fill, int radius);
    void setOutline(const QColor &outline) { m_outline = outline; }
    QMargins padding() const { return {m_paddingX, m_paddingY, m_paddingX, m_paddingY}; }
    // Drawn over the fill; outlives the block.
    void setPicture(const CardBackground *picture) { m_picture = picture; }
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
    int m_paddingX = 0;
    int m_paddingY = 0;
    QColor m_fill{Qt::transparent};
    QColor m_outline{Qt::transparent};
    int m_radius = 0;
    const CardBackground *m_picture = nullptr;
    QPointer<QWidget> m_back;
    int m_outset = 0;
};

// The rectangle as seen in the direction of `widget`.
QRect mirrored(const QRect &rect, const QWidget *widget);

} // namespace botline::adaptive
