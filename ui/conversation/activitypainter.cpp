#include "activitypainter.h"

#include "listmetrics.h"
#include "statusline.h"

#include "app/conversation/model/activityentry.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QStyle>

#include <algorithm>

namespace botline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ConversationView", text);
}

struct Corners
{
    qreal topLeft;
    qreal topRight;
    qreal bottomRight;
    qreal bottomLeft;
};

QPainterPath roundedPath(const QRectF &r, const Corners &corners)
{
    const auto arc
        = [](QPainterPath &path, const QRectF &rect, qreal x, qreal y, qreal radius, qreal from) {
              const qreal left = x > rect.center().x() ? x - 2 * radius : x;
              const qreal top = y > rect.center().y() ? y - 2 * radius : y;
              path.arcTo(QRectF(left, top, 2 * radius, 2 * radius), from, -90);
          };
    QPainterPath path;
    path.moveTo(r.left(), r.top() + corners.topLeft);
    arc(path, r, r.left(), r.top(), corners.topLeft, 180);
    arc(path, r, r.right(), r.top(), corners.topRight, 90);
    arc(path, r, r.right(), r.bottom(), corners.bottomRight, 0);
    arc(path, r, r.left(), r.bottom(), corners.bottomLeft, 270);
    path.closeSubpath();
    return path;
}

// Corners towards the sender's other messages are tighter; `left`: the sender's side.
Corners bubbleCorners(const PaintedRow &row, const ChatStyle &style, bool left, qreal height)
{
    const qreal round = std::min<qreal>(style.bubbleRadius(), height / 2);
    const qreal tight = style.bubbleTightRadius();
    const qreal top = row.parts.testFlag(RowPart::GroupStart) ? round : tight;
    const bool last = row.parts.testFlag(RowPart::GroupEnd) && row.layout.widget.isEmpty();
    const qreal bottom = last ? round : tight;
    return left ? Corners{top, round, round, bottom} : Corners{round, top, bottom, round};
}

} // namespace

ActivityPainter::ActivityPainter(QPainter &painter, const ListMetrics &metrics, int viewWidth,
                                 Qt::LayoutDirection direction, const QDateTime &nowUtc)
    : m_painter(painter),
      m_metrics(metrics),
      m_viewWidth(viewWidth),
      m_mirrored(direction == Qt::RightToLeft),
      m_now(nowUtc),
      m_today(nowUtc.toLocalTime().date())
{
    m_painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing
                             | QPainter::SmoothPixmapTransform);
    // Rectangles are mirrored already.
    m_painter.setLayoutDirection(Qt::LeftToRight);
}

void ActivityPainter::paint(const PaintedRow &row, int top, const QRect &visible)
{
    m_painter.save();
    m_painter.translate(0, top);
    if (!row.layout.day.isEmpty())
        paintDay(row);
    if (!row.layout.unread.isEmpty())
        paintUnreadBar(row.layout.unread);
    if (row.parts.testFlag(RowPart::Notice)) {
        paintNotice(row);
    } else {
        paintSender(row);
        paintBubble(row);
        if (!row.layout.status.isEmpty())
            paintStatus(row, top);
    }
    if (row.flash > 0)
        paintFlash(row);
    if (row.text) {
        const QPoint origin = row.layout.text.topLeft();
        m_painter.save();
        m_painter.translate(origin);
        const QRect area = visible.translated(-origin) & QRect(QPoint(), row.layout.text.size());
        row.text->paint(m_painter, area, row.selection, row.marks.text, m_metrics.style);
        paintCodeButtons(row);
        m_painter.restore();
    }
    if (row.marks.attached)
        paintMark(row);
    if (row.focused)
        paintRing(row);
    m_painter.restore();
}

QSize ActivityPainter::datePillSize(const QString &text, const ListMetrics &metrics)
{
    const QFontMetrics font(metrics.style.small());
    return {font.horizontalAdvance(text) + metrics.style.px(24), metrics.dayPillHeight};
}

void ActivityPainter::paintDatePill(QPainter &painter, const QRect &pill, const QString &text,
                                    const ListMetrics &metrics)
{
    const ChatColors &colors = metrics.style.colors();
    painter.setPen(QPen(colors.hairline, 1));
    painter.setBrush(colors.surface);
    const QRectF border = QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(border, border.height() / 2, border.height() / 2);
    painter.setFont(metrics.style.small());
    painter.setPen(colors.muted);
    painter.drawText(pill, Qt::AlignCenter, text);
}

