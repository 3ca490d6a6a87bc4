#pragma once

#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

#include <memory>

class QKeyEvent;

namespace botline {

class ActivityActions;
class ActivityModel;
class ConversationList;
class RowWidgets;

// The reading half of the window: the list of activities, the "new messages" pill, the floating
// date, and the line that tells that the bot is typing or that a reply is awaited
// (interaction.md §1-§6, §9).
class ConversationView : public QWidget
{
    Q_OBJECT

public:
    // The references must outlive the view.
    ConversationView(ActivityModel &model, RowWidgets &rowWidgets, ActivityActions &actions,
                     const ChatStyle &style, QWidget *parent = nullptr);
    ~ConversationView() override;

    void setChatStyle(const ChatStyle &style);

    // The user sent something: the end of the conversation is shown, wherever they were.
    void goToEnd();
    // First to where reading was left, then to the end (interaction.md §3.3). Takes the focus
    // along.
    void readOn();
    // Page Up, Page Down, Home and End, pressed where they mean nothing else; true when used.
    bool takeScrollKey(const QKeyEvent &event);

    void setBotTyping(bool typing, const QString &botName);
    // Shows "Waiting for a reply … 3.2 s" from the given instant (UTC); invalid: hides it.
    void setWaitingSince(const QDateTime &sinceUtc);

    // The find bar above the list. Esc in it brings the focus back.
    void openFind();
    void closeFind();
    void findNext(bool down); // opens the bar when it is closed

    ConversationList *list() const; // the view's own

Q_SIGNALS:
    // Something that only shows, in words for screen readers.
    void told(const QString &words);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
