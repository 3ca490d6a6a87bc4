#include "columns.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <numeric>

namespace botline {

namespace {

// Gives every want what it asks for, or, when that is too much, cuts the largest ones to one size.
QList<int> sharedOut(const QList<int> &wants, int room)
{
    if (std::accumulate(wants.begin(), wants.end(), 0LL) <= room)
        return wants;
    QList<int> sorted = wants;
    std::sort(sorted.begin(), sorted.end());
    int left = std::max(0, room);
    int cut = 0;
    for (qsizetype i = 0; i < sorted.size(); ++i) {
        cut = left / int(sorted.size() - i);
        if (sorted.at(i) > cut)
            break;
        left -= sorted.at(i);
    }
    QList<int> result;
    for (const int want : wants)
        result.append(std::min(want, cut));
    return result;
}

} // namespace

Columns::Columns(const CardContextPtr &context, int spacing, QWidget *parent)
    : CardPart(context, parent), m_spacing(spacing)
{
}

void Columns::add(CardPart *part, Width width, int gap)
{
    part->setParent(this);
    part->show();
    m_columns.append({part, width, gap < 0 ? m_spacing : gap});
    contentsChanged();
}

void Columns::addLine()
{
    m_columns.last().line = true;
}

int Columns::gaps() const
{
    int sum = 0;
    bool first = true;
    for (const Column &column : m_columns) {
        if (column.part->isHidden())
            continue;
        sum += first ? 0 : column.gap;
        first = false;
    }
    return sum;
}

QList<int> Columns::widthsFor(int width) const
{
    using Kind = Width::Kind;
    QList<int> widths(m_columns.size(), 0);
    const int room = std::max(0, width - gaps());

    // First what is fixed, then what content needs, then the shares of the rest. A share keeps a
    // little room for itself, or a long neighbour would leave it nothing.
    QList<int> wants(m_columns.size(), 0);
    double shares = 0;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns.at(i);
        if (column.part->isHidden())
            continue;
        if (column.width.kind == Kind::Fixed)
            wants[i] = std::max(1, int(column.width.value));
        else if (column.width.kind == Kind::Share)
            shares += std::max(0.01, column.width.value);
    }
    widths = sharedOut(wants, room);
    int left = room - std::accumulate(widths.begin(), widths.end(), 0);

    wants.fill(0);
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns.at(i);
        if (!column.part->isHidden() && column.width.kind == Kind::Auto)
            wants[i] = column.part->naturalWidth();
        else if (!column.part->isHidden() && column.width.kind == Kind::Share)
            wants[i] = std::min(column.part->naturalWidth(), px(72));
    }
    const QList<int> fair = sharedOut(wants, left);
    double rest = left;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (m_columns.at(i).width.kind != Kind::Auto)
            continue;
        widths[i] = std::max(widths.at(i), fair.at(i));
        rest -= fair.at(i);
    }
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns.at(i);
        if (!column.part->isHidden() && column.width.kind == Kind::Share)
            widths[i] = int(rest * std::max(0.01, column.width.value) / shares);
    }
    return widths;
}

int Columns::computeNaturalWidth() const
{
    int width = gaps();
    for (const Column &column : m_columns) {
        if (!column.part->isHidden())
            width += column.width.kind == Width::Kind::Fixed ? int(column.width.value)
                                                             : column.part->naturalWidth();
    }
    return width;
}

// Words in a column of a letter or two are worse than a higher card.
bool Columns::stacks(const QList<int> &widths) const
{
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns.at(i);
        if (column.part->isHidden())
            continue;
        const int wanted = column.width.kind == Width::Kind::Fixed ? int(column.width.value)
                                                                   : column.part->naturalWidth();
        if (widths.at(i) < std::min(wanted, px(36)))
            return true;
    }
    return false;
}

template <typename Visit> int Columns::walk(int width, Visit visit) const
{
    const QList<int> widths = widthsFor(width);
    const bool stacked = stacks(widths);
    int x = 0;
    int y = 0;
    int height = 0;
    bool first = true;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns.at(i);
        if (column.part->isHidden())
            continue;
        if (!first && stacked)
            y = height + px(4);
        else if (!first)
            x += column.gap;
        first = false;
        int columnWidth = std::max(1, widths.at(i));
        if (stacked) {
            const bool fixed = column.width.kind == Width::Kind::Fixed;
            columnWidth = std::max(1, fixed ? std::min(int(column.width.value), width) : width);
        }
        const int columnHeight = column.part->heightForWidth(columnWidth);
        visit(i, QRect(x, y, columnWidth, columnHeight), stacked);
        height = std::max(height, y + columnHeight);
        x += stacked ? 0 : columnWidth;
    }
    return height;
}

int Columns::computeHeight(int width) const
{
    return walk(width, [](qsizetype, const QRect &, bool) {});
}

void Columns::arrange()
{
    m_lines.clear();
    walk(width(), [this](qsizetype i, const QRect &rect, bool stacked) {
        const Column &column = m_columns.at(i);
        if (column.line && !stacked && rect.x() > 0)
            m_lines.append(
                mirrored(QRect(rect.x() - column.gap + column.gap / 2, 0, 1, height())).x());
        column.part->place(mirrored(stacked ? rect : QRect(rect.x(), 0, rect.width(), height())));
    });
}

void Columns::paintEvent(QPaintEvent *)
{
    if (m_lines.isEmpty())
        return;
    QPainter painter(this);
    for (const int x : std::as_const(m_lines))
        painter.fillRect(x, 0, 1, height(), colors().hairline);
}

} // namespace botline
