#include "cardbutton.h"

#include "ui/cards/wrappedtitle.h"
#include "ui/content/safetextdocument.h"
#include "ui/style/icons.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QTextLayout>
#include <QtWidgets/QStyle>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

constexpr int kWidestWord = 200; // design pixels; with what stands around it

bool isEnter(const QKeyEvent *event)
{
    return event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
}

// "" when nothing was submitted.
QString submissionWords(CardStates::Submission submission)
{
    switch (submission) {
    case CardStates::Submission::None:
        break;
    case CardStates::Submission::Sending:
        return CardButton::tr("Sending…");
    case CardStates::Submission::Unconfirmed:
        return CardButton::tr("Not confirmed");
    case CardStates::Submission::Sent:
        return CardButton::tr("Sent");
    }
    return {};
}

bool changesLook(QEvent::Type type)
{
    return type == QEvent::HoverEnter || type == QEvent::HoverLeave
        || type == QEvent::EnabledChange;
}

} // namespace

ButtonColors buttonColors(CardButton::Look look, const ButtonState &state, const QColor &flatInk,
                          const ChatStyle &style)
{
    using Look = CardButton::Look;
    const ChatColors &colors = style.colors();
    const bool flat = look == Look::Flat || look == Look::Quiet;
    const QColor none(Qt::transparent);
    if (!state.enabled || state.submission != CardStates::Submission::None) {
        const QColor ground = flat ? none : colors.hover;
        QColor ink = colors.muted;
        if (state.submission == CardStates::Submission::Sent)
            ink = colors.success;
        else if (state.submission == CardStates::Submission::Unconfirmed)
            ink = colors.warning;
        return {ground, ink, ground};
    }
    if (look == Look::Primary) {
        const QColor ground
            = state.hot ? colors.userBubble.lighter(style.isDark() ? 118 : 112) : colors.userBubble;
        return {ground, colors.userText, ground};
    }
    if (flat)
        return {state.hot ? colors.hover : none, flatInk.isValid() ? flatInk : colors.link, none};
    return {state.hot ? colors.hover : colors.window,
            look == Look::Destructive ? colors.error : colors.link, colors.border};
}

CardButton::CardButton(const QString &title, Look look, const ChatStyle &style, QWidget *parent)
    : QPushButton(parent), m_style(style), m_look(look)
{
    setObjectName(u"cardButton"_s);
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setFont(isFlat() ? style.small() : style.body());
    setTitle(title);
}

void CardButton::setTitle(const QString &title)
{
    m_title = singleLine(title);
    QString literal = m_title;
    setText(literal.replace(u'&', "&&"_L1));
    updateGeometry();
}

void CardButton::setInk(const QColor &ink)
{
    m_ink = ink;
    update();
}

void CardButton::setExpandable(bool expandable)
{
    m_expandable = expandable;
    updateGeometry();
}

void CardButton::setExpanded(bool expanded)
{
    m_expanded = expanded;
    setAccessibleDescription(!m_expandable  ? QString()
                                 : expanded ? tr("Open below")
                                            : tr("Opens below"));
    update();
}

void CardButton::setSubmission(CardStates::Submission submission)
{
    if (submission == m_submission)
        return;
    m_submission = submission;
    QString literal = shownTitle();
    setText(literal.replace(u'&', "&&"_L1));
    updateGeometry();
    update();
}

QString CardButton::shownTitle() const
{
    // Which of the buttons it was stays to be seen.
    return isAnswer() ? u"%1 · %2"_s.arg(m_title, submissionWords(m_submission)) : m_title;
}

int CardButton::widthOf(const QString &title, int symbols) const
{
    return QFontMetrics(font()).horizontalAdvance(title) + symbols * (symbolSide() + m_style.px(6))
        + 2 * paddingX() + 2;
}

QSize CardButton::sizeHint() const
{
    const bool quiet = m_look == Look::Quiet;
    const int height = std::max(m_style.px(quiet ? 24 : 34),
                                QFontMetrics(font()).height() + 2 * m_style.px(quiet ? 3 : 6));
    const int width = widthOf(m_title, int(m_expandable) + int(!icon().isNull()));
    return {isAnswer() ? std::max(width, widthOf(shownTitle(), isSent())) : width, height};
}

int CardButton::lineWidth(int width) const
{
    return std::max(1, width - roomBefore() - roomAfter() - 2 * paddingX());
}

int CardButton::heightForWidth(int width) const
{
    QTextLayout layout(shownTitle(), font());
    return std::max(sizeHint().height(), layOutTitle(layout, lineWidth(width)) + 2 * m_style.px(6));
}

