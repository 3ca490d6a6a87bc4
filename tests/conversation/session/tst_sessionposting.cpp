#include "app/conversation/model/rowfacts.h"
#include "tests/conversation/sessiontest.h"

#include <QtCore/QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace botline;
using namespace botline::test;

// Saying something (dossier §4, §5, cases C066-C084, C086, C088-C091).
class TestSessionPosting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBodyHasWhatItNeeds_C066();
    void oneBubbleInStateSent_C067();
    void theEchoBeforeTheAnswer_C068();
    void noContentIsAccepted_C069_data();
    void noContentIsAccepted_C069();
    void aCopyingBotTakesNothingAway_C070();
    void aBadGatewayIsUnconfirmed_C071();
    void aBotInTroubleIsToldAlsoWhenTheEchoWasFaster();
    void afterLookingInVainTheUserMayRetry_C072();
    void onlyGoodPollingCountsAsLooking();
    void throttledMessagesGoOutAgain_C073();
    void throttledTooOftenFails();
    void refusalsFail_C074_data();
    void refusalsFail_C074();
    void aRenewedCredentialResends_C075();
    void refusedTwiceFails_C075();
    void aBrokenConnectionSendsOnce_C076_C077_data();
    void aBrokenConnectionSendsOnce_C076_C077();
    void unreachableMessagesWait_C078();
    void oneAfterTheOther_C079();
    void aFailureDoesNotBlock_C080();
    void tooLongTextIsRefused_C081();
    void textArrivesAsTyped_C082_data();
    void textArrivesAsTyped_C082();
    void typingIsNotSent_C083();
    void anOverloadGateIsWaitedFor_C084_data();
    void anOverloadGateIsWaitedFor_C084();
    void aGoneConversationKeepsTheText();

    void retryUsesTheSameClientActivityId();
    void aLateEchoSettlesAnything_data();
    void aLateEchoSettlesAnything();
    void cancelledBeforeItLeft();
    void cancelledOnItsWay();
    void cancelledInTheMiddleOfAFile();
    void discardedIsGone();
    void startingOverLeavesTheQueueBehind();
    void closingSaysWhatBecameOfIt();

    void uploadsNameTheirFilesApart_C086();
    void filesThatCannotBeSentAreRefused_C088_data();
    void filesThatCannotBeSentAreRefused_C088();
    void acceptedUploadsAreCompletedByTheEcho_C089();
    void failedUploadsAreNotRepeated_C090_C091_data();
    void failedUploadsAreNotRepeated_C090_C091();
    void servicesWithoutUploadsGoOn_data();
    void servicesWithoutUploadsGoOn();
    void uploadsTellTheirProgress();
    void aVanishedFileFails();

private:
    StagedFile file(const QString &name, qint64 size = 7);

    QTemporaryDir m_folder;
};

StagedFile TestSessionPosting::file(const QString &name, qint64 size)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(size, 'x')) != size)
        qFatal("Cannot write %s", qPrintable(file.fileName()));
    return {file.fileName(), name, u"text/plain"_s, size, {}};
}

void TestSessionPosting::theBodyHasWhatItNeeds_C066()
{
    SessionRig rig;
    ConnectionProfile profile = rig.tokenProfile();
    profile.userName = u"Ada"_s;
    profile.locale = u"pl-PL"_s;
    QVERIFY(rig.goOnline(profile));
    rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    const QJsonObject body = rig.service.last(Endpoint::Post).json();
    QCOMPARE(body.value("type"_L1).toString(), u"message"_s);
    QCOMPARE(body.value("text"_L1).toString(), u"hello"_s);
    QCOMPARE(body.value("textFormat"_L1).toString(), u"plain"_s);
    QCOMPARE(body.value("locale"_L1).toString(), u"pl-PL"_s);
    QCOMPARE(body["from"_L1]["id"_L1].toString(), u"user-1"_s);
    QCOMPARE(body["from"_L1]["name"_L1].toString(), u"Ada"_s);
    QVERIFY(!body["channelData"_L1]["clientActivityID"_L1].toString().isEmpty());
    for (const auto key : {"id"_L1, "timestamp"_L1, "conversation"_L1, "recipient"_L1,
                           "serviceUrl"_L1, "channelId"_L1})
        QVERIFY2(!body.contains(key), key.data());
}

