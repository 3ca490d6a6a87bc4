#include "cardblock.h"

#include "cardbackground.h"

#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

#include <algorithm>
#include <utility>

namespace botline::adaptive {

int Block::heightFor(int width)
{
    width = std::max(1, width);
    if (width != m_width) {
        m_height = measure(width);
        m_width = width;
    }
    return m_height;
}

int Block::naturalWidth()
{
    if (m_natural < 0)
        m_natural = measureNatural();
    return m_natural;
}

int Block::minimumWidth()
{
    if (m_minimum < 0)
        m_minimum = measureMinimum();
    return m_minimum;
}

void Block::place(const QRect &rect)
{
    m_rect = rect;
    arrange(rect);
}

void Block::paint(QPainter &) const
{
}

void Block::setVisible(bool visible)
{
    if (visible == m_visible)
        return;
    m_visible = visible;
    invalidate();
}

void Block::applyVisibility(bool parentShown)
{
    m_shown = parentShown && m_visible;
}

void Block::invalidate()
{
    for (Block *block = this; block; block = block->m_parent) {
        block->m_width = -1;
        block->m_natural = -1;
        block->m_minimum = -1;
    }
}

void Block::invalidateAll()
{
    m_width = -1;
    m_natural = -1;
    m_minimum = -1;
}

void Block::setDirection(Qt::LayoutDirection)
{
}

QRect Block::onWidget(QRect rect, const QWidget *widget) const
{
    for (const Block *block = this; block; block = block->m_parent) {
        if (block->m_mirrored)
            rect.moveLeft(2 * block->m_rect.x() + block->m_rect.width() - rect.x() - rect.width());
    }
    return mirrored(rect, widget);
}

QRect mirrored(const QRect &rect, const QWidget *widget)
{
    if (!widget || widget->layoutDirection() != Qt::RightToLeft)
        return rect;
    QRect result = rect;
    result.moveLeft(widget->width() - rect.x() - rect.width());
    return result;
}

// WidgetBlock

WidgetBlock::WidgetBlock(QWidget *widget, Qt::Alignment alignment)
    : m_widget(widget), m_alignment(alignment)
{
}

void WidgetBlock::applyVisibility(bool parentShown)
{
    Block::applyVisibility(parentShown);
    if (m_widget)
        m_widget->setVisible(isShown());
}

int WidgetBlock::widthIn(int width) const
{
    return m_alignment ? std::min(width, m_widget->sizeHint().width()) : width;
}

int WidgetBlock::measure(int width)
{
    if (!m_widget)
        return 0;
    return m_widget->hasHeightForWidth() ? m_widget->heightForWidth(widthIn(width))
                                         : m_widget->sizeHint().height();
}

int WidgetBlock::measureNatural()
{
    return m_widget ? m_widget->sizeHint().width() : 0;
}

int WidgetBlock::measureMinimum()
{
    return m_widget ? m_widget->minimumSizeHint().width() : 0;
}

void WidgetBlock::arrange(const QRect &rect)
{
    if (!m_widget)
        return;
    QRect inner(rect.topLeft(), QSize(widthIn(rect.width()), heightFor(rect.width())));
    if (m_alignment & Qt::AlignHCenter)
        inner.moveLeft(rect.x() + (rect.width() - inner.width()) / 2);
    else if (m_alignment & Qt::AlignRight)
        inner.moveLeft(rect.x() + rect.width() - inner.width());
    m_widget->setGeometry(onWidget(inner, m_widget->parentWidget()));
}

void WidgetBlock::setDirection(Qt::LayoutDirection direction)
{
    if (m_widget && !m_widget->testAttribute(Qt::WA_SetLayoutDirection))
        m_widget->setLayoutDirection(direction);
}

// GroupBlock

void GroupBlock::setLine(const QColor &color, int thickness)
{
    m_lineColor = color;
    m_lineThickness = thickness;
}

void GroupBlock::moveBehind(const Block *child, const Block *other)
{
    const auto at = [this](const Block *wanted) {
        return std::find_if(m_children.begin(), m_children.end(),
                            [wanted](const auto &each) { return each.get() == wanted; });
    };
    std::unique_ptr<Block> moved = std::move(*at(child));
    m_children.erase(at(nullptr));
    m_children.insert(at(other) + 1, std::move(moved));
    invalidate();
}

void GroupBlock::paint(QPainter &painter) const
{
    for (const QRect &line : m_lines)
        painter.fillRect(line, m_lineColor);
    for (const auto &child : m_children) {
        if (child->isVisible())
            child->paint(painter);
    }
}

void GroupBlock::applyVisibility(bool parentShown)
{
    Block::applyVisibility(parentShown);
    for (const auto &child : m_children)
        child->applyVisibility(isShown());
}

void GroupBlock::setDirection(Qt::LayoutDirection direction)
{
    for (const auto &child : m_children)
        child->setDirection(direction);
}

void GroupBlock::invalidateAll()
{
    Block::invalidateAll();
    for (const auto &child : m_children)
        child->invalidateAll();
}

std::vector<Block *> GroupBlock::visibleChildren() const
{
    std::vector<Block *> result;
    result.reserve(m_children.size());
    for (const auto &child : m_children) {
        if (child->isVisible())
            result.push_back(child.get());
    }
    return result;
}

// StackBlock

int StackBlock::widthOf(const Block &child, int width) const
{
    return width + (child.bleeds ? m_room.left() + m_room.right() : 0);
}

int StackBlock::contentHeight(const std::vector<Block *> &shown, int width) const
{
    if (shown.empty())
        return 0;
    int height = 0;
    for (Block *child : shown)
        height
            += (child == shown.front() ? 0 : child->gap) + child->heightFor(widthOf(*child, width));
    height -= shown.front()->bleeds ? m_room.top() : 0;
    height -= shown.back()->bleeds ? m_room.bottom() : 0;
    return height;
}

int StackBlock::measure(int width)
{
    return std::max(contentHeight(visibleChildren(), width), m_minimumHeight);
}

int StackBlock::measureNatural()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->naturalWidth());
    return width;
}

