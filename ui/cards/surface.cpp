#include "surface.h"

#include "actionrules.h"

#include "app/text/singleline.h"
#include "ui/style/plaintooltip.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

QColor tinted(const QColor &ground, const QColor &tint, double share)
{
    const auto channel = [share](int a, int b) {
        return qRound(a + (b - a) * share);
    };
    return {channel(ground.red(), tint.red()), channel(ground.green(), tint.green()),
            channel(ground.blue(), tint.blue())};
}

QColor groundOf(Surface::Tone tone, const ChatColors &colors)
{
    constexpr double kTint = 0.1; // words keep their contrast on it
    switch (tone) {
    case Surface::Tone::Plain:
        return colors.surface;
    case Surface::Tone::Emphasis:
        return tinted(colors.surface, colors.text, 0.06);
    case Surface::Tone::Good:
        return tinted(colors.surface, colors.success, kTint);
    case Surface::Tone::Attention:
        return tinted(colors.surface, colors.error, kTint);
    case Surface::Tone::Warning:
        return tinted(colors.surface, colors.warning, kTint);
    case Surface::Tone::Accent:
        return tinted(colors.surface, colors.link, kTint);
    case Surface::Tone::Bare:
        break;
    }
    return Qt::transparent;
}

} // namespace

Surface::Surface(const CardContextPtr &context, QWidget *parent)
    : Stack(context, context->style.px(8), parent)
{
    const int padding = px(12);
    setMargins({padding, padding, padding, padding});
}

void Surface::setTone(Tone tone)
{
    m_tone = tone;
    if (tone == Tone::Bare)
        setMargins({});
    update();
}

void Surface::setTap(const QString &name, const QString &hint, std::function<void()> tap)
{
    m_tap = std::move(tap);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    const QString words = singleLine(name);
    setAccessibleName(words.isEmpty() ? tr("Card") : words);
    setPlainToolTip(*this, singleLine(hint));
}

void Surface::setTap(const directline::CardAction &action)
{
    if (!actionRefusal(action).isEmpty())
        return;
    const QString host = actionHost(action);
    // An address is no name: who listens hears the card's words anyway.
    setTap(action.title, host.isEmpty() ? action.label() : tr("%1 (%2)").arg(action.label(), host),
           [this, action] { requestAction(action, context()); });
}

void Surface::setPreferredWidth(int width)
{
    m_preferredWidth = width;
    contentsChanged();
}

int Surface::computeNaturalWidth() const
{
    return m_preferredWidth.value_or(Stack::computeNaturalWidth());
}

QAccessible::Role Surface::accessibleRole() const
{
    return m_tap ? QAccessible::Button : QAccessible::Grouping;
}

void Surface::activate()
{
    if (m_tap)
        m_tap();
}

void Surface::paintGround(QPainter &painter, const QRectF &box, const ChatStyle &style)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(style.colors().surface);
    painter.setPen(QPen(style.colors().hairline, 1));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), style.px(12), style.px(12));
}

void Surface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = px(m_tone == Tone::Bare ? 6 : 12);
    QColor ground = groundOf(m_tone, colors());
    const bool hot = m_tap && underMouse();
    if (hot)
        ground = ground.alpha() == 0 ? colors().hover : tinted(ground, colors().text, 0.04);
    painter.setBrush(ground);
    painter.setPen(m_tone == Tone::Bare ? QPen(Qt::NoPen) : QPen(colors().hairline, 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors().link, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    }
}

void Surface::mousePressEvent(QMouseEvent *event)
{
    if (m_tap && event->button() == Qt::LeftButton)
        event->accept();
    else
        Stack::mousePressEvent(event);
}

void Surface::mouseReleaseEvent(QMouseEvent *event)
{
    if (std::exchange(m_secondClick, false))
        return;
    // Also releases that began on words inside: they hand on what was no selection.
    if (m_tap && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        activate();
    else
        Stack::mouseReleaseEvent(event);
}

void Surface::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_secondClick = m_tap && event->button() == Qt::LeftButton;
    Surface::mousePressEvent(event);
}

void Surface::keyPressEvent(QKeyEvent *event)
{
    const bool presses = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space;
    if (m_tap && presses && hasFocus()) {
        if (!event->isAutoRepeat())
            activate();
    } else {
        Stack::keyPressEvent(event);
    }
}

void Surface::enterEvent(QEnterEvent *event)
{
    Stack::enterEvent(event);
    if (m_tap)
        update();
}

void Surface::leaveEvent(QEvent *event)
{
    Stack::leaveEvent(event);
    if (m_tap)
        update();
}

void Surface::focusInEvent(QFocusEvent *event)
{
    Stack::focusInEvent(event);
    update();
}

void Surface::focusOutEvent(QFocusEvent *event)
{
    Stack::focusOutEvent(event);
    update();
}

} // namespace botline