void TestSessionPosting::oneBubbleInStateSent_C067()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QSignalSpy echoes(&rig.session, &ConversationSession::echoReceived);
    const QString key = rig.send(u"hello"_s);
    QCOMPARE(rig.model().rowCount(), 1); // at once
    QCOMPARE(rig.row(0).side, Side::Own);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.model().rowCount(), 1);
    QCOMPARE(echoes.count(), 1);
    QCOMPARE(echoes.first().at(0).toString(), key);
    QCOMPARE(echoes.first().at(1).toString(), rig.row(0).activity.id);
    QCOMPARE(rig.row(0).activity.id, u"conversation-1|0000000"_s);
    QVERIFY(rig.row(0).timeIsServers);
}

void TestSessionPosting::theEchoBeforeTheAnswer_C068()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAfterDelivery(
        Endpoint::Post,
        ScriptedReply::held(ScriptedReply::json(200, {{"id"_L1, u"conversation-1|0000000"_s}})));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent); // the post is still out
    QCOMPARE(rig.service.server().heldReplies(), 1);
    rig.service.server().release();
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.model().rowCount(), 1);
    QCOMPARE(rig.stateOf(key), SendState::Sent);
    // And the next one may go.
    const QString next = rig.send(u"more"_s);
    QTRY_COMPARE(rig.stateOf(next), SendState::Sent);
}

void TestSessionPosting::noContentIsAccepted_C069_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::newRow("204") << ScriptedReply::empty(204);
    QTest::newRow("202 without body") << ScriptedReply::empty(202);
    QTest::newRow("200 unreadable") << ScriptedReply::text(200, "ok");
}

void TestSessionPosting::noContentIsAccepted_C069()
{
    QFETCH(ScriptedReply, reply);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAfterDelivery(Endpoint::Post, reply);
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
    QCOMPARE(rig.model().rowCount(), 1);
}

void TestSessionPosting::aCopyingBotTakesNothingAway_C070()
{
    SessionRig rig;
    rig.service.setBot([&rig](const QJsonObject &activity) {
        QJsonObject copy = botMessage(u"You said hello"_s);
        copy.insert("channelData"_L1, activity.value("channelData"_L1));
        rig.service.append(copy);
    });
    QVERIFY(rig.goOnline());
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QTRY_COMPARE(rig.model().rowCount(), 2);
    QCOMPARE(rig.texts(), QStringList({u"hello"_s, u"You said hello"_s}));
    QCOMPARE(rig.row(0).side, Side::Own);
    QCOMPARE(rig.row(1).side, Side::Bot);
}

void TestSessionPosting::aBadGatewayIsUnconfirmed_C071()
{
    Timing timing = fastTiming();
    timing.unconfirmedAfter = 10s;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(502, u"BotError"_s, u"timed out"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Unconfirmed);
    QVERIFY(!rig.rowOf(key).delivery.canRetry);
    QVERIFY(!rig.rowOf(key).delivery.failure.isEmpty());
    QVERIFY(rig.rowOf(key).delivery.details.contains("502"_L1));
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 1);

    // It did arrive: the bot was only slow.
    rig.service.append(rig.service.posted().first());
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    // Whoever checks a bot wants to know what the service said of it.
    QVERIFY(rig.rowOf(key).delivery.failure.contains("It arrived"_L1));
    QVERIFY(rig.rowOf(key).delivery.details.contains("502"_L1));
    QVERIFY(!rig.rowOf(key).delivery.canRetry);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
    QCOMPARE(rig.model().rowCount(), 1);
}

void TestSessionPosting::aBotInTroubleIsToldAlsoWhenTheEchoWasFaster()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const ScriptedReply late
        = ScriptedReply::held(ScriptedReply::error(502, u"BotRejectedActivity"_s));
    rig.service.failAfterDelivery(Endpoint::Post, late);
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QVERIFY(rig.rowOf(key).delivery.failure.isEmpty());
    rig.service.server().release();
    QTRY_VERIFY(rig.rowOf(key).delivery.failure.contains("502"_L1));
    QCOMPARE(rig.stateOf(key), SendState::Sent);
    QVERIFY(rig.rowOf(key).delivery.details.contains("BotRejectedActivity"_L1));
    // A connection that broke says nothing of the bot.
    rig.service.failAfterDelivery(Endpoint::Post, ScriptedReply::closeAfterRequest());
    const QString other = rig.send(u"again"_s);
    QTRY_COMPARE(rig.stateOf(other), SendState::Sent);
    QVERIFY(rig.pollsGoOn());
    QVERIFY(rig.rowOf(other).delivery.failure.isEmpty());
}

