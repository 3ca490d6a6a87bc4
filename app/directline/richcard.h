#pragma once

#include "attachment.h"
#include "cardaction.h"

#include <QtCore/QList>

namespace botline::directline {

struct CardImage
{
    QString url;
    QString alt;
    std::optional<CardAction> tap;
    static std::optional<CardImage> fromJson(const QJsonValue &json);
};

struct CardFact
{
    QString key;
    QString value;
    static std::optional<CardFact> fromJson(const QJsonValue &json);
};

struct CardMedia
{
    QString url;
    QString profile;
    static std::optional<CardMedia> fromJson(const QJsonValue &json);
};

struct ReceiptItem
{
    QString title;
    QString subtitle;
    QString text;
    std::optional<CardImage> image;
    QString price;
    QString quantity = QStringLiteral("1");
    std::optional<CardAction> tap;
    static std::optional<ReceiptItem> fromJson(const QJsonValue &json);
};

// Every Bot Framework card except the Adaptive Card (protocol.md §6.4), read from
// Attachment::content. One value with the fields of all kinds: they overlap, and bots mix them
// freely. All fields are optional; numbers where strings are expected give their text.
struct RichCard
{
    enum class Kind
    {
        Hero,
        Thumbnail,
        Receipt,
        SignIn,
        OAuth,
        Audio,
        Video,
        Animation,
        Flex
    };

    Kind kind = Kind::Hero;
    QString title;
    QString subtitle;
    QString text;
    QList<CardImage> images; // audio, video, animation: `image` is the only element
    QList<CardAction> buttons;
    std::optional<CardAction> tap;
    // Receipt
    QList<CardFact> facts;
    QList<ReceiptItem> items;
    QString total;
    QString tax;
    QString vat;
    // Media
    QList<CardMedia> media;
    QString aspect;
    QString duration; // ISO 8601
    // OAuth
    QString connectionName;

    // nullopt when the attachment is no card of these kinds or its content is no object.
    static std::optional<RichCard> fromAttachment(const Attachment &attachment);
};

} // namespace botline::directline
