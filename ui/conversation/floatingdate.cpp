#include "floatingdate.h"

#include "activitypainter.h"

#include <QtGui/QPainter>

namespace botline {

namespace {

constexpr int kShownMs = 1000;
constexpr int kFadeMs = 150; // interaction.md §12

} // namespace

FloatingDate::FloatingDate(const ChatStyle &style, QWidget *parent)
    : QWidget(parent), m_metrics(style)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setObjectName(QStringLiteral("floatingDate"));
    hide();

    m_hide.setSingleShot(true);
    m_hide.setInterval(kShownMs);
    m_fade.setDuration(kFadeMs);
    m_fade.setStartValue(1.0);
    m_fade.setEndValue(0.0);
    m_fade.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_hide, &QTimer::timeout, this, [this] { m_fade.start(); });
    connect(&m_fade, &QVariantAnimation::valueChanged, this, [this] { update(); });
    connect(&m_fade, &QVariantAnimation::finished, this, &QWidget::hide);
}

void FloatingDate::setChatStyle(const ChatStyle &style)
{
    m_metrics = ListMetrics(style);
    adjustSize();
}

void FloatingDate::showText(const QString &text)
{
    m_fade.stop();
    m_text = text;
    setAccessibleName(text);
    if (text.isEmpty()) {
        m_hide.stop();
        hide();
        return;
    }
    adjustSize();
    show();
    update();
    m_hide.start();
}

QSize FloatingDate::sizeHint() const
{
    return ActivityPainter::datePillSize(m_text, m_metrics);
}

void FloatingDate::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_fade.state() == QAbstractAnimation::Running)
        painter.setOpacity(m_fade.currentValue().toDouble());
    ActivityPainter::paintDatePill(painter, rect(), m_text, m_metrics);
}

} // namespace botline
