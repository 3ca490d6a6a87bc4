// What the practice bot shows that is not code: sample activities and the media they refer to.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QString>

#include <optional>

namespace botline::practice {

class ReplySink;

// Sends the activities of one sample in their order. `name` is one of ours; `filesUrl` is where
// sampleMedium() is served. In a sample "{{files}}" stands for that address, "{{elsewhere}}" for
// the same files on what looks like another host, "{{id N}}" for the id that the sample's activity
// N got (from 0), and "{{in N}}" for the time N seconds from now.
void sendSample(const QString &name, const QString &filesUrl, ReplySink &sink);

// What stands in a file of resources/practice that is an array in JSON. The file must be there.
QJsonArray sampleJson(const QString &file);

struct SampleMedium
{
    QByteArray contentType;
    QByteArray bytes;
};

// A picture, sound, film or document by its file name; the name is untrusted input.
std::optional<SampleMedium> sampleMedium(const QString &name);

// A file whose links have all expired.
inline constexpr auto kExpiredMedium = "expired.png";

} // namespace botline::practice
