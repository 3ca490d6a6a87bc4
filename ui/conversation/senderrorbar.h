#pragma once

#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

class QLabel;
class QToolButton;

namespace botline {

class ActivityActions;
struct ActivityEntry;

// What the user can do about an outgoing message in its present state.
struct SendActions
{
    bool retry = false;
    bool edit = false;
    bool copyDetails = false;
    bool remove = false;
    bool cancel = false;

    static SendActions of(const ActivityEntry &entry);
};

// Below a message that did not arrive, or perhaps did not: the reason in words, and what can be
// done about it as buttons (interaction.md §6).
class SendErrorBar : public QWidget
{
    Q_OBJECT

public:
    // `actions` must outlive this.
    SendErrorBar(const ChatStyle &style, ActivityActions &actions, QWidget *parent = nullptr);

    void setEntry(const ActivityEntry &entry);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override; // in one line each

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<QToolButton *> shownButtons() const;
    int arrange(int width, bool move) const;

    ChatStyle m_style;
    QString m_key; // of the row
    QLabel *m_sentence;
    QToolButton *m_retry;
    QToolButton *m_edit;
    QToolButton *m_copyDetails;
    QToolButton *m_remove;
};

} // namespace botline
