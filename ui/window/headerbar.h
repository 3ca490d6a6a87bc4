#pragma once

#include "app/conversation/session/conversationsession.h"
#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace botline {

// The top of the window: who one talks to, the connection's state in words beside a coloured dot,
// the button for a new conversation and the menu.
class HeaderBar : public QWidget
{
    Q_OBJECT

public:
    HeaderBar(const ChatStyle &style, QMenu *menu, QWidget *parent = nullptr);

    void setChatStyle(const ChatStyle &style);
    // `id` gives the avatar's colour, the same as beside the bot's messages.
    void setBot(const QString &name, const QString &id);
    void setState(ConversationSession::State state, const QString &statusText);
    void setConversationActionsVisible(bool visible);

Q_SIGNALS:
    void newConversationRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QColor stateColor() const;
    void elide();

    ChatStyle m_style;
    ConversationSession::State m_state = ConversationSession::State::Idle;
    QString m_botName;
    QString m_botId;
    QString m_statusText;
    QLabel *m_avatarSpace;
    QLabel *m_name;
    QLabel *m_dotSpace;
    QLabel *m_status;
    QToolButton *m_newConversation;
    QToolButton *m_menuButton;
};

} // namespace botline
