// What the practice bot shows that is not code: sample activities and the media they refer to.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QString>

#include <optional>

namespace botline::practice {

class BotSink;

// Sends the activities of one sample in their order. `name` is one of ours; `filesUrl` is where
// sampleMedium() is served. In a sample "{{files}}" stands for that address, "{{elsewhere}}" for
// the same files on what looks like another host, "{{id N}}" for the id that the sample's activity
// N got (from 0), and "{{in N}}" for the time N seconds from now.
void sendSample(QLatin1StringView name, const QString &filesUrl, BotSink &sink);

struct SampleMedium
{
    QByteArray contentType;
    QByteArray bytes;
};

// A picture, sound, film or document by its file name; the name may come from a stranger.
std::optional<SampleMedium> sampleMedium(const QString &name);

// A file whose links have all expired.
inline constexpr auto kExpiredMedium = "expired.png";

} // namespace botline::practice