void TestSessionPosting::afterLookingInVainTheUserMayRetry_C072()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(504, u"GatewayTimeout"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Unconfirmed);
    QVERIFY(!rig.rowOf(key).delivery.canRetry);
    rig.session.retry(key); // not yet
    QTRY_VERIFY(rig.rowOf(key).delivery.canRetry);
    QVERIFY(rig.rowOf(key).delivery.failure.contains("twice"_L1));
    QCOMPARE(rig.service.count(Endpoint::Post), 1);

    rig.session.retry(key);
    QVERIFY(!rig.rowOf(key).delivery.canRetry); // the button is gone the moment it was pressed
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.service.count(Endpoint::Post), 2);
    const auto posted = rig.service.posted();
    QCOMPARE(posted.at(1)["channelData"_L1], posted.at(0)["channelData"_L1]);
    QCOMPARE(posted.at(1)["text"_L1], posted.at(0)["text"_L1]);
    QCOMPARE(rig.model().rowCount(), 1);
}

void TestSessionPosting::onlyGoodPollingCountsAsLooking()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(502, u"BotError"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Unconfirmed);
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::empty(503));
    QVERIFY(rig.longEnoughForARetry()); // longer than it takes to give up
    QVERIFY(!rig.rowOf(key).delivery.canRetry);
    rig.service.heal(Endpoint::Activities);
    QTRY_VERIFY(rig.rowOf(key).delivery.canRetry);
}

void TestSessionPosting::throttledMessagesGoOutAgain_C073()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::json(429, {}).with("Retry-After", "2"));
    const QString key = rig.send(u"hello"_s);
    QVERIFY(rig.passed(State::Degraded));
    QCOMPARE(rig.stateOf(key), SendState::Queued);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    const auto posts = rig.service.requests(Endpoint::Post);
    QCOMPARE(posts.size(), 2);
    QVERIFY(posts.at(1).atMs - posts.at(0).atMs >= 198);
    QCOMPARE(posts.at(1).body, posts.at(0).body);
    QCOMPARE(rig.model().rowCount(), 1);
    QTRY_COMPARE(rig.session.state(), State::Online); // the echo may be faster than the answer
}

void TestSessionPosting::throttledTooOftenFails()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAlways(Endpoint::Post,
                           ScriptedReply::error(429, u"Quota"_s, u"Quota used up"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Failed);
    QCOMPARE(rig.service.count(Endpoint::Post), 6); // and five times again
    QVERIFY(rig.rowOf(key).delivery.failure.contains("Quota used up"_L1));
    QVERIFY(rig.rowOf(key).delivery.canRetry);
    QTRY_COMPARE(rig.session.state(), State::Online);
}

void TestSessionPosting::refusalsFail_C074_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("C074 400") << 400 << u"BadArgument"_s << u"Invalid activity"_s;
    QTest::newRow("403 site") << 403 << u"BadArgument"_s << u"Site missing or disabled"_s;
    QTest::newRow("413") << 413 << u"MalformedData"_s << u"Too large"_s;
    QTest::newRow("415") << 415 << u"Unsupported"_s << u"Unsupported media type"_s;
}

void TestSessionPosting::refusalsFail_C074()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, message);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(status, code, message));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Failed);
    QVERIFY2(rig.rowOf(key).delivery.failure.contains(message),
             qPrintable(rig.rowOf(key).delivery.failure));
    QVERIFY(rig.rowOf(key).delivery.details.contains(code));
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
    QCOMPARE(rig.rowOf(key).shownText(), u"hello"_s);
    QCOMPARE(rig.session.state(), State::Online);
}

