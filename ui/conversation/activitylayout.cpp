#include "activitylayout.h"

#include "listmetrics.h"

#include <algorithm>

namespace botline {

namespace {

// Moves down the row, giving each part its place.
class Column
{
public:
    Column(const ListMetrics &metrics, int viewWidth, bool own)
        : m_own(own),
          m_left(metrics.laneLeft(viewWidth)),
          m_right(viewWidth - metrics.sideMargin(viewWidth))
    {
    }

    void skip(int height) { m_y += height; }
    int y() const { return m_y; }
    QRect take(QSize size)
    {
        const int x = m_own ? m_right - size.width() : m_left;
        const QRect rect(QPoint(x, m_y), size);
        m_y += size.height();
        return rect;
    }

private:
    bool m_own;
    int m_left;
    int m_right;
    int m_y = 0;
};

} // namespace

void ActivityLayout::moveBy(int dy)
{
    for (QRect *rect :
         {&day, &unread, &avatar, &name, &bubble, &text, &widget, &status, &trouble, &content})
        rect->translate(0, dy); // empty ones stay empty
}

ActivityLayout ActivityLayout::of(RowParts parts, const Sizes &sizes, const ListMetrics &metrics,
                                  int viewWidth, Qt::LayoutDirection direction)
{
    const ChatStyle &style = metrics.style;
    ActivityLayout layout;
    Column column(metrics, viewWidth, parts.testFlag(RowPart::Own));

    if (parts.testFlag(RowPart::DayStart)) {
        layout.day = QRect(0, column.y(), viewWidth, metrics.dayHeight);
        column.skip(metrics.dayHeight);
    }
    if (parts.testFlag(RowPart::UnreadBar)) {
        layout.unread = QRect(0, column.y(), viewWidth, metrics.unreadHeight);
        column.skip(metrics.unreadHeight);
    }
    // The separators bring their own space.
    const bool joined = !parts.testFlag(RowPart::GroupStart);
    if (joined)
        column.skip(style.rowGap());
    else if (layout.day.isEmpty() && layout.unread.isEmpty())
        column.skip(style.groupGap());

    if (parts.testFlag(RowPart::Notice)) {
        const int left = (viewWidth - sizes.text.width()) / 2;
        layout.text = QRect(QPoint(left, column.y()), sizes.text);
        layout.bubble = layout.text;
        layout.content = layout.text;
        column.skip(sizes.text.height());
    } else {
        const int contentTop = column.y();
        if (!joined && !parts.testFlag(RowPart::Own)) {
            layout.name = column.take({metrics.laneWidth(viewWidth), metrics.nameHeight});
            if (metrics.showsAvatars(viewWidth)) {
                const int side = style.avatarSize();
                layout.avatar = QRect(metrics.sideMargin(viewWidth), contentTop, side, side);
            }
        }
        if (parts.testFlag(RowPart::Text)) {
            const QSize padding(2 * style.bubblePaddingX(), 2 * style.bubblePaddingY());
            layout.bubble = column.take(sizes.text + padding);
            layout.text
                = layout.bubble.marginsRemoved({style.bubblePaddingX(), style.bubblePaddingY(),
                                                style.bubblePaddingX(), style.bubblePaddingY()});
        }
        if (parts.testFlag(RowPart::Widget) && !sizes.widget.isEmpty()) {
            if (!layout.bubble.isEmpty())
                column.skip(style.px(4));
            layout.widget = column.take(sizes.widget);
        }
        if (parts.testFlag(RowPart::Status))
            layout.status = column.take({metrics.laneWidth(viewWidth), metrics.statusHeight});
        if (parts.testFlag(RowPart::Trouble) && !sizes.trouble.isEmpty()) {
            column.skip(style.px(2));
            layout.trouble = column.take(sizes.trouble);
        }
        layout.content = layout.bubble | layout.widget | layout.status | layout.trouble;
    }
    // A picture at the side must not hang into the next group.
    layout.height = std::max(column.y(), layout.avatar.isEmpty() ? 0 : layout.avatar.bottom() + 1);

    if (direction == Qt::RightToLeft) {
        for (QRect *rect : {&layout.avatar, &layout.name, &layout.bubble, &layout.text,
                            &layout.widget, &layout.status, &layout.trouble, &layout.content}) {
            if (!rect->isEmpty())
                rect->moveLeft(viewWidth - rect->x() - rect->width());
        }
    }
    return layout;
}

} // namespace botline
