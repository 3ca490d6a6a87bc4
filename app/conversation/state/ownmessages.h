#pragma once

#include "conversationevent.h"

#include "app/conversation/sending/outgoingmessage.h"

#include <QtCore/QHash>

namespace botline {

// One message of ours with all that is known of it, until its echo was seen or it was thrown away.
struct OwnMessage
{
    OutgoingMessage message;
    QString title; // of a message that has no row
    Delivery delivery;
    event::MessageSource source; // the button or card that said it
    int conversation = 0; // that it belongs to; see OwnMessages
    QDateTime at; // when it was accepted for sending

    QString id() const { return message.activity.clientActivityId(); }
    // A card's answer: what the card shows of it.
    bool answersCard() const { return source.attachment >= 0; }
};

// The user's messages by clientActivityID, in the order of sending. Conversations are counted:
// a message belongs to the one it was queued in, or carried to.
class OwnMessages
{
public:
    void clear();
    void conversationBegan() { ++m_conversation; }
    int conversation() const { return m_conversation; }

    // False when one with this id was known already.
    bool add(OwnMessage message);
    OwnMessage *find(const QString &id); // nullptr: settled, or never ours
    const OwnMessage *find(const QString &id) const;
    void toTheEnd(const QString &id); // of the order of sending
    std::optional<OwnMessage> take(const QString &id); // nothing is awaited of it any more
    QList<OwnMessage> all() const; // in the order of sending

    // Also of settled ones; "" when unknown.
    QString keyOf(const QString &id) const { return m_keyOfId.value(id); }
    QString idOf(const QString &key) const { return m_idOfKey.value(key); }

    // The message of this very button, or this card, that is on its way; "" for none.
    QString pressed(const QString &rowKey, const directline::CardAction &action) const;
    QString submitted(const QString &rowKey, int attachment) const;
    void forgetSources(); // of all
    void forgetCards(const QString &rowKey);

private:
    QHash<QString, OwnMessage> m_messages;
    QStringList m_order; // ids
    QHash<QString, QString> m_keyOfId;
    QHash<QString, QString> m_idOfKey;
    int m_conversation = 0;
};

} // namespace botline
