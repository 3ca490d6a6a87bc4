#include "practicecard.h"

#include "formfield.h"

#include "ui/icons.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// In lines of text.
constexpr double kPadding = 0.9;
constexpr double kDisc = 2.8;
constexpr double kChevron = 1.1;

} // namespace

PracticeCard::PracticeCard(bool available, QWidget *parent)
    : QAbstractButton(parent),
      m_explanation(available
                        ? tr("It lives on this computer and needs no account. Say “help” to see "
                             "what it can do.")
                        : tr("Not in this build: Boost was missing when it was made."))
{
    setObjectName(u"practiceCard"_s);
    setText(tr("Chat with the practice bot"));
    setAccessibleName(text());
    setAccessibleDescription(m_explanation);
    setToolTip(m_explanation);
    setEnabled(available);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(available ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QFont PracticeCard::titleFont() const
{
    QFont title = font();
    title.setWeight(QFont::DemiBold);
    return title;
}

QRect PracticeCard::wordsRect(int width) const
{
    const int padding = em(*this, kPadding);
    const int left = padding + em(*this, kDisc) + padding;
    const int right = width - padding - em(*this, kChevron) - padding / 2;
    return {left, padding, std::max(1, right - left), QWIDGETSIZE_MAX};
}

int PracticeCard::heightForWidth(int width) const
{
    const QRect words = wordsRect(width);
    const int title
        = QFontMetrics(titleFont()).boundingRect(words, Qt::TextWordWrap, text()).height();
    const int explanation
        = fontMetrics().boundingRect(words, Qt::TextWordWrap, m_explanation).height();
    const int content = std::max(em(*this, kDisc), title + em(*this, 0.15) + explanation);
    return content + 2 * em(*this, kPadding);
}

QSize PracticeCard::sizeHint() const
{
    const int width = em(*this, 26);
    return {width, heightForWidth(width)};
}

QSize PracticeCard::minimumSizeHint() const
{
    return {em(*this, 12), em(*this, kDisc)};
}

void PracticeCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void PracticeCard::paintEvent(QPaintEvent *)
{
    const ChatColors colors = colorsFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hot = isEnabled() && (underMouse() || isDown());
    const qreal line = hasFocus() || hot ? 2 : 1;
    QColor ground = colors.link;
    ground.setAlphaF(!isEnabled() ? 0 : isDown() ? 0.18F : hot ? 0.12F : 0.07F);
    painter.setPen(QPen(isEnabled() ? colors.link : colors.hairline, line));
    painter.setBrush(ground);
    const qreal radius = em(*this, 0.8);
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2),
                            radius, radius);

    const auto mirrored = [this](const QRect &place) {
        return QStyle::visualRect(layoutDirection(), rect(), place);
    };
    const int padding = em(*this, kPadding);
    const int disc = em(*this, kDisc);
    const QRectF circle(mirrored({padding, (height() - disc) / 2, disc, disc}));
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? colors.userBubble : colors.hover);
    painter.drawEllipse(circle);
    const qreal inset = disc * 0.2;
    drawSymbol(painter, Symbol::Robot, circle.adjusted(inset, inset, -inset, -inset),
               isEnabled() ? colors.userText : colors.muted);
    const int chevron = em(*this, kChevron);
    drawSymbol(painter,
               layoutDirection() == Qt::RightToLeft ? Symbol::ChevronLeft : Symbol::ChevronRight,
               mirrored({width() - padding - chevron, (height() - chevron) / 2, chevron, chevron}),
               isEnabled() ? colors.link : colors.hairline);

    QRect words = wordsRect(width());
    const int title
        = QFontMetrics(titleFont()).boundingRect(words, Qt::TextWordWrap, text()).height();
    const int explanation
        = fontMetrics().boundingRect(words, Qt::TextWordWrap, m_explanation).height();
    const int gap = em(*this, 0.15);
    words.moveTop((height() - title - gap - explanation) / 2);
    const int flags = Qt::TextWordWrap
        | static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    words.setHeight(title);
    painter.setFont(titleFont());
    painter.setPen(isEnabled() ? colors.text : colors.muted);
    painter.drawText(mirrored(words), flags, text());
    words.moveTop(words.bottom() + 1 + gap);
    words.setHeight(explanation);
    painter.setFont(font());
    painter.setPen(colors.muted);
    painter.drawText(mirrored(words), flags, m_explanation);
}

} // namespace botline