void TestSessionPosting::aRenewedCredentialResends_C075()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.fail(Endpoint::Post, ScriptedReply::error(403, u"TokenExpired"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    const auto posts = rig.service.requests(Endpoint::Post);
    QCOMPARE(posts.size(), 2);
    QCOMPARE(posts.at(1).body, posts.at(0).body); // with the same clientActivityID
    QVERIFY(bearerOf(posts.at(1)) != bearerOf(posts.at(0)));
    QCOMPARE(rig.service.count(Endpoint::Reconnect), 1);
    QCOMPARE(rig.model().rowCount(), 1);
}

void TestSessionPosting::refusedTwiceFails_C075()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.failAlways(Endpoint::Post, ScriptedReply::error(401, u"BadArgument"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Failed);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 2);
}

void TestSessionPosting::aBrokenConnectionSendsOnce_C076_C077_data()
{
    QTest::addColumn<ScriptedReply>("fault");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("C076 closed") << ScriptedReply::closeAfterRequest() << false;
    QTest::newRow("C076 reset") << ScriptedReply::reset() << false;
    QTest::newRow("C077 closed, on a kept connection")
        << ScriptedReply::closeAfterRequest() << true;
    QTest::newRow("C077 reset, on a kept connection") << ScriptedReply::reset() << true;
    QTest::newRow("cut answer") << ScriptedReply::json(200, {{"id"_L1, "12345"_L1}}).cutAfter(3)
                                << false;
}

void TestSessionPosting::aBrokenConnectionSendsOnce_C076_C077()
{
    QFETCH(ScriptedReply, fault);
    QFETCH(bool, keepAlive);
    SessionRig rig;
    rig.service.server().setHonoursConnectionClose(!keepAlive);
    QVERIFY(rig.goOnline());
    const QString before = rig.send(u"a good one"_s);
    QTRY_COMPARE(rig.stateOf(before), SendState::Sent);
    rig.service.fail(Endpoint::Post, fault);
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Unconfirmed);
    QTRY_VERIFY(rig.rowOf(key).delivery.canRetry);
    QCOMPARE(rig.service.count(Endpoint::Post), 2);
    QCOMPARE(rig.service.posted().last()["text"_L1].toString(), u"hello"_s);
}

void TestSessionPosting::unreachableMessagesWait_C078()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.server().stop();
    const QString first = rig.send(u"one"_s);
    const QString second = rig.send(u"two"_s);
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.stateOf(first), SendState::Queued);
    QCOMPARE(rig.stateOf(second), SendState::Queued);
    rig.service.server().startAgain();
    QTRY_COMPARE(rig.stateOf(second), SendState::Sent);
    QCOMPARE(rig.stateOf(first), SendState::Sent);
    QCOMPARE(rig.service.count(Endpoint::Post), 2);
    QCOMPARE(rig.texts(), QStringList({u"one"_s, u"two"_s}));
}

void TestSessionPosting::oneAfterTheOther_C079()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const auto slow = ScriptedReply::held(ScriptedReply::json(200, {{"id"_L1, "x"_L1}}));
    rig.service.fail(Endpoint::Post, slow, 3);
    const QStringList keys = {rig.send(u"one"_s), rig.send(u"two"_s), rig.send(u"three"_s)};
    QCOMPARE(rig.texts(), QStringList({u"one"_s, u"two"_s, u"three"_s}));
    for (int i = 0; i < 3; ++i) {
        QTRY_COMPARE(rig.service.count(Endpoint::Post), i + 1);
        QVERIFY(rig.pollsGoOn(3)); // polling goes on, nothing else leaves
        QCOMPARE(rig.service.count(Endpoint::Post), i + 1);
        QCOMPARE(rig.stateOf(keys.at(i)), SendState::Sending);
        if (i < 2)
            QCOMPARE(rig.stateOf(keys.at(i + 1)), SendState::Queued);
        rig.service.server().release();
    }
    QStringList texts;
    for (const QJsonObject &activity : rig.service.posted())
        texts << activity.value("text"_L1).toString();
    QCOMPARE(texts, QStringList({u"one"_s, u"two"_s, u"three"_s}));
}

void TestSessionPosting::aFailureDoesNotBlock_C080()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s));
    rig.service.fail(Endpoint::Post, ScriptedReply::error(502, u"BotError"_s));
    const QString failed = rig.send(u"one"_s);
    const QString unconfirmed = rig.send(u"two"_s);
    const QString sent = rig.send(u"three"_s);
    QTRY_COMPARE(rig.stateOf(sent), SendState::Sent);
    QCOMPARE(rig.stateOf(failed), SendState::Failed);
    QCOMPARE(rig.stateOf(unconfirmed), SendState::Unconfirmed);
}

