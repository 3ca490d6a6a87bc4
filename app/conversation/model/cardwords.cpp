#include "cardwords.h"

#include "activityentry.h"

#include "app/directline/richcard.h"
#include "app/directline/servicetext.h"

#include <QtCore/QJsonArray>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// As much of a card as the card view takes.
constexpr qsizetype kMostPieces = 4000;
constexpr qsizetype kMostCharacters = 100'000;

class Words
{
public:
    void add(const QString &words, bool markdown = false)
    {
        if (words.isEmpty() || isFull())
            return;
        const QString taken = words.left(kMostCharacters - m_characters);
        const QString shown = markdown ? withoutMarkdown(taken) : taken.trimmed();
        if (shown.isEmpty())
            return;
        m_characters += shown.size();
        m_words << shown;
    }
    bool isFull() const { return m_words.size() >= kMostPieces || m_characters >= kMostCharacters; }
    QStringList take() { return std::exchange(m_words, {}); }

private:
    QStringList m_words;
    qsizetype m_characters = 0;
};

void addRichCard(Words &words, const directline::RichCard &card)
{
    words.add(card.title, true);
    words.add(card.subtitle, true);
    words.add(card.text, true);
    for (const directline::CardImage &image : card.images)
        words.add(image.alt);
    for (const directline::CardFact &fact : card.facts) {
        words.add(fact.key);
        words.add(fact.value);
    }
    for (const directline::ReceiptItem &item : card.items) {
        words.add(item.title);
        words.add(item.subtitle);
        words.add(item.text);
        words.add(item.price);
    }
    words.add(card.tax);
    words.add(card.vat);
    words.add(card.total);
    for (const directline::CardAction &button : card.buttons)
        words.add(button.label());
}

// An Adaptive Card's elements say what they say in few properties, whatever the element. The
// recursion is as deep as Activity lets JSON be.
void addAdaptive(Words &words, const QJsonValue &value)
{
    if (words.isFull())
        return;
    if (value.isArray()) {
        const QJsonArray elements = value.toArray();
        for (const QJsonValue element : elements) {
            if (element.isString()) // a run of a RichTextBlock
                words.add(element.toString());
            else
                addAdaptive(words, element);
        }
        return;
    }
    const QJsonObject element = value.toObject();
    if (element.isEmpty() || !element.value("isVisible"_L1).toBool(true))
        return;
    words.add(element.value("label"_L1).toString(), true);
    words.add(element.value("title"_L1).toString(), true);
    words.add(element.value("text"_L1).toString(), true);
    words.add(element.value("altText"_L1).toString());
    for (const auto part :
         {"inlines"_L1, "images"_L1, "items"_L1, "columns"_L1, "rows"_L1, "cells"_L1, "body"_L1})
        addAdaptive(words, element.value(part));
    const QJsonArray facts = element.value("facts"_L1).toArray();
    for (const QJsonValue fact : facts) {
        words.add(fact["title"_L1].toString(), true);
        words.add(fact["value"_L1].toString(), true);
    }
    const QJsonArray choices = element.value("choices"_L1).toArray();
    for (const QJsonValue choice : choices)
        words.add(choice["title"_L1].toString(), true);
    addAdaptive(words, element.value("actions"_L1));
}

} // namespace

QStringList cardWords(const directline::Attachment &attachment)
{
    if (!attachment.isCard())
        return {};
    Words words;
    if (const auto card = directline::RichCard::fromAttachment(attachment))
        addRichCard(words, *card);
    else
        addAdaptive(words, attachment.content);
    return words.take();
}

QStringList attachedWords(const ActivityEntry &entry)
{
    QStringList words;
    if (!entry.files.isEmpty()) {
        for (const StagedFile &file : entry.files)
            words << file.name;
        return words;
    }
    for (const directline::Attachment &attachment : entry.activity.attachments) {
        if (attachment.isCard())
            words << cardWords(attachment);
        else if (!attachment.name.isEmpty())
            words << directline::cleanServiceText(attachment.name);
    }
    return words;
}

} // namespace botline
