#pragma once

#include "cardstate.h"
#include "delivery.h"

#include "app/directline/cardaction.h"

#include <QtCore/QHash>

namespace botline {

// What was said with buttons and cards and is still on its way. Nothing goes twice because somebody
// clicked twice, and a card hears what became of its answer.
class PendingSubmissions
{
public:
    explicit PendingSubmissions(CardStates &cards) : m_cards(cards) { }

    // The message that this very button, or this card, has on its way; "" for none. `sourceKey`: of
    // the row.
    QString pressed(const QString &sourceKey, const directline::CardAction &action) const;
    QString submitted(const QString &sourceKey, int attachment) const;

    void addPressed(const QString &key, const QString &sourceKey,
                    const directline::CardAction &action);
    void addSubmitted(const QString &key, const QString &sourceKey, int attachment);

    void deliveryChanged(const QString &key, const Delivery &delivery);
    void echoed(const QString &key);
    void discarded(const QString &key);
    // The bot put something else in the place of the row's cards: they were not answered.
    void cardsReplaced(const QString &sourceKey, int attachments);
    void clear();

private:
    struct Card
    {
        QString sourceKey;
        int attachment = 0;
        bool onItsWay = true;
    };
    struct Button
    {
        QString sourceKey;
        directline::CardAction action;
    };

    CardStates &m_cards;
    QHash<QString, Button> m_pressed; // by message, until its fate is known
    QHash<QString, Card> m_submitted; // by message, until its echo: the user may try again
};

} // namespace botline
