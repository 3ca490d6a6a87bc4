#pragma once

#include "app/directline/activity.h"

#include <optional>

// The activities we send, as pure functions (protocol.md §4.2, §6.5). What the channel owns — id,
// timestamp, conversation, recipient — is never filled in.
namespace botline::outgoing {

// Who speaks, and when.
struct Sender
{
    QString userId;
    QString userName; // "" -> none
    QString locale; // BCP 47; "" -> left out
    QDateTime now; // any zone: sent with the local offset
};

directline::ChannelAccount account(const Sender &sender);

// A random UUID: the only handle by which a bot can tell a repeated message, and we our echo.
QString newClientActivityId();

// `text` may be empty when files go with it.
directline::Activity message(const Sender &sender, const QString &text,
                             const QString &clientActivityId);

// imBack, postBack and messageBack; nullopt for the kinds that send nothing. `replyToId` is the id
// of the activity that showed the button, "" when it has none.
std::optional<directline::Activity> forAction(const Sender &sender,
                                              const directline::CardAction &action,
                                              const QString &clientActivityId,
                                              const QString &replyToId);

// Action.Submit of an Adaptive Card: inputs win over `data`; a string without inputs is said like
// an imBack.
directline::Activity forSubmit(const Sender &sender, const QJsonValue &data,
                               const QJsonObject &inputs, const QString &clientActivityId,
                               const QString &replyToId);

// Whether somebody's own activity shows as a bubble: postBacks do not, messageBacks only with a
// displayText (protocol.md §6.5).
bool isShown(const directline::Activity &activity);

} // namespace botline::outgoing
