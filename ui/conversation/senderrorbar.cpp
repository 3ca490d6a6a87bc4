#include "senderrorbar.h"

#include "app/conversation/model/activityentry.h"
#include "ui/style/icons.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kButtonGap = 2;

QToolButton *makeButton(Symbol symbol, const QString &text, const ChatStyle &style, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setProperty("look", u"flat"_s);
    button->setText(text);
    button->setFont(style.small());
    button->setIcon(symbolIcon(symbol, style.colors().link));
    button->setIconSize({style.px(14), style.px(14)});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMinimumHeight(style.px(24));
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

QSize sizeOf(const QToolButton &button)
{
    return button.sizeHint().expandedTo(button.minimumSize());
}

} // namespace

SendActions SendActions::of(const ActivityEntry &entry)
{
    SendActions actions;
    switch (entry.delivery.state) {
    case SendState::Queued:
    case SendState::Sending:
        actions.cancel = true;
        return actions;
    case SendState::Failed:
    case SendState::Cancelled:
        // The words of a button are not the user's to edit.
        actions.edit = entry.note.isEmpty();
        break;
    case SendState::Unconfirmed:
        break; // what perhaps arrived must not come a second time in other words
    case SendState::None:
    case SendState::Delivered:
    case SendState::Sent:
        actions.copyDetails = !entry.delivery.details.isEmpty();
        return actions;
    }
    actions.retry = entry.delivery.canRetry;
    actions.copyDetails = !entry.delivery.details.isEmpty();
    actions.remove = true;
    return actions;
}

SendErrorBar::SendErrorBar(const ChatStyle &style, QWidget *parent)
    : QWidget(parent),
      m_style(style),
      m_sentence(new QLabel(this)),
      m_retry(makeButton(Symbol::Retry, tr("Retry"), style, this)),
      m_edit(makeButton(Symbol::Edit, tr("Edit"), style, this)),
      m_copyDetails(makeButton(Symbol::Copy, tr("Copy details"), style, this)),
      m_remove(makeButton(Symbol::Remove, tr("Remove"), style, this))
{
    m_sentence->setObjectName(u"sendTroubleSentence"_s);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setFont(style.small());
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment((isRightToLeft() ? Qt::AlignLeft : Qt::AlignRight)
                             | Qt::AlignAbsolute);
    m_retry->setObjectName(u"retry"_s);
    m_edit->setObjectName(u"edit"_s);
    m_copyDetails->setObjectName(u"copyDetails"_s);
    m_remove->setObjectName(u"remove"_s);

    connect(m_retry, &QToolButton::clicked, this, &SendErrorBar::retryRequested);
    connect(m_edit, &QToolButton::clicked, this, &SendErrorBar::editRequested);
    connect(m_copyDetails, &QToolButton::clicked, this, &SendErrorBar::copyDetailsRequested);
    connect(m_remove, &QToolButton::clicked, this, &SendErrorBar::discardRequested);
}

void SendErrorBar::setEntry(const ActivityEntry &entry)
{
    const bool failed = entry.delivery.state == SendState::Failed;
    m_sentence->setText(entry.delivery.failure);
    m_sentence->setVisible(!entry.delivery.failure.isEmpty());
    const QColor color = failed ? m_style.colors().error : m_style.colors().warning;
    m_sentence->setStyleSheet(u"QLabel { color: %1 }"_s.arg(color.name()));

    const SendActions actions = SendActions::of(entry);
    m_retry->setVisible(actions.retry);
    m_edit->setVisible(actions.edit);
    m_copyDetails->setVisible(actions.copyDetails);
    m_remove->setVisible(actions.remove);
    setAccessibleName(entry.delivery.failure.isEmpty() ? sendStateText(entry)
                                                       : entry.delivery.failure);
    arrange(width(), true);
    updateGeometry();
}

int SendErrorBar::heightForWidth(int width) const
{
    return arrange(width, false);
}

QSize SendErrorBar::sizeHint() const
{
    int width = 0;
    for (const QToolButton *button : shownButtons())
        width += sizeOf(*button).width() + (width > 0 ? m_style.px(kButtonGap) : 0);
    if (!m_sentence->isHidden()) {
        m_sentence->ensurePolished();
        width
            = std::max(width, m_sentence->fontMetrics().horizontalAdvance(m_sentence->text()) + 2);
    }
    return {width, arrange(width, false)};
}

void SendErrorBar::resizeEvent(QResizeEvent *)
{
    arrange(width(), true);
}

QList<QToolButton *> SendErrorBar::shownButtons() const
{
    QList<QToolButton *> buttons{m_retry, m_edit, m_copyDetails, m_remove};
    buttons.removeIf([](const QToolButton *button) { return button->isHidden(); });
    return buttons;
}

// The sentence, then the buttons in as many lines as they need; all at the side where the message
// above stands. Returns the height.
int SendErrorBar::arrange(int width, bool move) const
{
    int y = 0;
    if (!m_sentence->isHidden()) {
        const int height = m_sentence->heightForWidth(width);
        if (move)
            m_sentence->setGeometry(0, 0, width, height);
        y = height + m_style.px(kButtonGap);
    }
    const int gap = m_style.px(kButtonGap);
    const QList<QToolButton *> buttons = shownButtons();
    for (qsizetype first = 0; first < buttons.size();) {
        int lineWidth = 0;
        int lineHeight = 0;
        qsizetype end = first;
        for (; end < buttons.size(); ++end) {
            const QSize size = sizeOf(*buttons.at(end));
            const int wider = lineWidth + (end > first ? gap : 0) + size.width();
            if (end > first && wider > width)
                break;
            lineWidth = wider;
            lineHeight = std::max(lineHeight, size.height());
        }
        int x = width - lineWidth;
        for (; first < end; ++first) {
            const QRect place(QPoint(x, y), sizeOf(*buttons.at(first)));
            if (move)
                buttons.at(first)->setGeometry(
                    QStyle::visualRect(layoutDirection(), QRect(0, 0, width, 0), place));
            x += place.width() + gap;
        }
        y += lineHeight + (end < buttons.size() ? gap : 0);
    }
    return y;
}

} // namespace botline