void ActivityPainter::paintDay(const PaintedRow &row)
{
    const QDate day = row.entry.time.toLocalTime().date();
    const QString label = dayLabel(day, m_today, QLocale());
    QRect pill(QPoint(), datePillSize(label, m_metrics));
    pill.moveCenter(row.layout.day.center());
    paintDatePill(m_painter, pill, label, m_metrics);
}

void ActivityPainter::paintUnreadBar(const QRect &rect)
{
    const ChatStyle &style = m_metrics.style;
    const QString label = tr("New messages");
    const int margin = m_metrics.sideMargin(rect.width());
    m_painter.setFont(style.small());
    const int width = QFontMetrics(style.small()).horizontalAdvance(label) + style.px(24);
    QRectF words(0, 0, width, rect.height());
    words.moveCenter(QRectF(rect).center());
    QColor line = style.colors().link;
    line.setAlphaF(0.45F);
    m_painter.setPen(QPen(line, style.px(1)));
    const qreal y = words.center().y();
    m_painter.drawLine(QPointF(margin, y), QPointF(words.left(), y));
    m_painter.drawLine(QPointF(words.right(), y), QPointF(rect.width() - margin, y));
    m_painter.setPen(style.colors().link);
    m_painter.drawText(words, Qt::AlignCenter, label);
}

void ActivityPainter::paintNotice(const PaintedRow &row)
{
    if (row.entry.hidden) // many of them stand one below the other
        return;
    const QRect &text = row.layout.text;
    const int margin = m_metrics.sideMargin(m_viewWidth);
    const int gap = m_metrics.style.px(8);
    m_painter.setPen(QPen(m_metrics.style.colors().hairline, m_metrics.style.px(1)));
    const qreal y = QRectF(text).center().y();
    m_painter.drawLine(QPointF(margin, y), QPointF(text.left() - gap, y));
    m_painter.drawLine(QPointF(text.right() + gap, y), QPointF(m_viewWidth - margin, y));
}

void ActivityPainter::paintSender(const PaintedRow &row)
{
    const ChatStyle &style = m_metrics.style;
    const QString name = singleLine(row.entry.senderName);
    if (!row.layout.avatar.isEmpty()) {
        const auto &from = row.entry.activity.from;
        const QString id = from && !from->id.isEmpty() ? from->id : name;
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(style.avatarColor(id));
        m_painter.drawEllipse(QRectF(row.layout.avatar));
        QFont font = style.strong();
        font.setPixelSize(std::max(1, style.avatarSize() * 2 / 5));
        m_painter.setFont(font);
        m_painter.setPen(Qt::white);
        m_painter.drawText(row.layout.avatar, Qt::AlignCenter, ChatStyle::initials(name));
    }
    if (!row.layout.name.isEmpty()) {
        const QRect rect = row.layout.name.adjusted(style.px(2), 0, -style.px(2), -style.px(3));
        const QFontMetrics font(style.small());
        m_painter.setFont(style.small());
        m_painter.setPen(style.colors().muted);
        m_painter.drawText(rect,
                           Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine
                               | (m_mirrored ? Qt::AlignRight : Qt::AlignLeft),
                           font.elidedText(name, Qt::ElideRight, rect.width()));
    }
}

void ActivityPainter::paintBubble(const PaintedRow &row)
{
    const ChatStyle &style = m_metrics.style;
    const ChatColors &colors = style.colors();
    const bool own = row.parts.testFlag(RowPart::Own);
    if (row.wholeSelected && !row.layout.widget.isEmpty()) {
        const int grow = style.px(3);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colors.selection);
        m_painter.drawRoundedRect(row.layout.widget.adjusted(-grow, -grow, grow, grow),
                                  style.px(10), style.px(10));
    }
    if (row.layout.bubble.isEmpty())
        return;
    const QRectF bubble(row.layout.bubble);
    const Corners corners = bubbleCorners(row, style, own == m_mirrored, bubble.height());
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(own ? colors.userBubble : colors.botBubble);
    const QPainterPath shape = roundedPath(bubble, corners);
    m_painter.drawPath(shape);
    if (!row.entry.isImportant())
        return;
    // A bar at the side where lines begin; the word stands below.
    QRectF bar = bubble;
    bar.setWidth(style.px(4));
    if (m_mirrored)
        bar.moveRight(bubble.right());
    m_painter.save();
    m_painter.setClipRect(bar);
    m_painter.setBrush(colors.warning);
    m_painter.drawPath(shape);
    m_painter.restore();
}

