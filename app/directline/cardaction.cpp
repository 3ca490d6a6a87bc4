#include "cardaction.h"

#include "json.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

CardAction::Kind CardAction::kind() const
{
    static constexpr std::pair<QLatin1StringView, Kind> kKinds[] = {
        {"imBack"_L1, Kind::ImBack},
        {"postBack"_L1, Kind::PostBack},
        {"messageBack"_L1, Kind::MessageBack},
        {"openUrl"_L1, Kind::OpenUrl},
        {"signin"_L1, Kind::SignIn},
        {"call"_L1, Kind::Call},
        {"downloadFile"_L1, Kind::DownloadFile},
        {"showImage"_L1, Kind::ShowImage},
        {"playAudio"_L1, Kind::PlayAudio},
        {"playVideo"_L1, Kind::PlayVideo},
    };
    for (const auto &[name, kind] : kKinds) {
        if (type == name)
            return kind;
    }
    return Kind::Unsupported;
}

QString CardAction::label() const
{
    if (!title.isEmpty())
        return title;
    if (const QString valueText = value.toString(); !valueText.isEmpty())
        return valueText;
    return text.isEmpty() ? type : text;
}

std::optional<CardAction> CardAction::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    CardAction action;
    action.raw = json.toObject();
    action.type = json::text(action.raw, "type"_L1);
    action.title = json::text(action.raw, "title"_L1);
    action.image = json::text(action.raw, "image"_L1);
    action.imageAltText = json::text(action.raw, "imageAltText"_L1);
    action.text = json::text(action.raw, "text"_L1);
    action.displayText = json::text(action.raw, "displayText"_L1);
    action.value = action.raw.value("value"_L1);
    action.channelData = action.raw.value("channelData"_L1);
    return action;
}

QJsonObject CardAction::toJson() const
{
    QJsonObject object = raw;
    json::updateText(object, "type"_L1, type);
    json::updateText(object, "title"_L1, title);
    json::updateText(object, "image"_L1, image);
    json::updateText(object, "imageAltText"_L1, imageAltText);
    json::updateText(object, "text"_L1, text);
    json::updateText(object, "displayText"_L1, displayText);
    json::updateValue(object, "value"_L1, value);
    json::updateValue(object, "channelData"_L1, channelData);
    return object;
}

} // namespace botline::directline
