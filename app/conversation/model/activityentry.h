#pragma once

#include "app/conversation/sending/stagedfile.h"
#include "app/conversation/state/delivery.h"
#include "app/conversation/state/reaction.h"
#include "app/directline/activity.h"

#include <QtCore/QMetaType>

namespace botline {

// Who a row belongs to (dossier §6.1 "Sender side").
enum class Side
{
    Own,
    Bot,
    Other,
    System
};

// One row of the conversation as it is to be shown. A value: the model never hands out pointers.
struct ActivityEntry
{
    QString key; // stable for the row's life, also when the echo brings an id; unique in the model
    Side side = Side::System;
    directline::Activity activity; // own ones: what the user typed, with id and time of the echo
    QString senderName; // never empty for Bot and Other
    QDateTime time; // UTC: the service's when `timeIsServers`, else ours
    bool timeIsServers = false;
    bool hidden = false; // a System row that only testers see: an event, a trace (§6.8)
    // Plain text to show in place of the activity's own: the sentence of a System row, "Message
    // deleted", the title of a button whose hidden message did not arrive. "" otherwise.
    QString note;

    Delivery delivery; // of own ones; `state` is None for the others
    QList<StagedFile> files; // what was attached; stays shown from disk after the echo
    QList<Reaction> reactions; // of others
    quint8 edits = 0; // grows with each messageUpdate; wraps
    int extraEchoes = 0; // a retry arrived as well: how often more than once the bot got it (§4.4)

    quint32 revision = 0; // grows with each change of the row: caches key on (key, revision)

    // What the bubble says: `note`, a messageBack's displayText, a voice message's transcription,
    // else activity.text; the summary when there is nothing else to show.
    QString shownText() const;
    // Higher than normal by the bot's own word.
    bool isImportant() const;
    // What the line under the message says beside its time: reactions, labels, that it was edited.
    bool hasRemarksOfBot() const;
    // Markdown is meant: not own, and textFormat is missing or "markdown" (dossier §6.2).
    bool isMarkdown() const;
};

// What the bubble of a message says that nobody annotated, and whether there is something to tell
// beside its time: ActivityEntry's answers without an entry.
QString messageText(const directline::Activity &activity, Side side);
bool hasLabels(const directline::Activity &activity, Side side);

// The row in words for a screen reader and for copying: sender, text without Markdown marks, cards
// and attachments by name, time, and the send state when it is not simply sent (ux.md §11).
QString accessibleText(const ActivityEntry &entry);
// The same from its words without marks, for those who have read the Markdown properly.
QString accessibleText(const ActivityEntry &entry, const QString &words);

// Markdown as somebody would read it aloud: without the marks. A reader's aid, not a parser; what
// it does not know stays as it is written.
QString withoutMarkdown(QString text);

// "Waiting", "Sending…", "Sent", "Not confirmed", "Failed", "Cancelled", …
QString sendStateText(const ActivityEntry &entry);

} // namespace botline

Q_DECLARE_METATYPE(botline::ActivityEntry)
