#include "pendingsubmissions.h"

namespace botline {

namespace {

CardStates::Submission submissionOf(const Delivery &delivery)
{
    using Submission = CardStates::Submission;
    switch (delivery.state) {
    case SendState::Queued:
    case SendState::Sending:
        return Submission::Sending;
    case SendState::Delivered:
    case SendState::Sent:
        return Submission::Sent;
    case SendState::Unconfirmed: // its echo is looked for until the user may retry
        return delivery.canRetry ? Submission::Unconfirmed : Submission::Sending;
    case SendState::None:
    case SendState::Failed:
    case SendState::Cancelled:
        break;
    }
    return Submission::None;
}

} // namespace

QString PendingSubmissions::pressed(const QString &sourceKey,
                                    const directline::CardAction &action) const
{
    for (auto it = m_pressed.begin(); it != m_pressed.end(); ++it) {
        if (it->sourceKey == sourceKey && it->action == action)
            return it.key();
    }
    return {};
}

QString PendingSubmissions::submitted(const QString &sourceKey, int attachment) const
{
    for (auto it = m_submitted.begin(); it != m_submitted.end(); ++it) {
        if (it->onItsWay && it->sourceKey == sourceKey && it->attachment == attachment)
            return it.key();
    }
    return {};
}

void PendingSubmissions::addPressed(const QString &key, const QString &sourceKey,
                                    const directline::CardAction &action)
{
    m_pressed.insert(key, {sourceKey, action});
}

void PendingSubmissions::addSubmitted(const QString &key, const QString &sourceKey, int attachment)
{
    m_submitted.insert(key, {sourceKey, attachment});
    m_cards.setSubmission(sourceKey, attachment, CardStates::Submission::Sending);
}

void PendingSubmissions::deliveryChanged(const QString &key, const Delivery &delivery)
{
    if (delivery.state != SendState::Queued && delivery.state != SendState::Sending)
        m_pressed.remove(key);
    const auto found = m_submitted.find(key);
    if (found == m_submitted.end())
        return;
    const CardStates::Submission submission = submissionOf(delivery);
    found->onItsWay = submission == CardStates::Submission::Sending;
    const Card card = *found; // whoever hears of the change may change what is here
    m_cards.setSubmission(card.sourceKey, card.attachment, submission);
}

void PendingSubmissions::echoed(const QString &key)
{
    m_pressed.remove(key);
    const auto found = m_submitted.constFind(key);
    if (found == m_submitted.cend())
        return;
    const Card card = *found;
    m_submitted.erase(found);
    m_cards.setSubmission(card.sourceKey, card.attachment, CardStates::Submission::Sent);
}

void PendingSubmissions::discarded(const QString &key)
{
    m_pressed.remove(key);
    if (!m_submitted.contains(key))
        return;
    const Card card = m_submitted.take(key);
    m_cards.setSubmission(card.sourceKey, card.attachment, CardStates::Submission::None);
}

void PendingSubmissions::cardsReplaced(const QString &sourceKey, int attachments)
{
    m_submitted.removeIf([&](std::pair<const QString &, Card &> submitted) {
        return submitted.second.sourceKey == sourceKey;
    });
    for (int attachment = 0; attachment < attachments; ++attachment)
        m_cards.setSubmission(sourceKey, attachment, CardStates::Submission::None);
}

void PendingSubmissions::clear()
{
    m_pressed.clear();
    m_submitted.clear();
}

} // namespace botline