void ActivityPainter::paintFlash(const PaintedRow &row)
{
    const ChatStyle &style = m_metrics.style;
    QColor light = style.colors().link;
    light.setAlphaF(static_cast<float>(0.28 * row.flash));
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(light);
    for (const QRect &part : {row.layout.bubble, row.layout.widget}) {
        if (!part.isEmpty())
            m_painter.drawRoundedRect(part, style.bubbleRadius(), style.bubbleRadius());
    }
}

// In the coordinates of the text.
void ActivityPainter::paintCodeButtons(const PaintedRow &row)
{
    const ChatStyle &style = m_metrics.style;
    int index = 0;
    const QList<SafeTextDocument::CodeBlock> blocks = row.text->codeBlocks();
    for (const SafeTextDocument::CodeBlock &block : blocks) {
        const bool copied = index++ == row.copiedCode;
        const QRectF button = BubbleText::copyButton(block, style);
        const qreal inset = button.width() * 0.2;
        drawSymbol(m_painter, copied ? Symbol::Check : Symbol::Copy,
                   button.adjusted(inset, inset, -inset, -inset),
                   copied ? style.colors().success : style.colors().muted);
    }
}

QColor ActivityPainter::statusColor(const StatusLine &line) const
{
    switch (line.tone) {
    case StatusLine::Tone::Muted:
        return m_metrics.style.colors().muted;
    case StatusLine::Tone::Warning:
        return m_metrics.style.colors().warning;
    case StatusLine::Tone::Error:
        return m_metrics.style.colors().error;
    }
    return m_metrics.style.colors().muted;
}

void ActivityPainter::paintStatus(const PaintedRow &row, int top)
{
    const ChatStyle &style = m_metrics.style;
    const StatusLine line = StatusLine::of(row.entry, m_now);
    if (line.changesInMs > 0) {
        m_changesInMs
            = m_changesInMs > 0 ? std::min(m_changesInMs, line.changesInMs) : line.changesInMs;
        m_changingArea |= row.layout.status.translated(0, top);
    }

    const QFontMetrics font(style.small());
    const QRect area = row.layout.status.adjusted(style.px(2), style.px(3), -style.px(2), 0);
    const int symbol = style.px(14);
    const int gap = style.px(4);
    const bool marked = line.icon || line.spinner;
    const int wordWidth = font.horizontalAdvance(line.word);
    const int markWidth = (marked ? symbol : 0) + (line.word.isEmpty() ? 0 : gap + wordWidth);
    // Where it is narrow, how far the message came is more than when.
    int timeWidth = font.horizontalAdvance(line.time) + (markWidth > 0 ? 2 * gap : 0);
    if (markWidth > 0 && timeWidth + markWidth > area.width())
        timeWidth = 0;
    const int remarksWidth = std::min(paintRemarks(line, {}, 0, true),
                                      std::max(0, area.width() - timeWidth - markWidth));
    const int width = timeWidth + markWidth + remarksWidth;

    // Laid out for left to right, mirrored piece by piece.
    int x = row.parts.testFlag(RowPart::Own) ? area.right() + 1 - width : area.left();
    const Qt::LayoutDirection direction = m_mirrored ? Qt::RightToLeft : Qt::LeftToRight;
    const int leading = Qt::AlignAbsolute | (m_mirrored ? Qt::AlignRight : Qt::AlignLeft);
    const auto take = [&](int pieceWidth) {
        const QRect piece(x, area.top(), pieceWidth, area.height());
        x += pieceWidth;
        return QStyle::visualRect(direction, area, piece);
    };
    m_painter.setFont(style.small());
    m_painter.setPen(style.colors().muted);
    if (const QRect place = take(timeWidth); timeWidth > 0)
        m_painter.drawText(place, Qt::AlignVCenter | leading, line.time);
    const QColor color = statusColor(line);
    if (marked) {
        QRectF box(0, 0, symbol, symbol);
        box.moveCenter(QRectF(take(symbol)).center());
        if (line.spinner)
            paintSpinner(box, color);
        else
            drawSymbol(m_painter, *line.icon, box, color);
        x += gap;
    }
    m_painter.setPen(color);
    m_painter.drawText(take(wordWidth), Qt::AlignVCenter | Qt::TextDontClip | leading, line.word);
    if (remarksWidth > 0)
        paintRemarks(line, area, x, false);
}

