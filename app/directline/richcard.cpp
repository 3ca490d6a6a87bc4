#include "richcard.h"

#include "json.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr auto kCardPrefix = "application/vnd.microsoft.card."_L1;

std::optional<RichCard::Kind> kindOf(const Attachment &attachment)
{
    static constexpr std::pair<QLatin1StringView, RichCard::Kind> kKinds[] = {
        {"hero"_L1, RichCard::Kind::Hero},       {"thumbnail"_L1, RichCard::Kind::Thumbnail},
        {"receipt"_L1, RichCard::Kind::Receipt}, {"signin"_L1, RichCard::Kind::SignIn},
        {"oauth"_L1, RichCard::Kind::OAuth},     {"audio"_L1, RichCard::Kind::Audio},
        {"video"_L1, RichCard::Kind::Video},     {"animation"_L1, RichCard::Kind::Animation},
        {"flex"_L1, RichCard::Kind::Flex},
    };
    const QString type = attachment.mediaType();
    if (!type.startsWith(kCardPrefix))
        return std::nullopt;
    const QStringView suffix = QStringView(type).sliced(kCardPrefix.size());
    for (const auto &[name, kind] : kKinds) {
        if (suffix == name)
            return kind;
    }
    return std::nullopt;
}

} // namespace

std::optional<CardImage> CardImage::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    const QJsonObject object = json.toObject();
    return CardImage{json::text(object, "url"_L1), json::text(object, "alt"_L1),
                     CardAction::fromJson(object.value("tap"_L1))};
}

std::optional<CardFact> CardFact::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    const QJsonObject object = json.toObject();
    return CardFact{json::scalarText(object, "key"_L1), json::scalarText(object, "value"_L1)};
}

std::optional<CardMedia> CardMedia::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    const QJsonObject object = json.toObject();
    return CardMedia{json::text(object, "url"_L1), json::text(object, "profile"_L1)};
}

std::optional<ReceiptItem> ReceiptItem::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    const QJsonObject object = json.toObject();
    ReceiptItem item;
    item.title = json::scalarText(object, "title"_L1);
    item.subtitle = json::scalarText(object, "subtitle"_L1);
    item.text = json::scalarText(object, "text"_L1);
    item.image = CardImage::fromJson(object.value("image"_L1));
    item.price = json::scalarText(object, "price"_L1);
    if (const QString quantity = json::scalarText(object, "quantity"_L1); !quantity.isEmpty())
        item.quantity = quantity;
    item.tap = CardAction::fromJson(object.value("tap"_L1));
    return item;
}

std::optional<RichCard> RichCard::fromAttachment(const Attachment &attachment)
{
    const std::optional<Kind> kind = kindOf(attachment);
    if (!kind || !attachment.content.isObject())
        return std::nullopt;

    const QJsonObject content = attachment.content.toObject();
    RichCard card;
    card.kind = *kind;
    card.title = json::scalarText(content, "title"_L1);
    card.subtitle = json::scalarText(content, "subtitle"_L1);
    card.text = json::scalarText(content, "text"_L1);
    card.images = json::list<CardImage>(content.value("images"_L1));
    if (card.images.isEmpty()) {
        if (auto image = CardImage::fromJson(content.value("image"_L1)))
            card.images.append(*std::move(image));
    }
    card.buttons = json::list<CardAction>(content.value("buttons"_L1));
    card.tap = CardAction::fromJson(content.value("tap"_L1));
    card.facts = json::list<CardFact>(content.value("facts"_L1));
    card.items = json::list<ReceiptItem>(content.value("items"_L1));
    card.total = json::scalarText(content, "total"_L1);
    card.tax = json::scalarText(content, "tax"_L1);
    card.vat = json::scalarText(content, "vat"_L1);
    card.media = json::list<CardMedia>(content.value("media"_L1));
    card.aspect = json::text(content, "aspect"_L1);
    card.duration = json::text(content, "duration"_L1);
    card.connectionName = json::text(content, "connectionName"_L1);
    if (card.connectionName.isEmpty())
        card.connectionName = json::text(content, "connectionname"_L1); // older bots
    return card;
}

} // namespace botline::directline
