#include "app/localservice/localservice.h"
#include "localtalk.h"
#include "scriptedbot.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::localservice;
using namespace botline::test;
using namespace std::chrono_literals;

using Outcome = BotSink::Outcome;

namespace {

QJsonObject message(const QString &text)
{
    return {{u"type"_s, u"message"_s}, {u"text"_s, text}};
}

QJsonObject piece(const QString &text, const QString &streamId)
{
    return {{u"type"_s, u"typing"_s},
            {u"text"_s, text},
            {u"entities"_s,
             QJsonArray{QJsonObject{{u"type"_s, u"streaminfo"_s},
                                    {u"streamType"_s, u"streaming"_s},
                                    {u"streamId"_s, streamId}}}}};
}

} // namespace

// The interface of bots, from both sides: a bot that can do everything, and a client of the
// service.
class TestBotDelivery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsThatAConversationBegins();
    void namesTheUserToTheBot();
    void aConversationBeginsWithoutItsBot();
    void deliversWhatTheChannelOwns();
    void answersTheClient_data();
    void answersTheClient();
    void keepsAnInvokeResultForInvokes();
    void boundsABotThatNeverAnswers();
    void takesAnAnswerFromAnotherThreadLater();
    void deliversWithoutWaitingForTheTurnBefore();
    void bringsUploadedFiles();
    void takesWhatNobodyAskedFor();
    void addressesWhatTheBotPosts();
    void updatesAndRemoves();
    void tellsTheBotWhatItCannotDo();
    void stopsAStream();
    void servesTheBotsFiles();
    void leavesWhileTurnsGoOn();

private:
    void answer(const DeliveryResult &result);
    BotSink &sink() { return *m_record->sink; }
    Delivery lastDelivery();
    QString conversation(const LocalTalk &talk) { return QString::fromLatin1(talk.id); }

    std::unique_ptr<ScriptedBot::Record> m_record;
    std::unique_ptr<LocalService> m_service;
};

void TestBotDelivery::init()
{
    m_record = std::make_unique<ScriptedBot::Record>();
    answer({});
    m_service = LocalService::start({}, std::make_unique<ScriptedBot>(*m_record));
    QVERIFY(m_service);
}

void TestBotDelivery::cleanup()
{
    m_service.reset();
    QVERIFY(m_record->isStopped);
}

// From now on; an empty function of its own makes the bot silent.
void TestBotDelivery::answer(const DeliveryResult &result)
{
    const std::lock_guard lock(m_record->mutex);
    m_record->onDelivery = [result](const Delivery &, const DeliveryDone &done) {
        done(result);
        done({DeliveryResult::Kind::Refused, 0, {}}); // the first one counts
    };
}

Delivery TestBotDelivery::lastDelivery()
{
    const std::lock_guard lock(m_record->mutex);
    return m_record->deliveries.value(m_record->deliveries.size() - 1);
}

void TestBotDelivery::tellsThatAConversationBegins()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const Delivery update = lastDelivery();
    QCOMPARE(update.conversationId, conversation(talk));
    QCOMPARE(update.activity.value("type"_L1).toString(), u"conversationUpdate"_s);
    QVERIFY(!update.activity.value("id"_L1).toString().isEmpty());
    QCOMPARE(update.activity["conversation"_L1]["id"_L1].toString(), conversation(talk));
    QCOMPARE(update.activity["recipient"_L1]["id"_L1].toString(), u"scripted"_s);
    const QJsonValue added = update.activity["membersAdded"_L1];
    QCOMPARE(added[0], update.activity.value("from"_L1));
    QCOMPARE(added[0]["id"_L1].toString(), conversation(talk)); // nobody said who it is
    QCOMPARE(added[1], update.activity.value("recipient"_L1));
    // It is for the bot alone.
    QVERIFY(talk.activities().isEmpty());
    talk.say(u"x"_s);
    QCOMPARE(talk.activities()[0]["id"_L1].toString(), conversation(talk) + u"|0000000"_s);
}

