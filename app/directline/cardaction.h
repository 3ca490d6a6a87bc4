#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <optional>

namespace botline::directline {

// A button or tap target (protocol.md §6.5). `value` may be any JSON.
struct CardAction
{
    enum class Kind
    {
        ImBack,
        PostBack,
        MessageBack,
        OpenUrl,
        SignIn,
        Call,
        DownloadFile,
        ShowImage,
        PlayAudio,
        PlayVideo,
        Unsupported, // invoke and everything unknown: shown, but disabled
    };

    QString type; // as received; see kind()
    QString title;
    QString image;
    QString imageAltText;
    QString text;
    QString displayText;
    QJsonValue value = QJsonValue::Undefined;
    QJsonValue channelData = QJsonValue::Undefined;
    QJsonObject raw;

    Kind kind() const;
    // What to write on the button: title, else a string value, else text, else the type's name.
    QString label() const;

    static std::optional<CardAction> fromJson(const QJsonValue &json);
    QJsonObject toJson() const;
    bool operator==(const CardAction &) const = default;
};

} // namespace botline::directline
