// What the practice bot shows that is not code: sample activities and the media they refer to.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QString>

#include <optional>

namespace botline::practice {

// The activities of one sample, in the order to send them. `name` is one of ours; `filesUrl` is
// where sampleMedia() is served.
QJsonArray sampleActivities(QLatin1StringView name, const QString &filesUrl);

struct SampleMedium
{
    QByteArray contentType;
    QByteArray bytes;
};

// A picture, sound or film by its file name; the name may come from a stranger.
std::optional<SampleMedium> sampleMedium(const QString &name);

} // namespace botline::practice