int StackBlock::measureMinimum()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->minimumWidth());
    return width;
}

void StackBlock::arrange(const QRect &rect)
{
    m_lines.clear();
    const std::vector<Block *> shown = visibleChildren();
    if (shown.empty())
        return;
    int spare = std::max(0, rect.height() - contentHeight(shown, rect.width()));
    int stretching = int(
        std::count_if(shown.begin(), shown.end(), [](const Block *each) { return each->stretch; }));
    int y = rect.y();
    if (stretching == 0 && m_vertical == Vertical::Center)
        y += spare / 2;
    else if (stretching == 0 && m_vertical == Vertical::Bottom)
        y += spare;
    y -= shown.front()->bleeds ? m_room.top() : 0;
    for (Block *child : shown) {
        if (child != shown.front()) {
            if (child->separator)
                m_lines.emplace_back(rect.x(), y + (child->gap - m_lineThickness) / 2, rect.width(),
                                     m_lineThickness);
            y += child->gap;
        }
        const int width = widthOf(*child, rect.width());
        int height = child->heightFor(width);
        if (child->stretch) {
            const int share = spare / stretching--;
            height += share;
            spare -= share;
        }
        child->place(QRect(rect.x() - (child->bleeds ? m_room.left() : 0), y, width, height));
        y += height;
    }
}

// FlowBlock

int FlowBlock::walk(const QRect &rect, bool place)
{
    const std::vector<Block *> shown = visibleChildren();
    int y = rect.y();
    size_t first = 0;
    while (first < shown.size()) {
        std::vector<int> widths;
        int used = 0;
        int height = 0;
        size_t next = first;
        for (; next < shown.size(); ++next) {
            const int width = std::min(shown[next]->naturalWidth(), rect.width());
            const int wanted = used + (next > first ? m_spacing : 0) + width;
            if (next > first && wanted > rect.width())
                break;
            used = wanted;
            widths.push_back(width);
            height = std::max(height, shown[next]->heightFor(width));
        }
        if (place) {
            int x = rect.x();
            if (m_alignment & Qt::AlignHCenter)
                x += (rect.width() - used) / 2;
            else if (m_alignment & Qt::AlignRight)
                x += rect.width() - used;
            for (size_t i = first; i < next; ++i) {
                shown[i]->place(QRect(x, y, widths[i - first], height));
                x += widths[i - first] + m_spacing;
            }
        }
        y += height + (next < shown.size() ? m_spacing : 0);
        first = next;
    }
    return y - rect.y();
}

int FlowBlock::measure(int width)
{
    return walk(QRect(0, 0, width, 0), false);
}

int FlowBlock::measureNatural()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width += (width > 0 ? m_spacing : 0) + child->naturalWidth();
    return width;
}

int FlowBlock::measureMinimum()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->minimumWidth());
    return width;
}

void FlowBlock::arrange(const QRect &rect)
{
    walk(rect, true);
}

// FactsBlock