void TestSessionPosting::tooLongTextIsRefused_C081()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QString why;
    QCOMPARE(rig.session.send(QString(200'000, u'x'), {}, &why), QString());
    QVERIFY2(why.contains(QLocale().formattedDataSize(200'000)), qPrintable(why));
    QCOMPARE(rig.model().rowCount(), 0);
    // Bytes count, not characters.
    QCOMPARE(rig.session.send(QString(100'000, u'ż'), {}, &why), QString());
    QVERIFY(!rig.session.send(QString(99'000, u'ż'), {}, &why).isEmpty());
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    QCOMPARE(rig.session.send({}, {}, &why), QString());
    QVERIFY(!why.isEmpty());
}

void TestSessionPosting::textArrivesAsTyped_C082_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("quotes") << u"say \"hi\" \\ 'there'"_s;
    QTest::newRow("newlines") << u"one\ntwo\r\nthree\ttab"_s;
    QTest::newRow("emoji")
        << u"\U0001F468\u200D\U0001F469\u200D\U0001F467 ok \U0001F44D\U0001F3FD"_s;
    QTest::newRow("line separators") << u"a\u2028b\u2029c"_s;
    QTest::newRow("controls") << u"\u0001\u001b[31m\u007f"_s;
    QTest::newRow("right to left") << u"שלום مرحبا"_s;
    QTest::newRow("markup") << u"<b>**12.**</b> &amp;"_s;
}

void TestSessionPosting::textArrivesAsTyped_C082()
{
    QFETCH(QString, text);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const QString key = rig.send(text);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.service.posted().last().value("text"_L1).toString(), text);
    QCOMPARE(rig.rowOf(key).shownText(), text);
}

void TestSessionPosting::typingIsNotSent_C083()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    QVERIFY(rig.pollsGoOn());
    for (const QJsonObject &activity : rig.service.posted())
        QCOMPARE(activity.value("type"_L1).toString(), u"message"_s);
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
}

void TestSessionPosting::anOverloadGateIsWaitedFor_C084_data()
{
    QTest::addColumn<bool>("retryAfter");
    QTest::newRow("with Retry-After") << true;
    QTest::newRow("without") << false;
}

void TestSessionPosting::anOverloadGateIsWaitedFor_C084()
{
    QFETCH(bool, retryAfter);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    ScriptedReply busy = ScriptedReply::error(503, u"Busy"_s);
    rig.service.fail(Endpoint::Post, retryAfter ? busy.with("Retry-After", "2") : busy);
    const QString key = rig.send(u"hello"_s);
    if (!retryAfter) {
        QTRY_COMPARE(rig.stateOf(key), SendState::Unconfirmed);
        QTRY_VERIFY(rig.rowOf(key).delivery.canRetry);
        QCOMPARE(rig.service.count(Endpoint::Post), 1);
        return;
    }
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    const auto posts = rig.service.requests(Endpoint::Post);
    QCOMPARE(posts.size(), 2);
    QVERIFY(posts.at(1).atMs - posts.at(0).atMs >= 198);
}

void TestSessionPosting::aGoneConversationKeepsTheText()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.fail(Endpoint::Post, ScriptedReply::error(404, u"BadArgument"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.session.state(), State::Ended);
    QCOMPARE(rig.stateOf(key), SendState::Failed);
    QCOMPARE(rig.rowOf(key).shownText(), u"hello"_s);
    rig.session.startOver();
    QTRY_COMPARE(rig.session.state(), State::Online);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
    rig.session.retry(key); // on request, into the new one
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.texts(), QStringList({u"New conversation"_s, u"hello"_s}));
}

// ---- By hand

void TestSessionPosting::retryUsesTheSameClientActivityId()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Failed);
    rig.session.retry(key);
    rig.session.retry(key); // a second click changes nothing
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QVERIFY(rig.pollsGoOn());
    const auto posts = rig.service.requests(Endpoint::Post);
    QCOMPARE(posts.size(), 2);
    QCOMPARE(posts.at(1).body, posts.at(0).body);
    rig.session.retry(key); // it is done
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 2);
}

void TestSessionPosting::aLateEchoSettlesAnything_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<SendState>("before");
    QTest::newRow("failed") << ScriptedReply::error(400, u"x"_s) << SendState::Failed;
    QTest::newRow("unconfirmed") << ScriptedReply::error(500, u"x"_s) << SendState::Unconfirmed;
    QTest::newRow("queued again") << ScriptedReply::json(429, {}).with("Retry-After", "5")
                                  << SendState::Queued;
}

void TestSessionPosting::aLateEchoSettlesAnything()
{
    QFETCH(ScriptedReply, reply);
    QFETCH(SendState, before);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, reply);
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    QTRY_COMPARE(rig.stateOf(key), before);
    rig.service.append(rig.service.posted().first());
    if (before == SendState::Queued) // nothing is read while the service asks for a pause
        rig.session.setVisible(true);
    QTRY_COMPARE_WITH_TIMEOUT(rig.stateOf(key), SendState::Sent, 10'000);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.model().rowCount(), 1);
    if (before != SendState::Queued)
        QCOMPARE(rig.service.count(Endpoint::Post), 1);
}

void TestSessionPosting::cancelledBeforeItLeft()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post,
                     ScriptedReply::held(ScriptedReply::json(200, {{"id"_L1, "x"_L1}})));
    rig.send(u"one"_s);
    const QString key = rig.send(u"two"_s);
    const QString last = rig.send(u"three"_s);
    QTRY_COMPARE(rig.service.server().heldReplies(), 1);
    rig.session.cancel(key);
    QCOMPARE(rig.stateOf(key), SendState::Cancelled);
    rig.service.server().release();
    QTRY_COMPARE(rig.stateOf(last), SendState::Sent);
    QCOMPARE(rig.service.count(Endpoint::Post), 2);
    rig.session.retry(key);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
}

void TestSessionPosting::cancelledOnItsWay()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAfterDelivery(Endpoint::Post, ScriptedReply::neverAnswer());
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::json(200, activitySet({})));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    rig.session.cancel(key);
    QTRY_COMPARE(rig.stateOf(key), SendState::Cancelled);
    QVERIFY(rig.rowOf(key).delivery.failure.contains("reached the bot"_L1));
    QCOMPARE(rig.session.waitingForReply(), false);
    // It had arrived, and that is what the row says in the end.
    rig.service.heal(Endpoint::Activities);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
}

