// What keeping a conversation costs (architecture.md §4), in one JSON line for each figure: putting
// a message on the disk before its post leaves, noting what came, bringing a conversation back, and
// making room. Usage: bench_journal [MESSAGES] [FOLDER]; the folder decides which disk is measured.

#include "app/conversation/journal/journalcompaction.h"
#include "app/conversation/journal/journalstore.h"
#include "app/conversation/model/activitymodel.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/throttlegates.h"
#include "app/conversation/session/conversationsession.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

void print(const QString &name, QJsonObject figure)
{
    figure.insert("figure"_L1, name);
    std::puts(QJsonDocument(figure).toJson(QJsonDocument::Compact).constData());
}

double at(QList<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values.at(
        qBound(qsizetype(0), qsizetype(double(values.size()) * part), values.size() - 1));
}

directline::Activity activity(int number, const QString &sender)
{
    const QJsonObject json{
        {"type"_L1, "message"_L1},
        {"id"_L1, u"conversation-1|%1"_s.arg(number, 7, 10, QChar(u'0'))},
        {"timestamp"_L1,
         QDateTime::fromMSecsSinceEpoch(1'770'000'000'000 + number, Qt::UTC)
             .toString(Qt::ISODateWithMs)},
        {"channelId"_L1, "directline"_L1},
        {"from"_L1, QJsonObject{{"id"_L1, sender}, {"name"_L1, sender}}},
        {"conversation"_L1, QJsonObject{{"id"_L1, "conversation-1"_L1}}},
        {"text"_L1, u"Message %1, of a length that is usual among people who chat."_s.arg(number)},
        {"channelData"_L1, QJsonObject{{"clientActivityID"_L1, u"client-%1"_s.arg(number)}}}};
    return *directline::Activity::fromJson(json);
}

// A message of ours and its end, and an answer: what a turn leaves behind.
QByteArray turn(int number)
{
    const QString id = u"client-%1"_s.arg(number);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return journal::toLine(journal::Queued{now, activity(number, u"user"_s), {}, {}, true})
        + journal::toLine(journal::State{id, SendState::Sending, {}, {}, {}, false})
        + journal::toLine(journal::State{id, SendState::Delivered, {}, {}, {}, false})
        + journal::toLine(journal::Received{now, activity(number, u"user"_s)})
        + journal::toLine(journal::State{id, SendState::Sent, {}, {}, {}, false})
        + journal::toLine(journal::Received{now, activity(number + 1, u"bot"_s)})
        + journal::toLine(journal::Watermark{QString::number(number)});
}

void measureSending(JournalFile &file)
{
    constexpr int kMessages = 300;
    QList<double> synced;
    QList<double> noted;
    for (int i = 0; i < kMessages; ++i) {
        QString why;
        QElapsedTimer timer;
        timer.start();
        file.append(journal::toLine(journal::Queued{{}, activity(i, u"user"_s), {}, {}, true}),
                    &why);
        file.append(journal::toLine(journal::State{u"c"_s, SendState::Sending, {}, {}, {}, false}),
                    &why);
        file.sync();
        synced << double(timer.nsecsElapsed()) / 1e6;
        timer.restart();
        file.append(journal::toLine(journal::Received{{}, activity(i, u"bot"_s)})
                        + journal::toLine(journal::Watermark{u"1"_s}),
                    &why);
        noted << double(timer.nsecsElapsed()) / 1e6;
    }
    print(u"before-post"_s,
          {{"p50Ms"_L1, at(synced, 0.5)},
           {"p95Ms"_L1, at(synced, 0.95)},
           {"maxMs"_L1, at(synced, 1)}});
    print(
        u"received"_s,
        {{"p50Ms"_L1, at(noted, 0.5)}, {"p95Ms"_L1, at(noted, 0.95)}, {"maxMs"_L1, at(noted, 1)}});
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const int messages = argc > 1 ? QByteArray(argv[1]).toInt() : 10'000;
    const QTemporaryDir passing(argc > 2 ? QString::fromLocal8Bit(argv[2]) + "/XXXXXX"_L1
                                         : QString());
    if (messages < 2 || !passing.isValid())
        return 2;
    const JournalStore store(passing.path());
    QString why;
    QByteArray content = journal::toLine(journal::Begin());
    {
        const auto file = store.create(&why);
        if (!file) {
            std::fputs(qPrintable(why), stderr);
            return 1;
        }
        measureSending(*file);
        const journal::Connection connection{
            CredentialKind::Practice, u"http://127.0.0.1:1/v3/directline"_s, {}, u"user"_s, {}, {}};
        content += journal::toLine(connection)
            + journal::toLine(journal::Conversation{u"conversation-1"_s, {}, {}});
        for (int i = 0; i < messages; i += 2)
            content += turn(i);
        file->replace(content);
        file->writeAbout(JournalStore::aboutJson(connection, u"conversation-1"_s,
                                                 QDateTime::currentDateTimeUtc()));
    }

    QNetworkAccessManager network;
    const SystemClock clock;
    ThrottleGates gates(clock);
    ConversationSession session({network, network}, gates, clock);
    session.setConversationsFolder(passing.path());
    QElapsedTimer timer;
    timer.start();
    const bool restored = session.restore();
    const double restoreMs = double(timer.nsecsElapsed()) / 1e6;
    if (!restored || session.model().rowCount() != (messages + 1) / 2 * 2)
        return 1;
    print(u"restore"_s,
          {{"messages"_L1, messages}, {"bytes"_L1, content.size()}, {"ms"_L1, restoreMs}});

    timer.restart();
    const QByteArray compacted
        = journal::compacted(content, content.size() / 2, u"gone"_s, clock.nowUtc());
    print(u"compact"_s,
          {{"bytes"_L1, content.size()},
           {"left"_L1, compacted.size()},
           {"ms"_L1, double(timer.nsecsElapsed()) / 1e6}});
    return 0;
}
