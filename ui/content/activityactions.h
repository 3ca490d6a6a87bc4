#pragma once

#include <QtCore/QtGlobal>

class QJsonObject;
class QJsonValue;
class QString;

namespace botline {

namespace directline {
struct CardAction;
}

// What the user asks for in a row of the conversation. The parts that show rows hold a reference
// and call it from their event handlers; ConversationPage implements it, tests record it.
//
// A row is named by its key (ActivityEntry::key), which stays the same from the moment a message is
// queued; a key whose row is gone is ignored. Attachments are counted from 0, within
// Activity::attachments or, for rows with own files, within ActivityEntry::files.
//
// Lifetime: the implementation outlives every part that holds a reference. It must not destroy the
// calling widget before the call returns: rows that go are let go of with deleteLater(). Rows may
// have moved or gone when a call returns, so a caller uses no row number that it had before.
class ActivityActions
{
public:
    virtual ~ActivityActions() = default;

    // Of an own message. `edit` brings its text and files back to the composer and discards it.
    virtual void retry(const QString &key) = 0;
    virtual void edit(const QString &key) = 0;
    virtual void discard(const QString &key) = 0;
    virtual void cancel(const QString &key) = 0; // sending, or the upload of its files
    virtual void copyDetails(const QString &key) = 0; // of its failure, to the clipboard

    // The button of a card, or a suggested action, for which `key` is empty. Only actions that can
    // be performed: the buttons of others are disabled.
    virtual void perform(const directline::CardAction &action, const QString &key) = 0;
    // The inputs of an Adaptive Card. When it cannot be sent, CardStates says so of this card.
    virtual void submit(const QString &key, int attachment, const QJsonValue &data,
                        const QJsonObject &inputs)
        = 0;

    // Untrusted addresses: the implementation applies LinkPolicy and asks first.
    virtual void openLink(const QString &address) = 0;
    virtual void save(const QString &address, const QString &name) = 0; // asks where to
    virtual void viewImage(const QString &key, int attachment) = 0;
    virtual void showJson(const QString &key) = 0;

protected:
    ActivityActions() = default;
    Q_DISABLE_COPY_MOVE(ActivityActions)
};

} // namespace botline