// A part of a file reaches nobody, so nobody needs to worry.
void TestSessionPosting::cancelledInTheMiddleOfAFile()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QTemporaryDir folder;
    QFile file(folder.filePath(u"a.bin"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4'000'000, 'x'));
    file.close();
    StagedFile staged;
    staged.path = file.fileName();
    staged.name = u"a.bin"_s;
    staged.size = file.size();
    rig.service.fail(Endpoint::Upload, ScriptedReply::stallDuringRequest(1000));
    const QString key = rig.session.send({}, {staged});
    QTRY_VERIFY(rig.rowOf(key).delivery.bytesSent > 0);
    QVERIFY(rig.rowOf(key).delivery.bytesSent < rig.rowOf(key).delivery.bytesTotal);
    rig.session.cancel(key);
    QCOMPARE(rig.stateOf(key), SendState::Cancelled);
    QCOMPARE(rig.rowOf(key).delivery.failure, QString());
}

void TestSessionPosting::discardedIsGone()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Failed);
    QCOMPARE(rig.session.transcript().size(), 1);
    rig.session.discard(rig.model().facts(0).key); // a reference into the row that goes
    QCOMPARE(rig.model().rowCount(), 0);
    QCOMPARE(rig.session.transcript().size(), 0);
    rig.session.retry(key);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 1);

    const QString kept = rig.send(u"sent"_s);
    QTRY_COMPARE(rig.stateOf(kept), SendState::Sent);
    rig.session.discard(kept); // what the bot has heard stays
    QCOMPARE(rig.model().rowCount(), 1);
}

