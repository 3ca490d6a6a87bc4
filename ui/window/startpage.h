#pragma once

#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace botline {

// What the window shows before there is a conversation: the practice bot one click away, and the
// way to one's own bot.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    StartPage(const ChatStyle &style, bool practiceAvailable, QWidget *parent = nullptr);

    void setChatStyle(const ChatStyle &style);

Q_SIGNALS:
    void practiceRequested();
    void connectRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChatStyle m_style;
    QWidget *m_symbol;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_practice;
    QPushButton *m_connect;
};

} // namespace botline