void TestBotDelivery::namesTheUserToTheBot()
{
    HttpProbe probe(m_service->port());
    const HttpAnswer started
        = probe.post("/v3/directline/conversations", R"({"user":{"id":"ada","name":"Ada"}})",
                     {bearer(m_service->secret())});
    QCOMPARE(started.status, 201);
    QCOMPARE(lastDelivery().activity["from"_L1]["id"_L1].toString(), u"ada"_s);
    QCOMPARE(lastDelivery().activity["from"_L1]["name"_L1].toString(), u"Ada"_s);
}

void TestBotDelivery::aConversationBeginsWithoutItsBot()
{
    for (const auto kind : {DeliveryResult::Kind::Refused, DeliveryResult::Kind::Unavailable}) {
        answer({kind, 0, {}});
        LocalTalk talk(m_service->port(), m_service->secret());
        QCOMPARE(talk.poll().status, 200);
    }
}

void TestBotDelivery::deliversWhatTheChannelOwns()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    QJsonObject said = textMessage(u"hello"_s);
    said.insert("odd"_L1, QJsonArray{1, u"two"_s});
    const HttpAnswer answer = talk.post(said);
    QCOMPARE(answer.status, 200);
    const QJsonObject delivered = lastDelivery().activity;
    QCOMPARE(delivered.value("id"_L1), answer.json().value("id"_L1));
    QCOMPARE(delivered.value("odd"_L1), said.value("odd"_L1));
    // The same activity that clients see.
    QCOMPARE(talk.activities()[0].toObject(), delivered);
    for (const char *member : {"timestamp", "channelId", "serviceUrl", "conversation", "recipient"})
        QVERIFY2(delivered.contains(QLatin1StringView(member)), member);
}

void TestBotDelivery::answersTheClient_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    using Kind = DeliveryResult::Kind;
    QTest::newRow("accepted") << int(Kind::Accepted) << 200 << QString();
    QTest::newRow("refused") << int(Kind::Refused) << 502 << u"BotRejectedActivity"_s;
    QTest::newRow("unavailable") << int(Kind::Unavailable) << 503 << u"ServiceError"_s;
}

void TestBotDelivery::answersTheClient()
{
    QFETCH(int, kind);
    LocalTalk talk(m_service->port(), m_service->secret());
    answer({DeliveryResult::Kind(kind), 0, {}});
    const HttpAnswer posted = talk.say(u"hello"_s);
    QTEST(posted.status, "status");
    QTEST(posted.errorCode(), "code");
    QCOMPARE(talk.activities().size(), 1); // the message stands there, whatever the bot says
}

void TestBotDelivery::keepsAnInvokeResultForInvokes()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    answer({DeliveryResult::Kind::InvokeResponse, 501, R"({"why":"nobody"})"});
    QJsonObject invoke{{u"type"_s, u"invoke"_s},
                       {u"name"_s, u"adaptiveCard/action"_s},
                       {u"from"_s, QJsonObject{{u"id"_s, u"ada"_s}}}};
    const HttpAnswer result = talk.post(invoke);
    QCOMPARE(result.status, 501);
    QCOMPARE(result.json().value("why"_L1).toString(), u"nobody"_s);
    QCOMPARE(talk.say(u"hello"_s).errorCode(), u"BotRejectedActivity"_s);
    answer({DeliveryResult::Kind::InvokeResponse, 200, "[1]"});
    QCOMPARE(talk.post(invoke).body, "[1]");
    QVERIFY(!talk.say(u"hello"_s).json().value("id"_L1).toString().isEmpty());
}

void TestBotDelivery::boundsABotThatNeverAnswers()
{
    m_service.reset();
    m_record = std::make_unique<ScriptedBot::Record>();
    LocalServiceOptions options;
    options.botLimit = 20ms;
    m_service = LocalService::start(options, std::make_unique<ScriptedBot>(*m_record));
    LocalTalk talk(m_service->port(), m_service->secret()); // which begins all the same
    const HttpAnswer answer = talk.say(u"hello"_s);
    QCOMPARE(answer.status, 502);
    QCOMPARE(answer.errorCode(), u"BotError"_s);
    // What it says later is taken.
    m_record->unanswered.last()({});
    QCOMPARE(sink().post(conversation(talk), message(u"sorry"_s)).outcome, Outcome::Done);
    QCOMPARE(talk.activities()[1]["text"_L1].toString(), u"sorry"_s);
}

