#include "samples.h"

#include "replysink.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <algorithm>
#include <array>
#include <utility>

namespace botline::practice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kMedia{
    std::pair("harbour.png"_L1, "image/png"),
    std::pair("mountains.png"_L1, "image/png"),
    std::pair("coffee.png"_L1, "image/png"),
    std::pair("night-train.png"_L1, "image/png"),
    std::pair("oversized.png"_L1, "image/png"),
    std::pair("waves.gif"_L1, "image/gif"),
    std::pair("chime.wav"_L1, "audio/wav"),
    std::pair("sunrise.avi"_L1, "video/x-msvideo"),
    std::pair("map.svg"_L1, "image/svg+xml"),
    std::pair("timetable.pdf"_L1, "application/pdf"),
    std::pair("packing-list.txt"_L1, "text/plain"),
};

// More bytes than a client should load for a picture; what they say does not matter.
constexpr auto kHeavyMedium = "heavy.png"_L1;
constexpr qsizetype kHeavyBytes = 11 * 1024 * 1024;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "samples", "a sample is missing from the resources");
    return opened ? file.readAll() : QByteArray();
}

QJsonArray arrayOf(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonArray array = QJsonDocument::fromJson(json, &error).array();
    Q_ASSERT_X(error.error == QJsonParseError::NoError, "samples", "a sample is not a JSON array");
    return array;
}

QJsonArray activitiesOf(const QString &name, const QString &filesUrl)
{
    const QString inGallery = u":/practice/gallery/%1.json"_s.arg(name);
    QByteArray json
        = contentOf(QFile::exists(inGallery) ? inGallery : u":/practice/%1.json"_s.arg(name));
    json.replace("{{files}}", filesUrl.toUtf8());
    json.replace("{{elsewhere}}",
                 QString(filesUrl).replace("//127.0.0.1"_L1, "//localhost"_L1).toUtf8());
    return arrayOf(json);
}

// What is known only when the activity is sent.
QJsonObject filledIn(const QJsonObject &activity, const QStringList &ids)
{
    static const QRegularExpression blank(u"\\{\\{(id|in) (-?[0-9]+)\\}\\}"_s);
    QString json = QString::fromUtf8(QJsonDocument(activity).toJson(QJsonDocument::Compact));
    for (auto match = blank.match(json); match.hasMatch();
         match = blank.match(json, match.capturedStart())) {
        const int number = match.captured(2).toInt();
        json.replace(match.capturedStart(), match.capturedLength(),
                     match.captured(1) == "id"_L1
                         ? ids.value(number)
                         : QDateTime::currentDateTimeUtc().addSecs(number).toString(Qt::ISODate));
    }
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

} // namespace

QJsonArray sampleJson(const QString &file)
{
    return arrayOf(contentOf(":/practice/"_L1 + file));
}

void sendSample(const QString &name, const QString &filesUrl, ReplySink &sink)
{
    QStringList ids;
    const QJsonArray activities = activitiesOf(name, filesUrl);
    for (const QJsonValue &activity : activities)
        ids << sink.send(filledIn(activity.toObject(), ids));
}

std::optional<SampleMedium> sampleMedium(const QString &name)
{
    if (name == kHeavyMedium)
        return SampleMedium{"image/png"_ba, QByteArray(kHeavyBytes, '\0')};
    const auto found = std::find_if(kMedia.begin(), kMedia.end(),
                                    [&name](const auto &medium) { return medium.first == name; });
    if (found == kMedia.end())
        return std::nullopt;
    return SampleMedium{found->second, contentOf(":/practice/"_L1 + name)};
}

} // namespace botline::practice
