#include "actionbutton.h"

#include "wrappedtitle.h"

#include "ui/content/contentloader.h"
#include "ui/content/safetextdocument.h"
#include "ui/style/plaintooltip.h"

#include <QtCore/QEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QTextLayout>
#include <QtWidgets/QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kMaxTitle = 300;
constexpr int kPicture = 20; // design pixels

QColor mixed(const QColor &from, const QColor &to, double share)
{
    const auto channel = [share](int a, int b) {
        return qRound(a + (b - a) * share);
    };
    return {channel(from.red(), to.red()), channel(from.green(), to.green()),
            channel(from.blue(), to.blue())};
}

} // namespace

ActionButton::ActionButton(const CardContextPtr &context, const QString &title, Look look,
                           QWidget *parent)
    : QPushButton(parent), m_context(context), m_look(look)
{
    setTitle(title);
    setCursor(Qt::PointingHandCursor);
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
}

void ActionButton::setTitle(const QString &title)
{
    m_title = singleLine(title, kMaxTitle);
    // The text is for those who ask the button; an ampersand is one, not a shortcut.
    setText(QString(m_title).replace(u'&', "&&"_L1));
    setAccessibleName(m_title);
    update();
}

void ActionButton::refuse(const QString &why)
{
    setEnabled(false);
    setPlainToolTip(*this, why);
}

void ActionButton::setPicture(const QString &address, const QString &alt)
{
    m_pictureAddress = address;
    if (!alt.isEmpty())
        setAccessibleDescription(singleLine(alt));
    connect(&m_context->content, &ContentLoader::remoteContentAllowedChanged, this,
            &ActionButton::loadPicture);
    loadPicture();
}

void ActionButton::loadPicture()
{
    const int side = qRound(m_context->style.px(kPicture) * devicePixelRatioF());
    m_context->content.image(m_pictureAddress, side, this,
                             [this](const ContentLoader::ImageResult &result) {
                                 if (result.image.isNull())
                                     return; // the title says it all
                                 m_picture = QPixmap::fromImage(result.image);
                                 m_picture.setDevicePixelRatio(devicePixelRatioF());
                                 update();
                                 Q_EMIT sizeChanged();
                             });
}

QFont ActionButton::wordsFont() const
{
    QFont font = m_context->style.body();
    font.setWeight(QFont::Medium);
    return font;
}

QMargins ActionButton::padding() const
{
    const ChatStyle &style = m_context->style;
    return m_look == Look::Link ? QMargins(0, style.px(4), 0, style.px(4))
                                : QMargins(style.px(14), style.px(6), style.px(14), style.px(6));
}

int ActionButton::pictureRoom() const
{
    return !m_picture.isNull() ? m_context->style.px(kPicture) + m_context->style.px(8) : 0;
}

int ActionButton::naturalWidth() const
{
    const QMargins around = padding();
    return QFontMetrics(wordsFont()).horizontalAdvance(m_title) + 1 + pictureRoom() + around.left()
        + around.right();
}

int ActionButton::heightForWidth(int width) const
{
    const QMargins around = padding();
    int words = QFontMetrics(wordsFont()).height();
    if (width < naturalWidth()) {
        QTextLayout layout(m_title, wordsFont());
        words = layOutTitle(layout, width - around.left() - around.right() - pictureRoom());
    }
    const int least = m_context->style.px(m_look == Look::Link ? 26 : 34);
    return std::max(least, words + around.top() + around.bottom());
}

QSize ActionButton::sizeHint() const
{
    const int width = naturalWidth();
    return {width, heightForWidth(width)};
}

void ActionButton::paintEvent(QPaintEvent *)
{
    const ChatStyle &style = m_context->style;
    const ChatColors &colors = style.colors();
    const bool hot = isEnabled() && (underMouse() || isDown());
    const qreal radius = style.px(8);

    QColor ground = Qt::transparent;
    QColor edge = Qt::transparent;
    QColor words = colors.link;
    switch (m_look) {
    case Look::Primary:
        ground = isEnabled() ? colors.userBubble : colors.hover;
        words = isEnabled() ? colors.userText : colors.muted;
        if (hot)
            ground = mixed(ground, colors.userText, isDown() ? 0.18 : 0.1);
        break;
    case Look::Destructive:
        words = colors.error;
        [[fallthrough]];
    case Look::Secondary:
        ground = hot ? colors.hover : colors.window;
        edge = isEnabled() ? mixed(colors.hairline, colors.border, 0.45) : colors.hairline;
        if (isDown())
            ground = mixed(colors.hover, colors.border, 0.15);
        break;
    case Look::Link:
        break; // underlined instead
    }
    if (!isEnabled())
        words = colors.muted;

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (!isEnabled() && m_look != Look::Primary && m_look != Look::Link)
        ground = Qt::transparent;
    painter.setBrush(ground);
    painter.setPen(edge.alpha() == 0 ? QPen(Qt::NoPen) : QPen(edge, 1));
    if (ground.alpha() > 0 || edge.alpha() > 0)
        painter.drawRoundedRect(box, radius, radius);
    if (hasFocus()) {
        const bool onAccent = m_look == Look::Primary;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(onAccent ? colors.userText : colors.link, 2));
        const qreal inset = onAccent ? 3 : 1;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset),
                                radius - inset, radius - inset);
    }

    QRect inner = rect().marginsRemoved(padding());
    if (!m_picture.isNull()) {
        const int side = style.px(kPicture);
        const QRect place = QStyle::visualRect(
            layoutDirection(), inner, QRect(inner.x(), inner.center().y() - side / 2, side, side));
        const QSize size
            = m_picture.deviceIndependentSize().toSize().scaled(place.size(), Qt::KeepAspectRatio);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(
            QRect(place.center() - QPoint(size.width() / 2, size.height() / 2), size), m_picture);
        inner
            = QStyle::visualRect(layoutDirection(), inner, inner.adjusted(pictureRoom(), 0, 0, 0));
    }
    QFont font = wordsFont();
    font.setUnderline(hot && m_look == Look::Link);
    painter.setPen(words);
    QTextLayout layout(m_title, font);
    const int height = layOutTitle(layout, inner.width());
    layout.draw(&painter, QPointF(inner.x(), inner.y() + (inner.height() - height) / 2.0));
}

bool ActionButton::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave
        || event->type() == QEvent::EnabledChange)
        update();
    return QPushButton::event(event);
}

void ActionButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!event->isAutoRepeat())
            click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void ActionButton::mouseDoubleClickEvent(QMouseEvent *)
{
}

} // namespace botline
