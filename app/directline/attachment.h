#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <optional>

namespace botline::directline {

// Something attached to an activity: a card, an image or a file (protocol.md §6.3).
struct Attachment
{
    QString contentType; // as received; compare through mediaType()
    QString contentUrl; // untrusted text: read it with the rules of protocol.md §8.6
    QJsonValue content = QJsonValue::Undefined;
    QString name;
    QString thumbnailUrl;
    QJsonObject raw;

    // Lower case, without parameters: "image/png", "application/vnd.microsoft.card.hero".
    QString mediaType() const;
    bool isCard() const;
    // png, jpeg, gif, webp, bmp: drawn inline. SVG is not, it is active content.
    bool isInlineImage() const;

    static std::optional<Attachment> fromJson(const QJsonValue &json);
    QJsonObject toJson() const;
    bool operator==(const Attachment &) const = default;
};

} // namespace botline::directline