QSize CardButton::minimumSizeHint() const
{
    int longest = 0; // so that no word breaks, if it is of this world
    const QStringList words = m_title.split(u' ');
    for (const QString &word : words)
        longest = std::max(longest, widthOf(word, m_expandable || !icon().isNull()));
    const int least = std::max(m_style.px(72), std::min(longest, m_style.px(kWidestWord)));
    return {std::min(sizeHint().width(), least), sizeHint().height()};
}

bool CardButton::event(QEvent *event)
{
    if (changesLook(event->type()))
        update();
    return QPushButton::event(event);
}

void CardButton::paintEvent(QPaintEvent *)
{
    const ChatColors &colors = m_style.colors();
    const bool live = isEnabled() && !isAnswer();
    const bool hot = live && (underMouse() || isDown());
    auto [ground, ink, edge]
        = buttonColors(m_look, {isEnabled(), hot, m_submission}, m_ink, m_style);

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool ring = hasFocus();
    const qreal line = ring ? m_style.px(2) : 1;
    // On the accent the ring stands inside, in the colour of the words.
    const bool ringInside = ring && live && m_look == Look::Primary;
    if (ring && !ringInside)
        edge = colors.link;
    painter.setPen(QPen(edge, line));
    painter.setBrush(ground);
    const QRectF box = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    const qreal radius = m_style.px(8);
    painter.drawRoundedRect(box, radius, radius);
    if (ringInside) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ink, line));
        const qreal inset = m_style.px(3);
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset,
                                radius - inset);
    }

    QTextLayout layout(shownTitle(), font());
    const int wordsHeight = layOutTitle(layout, lineWidth(width()));
    const int before = roomBefore();
    const int after = roomAfter();
    const int used = std::min(width() - 2 * paddingX(),
                              int(std::ceil(layout.maximumWidth())) + before + after);
    const QRect content((width() - used) / 2, 0, used, height());
    const QRect words
        = QStyle::visualRect(layoutDirection(), content, content.adjusted(before, 0, -after, 0));
    painter.setPen(ink);
    // Its lines are centred in more than they need.
    layout.draw(&painter,
                QPointF(words.x() + (words.width() - lineWidth(width())) / 2.0,
                        (height() - wordsHeight) / 2.0));
    const auto markAt = [&](int x) {
        return QStyle::visualRect(
            layoutDirection(), content,
            QRect(x, (height() - symbolSide()) / 2, symbolSide(), symbolSide()));
    };
    if (isSent())
        drawSymbol(painter, Symbol::Check, markAt(content.x()), ink);
    else if (before > 0)
        icon().paint(&painter, markAt(content.x()), Qt::AlignCenter,
                     isEnabled() ? QIcon::Normal : QIcon::Disabled);
    if (after > 0) {
        const QPointF middle = QRectF(markAt(content.right() + 1 - symbolSide())).center();
        const qreal half = symbolSide() / 4.0;
        const qreal rise = (m_expanded ? -half : half) / 2;
        painter.setPen(QPen(ink, symbolSide() / 8.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF{middle + QPointF(-half, -rise), middle + QPointF(0, rise),
                                       middle + QPointF(half, -rise)});
    }
}

void CardButton::keyPressEvent(QKeyEvent *event)
{
    if (isEnter(event)) {
        if (!event->isAutoRepeat())
            click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void CardButton::mouseDoubleClickEvent(QMouseEvent *)
{
}

ClickArea::ClickArea(const ChatStyle &style, QWidget *parent)
    : QAbstractButton(parent), m_style(style)
{
    setObjectName(u"cardArea"_s);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

void ClickArea::setSubmission(CardStates::Submission submission)
{
    m_sent = submission == CardStates::Submission::Sent;
    setAccessibleDescription(submissionWords(submission));
    update();
}

bool ClickArea::event(QEvent *event)
{
    if (changesLook(event->type()))
        update();
    return QAbstractButton::event(event);
}

void ClickArea::paintEvent(QPaintEvent *)
{
    const ChatColors &colors = m_style.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = m_style.px(8);
    if (isEnabled() && (underMouse() || isDown())) {
        QColor shade = colors.text;
        shade.setAlphaF(0.06F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(shade);
        painter.drawRoundedRect(rect(), radius, radius);
    }
    const qreal line = m_style.px(2);
    if (hasFocus() || m_sent) {
        painter.setPen(QPen(hasFocus() ? colors.link : colors.success, line));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2),
                                radius, radius);
    }
    if (m_sent) {
        const int side = m_style.px(16);
        const QRect corner(width() - side - m_style.px(4), m_style.px(4), side, side);
        drawSymbol(painter, Symbol::Check, QStyle::visualRect(layoutDirection(), rect(), corner),
                   colors.success);
    }
}

void ClickArea::keyPressEvent(QKeyEvent *event)
{
    if (isEnter(event)) {
        if (!event->isAutoRepeat())
            click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void ClickArea::mouseDoubleClickEvent(QMouseEvent *)
{
}

} // namespace botline::adaptive
