#include "samples.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <array>
#include <utility>

namespace botline::practice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kMedia{
    std::pair("harbour.png"_L1, "image/png"),       std::pair("mountains.png"_L1, "image/png"),
    std::pair("coffee.png"_L1, "image/png"),        std::pair("night-train.png"_L1, "image/png"),
    std::pair("waves.gif"_L1, "image/gif"),         std::pair("chime.wav"_L1, "audio/wav"),
    std::pair("sunrise.avi"_L1, "video/x-msvideo"),
};

QByteArray contentOf(const QString &name)
{
    QFile file(":/practice/"_L1 + name);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "samples", "a sample is missing from the resources");
    return opened ? file.readAll() : QByteArray();
}

} // namespace

QJsonArray sampleActivities(QLatin1StringView name, const QString &filesUrl)
{
    QByteArray json = contentOf(name + ".json"_L1);
    json.replace("{{files}}", filesUrl.toUtf8());
    QJsonParseError error;
    const QJsonArray activities = QJsonDocument::fromJson(json, &error).array();
    Q_ASSERT_X(error.error == QJsonParseError::NoError, "samples", "a sample is not a JSON array");
    return activities;
}

std::optional<SampleMedium> sampleMedium(const QString &name)
{
    const auto found = std::find_if(kMedia.begin(), kMedia.end(),
                                    [&name](const auto &medium) { return medium.first == name; });
    if (found == kMedia.end())
        return std::nullopt;
    return SampleMedium{found->second, contentOf(name)};
}

} // namespace botline::practice