void TestBotDelivery::takesAnAnswerFromAnotherThreadLater()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    {
        const std::lock_guard lock(m_record->mutex);
        m_record->onDelivery = {};
    }
    const QByteArray body(R"({"type":"message","from":{"id":"ada"},"text":"x"})");
    talk.probe.write("POST " + talk.path("/activities") + " HTTP/1.1\r\n" + talk.probe.host()
                     + bearer(talk.token) + "\r\nContent-Length: " + QByteArray::number(body.size())
                     + "\r\n\r\n" + body);
    const auto unanswered = [this] {
        const std::lock_guard lock(m_record->mutex);
        return m_record->unanswered;
    };
    QTRY_COMPARE(unanswered().size(), 1);
    QVERIFY(!talk.probe.hasAnswer(0ms));
    unanswered().first()({DeliveryResult::Kind::Refused, 0, {}});
    QCOMPARE(talk.probe.read().errorCode(), u"BotRejectedActivity"_s);
}

void TestBotDelivery::deliversWithoutWaitingForTheTurnBefore()
{
    LocalTalk first(m_service->port(), m_service->secret());
    {
        const std::lock_guard lock(m_record->mutex);
        m_record->onDelivery = [](const Delivery &delivery, const DeliveryDone &done) {
            if (delivery.activity.value("text"_L1).toString() != "forget me"_L1)
                done({});
        };
    }
    LocalTalk second(m_service->port(), m_service->secret());
    second.id = first.id;
    second.token = first.token;
    const QByteArray body(R"({"type":"message","from":{"id":"ada"},"text":"forget me"})");
    first.probe.write("POST " + first.path("/activities") + " HTTP/1.1\r\n" + first.probe.host()
                      + bearer(first.token) + "\r\nContent-Length: "
                      + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QTRY_COMPARE(second.activities().size(), 1);
    QCOMPARE(second.say(u"and now me"_s).status, 200);
    QCOMPARE(lastDelivery().activity.value("text"_L1).toString(), u"and now me"_s);
}

void TestBotDelivery::bringsUploadedFiles()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    QCOMPARE(talk.upload({filePart("a.txt", "text/plain", "hello")}).status, 200);
    const QList<StoredFile> files = lastDelivery().files;
    QCOMPARE(files.size(), 1);
    QCOMPARE(files[0].name, u"a.txt"_s);
    QCOMPARE(files[0].size, 5);
    QFile file(files[0].path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "hello");
    QCOMPARE(lastDelivery().activity["attachments"_L1].toArray().size(), 1);
}

void TestBotDelivery::takesWhatNobodyAskedFor()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    QStringList ids;
    for (int i = 0; i < 1000; ++i) // on this thread, while the service's own one serves
        ids.append(sink().post(conversation(talk), message(QString::number(i))).id);
    const QJsonArray all = talk.activities();
    QCOMPARE(all.size(), 1000);
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(all[i]["text"_L1].toString(), QString::number(i));
        QCOMPARE(all[i]["id"_L1].toString(), ids.at(i));
    }
}

void TestBotDelivery::addressesWhatTheBotPosts()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    sink().post(conversation(talk), message(u"to nobody yet"_s));
    talk.say(u"hello"_s);
    sink().post(conversation(talk), message(u"to Ada"_s));
    QJsonObject own = message(u"to Eve"_s);
    own.insert("recipient"_L1, QJsonObject{{u"id"_s, u"eve"_s}});
    own.insert("from"_L1, QJsonObject{{u"id"_s, u"mask"_s}});
    sink().post(conversation(talk), own);
    const QJsonArray all = talk.activities();
    QCOMPARE(all[0]["from"_L1]["id"_L1].toString(), u"scripted"_s);
    QVERIFY(all[0]["recipient"_L1].isUndefined());
    QCOMPARE(all[2]["recipient"_L1]["id"_L1].toString(), u"ada"_s);
    QCOMPARE(all[3]["from"_L1]["id"_L1].toString(), u"mask"_s);
    QCOMPARE(all[3]["recipient"_L1]["id"_L1].toString(), u"eve"_s);
}