// As wide as the widest title where the values have room beside it; else two fifths, and more only
// for a long word.
int FactsBlock::titleWidth(int width) const
{
    const Widths natural = widest(&Block::naturalWidth);
    const int room = std::max(2, width - m_columnGap);
    if (natural.title + natural.value <= room)
        return natural.title;
    const Widths least = widest(&Block::minimumWidth);
    const int share = std::max(room * 2 / 5, std::min(least.title, room - least.value));
    return std::min(natural.title, share);
}

FactsBlock::Widths FactsBlock::widest(int (Block::*width)()) const
{
    Widths result;
    for (size_t i = 0; i + 1 < children().size(); i += 2) {
        result.title = std::max(result.title, (children()[i].get()->*width)());
        result.value = std::max(result.value, (children()[i + 1].get()->*width)());
    }
    return result;
}

int FactsBlock::measure(int width)
{
    const int title = titleWidth(width);
    int height = 0;
    for (size_t i = 0; i + 1 < children().size(); i += 2) {
        height += i == 0 ? 0 : m_rowGap;
        height += std::max(children()[i]->heightFor(title),
                           children()[i + 1]->heightFor(width - title - m_columnGap));
    }
    return height;
}

int FactsBlock::measureNatural()
{
    const Widths natural = widest(&Block::naturalWidth);
    return natural.title + m_columnGap + natural.value;
}

int FactsBlock::measureMinimum()
{
    const Widths least = widest(&Block::minimumWidth);
    return least.title + m_columnGap + least.value;
}

void FactsBlock::arrange(const QRect &rect)
{
    const int title = titleWidth(rect.width());
    const int value = std::max(1, rect.width() - title - m_columnGap);
    int y = rect.y();
    for (size_t i = 0; i + 1 < children().size(); i += 2) {
        const int height
            = std::max(children()[i]->heightFor(title), children()[i + 1]->heightFor(value));
        children()[i]->place(QRect(rect.x(), y, title, height));
        children()[i + 1]->place(QRect(rect.x() + title + m_columnGap, y, value, height));
        y += height + m_rowGap;
    }
}

// BoxBlock

void BoxBlock::setPadding(int x, int y)
{
    m_paddingX = x;
    m_paddingY = y;
}

void BoxBlock::setFill(const QColor &fill, int radius)
{
    m_fill = fill;
    m_radius = radius;
}

void BoxBlock::setBackWidget(QWidget *widget, int outset)
{
    m_back = widget;
    m_outset = outset;
}

void BoxBlock::paint(QPainter &painter) const
{
    if (m_fill.alpha() > 0 || m_outline.alpha() > 0) {
        painter.setPen(m_outline.alpha() > 0 ? QPen(m_outline, 1) : QPen(Qt::NoPen));
        painter.setBrush(m_fill);
        const qreal inset = m_outline.alpha() > 0 ? 0.5 : 0;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_radius,
                                m_radius);
    }
    if (m_picture)
        m_picture->paint(painter, rect(), m_radius);
    painter.save();
    if (m_mirrored) {
        painter.translate(2 * rect().x() + rect().width(), 0);
        painter.scale(-1, 1);
    }
    GroupBlock::paint(painter);
    painter.restore();
}

void BoxBlock::setDirection(Qt::LayoutDirection direction)
{
    GroupBlock::setDirection(direction);
    if (m_back && !m_back->testAttribute(Qt::WA_SetLayoutDirection))
        m_back->setLayoutDirection(direction);
}

void BoxBlock::applyVisibility(bool parentShown)
{
    GroupBlock::applyVisibility(parentShown);
    if (m_back)
        m_back->setVisible(isShown());
}

int BoxBlock::measure(int width)
{
    int height = 2 * m_paddingY;
    for (Block *child : visibleChildren())
        height += child->heightFor(width - 2 * m_paddingX);
    return height;
}

int BoxBlock::measureNatural()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->naturalWidth());
    return width + 2 * m_paddingX;
}

int BoxBlock::measureMinimum()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->minimumWidth());
    return width + 2 * m_paddingX;
}

void BoxBlock::arrange(const QRect &rect)
{
    if (m_back) {
        const QRect wide = rect.adjusted(-m_outset, -m_outset, m_outset, m_outset);
        m_back->setGeometry(
            onWidget(wide, m_back->parentWidget()).intersected(m_back->parentWidget()->rect()));
    }
    for (Block *child : visibleChildren())
        child->place(rect.adjusted(m_paddingX, m_paddingY, -m_paddingX, -m_paddingY));
}

} // namespace botline::adaptive