int ActivityPainter::paintRemarks(const StatusLine &line, const QRect &area, int x,
                                  bool measuresOnly)
{
    const ChatStyle &style = m_metrics.style;
    const QFontMetrics font(style.small());
    const Qt::LayoutDirection direction = m_mirrored ? Qt::RightToLeft : Qt::LeftToRight;
    const int leading
        = Qt::AlignVCenter | Qt::AlignAbsolute | (m_mirrored ? Qt::AlignRight : Qt::AlignLeft);
    const int gap = style.px(8);
    const int begin = x;
    // What there is no room for is cut, and said by the tooltip.
    const auto put = [&](const QString &words, const QColor &color, bool pill) {
        const int padding = pill ? style.px(7) : 0;
        const int wanted = font.horizontalAdvance(words) + 2 * padding;
        x += gap;
        if (!measuresOnly && x < area.right()) {
            const int width = std::min(wanted, area.right() + 1 - x);
            const QRect place
                = QStyle::visualRect(direction, area, QRect(x, area.top(), width, area.height()));
            if (pill) {
                m_painter.setPen(QPen(style.colors().hairline, 1));
                m_painter.setBrush(style.colors().surface);
                const QRectF border = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5);
                m_painter.drawRoundedRect(border, border.height() / 2, border.height() / 2);
            }
            m_painter.setPen(color);
            const QString shown = width == wanted
                ? words
                : font.elidedText(words, Qt::ElideRight, width - 2 * padding);
            m_painter.drawText(place.adjusted(padding, 0, -padding, 0), leading | Qt::TextDontClip,
                               shown);
        }
        x += wanted;
    };
    if (line.important)
        put(tr("Important"), style.colors().warning, false);
    for (const QString &reaction : line.reactions)
        put(reaction, style.colors().text, true);
    for (const QString &label : line.labels)
        put(label, style.colors().muted, false);
    return x - begin;
}

void ActivityPainter::paintSpinner(const QRectF &box, const QColor &color)
{
    constexpr int kTurnMs = 1000;
    const qint64 phase = m_now.toMSecsSinceEpoch() % kTurnMs;
    const qreal inset = box.width() * 0.16;
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(color, box.width() * 0.1, Qt::SolidLine, Qt::RoundCap));
    m_painter.drawArc(box.adjusted(inset, inset, -inset, -inset),
                      static_cast<int>(-phase * 360 / kTurnMs) * 16, 270 * 16);
}

// A frame around what is found as a whole; a thicker one around what is looked at.
void ActivityPainter::paintMark(const PaintedRow &row)
{
    const ChatStyle &style = m_metrics.style;
    const QRect &found = !row.layout.widget.isEmpty() ? row.layout.widget
        : !row.layout.bubble.isEmpty()                ? row.layout.bubble
                                                      : row.layout.text;
    const bool current = row.marks.attachedIsCurrent;
    const qreal width = style.px(current ? 4 : 2);
    const qreal outset = width / 2;
    const qreal radius = style.bubbleRadius() + outset;
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(current ? style.colors().currentMatch : style.colors().match, width));
    m_painter.drawRoundedRect(QRectF(found).adjusted(-outset, -outset, outset, outset), radius,
                              radius);
}

void ActivityPainter::paintRing(const PaintedRow &row)
{
    const ChatStyle &style = m_metrics.style;
    const bool inside = row.parts.testFlag(RowPart::Own) && row.layout.widget.isEmpty()
        && !row.layout.bubble.isEmpty();
    const qreal width = std::max(2, style.px(2));
    QRectF ring = QRectF(row.layout.bubble | row.layout.widget);
    qreal radius = style.bubbleRadius();
    if (inside) {
        // The link colour is the bubble's own colour here (ux.md §13).
        const qreal inset = width / 2 + style.px(2);
        ring.adjust(inset, inset, -inset, -inset);
        radius = std::max(2.0, radius - inset);
    } else {
        const qreal outset = width / 2 + 1;
        ring.adjust(-outset, -outset, outset, outset);
        radius += outset;
    }
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(inside ? style.colors().userText : style.colors().link, width));
    m_painter.drawRoundedRect(ring, radius, radius);
}

} // namespace botline