void TestSessionPosting::startingOverLeavesTheQueueBehind()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.fail(Endpoint::Post, ScriptedReply::neverAnswer());
    const QString outstanding = rig.send(u"on its way"_s);
    const QString queued = rig.send(u"queued"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    rig.session.startOver();
    QCOMPARE(rig.stateOf(outstanding), SendState::Unconfirmed);
    QVERIFY(rig.rowOf(outstanding).delivery.canRetry);
    QCOMPARE(rig.stateOf(queued), SendState::Failed);
    QVERIFY(rig.rowOf(queued).delivery.canRetry);
    QTRY_COMPARE(rig.session.state(), State::Online);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
    rig.session.retry(queued);
    QTRY_COMPARE(rig.stateOf(queued), SendState::Sent);
    QCOMPARE(rig.texts(), QStringList({u"on its way"_s, u"New conversation"_s, u"queued"_s}));
}

void TestSessionPosting::closingSaysWhatBecameOfIt()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::neverAnswer());
    const QString outstanding = rig.send(u"on its way"_s);
    const QString queued = rig.send(u"queued"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    rig.session.close();
    QCOMPARE(rig.stateOf(outstanding), SendState::Unconfirmed);
    QCOMPARE(rig.stateOf(queued), SendState::Failed);
    QVERIFY(rig.rowOf(queued).delivery.failure.contains("closed"_L1));
    // There is nothing left that could send it.
    QVERIFY(!rig.rowOf(outstanding).delivery.canRetry);
    QVERIFY(!rig.rowOf(queued).delivery.canRetry);
}

// ---- Files

void TestSessionPosting::uploadsNameTheirFilesApart_C086()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    StagedFile first = file(u"one.txt"_s);
    StagedFile second = file(u"two.txt"_s);
    first.name = second.name = u"same.txt"_s;
    const QString key = rig.session.send(u"both"_s, {first, second});
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    const QJsonArray attachments
        = rig.service.activities().first().toObject().value("attachments"_L1).toArray();
    QCOMPARE(attachments.size(), 2);
    QVERIFY(attachments.at(0)["name"_L1] != attachments.at(1)["name"_L1]);
    QCOMPARE(rig.service.last(Endpoint::Upload).query("userId"), u"user-1"_s);
    QCOMPARE(rig.rowOf(key).files.size(), 2); // still shown from disk
    QCOMPARE(rig.rowOf(key).activity.attachments.size(), 2);
}

void TestSessionPosting::filesThatCannotBeSentAreRefused_C088_data()
{
    QTest::addColumn<QList<StagedFile>>("files");
    QTest::newRow("C088 too large") << QList<StagedFile>{file(u"large.bin"_s, 4'190'208)};
    QTest::newRow("C088 too large together")
        << QList<StagedFile>{file(u"half.bin"_s, 2'100'000), file(u"half2.bin"_s, 2'100'000)};
    QTest::newRow("empty") << QList<StagedFile>{file(u"empty.txt"_s, 0)};
    QTest::newRow("vanished") << QList<StagedFile>{
        {m_folder.filePath(u"never.txt"_s), u"never.txt"_s, {}, 5, {}}};
    QTest::newRow("folder") << QList<StagedFile>{{m_folder.path(), u"folder"_s, {}, 5, {}}};
}

void TestSessionPosting::filesThatCannotBeSentAreRefused_C088()
{
    QFETCH(QList<StagedFile>, files);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QString why;
    QCOMPARE(rig.session.send(u"look"_s, files, &why), QString());
    QVERIFY(!why.isEmpty());
    QCOMPARE(rig.model().rowCount(), 0);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Upload), 0);
}

void TestSessionPosting::acceptedUploadsAreCompletedByTheEcho_C089()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAfterDelivery(Endpoint::Upload, ScriptedReply::empty(202));
    const QString key = rig.session.send({}, {file(u"a.txt"_s)});
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.service.count(Endpoint::Upload), 1);
    QCOMPARE(rig.rowOf(key).activity.attachments.first().name, u"a.txt"_s);
}

void TestSessionPosting::failedUploadsAreNotRepeated_C090_C091_data()
{
    QTest::addColumn<ScriptedReply>("fault");
    QTest::addColumn<bool>("mentionsSize");
    QTest::newRow("C090 ServiceError") << ScriptedReply::error(500, u"ServiceError"_s) << true;
    QTest::newRow("502") << ScriptedReply::error(502, u"BotError"_s) << true;
    QTest::newRow("C091 lost on the way") << ScriptedReply::closeDuringRequest(100) << false;
    QTest::newRow("C091 lost after it") << ScriptedReply::closeAfterRequest() << false;
}

