#pragma once

#include "sessiontest.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

namespace botline::test {

// A folder as it is at this instant, which is what a killed process leaves behind. The lock stays:
// its process would be dead.
inline void copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    QDirIterator entries(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        if (entries.fileName() == QLatin1StringView("lock"))
            continue;
        const QString target = to + QDir::cleanPath(entries.filePath()).mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        if (!QFile::copy(entries.filePath(), target))
            qFatal("Cannot copy %s", qPrintable(entries.filePath()));
    }
}

// Every file below a folder, path by content.
inline QHash<QString, QByteArray> filesBelow(const QString &folder)
{
    QHash<QString, QByteArray> files;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile file(entries.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("Cannot read %s", qPrintable(file.fileName()));
        files.insert(file.fileName(), file.readAll());
    }
    return files;
}

// The one journal below a folder; "" when there is none.
inline QString journalBelow(const QString &folder)
{
    QDirIterator entries(folder, {QStringLiteral("journal.ndjson")}, QDir::Files,
                         QDirIterator::Subdirectories);
    return entries.hasNext() ? entries.next() : QString();
}

inline QByteArrayList linesOf(const QString &journal)
{
    QFile file(journal);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArrayList lines = file.readAll().split('\n');
    lines.removeLast();
    return lines;
}

inline void writeLines(const QString &journal, const QByteArrayList &lines)
{
    QFile file(journal);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("Cannot write %s", qPrintable(journal));
    file.write(lines.join('\n') + '\n');
}

// One run of Botline: a session that keeps its conversations in `folder`.
class Run
{
public:
    explicit Run(ScriptedDirectLine &directLine, const QString &folder,
                 const Timing &timing = fastTiming(), const JournalLimits &limits = {})
        : service(directLine), session(directline::ApiNetwork{reads, writes}, clock, timing)
    {
        clock.setNow(QDateTime::currentDateTimeUtc());
        session.setConversationsFolder(folder, limits);
    }

    ConnectionProfile secretProfile(const QString &conversationId = {}) const
    {
        ConnectionProfile profile;
        profile.kind = CredentialKind::Secret;
        profile.serviceUrl = *directline::ServiceUrl::parse(service.rootUrl());
        profile.credential = *directline::Bearer::parse(service.secret());
        profile.conversationId = conversationId;
        return profile;
    }

    bool goOnline(const ConnectionProfile &profile)
    {
        QSignalSpy loaded(&session, &ConversationSession::historyLoaded);
        session.open(profile);
        return loaded.wait(5000) && session.state() == State::Online;
    }
    bool goOnline() { return goOnline(secretProfile()); }
    // As the program does at its start.
    bool goOn() { return session.restore() && goOnline(); }

    bool pollsGoOn(int polls = 5)
    {
        const int before = service.count(Endpoint::Activities);
        return until([&] { return service.count(Endpoint::Activities) >= before + polls; });
    }

    ActivityModel &model() { return session.model(); }
    const ActivityEntry &row(int row) { return model().at(row); }
    QStringList texts()
    {
        QStringList texts;
        for (int i = 0; i < model().rowCount(); ++i)
            texts << row(i).shownText();
        return texts;
    }
    int rowOf(const QString &text) { return static_cast<int>(texts().lastIndexOf(text)); }
    SendState stateOf(const QString &text)
    {
        const int found = rowOf(text);
        return found < 0 ? SendState::None : row(found).delivery.state;
    }
    QString send(const QString &text) { return session.send(text, {}); }

    ScriptedDirectLine &service;
    QNetworkAccessManager reads;
    QNetworkAccessManager writes;
    ManualClock clock;
    ConversationSession session;
};

// How often each message was posted, by its clientActivityID.
inline QHash<QString, int> postCounts(const ScriptedDirectLine &service)
{
    QHash<QString, int> counts;
    for (const RecordedRequest &request : service.requests(Endpoint::Post)) {
        ++counts
            [request.json()[QLatin1StringView("channelData")][QLatin1StringView("clientActivityID")]
                 .toString()];
    }
    return counts;
}

inline QStringList postedTexts(const ScriptedDirectLine &service)
{
    QStringList texts;
    for (const RecordedRequest &request : service.requests(Endpoint::Post))
        texts << request.json()[QLatin1StringView("text")].toString();
    return texts;
}

} // namespace botline::test
