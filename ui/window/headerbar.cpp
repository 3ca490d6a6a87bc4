#include "headerbar.h"

#include "app/text/singleline.h"
#include "ui/style/icons.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    // Elided by us: a long name or sentence must not widen the window.
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

QToolButton *flatButton(QWidget *parent, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton(parent);
    button->setProperty("look", u"flat"_s);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

HeaderBar::HeaderBar(const ChatStyle &style, QMenu *menu, QWidget *parent)
    : QWidget(parent),
      m_style(style),
      m_avatarSpace(new QLabel(this)),
      m_name(plainLabel(this)),
      m_dotSpace(new QLabel(this)),
      m_status(plainLabel(this)),
      m_newConversation(
          flatButton(this, tr("New conversation"), tr("Start a new conversation (Ctrl+Shift+R)"))),
      m_menuButton(flatButton(this, tr("Menu"), tr("Menu (F10)")))
{
    setObjectName(u"headerBar"_s);
    m_name->setObjectName(u"botName"_s);
    m_status->setObjectName(u"connectionState"_s);
    m_newConversation->setObjectName(u"newConversationButton"_s);
    m_menuButton->setObjectName(u"menuButton"_s);
    m_menuButton->setMenu(menu);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setShortcut(Qt::Key_F10);

    auto *stateLine = new QHBoxLayout;
    stateLine->addWidget(m_dotSpace);
    stateLine->addWidget(m_status, 1);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_name);
    words->addLayout(stateLine);
    words->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_avatarSpace);
    row->addLayout(words, 1);
    row->addWidget(m_newConversation);
    row->addWidget(m_menuButton);
    stateLine->setObjectName(u"stateLine"_s);

    connect(m_newConversation, &QToolButton::clicked, this, &HeaderBar::newConversationRequested);
    setChatStyle(style);
    setBot({}, {});
}

void HeaderBar::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    m_name->setFont(style.strong());
    m_status->setFont(style.small());
    m_status->setProperty("look", u"muted"_s);
    const int dot = style.px(8);
    m_dotSpace->setFixedSize(dot, dot);
    m_avatarSpace->setFixedSize(style.px(36), style.px(36));
    for (QToolButton *button : {m_newConversation, m_menuButton}) {
        button->setIconSize(QSize(style.px(20), style.px(20)));
        button->setMinimumSize(style.px(32), style.px(32));
    }
    m_newConversation->setIcon(symbolIcon(Symbol::NewConversation, style.colors().text));
    m_menuButton->setIcon(symbolIcon(Symbol::Menu, style.colors().text));
    layout()->setContentsMargins(style.sideMargin(), style.px(8), style.px(8), style.px(8));
    layout()->setSpacing(style.px(8));
    findChild<QHBoxLayout *>(u"stateLine"_s)->setSpacing(style.px(6));
    setFixedHeight(std::max(style.px(36),
                            QFontMetrics(style.strong()).height()
                                + QFontMetrics(style.small()).height() + style.px(2))
                   + 2 * style.px(8));
    elide();
    update();
}

void HeaderBar::setBot(const QString &name, const QString &id)
{
    const QString line = singleLine(name);
    if (line == m_botName && id == m_botId && !m_name->text().isEmpty())
        return;
    m_botName = line;
    m_botId = id;
    elide();
    update();
}

void HeaderBar::setState(ConversationSession::State state, const QString &statusText)
{
    m_state = state;
    m_statusText = singleLine(statusText);
    elide();
    update();
}

void HeaderBar::setConversationActionsVisible(bool visible)
{
    m_newConversation->setVisible(visible);
}

void HeaderBar::elide()
{
    const QString name = m_botName.isEmpty() ? tr("Botline") : m_botName;
    m_name->setText(
        QFontMetrics(m_style.strong()).elidedText(name, Qt::ElideRight, m_name->width()));
    m_name->setToolTip(name.toHtmlEscaped());
    m_status->setText(
        QFontMetrics(m_style.small()).elidedText(m_statusText, Qt::ElideRight, m_status->width()));
    m_status->setToolTip(m_statusText.toHtmlEscaped());
    m_status->setAccessibleName(tr("Connection: %1").arg(m_statusText));
}

void HeaderBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    elide();
}

QColor HeaderBar::stateColor() const
{
    using State = ConversationSession::State;
    switch (m_state) {
    case State::Online:
        return m_style.colors().success;
    case State::Authenticating:
    case State::Starting:
    case State::Degraded:
        return m_style.colors().warning;
    case State::Expired:
    case State::Ended:
    case State::Failed:
        return m_style.colors().error;
    case State::Idle:
        break;
    }
    return m_style.colors().muted;
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.colors().surface);
    painter.fillRect(0, height() - 1, width(), 1, m_style.colors().hairline);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);

    const QRectF avatar(m_avatarSpace->geometry());
    if (m_botName.isEmpty()) {
        drawSymbol(painter, Symbol::Robot, avatar, m_style.colors().link);
    } else {
        painter.setBrush(m_style.avatarColor(m_botId));
        painter.drawEllipse(avatar);
        painter.setPen(Qt::white);
        painter.setFont(m_style.strong());
        painter.drawText(avatar, Qt::AlignCenter, ChatStyle::initials(m_botName));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(stateColor());
    painter.drawEllipse(QRectF(m_dotSpace->geometry()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace botline