void TestSessionPosting::failedUploadsAreNotRepeated_C090_C091()
{
    QFETCH(ScriptedReply, fault);
    QFETCH(bool, mentionsSize);
    Timing timing = fastTiming();
    timing.unconfirmedAfter = 400ms;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    const QString path = u"/v3/directline/conversations/%1/upload"_s;
    rig.service.server().script("POST", path.arg(rig.session.conversationId()).toUtf8(), {fault});
    const QString key = rig.session.send({}, {file(u"a.bin"_s, 300'000)});
    QTRY_COMPARE(rig.stateOf(key), SendState::Unconfirmed);
    QCOMPARE(rig.rowOf(key).delivery.failure.contains("too large"_L1), mentionsSize);
    QTRY_VERIFY(rig.rowOf(key).delivery.canRetry);
    QCOMPARE(rig.service.count(Endpoint::Upload), 1);
}

void TestSessionPosting::servicesWithoutUploadsGoOn_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("404") << 404;
    QTest::newRow("405") << 405;
    QTest::newRow("501") << 501;
}

void TestSessionPosting::servicesWithoutUploadsGoOn()
{
    QFETCH(int, status);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAlways(Endpoint::Upload,
                           ScriptedReply::text(status, "<html>Cannot POST</html>", "text/html"));
    const QString key = rig.session.send(u"look"_s, {file(u"a.txt"_s)});
    QTRY_COMPARE(rig.stateOf(key), SendState::Failed);
    QVERIFY2(rig.rowOf(key).delivery.failure.contains("did not take the files"_L1),
             qPrintable(rig.rowOf(key).delivery.failure));
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.session.state(), State::Online);
    QCOMPARE(rig.service.count(Endpoint::Upload), 1);
    const QString text = rig.send(u"then without"_s);
    QTRY_COMPARE(rig.stateOf(text), SendState::Sent);
    // A conversation that is gone indeed is found by the next poll.
    rig.service.forgetConversations();
    QTRY_COMPARE(rig.session.state(), State::Ended);
}

void TestSessionPosting::uploadsTellTheirProgress()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QList<std::pair<qint64, qint64>> progress;
    connect(&rig.model(), &QAbstractItemModel::dataChanged, &rig.session, [&] {
        const ActivityEntry &entry = rig.row(0);
        if (entry.delivery.state == SendState::Sending && entry.delivery.bytesTotal > 0)
            progress.append({entry.delivery.bytesSent, entry.delivery.bytesTotal});
    });
    const QString key = rig.session.send({}, {file(u"a.bin"_s, 3'000'000)});
    QCOMPARE(rig.row(0).delivery.state, SendState::Sending);
    QCOMPARE(rig.row(0).delivery.sendingSince, rig.clock.nowUtc());
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QVERIFY(progress.size() > 1);
    QVERIFY(progress.first().second > 3'000'000);
    QVERIFY(std::is_sorted(progress.begin(), progress.end()));
    QCOMPARE(progress.last().first, progress.last().second);
    QVERIFY(!rig.row(0).delivery.sendingSince.isValid());
}

void TestSessionPosting::aVanishedFileFails()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post,
                     ScriptedReply::held(ScriptedReply::json(200, {{"id"_L1, "x"_L1}})));
    rig.send(u"first"_s);
    const StagedFile staged = file(u"soon gone.txt"_s);
    const QString key = rig.session.send({}, {staged});
    QTRY_COMPARE(rig.service.server().heldReplies(), 1);
    QVERIFY(QFile::remove(staged.path));
    rig.service.server().release();
    QTRY_COMPARE(rig.stateOf(key), SendState::Failed);
    QVERIFY(!rig.rowOf(key).delivery.failure.isEmpty());
    QCOMPARE(rig.service.count(Endpoint::Upload), 0);
    // Once it is there again, it can be sent.
    file(u"soon gone.txt"_s);
    rig.session.retry(key);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
}

QTEST_GUILESS_MAIN(TestSessionPosting)

#include "tst_sessionposting.moc"
