#include "attachment.h"

#include "json.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

QString Attachment::mediaType() const
{
    return contentType.section(u';', 0, 0).trimmed().toLower();
}

bool Attachment::isCard() const
{
    return mediaType().startsWith("application/vnd.microsoft.card."_L1);
}

bool Attachment::isInlineImage() const
{
    const QString type = mediaType();
    return type == "image/png"_L1 || type == "image/jpeg"_L1 || type == "image/jpg"_L1
        || type == "image/gif"_L1 || type == "image/webp"_L1 || type == "image/bmp"_L1;
}

std::optional<Attachment> Attachment::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    Attachment attachment;
    attachment.raw = json.toObject();
    attachment.contentType = json::text(attachment.raw, "contentType"_L1);
    attachment.contentUrl = json::text(attachment.raw, "contentUrl"_L1);
    attachment.content = attachment.raw.value("content"_L1);
    attachment.name = json::text(attachment.raw, "name"_L1);
    attachment.thumbnailUrl = json::text(attachment.raw, "thumbnailUrl"_L1);
    return attachment;
}

QJsonObject Attachment::toJson() const
{
    QJsonObject object = raw;
    json::updateText(object, "contentType"_L1, contentType);
    json::updateText(object, "contentUrl"_L1, contentUrl);
    json::updateValue(object, "content"_L1, content);
    json::updateText(object, "name"_L1, name);
    json::updateText(object, "thumbnailUrl"_L1, thumbnailUrl);
    return object;
}

} // namespace botline::directline