void TestBotDelivery::updatesAndRemoves()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const QString id = sink().post(conversation(talk), message(u"before"_s)).id;
    QCOMPARE(sink().update(conversation(talk), id, message(u"after"_s)), Outcome::Done);
    QCOMPARE(sink().remove(conversation(talk), id), Outcome::Done);
    const QJsonArray all = talk.activities();
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[1]["type"_L1].toString(), u"messageUpdate"_s);
    QCOMPARE(all[1]["text"_L1].toString(), u"after"_s);
    QCOMPARE(all[2]["type"_L1].toString(), u"messageDelete"_s);
    for (const QJsonValue &activity : all) {
        QCOMPARE(activity["id"_L1].toString(), id);
        QCOMPARE(activity["from"_L1]["id"_L1].toString(), u"scripted"_s);
    }
}

void TestBotDelivery::tellsTheBotWhatItCannotDo()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const BotSink::Posted posted = sink().post(u"nowhere"_s, message(u"x"_s));
    QCOMPARE(posted.outcome, Outcome::UnknownConversation);
    QVERIFY(posted.id.isEmpty());
    QCOMPARE(sink().update(u"nowhere"_s, u"x"_s, {}), Outcome::UnknownConversation);
    QCOMPARE(sink().remove(u"nowhere"_s, u"x"_s), Outcome::UnknownConversation);
    QCOMPARE(sink().update(conversation(talk), u"x"_s, {}), Outcome::UnknownActivity);
    QCOMPARE(sink().remove(conversation(talk), u"x"_s), Outcome::UnknownActivity);
    QVERIFY(talk.activities().isEmpty());
}

void TestBotDelivery::stopsAStream()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const QString first = sink().post(conversation(talk), piece(u"one"_s, {})).id;
    QCOMPARE(sink().post(conversation(talk), piece(u"one two"_s, first)).outcome, Outcome::Done);
    m_service->stopStream(u"nowhere"_s, first); // nobody's
    m_service->stopStream(conversation(talk), first);
    const auto stopped = [this] {
        const std::lock_guard lock(m_record->mutex);
        return m_record->stoppedStreams;
    };
    QTRY_COMPARE(stopped(), QStringList{conversation(talk) + u' ' + first});
    QCOMPARE(sink().post(conversation(talk), piece(u"one two three"_s, first)).outcome,
             Outcome::StreamStopped);
    QJsonObject end = message(u"all"_s);
    end.insert("channelData"_L1, QJsonObject{{u"streamId"_s, first}});
    QCOMPARE(sink().post(conversation(talk), end).outcome, Outcome::StreamStopped);
    QVERIFY(talk.activities().isEmpty()); // polling shows no pieces
    QCOMPARE(sink().post(conversation(talk), message(u"something else"_s)).outcome, Outcome::Done);
}

void TestBotDelivery::servesTheBotsFiles()
{
    HttpProbe probe(m_service->port());
    const HttpAnswer file = probe.get("/bot/files/note.txt");
    QCOMPARE(file.body, "note");
    QCOMPARE(file.headers.value("content-type"), "text/plain");
    const HttpAnswer head = probe.request("HEAD", "/bot/files/note.txt");
    QCOMPARE(head.status, 200);
    QCOMPARE(head.headers.value("content-length"), "4");
    QCOMPARE(probe.get("/bot/files/other.txt").status, 404);
}

void TestBotDelivery::leavesWhileTurnsGoOn()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    {
        const std::lock_guard lock(m_record->mutex);
        m_record->onDelivery = {};
    }
    const QByteArray body(R"({"type":"message","from":{"id":"ada"},"text":"x"})");
    talk.probe.write("POST " + talk.path("/activities") + " HTTP/1.1\r\n" + talk.probe.host()
                     + bearer(talk.token) + "\r\nContent-Length: " + QByteArray::number(body.size())
                     + "\r\n\r\n" + body);
    QTRY_COMPARE(lastDelivery().activity.value("text"_L1).toString(), u"x"_s);
    m_service.reset();
    QVERIFY(m_record->isStopped);
    QCOMPARE(talk.probe.read().status, 503);
    QVERIFY(talk.probe.closedByServer());
}

QTEST_GUILESS_MAIN(TestBotDelivery)
#include "tst_botdelivery.moc"
