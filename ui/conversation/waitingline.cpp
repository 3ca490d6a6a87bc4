#include "waitingline.h"

#include "app/text/singleline.h"

#include <QtCore/QLocale>
#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

#include <algorithm>

namespace botline {

namespace {

constexpr int kAppearAfterMs = 150;
constexpr int kWaitingTickMs = 100;
constexpr int kDotsTickMs = 500; // one round of the dots takes 1.5 s: calm (interaction.md §12)
constexpr int kDotsRounds = 20; // then they rest
constexpr qint64 kSlowMs = 5000;
constexpr qint64 kGiveUpMs = 15'000; // when the service stops waiting for the bot
constexpr int kDots = 3;

} // namespace

WaitingLine::WaitingLine(const ChatStyle &style, QWidget *parent)
    : QWidget(parent), m_metrics(style)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_appear.setSingleShot(true);
    m_appear.setInterval(kAppearAfterMs);
    connect(&m_appear, &QTimer::timeout, this, [this] {
        m_step = 0;
        m_tick.start(m_typing ? kDotsTickMs : kWaitingTickMs);
        show();
        tick();
    });
    connect(&m_tick, &QTimer::timeout, this, [this] {
        ++m_step;
        tick();
    });
    hide();
}

void WaitingLine::setChatStyle(const ChatStyle &style)
{
    m_metrics = ListMetrics(style);
    tick();
}

void WaitingLine::setTyping(bool typing, const QString &botName)
{
    m_typing = typing;
    m_botName = singleLine(botName, 60);
    refresh();
}

void WaitingLine::setWaitingSince(const QDateTime &sinceUtc)
{
    m_since = sinceUtc;
    refresh();
}

void WaitingLine::refresh()
{
    if (!m_typing && !m_since.isValid()) {
        m_appear.stop();
        m_tick.stop();
        hide();
        Q_EMIT heightChanged();
        return;
    }
    setAccessibleName(m_typing ? text() : tr("Waiting for a reply"));
    if (isHidden()) {
        if (!m_appear.isActive())
            m_appear.start();
        return;
    }
    m_step = 0;
    m_tick.start(m_typing ? kDotsTickMs : kWaitingTickMs);
    tick();
}

void WaitingLine::tick()
{
    if (m_typing && m_step >= kDotsRounds * kDots)
        m_tick.stop();
    // Only a new line of text changes the height.
    if (const int height = heightForWidth(width()); height != m_height) {
        m_height = height;
        Q_EMIT heightChanged();
    }
    update();
}

qint64 WaitingLine::waitedMs() const
{
    return std::max<qint64>(0, m_since.msecsTo(QDateTime::currentDateTimeUtc()));
}

bool WaitingLine::isSlow() const
{
    return !m_typing && m_since.isValid() && waitedMs() >= kSlowMs;
}

QString WaitingLine::text() const
{
    if (m_typing)
        return m_botName.isEmpty() ? tr("The bot is typing") : tr("%1 is typing").arg(m_botName);
    if (!m_since.isValid())
        return {};
    const QString seconds = QLocale().toString(static_cast<double>(waitedMs()) / 1000, 'f', 1);
    const QString waiting = tr("Waiting for a reply … %1 s").arg(seconds);
    if (waitedMs() < kGiveUpMs)
        return waiting;
    return tr("%1. The service stops waiting for the bot after about 15 s.").arg(waiting);
}

QRect WaitingLine::textRect(int width) const
{
    const ChatStyle &style = m_metrics.style;
    const int left = m_metrics.laneLeft(width);
    const int dots = m_typing ? style.px(30) : 0;
    const int top = style.px(8);
    const int room = std::max(1, width - left - dots - m_metrics.sideMargin(width));
    const QRect bounds = QFontMetrics(style.small())
                             .boundingRect(QRect(0, 0, room, 10'000), Qt::TextWordWrap, text());
    return {left + dots, top, room, bounds.height()};
}

int WaitingLine::heightForWidth(int width) const
{
    return textRect(width).bottom() + 1 + m_metrics.style.px(8);
}

void WaitingLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(Qt::LeftToRight);
    const QRect words = textRect(width());
    const ChatColors &colors = m_metrics.style.colors();
    if (m_typing) {
        const qreal dot = m_metrics.style.px(6);
        const qreal gap = m_metrics.style.px(3);
        const qreal y = words.top() + (QFontMetrics(m_metrics.style.small()).height() - dot) / 2.0;
        painter.setPen(Qt::NoPen);
        for (int i = 0; i < kDots; ++i) {
            QColor color = colors.muted;
            const bool resting = !m_tick.isActive();
            color.setAlphaF(resting || m_step % kDots == i ? 0.9F : 0.4F);
            painter.setBrush(color);
            qreal x = words.left() - m_metrics.style.px(30) + i * (dot + gap);
            if (isMirrored())
                x = width() - x - dot;
            painter.drawEllipse(QRectF(x, y, dot, dot));
        }
    }
    painter.setFont(m_metrics.style.small());
    painter.setPen(isSlow() ? colors.warning : colors.muted);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words),
                     Qt::TextWordWrap | Qt::AlignTop | Qt::AlignAbsolute
                         | (isMirrored() ? Qt::AlignRight : Qt::AlignLeft),
                     text());
}

} // namespace botline
