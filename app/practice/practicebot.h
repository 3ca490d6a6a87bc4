#pragma once

#include "botsink.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

namespace botline::practice {

// What the bot learns about a file that came with a message.
struct ReceivedFile
{
    QString name;
    QByteArray contentType;
    qint64 size = 0;
    QByteArray sha256; // hex
};

// The bot that shows everything: say `help` to it. It knows nothing of HTTP and keeps nothing
// between turns, so that many turns may run at the same time, each on its own thread.
class PracticeBot
{
public:
    enum class Verdict
    {
        Accepted,
        Rejected, // the bot answers its channel with an error, as broken bots do
    };

    // `filesUrl`: where its pictures and sounds are served, without a trailing slash.
    explicit PracticeBot(const QString &filesUrl) : m_filesUrl(filesUrl) { }

    // A conversation began. `userName` may be empty.
    void greet(const QString &userName, BotSink &sink) const;

    // One activity of the user arrived. `files` are what was uploaded with it.
    Verdict answer(const QJsonObject &activity, const QList<ReceivedFile> &files,
                   BotSink &sink) const;

private:
    Verdict answerMessage(const QJsonObject &activity, BotSink &sink) const;

    const QString m_filesUrl;
};

} // namespace botline::practice
