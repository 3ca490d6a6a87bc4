#include "ownmessages.h"

namespace botline {

namespace {

// An answer is on its way, as far as its card is concerned, while its echo is looked for.
bool isOnItsWay(const Delivery &delivery)
{
    return delivery.state == SendState::Queued || delivery.state == SendState::Sending
        || (delivery.state == SendState::Unconfirmed && !delivery.canRetry);
}

} // namespace

void OwnMessages::clear()
{
    *this = {};
}

bool OwnMessages::add(OwnMessage message)
{
    const QString id = message.id();
    if (m_keyOfId.contains(id))
        return false;
    m_keyOfId.insert(id, message.message.key);
    m_idOfKey.insert(message.message.key, id);
    m_order.append(id);
    message.conversation = m_conversation;
    m_messages.insert(id, std::move(message));
    return true;
}

OwnMessage *OwnMessages::find(const QString &id)
{
    const auto found = m_messages.find(id);
    return found == m_messages.end() ? nullptr : &*found;
}

const OwnMessage *OwnMessages::find(const QString &id) const
{
    const auto found = m_messages.constFind(id);
    return found == m_messages.cend() ? nullptr : &*found;
}

void OwnMessages::toTheEnd(const QString &id)
{
    if (!m_order.isEmpty() && m_order.constLast() != id && m_order.removeOne(id))
        m_order.append(id);
}

std::optional<OwnMessage> OwnMessages::take(const QString &id)
{
    const auto found = m_messages.find(id);
    if (found == m_messages.end())
        return std::nullopt;
    OwnMessage taken = std::move(*found);
    m_messages.erase(found);
    m_order.removeOne(id);
    return taken;
}

QList<OwnMessage> OwnMessages::all() const
{
    QList<OwnMessage> messages;
    for (const QString &id : m_order)
        messages.append(m_messages.value(id));
    return messages;
}

QString OwnMessages::pressed(const QString &rowKey, const directline::CardAction &action) const
{
    for (const OwnMessage &own : m_messages) {
        const bool pending
            = own.delivery.state == SendState::Queued || own.delivery.state == SendState::Sending;
        if (pending && own.source.action == action && own.source.rowKey == rowKey)
            return own.message.key;
    }
    return {};
}

QString OwnMessages::submitted(const QString &rowKey, int attachment) const
{
    for (const OwnMessage &own : m_messages) {
        if (own.answersCard() && own.source.rowKey == rowKey && own.source.attachment == attachment
            && isOnItsWay(own.delivery))
            return own.message.key;
    }
    return {};
}

void OwnMessages::forgetSources()
{
    for (OwnMessage &own : m_messages)
        own.source = {};
}

void OwnMessages::forgetCards(const QString &rowKey)
{
    for (OwnMessage &own : m_messages) {
        if (own.answersCard() && own.source.rowKey == rowKey)
            own.source = {};
    }
}

} // namespace botline
