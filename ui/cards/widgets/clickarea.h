#pragma once

#include "app/conversation/state/cardstate.h"
#include "ui/style/chatstyle.h"

#include <QtWidgets/QAbstractButton>

namespace botline {

// What a click on a whole container does: lies behind its content, shows hover and focus.
class ClickArea : public QAbstractButton
{
    Q_OBJECT

public:
    ClickArea(const ChatStyle &style, QWidget *parent);
    void setSubmission(CardStates::Submission submission);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    ChatStyle m_style;
    bool m_sent = false;
};

} // namespace botline
