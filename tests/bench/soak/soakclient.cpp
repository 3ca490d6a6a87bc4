// Botline without its window, to be killed: one session with its journal, told on standard input
// what the user does, and saying on standard output what the user sees, one JSON object a line.
//
//   soakclient --url URL --folder DIR --speed X --origin MS [--journal-bytes N]
//   with the secret in BOTLINE_SECRET
//
//   say N     type "line N" and send it                {"said":N} once it is accepted for sending
//   retry     press Retry wherever it is offered       {"retried":[N, …]}
//   look      how far everything is                    {"pending":…,"doubtful":…,"state":"…"}
//   dump      every row                                {"rows":[{"own":…,"text":"…","state":…}, …]}

#include "soaktime.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/session/conversationsession.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSocketNotifier>
#include <QtNetwork/QNetworkAccessManager>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

void tell(const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

int numberOf(const QString &text)
{
    return text.startsWith("line "_L1) ? QStringView(text).mid(5).toInt() : -1;
}

class Client
{
public:
    Client(ConversationSession &session) : m_session(session) { }

    void obey(const QByteArray &line)
    {
        if (line.startsWith("say "))
            say(line.mid(4).toInt());
        else if (line == "retry")
            retry();
        else if (line == "look")
            look();
        else if (line == "dump")
            dump();
    }

    // The lines that are among the rows, whatever became of them.
    QJsonArray known() const
    {
        QJsonArray numbers;
        for (int row = 0; row < model().rowCount(); ++row) {
            if (const ActivityEntry &entry = model().at(row); entry.side == Side::Own)
                numbers.append(numberOf(entry.activity.text));
        }
        return numbers;
    }

private:
    ActivityModel &model() const { return m_session.model(); }

    void say(int number)
    {
        QString why;
        const QString key = m_session.send(u"line %1"_s.arg(number), {}, &why);
        if (key.isEmpty())
            tell({{u"refused"_s, number}, {u"why"_s, why}});
        else
            tell({{u"said"_s, number}});
    }

    void retry()
    {
        QJsonArray numbers;
        QStringList keys;
        for (int row = 0; row < model().rowCount(); ++row) {
            const ActivityEntry &entry = model().at(row);
            if (entry.side != Side::Own || !entry.delivery.canRetry)
                continue;
            numbers.append(numberOf(entry.activity.text));
            keys.append(entry.key);
        }
        for (const QString &key : std::as_const(keys))
            m_session.retry(key);
        tell({{u"retried"_s, numbers}});
    }

    void look() const
    {
        int pending = 0;
        int doubtful = 0;
        int offered = 0;
        for (int row = 0; row < model().rowCount(); ++row) {
            const ActivityEntry &entry = model().at(row);
            pending += entry.delivery.state == SendState::Queued
                || entry.delivery.state == SendState::Sending
                || entry.delivery.state == SendState::Delivered;
            doubtful += entry.delivery.state == SendState::Unconfirmed
                || entry.delivery.state == SendState::Failed;
            offered += entry.delivery.canRetry;
        }
        tell({{u"pending"_s, pending},
              {u"doubtful"_s, doubtful},
              {u"offered"_s, offered},
              {u"status"_s, m_session.statusText()},
              {u"conversation"_s, m_session.conversationId()}});
    }

    void dump() const
    {
        QJsonArray rows;
        for (int row = 0; row < model().rowCount(); ++row) {
            const ActivityEntry &entry = model().at(row);
            rows.append(QJsonObject{{u"side"_s, int(entry.side)},
                                    {u"text"_s, entry.shownText()},
                                    {u"state"_s, sendStateText(entry)},
                                    {u"trouble"_s,
                                     entry.delivery.state == SendState::Failed
                                         || entry.delivery.state == SendState::Unconfirmed
                                         || entry.delivery.state == SendState::Cancelled}});
        }
        tell({{u"rows"_s, rows}});
    }

    ConversationSession &m_session;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser options;
    options.addOptions({{u"url"_s, {}, u"url"_s},
                        {u"folder"_s, {}, u"folder"_s},
                        {u"speed"_s, {}, u"speed"_s},
                        {u"origin"_s, {}, u"origin"_s},
                        {u"journal-bytes"_s, {}, u"bytes"_s}});
    options.process(application);
    const double speed = options.value(u"speed"_s).toDouble();
    const auto url = directline::ServiceUrl::parse(options.value(u"url"_s));
    const auto secret = directline::Bearer::parse(qgetenv("BOTLINE_SECRET"));
    if (!url || !secret || speed <= 0)
        return 2;

    QNetworkAccessManager reads;
    QNetworkAccessManager writes;
    const soak::FastClock clock(speed, options.value(u"origin"_s).toLongLong());
    ConversationSession session({reads, writes}, clock, soak::timingAt(speed));
    JournalLimits limits;
    if (const qint64 bytes = options.value(u"journal-bytes"_s).toLongLong(); bytes > 0)
        limits.journal = bytes;
    session.setConversationsFolder(options.value(u"folder"_s), limits);
    Client client(session);

    ConnectionProfile profile;
    profile.kind = CredentialKind::Secret;
    profile.serviceUrl = *url;
    profile.credential = *secret;
    session.restore();
    tell({{u"ready"_s, client.known()}});
    session.open(profile);
    QObject::connect(&session, &ConversationSession::stateChanged, &application,
                     [&session](ConversationSession::State state) {
                         // What a user does when it gave up: press Try again.
                         if (state == ConversationSession::State::Failed)
                             QMetaObject::invokeMethod(
                                 &session, [&session] { session.tryNow(); }, Qt::QueuedConnection);
                     });

    QByteArray pending;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [&] {
        char bytes[4096];
        const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (count <= 0) {
            input.setEnabled(false);
            QCoreApplication::quit();
            return;
        }
        pending.append(bytes, qsizetype(count));
        for (qsizetype end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
            client.obey(pending.left(end));
            pending.remove(0, end + 1);
        }
    });
    return QCoreApplication::exec();
}
