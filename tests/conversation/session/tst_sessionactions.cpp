#include "tests/conversation/sessiontest.h"
#include "tests/support/recordingobserver.h"

#include <QtCore/QTemporaryFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace botline;
using namespace botline::test;
using directline::CardAction;

namespace {

CardAction action(const QJsonObject &json)
{
    return *CardAction::fromJson(json);
}

QJsonObject button(const QString &title)
{
    return {{"type"_L1, "imBack"_L1}, {"title"_L1, title}, {"value"_L1, title}};
}

QJsonObject suggesting(const QStringList &titles, QJsonObject message, const QStringList &to = {})
{
    QJsonArray actions;
    for (const QString &title : titles)
        actions.append(button(title));
    message.insert("suggestedActions"_L1,
                   QJsonObject{{"to"_L1, QJsonArray::fromStringList(to)}, {"actions"_L1, actions}});
    return message;
}

} // namespace

// Buttons, chips, typing, the end of a conversation, and what is written down (dossier §6.5-§6.8).
class TestSessionActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void imBackIsSaidAloud_C101_data();
    void imBackIsSaidAloud_C101();
    void postBackShowsNoBubble_C102();
    void aFailedPostBackIsNotLost_C102();
    void anUnconfirmedPostBackShowsWhenTheUserIsNeeded_C102();
    void messageBackShowsItsDisplayText_C103();
    void buttonsAnswerTheirMessage();
    void otherButtonsAreRefused();
    void adaptiveSubmitSendsOneMessage_C113();
    void aButtonSaysOneThingAtATime();
    void aCardHearsWhatBecameOfItsAnswer_data();
    void aCardHearsWhatBecameOfItsAnswer();
    void aDiscardedAnswerLeavesTheCardOpen();

    void chipsComeWithTheLatestMessage_C106();
    void chipsForOthersAreHidden_C106();
    void chipsVanishAfterSending_C106();
    void oldChipsStayDead_C106();

    void typingShowsForAWhile_C109();
    void typingEndsWithTheMessage_C109();
    void oldTypingIsNotShown_C109();
    void waitingForAReply();
    void waitingEndsWithoutAnAnswer();
    void waitingEndsWhenTheMessageFails();
    void waitingBeginsWhenAnUploadIsOut();
    void endOfConversationIsSaidOnce_C110();
    void quietTypesMakeNoBubble_C111();
    void inputHintsChangeNothing_C112_data();
    void inputHintsChangeNothing_C112();

    void theTranscriptHasEverything();
    void theBotIsCalledByItsName();
    void exchangesAreReported();

private:
    QStringList chips(const SessionRig &rig) const
    {
        QStringList titles;
        const auto actions = rig.session.suggestedActions();
        for (const CardAction &chip : actions)
            titles << chip.title;
        return titles;
    }
};

void TestSessionActions::imBackIsSaidAloud_C101_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("said");
    QTest::newRow("text value") << QJsonValue("I agree"_L1) << u"I agree"_s;
    QTest::newRow("object value") << QJsonValue(QJsonObject{{"a"_L1, 1}}) << u"Yes"_s;
}

void TestSessionActions::imBackIsSaidAloud_C101()
{
    QFETCH(QJsonValue, value);
    QFETCH(QString, said);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const QString key = rig.session.perform(
        action({{"type"_L1, "imBack"_L1}, {"title"_L1, "Yes"_L1}, {"value"_L1, value}}), {});
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.texts(), QStringList(said));
    QCOMPARE(rig.service.posted().last().value("text"_L1).toString(), said);
}

void TestSessionActions::postBackShowsNoBubble_C102()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    QSignalSpy echoes(&rig.session, &ConversationSession::echoReceived);
    const QJsonObject value{{"choice"_L1, 3}};
    const QString key = rig.session.perform(
        action({{"type"_L1, "postBack"_L1}, {"title"_L1, "Pick"_L1}, {"value"_L1, value}}), {});
    QVERIFY(!key.isEmpty());
    QCOMPARE(rig.model().rowOfKey(key), -1);
    QTRY_COMPARE(echoes.count(), 1);
    QCOMPARE(echoes.first().first().toString(), key);
    QCOMPARE(rig.service.posted().last().value("value"_L1).toObject(), value);
    QCOMPARE(rig.model().rowCount(), 0);

    // After a restart it comes back as anybody's history.
    ConnectionProfile profile = rig.session.profile();
    profile.conversationId = rig.session.conversationId();
    QVERIFY(rig.goOnline(profile));
    QCOMPARE(rig.session.transcript().size(), 1);
    QCOMPARE(rig.model().rowCount(), 0);
}

void TestSessionActions::aFailedPostBackIsNotLost_C102()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s, u"No"_s));
    const QString key = rig.session.perform(
        action({{"type"_L1, "postBack"_L1}, {"title"_L1, "Book"_L1}, {"value"_L1, "b"_L1}}), {});
    QTRY_COMPARE(rig.model().rowCount(), 1);
    QCOMPARE(rig.rowOf(key).shownText(), u"Book"_s);
    QCOMPARE(rig.stateOf(key), SendState::Failed);
    QVERIFY(rig.rowOf(key).canRetry);
    rig.session.retry(key);
    QTRY_COMPARE(rig.model().rowCount(), 0); // it is hidden again, as it should be
    QCOMPARE(rig.service.count(Endpoint::Post), 2);
}

void TestSessionActions::anUnconfirmedPostBackShowsWhenTheUserIsNeeded_C102()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(502, u"BotError"_s));
    QElapsedTimer looking;
    looking.start();
    const QString key = rig.session.perform(
        action({{"type"_L1, "postBack"_L1}, {"title"_L1, "Book"_L1}, {"value"_L1, "b"_L1}}), {});
    QVERIFY(until([&] { return rig.model().rowCount() == 1; }));
    QVERIFY(looking.elapsed() >= 190); // not while its echo may still come
    QCOMPARE(rig.stateOf(key), SendState::Unconfirmed);
    QVERIFY(rig.rowOf(key).canRetry);
    rig.service.append(rig.service.posted().first());
    QTRY_COMPARE(rig.model().rowCount(), 0);
}

void TestSessionActions::messageBackShowsItsDisplayText_C103()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const QString key = rig.session.perform(action({{"type"_L1, "messageBack"_L1},
                                                    {"text"_L1, "internal"_L1},
                                                    {"displayText"_L1, "Book it"_L1},
                                                    {"value"_L1, QJsonObject{{"id"_L1, 9}}}}),
                                            {});
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.texts(), QStringList(u"Book it"_s));
    const QJsonObject sent = rig.service.posted().last();
    QCOMPARE(sent.value("text"_L1).toString(), u"internal"_s);
    QCOMPARE(sent["value"_L1]["id"_L1].toInt(), 9);
    QVERIFY(!sent["channelData"_L1]["clientActivityID"_L1].toString().isEmpty());

    // One that says nothing but what it shows is still a message.
    const QString bare = rig.session.perform(
        action({{"type"_L1, "messageBack"_L1}, {"displayText"_L1, "Hm"_L1}}), {});
    QTRY_COMPARE(rig.stateOf(bare), SendState::Sent);
}

void TestSessionActions::buttonsAnswerTheirMessage()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const QString id = rig.service.append(botMessage(u"Choose"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    rig.session.perform(action(button(u"A"_s)), rig.row(0).key);
    rig.session.perform(action(button(u"B"_s)), {});
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 2);
    QCOMPARE(rig.service.posted().at(0).value("replyToId"_L1).toString(), id);
    QVERIFY(!rig.service.posted().at(1).contains("replyToId"_L1));
}

void TestSessionActions::otherButtonsAreRefused()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QString why;
    QCOMPARE(rig.session.perform(action({{"type"_L1, "openUrl"_L1}, {"value"_L1, "https://x"_L1}}),
                                 {}, &why),
             QString());
    QVERIFY(!why.isEmpty());
    QCOMPARE(rig.session.perform(action({{"type"_L1, "imBack"_L1}}), {}, &why), QString());
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 0);
}

void TestSessionActions::adaptiveSubmitSendsOneMessage_C113()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const QString id = rig.service.append(botMessage(u"A form"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    rig.session.submit(QJsonObject{{"action"_L1, "order"_L1}, {"size"_L1, "S"_L1}},
                       {{"size"_L1, "XL"_L1}, {"count"_L1, 2}}, rig.row(0).key, 0);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    const QJsonObject sent = rig.service.posted().last();
    QCOMPARE(sent.value("value"_L1).toObject(),
             QJsonObject({{"action"_L1, "order"_L1}, {"size"_L1, "XL"_L1}, {"count"_L1, 2}}));
    QCOMPARE(sent["channelData"_L1]["postBack"_L1].toBool(), true);
    QCOMPARE(sent.value("replyToId"_L1).toString(), id);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.model().rowCount(), 1);
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
}

void TestSessionActions::aButtonSaysOneThingAtATime()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(botMessage(u"Choose"_s));
    rig.service.append(botMessage(u"Or choose this"_s));
    QTRY_COMPARE(rig.model().rowCount(), 2);
    rig.service.fail(Endpoint::Post, ScriptedReply::held(ScriptedReply::json(200, {})));
    const QString key = rig.session.perform(action(button(u"A"_s)), rig.row(0).key);
    QCOMPARE(rig.session.perform(action(button(u"A"_s)), rig.row(0).key), key);
    // Another button, and the same one of another message, are something else.
    const QString other = rig.session.perform(action(button(u"B"_s)), rig.row(0).key);
    const QString elsewhere = rig.session.perform(action(button(u"A"_s)), rig.row(1).key);
    QVERIFY(other != key && elsewhere != key && other != elsewhere);
    rig.service.server().release();
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 3);
    QTRY_COMPARE(rig.stateOf(elsewhere), SendState::Sent);
    // Said and done: it may be said again.
    QVERIFY(rig.session.perform(action(button(u"A"_s)), rig.row(1).key) != elsewhere);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 4);
}

void TestSessionActions::aCardHearsWhatBecameOfItsAnswer_data()
{
    using Submission = CardStates::Submission;
    QTest::addColumn<int>("status"); // of the post
    QTest::addColumn<Submission>("submission");
    QTest::newRow("accepted") << 200 << Submission::Sent;
    QTest::newRow("refused") << 400 << Submission::None;
    QTest::newRow("nobody knows") << 502 << Submission::Unconfirmed;
}

void TestSessionActions::aCardHearsWhatBecameOfItsAnswer()
{
    using Submission = CardStates::Submission;
    QFETCH(const int, status);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(botMessage(u"A form"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    const QString source = rig.row(0).key;
    CardStates &cards = rig.session.cardStates();
    if (status != 200)
        rig.service.fail(Endpoint::Post, ScriptedReply::error(status, u"Trouble"_s));
    const QString key = rig.session.submit(QJsonObject{{"a"_L1, 1}}, {}, source, 2);
    QCOMPARE(cards.state(source, 2).submission, Submission::Sending);
    QCOMPARE(cards.state(source, 0).submission, Submission::None); // another card of the row
    QCOMPARE(rig.session.submit(QJsonObject{{"a"_L1, 2}}, {}, source, 2), key);
    QTRY_VERIFY(cards.state(source, 2).submission != Submission::Sending);
    QTEST(cards.state(source, 2).submission, "submission");
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
    if (status == 200)
        return;
    rig.session.retry(key);
    QTRY_COMPARE(cards.state(source, 2).submission, Submission::Sent);
}

void TestSessionActions::aDiscardedAnswerLeavesTheCardOpen()
{
    using Submission = CardStates::Submission;
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(botMessage(u"A form"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    const QString source = rig.row(0).key;
    rig.service.fail(Endpoint::Post, ScriptedReply::error(502, u"BotError"_s));
    const QString key = rig.session.submit(QJsonObject{{"a"_L1, 1}}, {}, source, 0);
    CardStates &cards = rig.session.cardStates();
    QTRY_COMPARE(cards.state(source, 0).submission, Submission::Unconfirmed);
    rig.session.discard(key);
    QCOMPARE(cards.state(source, 0).submission, Submission::None);
}

// ---- Chips

void TestSessionActions::chipsComeWithTheLatestMessage_C106()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QSignalSpy changed(&rig.session, &ConversationSession::suggestedActionsChanged);
    rig.service.append(suggesting({u"Yes"_s, u"No"_s}, botMessage(u"Sure?"_s)));
    QTRY_COMPARE(chips(rig), QStringList({u"Yes"_s, u"No"_s}));
    QCOMPARE(changed.count(), 1);
    rig.service.append(activityOfType(u"event"_s)); // says nothing
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(chips(rig).size(), 2);
    rig.service.append(suggesting({u"Maybe"_s}, botMessage(u"Or?"_s)));
    QTRY_COMPARE(chips(rig), QStringList(u"Maybe"_s));
    rig.service.append(botMessage(u"Never mind"_s)); // a newer message without any
    QTRY_COMPARE(chips(rig), QStringList());
}

void TestSessionActions::chipsForOthersAreHidden_C106()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(suggesting({u"Yes"_s}, botMessage(u"Sure?"_s), {u"somebody-else"_s}));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    QCOMPARE(chips(rig), QStringList());
    rig.service.append(suggesting({u"Yes"_s}, botMessage(u"And you?"_s), {u"x"_s, u"user-1"_s}));
    QTRY_COMPARE(chips(rig), QStringList(u"Yes"_s));
}

void TestSessionActions::chipsVanishAfterSending_C106()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(suggesting({u"Yes"_s}, botMessage(u"Sure?"_s)));
    QTRY_COMPARE(chips(rig).size(), 1);
    const QString key = rig.session.perform(rig.session.suggestedActions().first(), {});
    QCOMPARE(chips(rig), QStringList());
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.rowOf(key).shownText(), u"Yes"_s); // the choice stays readable
    QCOMPARE(chips(rig), QStringList());
}

void TestSessionActions::oldChipsStayDead_C106()
{
    SessionRig rig;
    rig.service.append(suggesting({u"Yes"_s}, botMessage(u"Sure?"_s)));
    rig.service.append(userMessage(u"Yes"_s));
    const QString id = rig.service.conversationId();
    QVERIFY(rig.goOnline(rig.tokenProfile(rig.service.issueToken(id))));
    QCOMPARE(rig.model().rowCount(), 2);
    QCOMPARE(chips(rig), QStringList());
    // Those of the very last message live again.
    rig.service.append(suggesting({u"More"_s}, botMessage(u"Thanks"_s)));
    QVERIFY(rig.goOnline(rig.tokenProfile(rig.service.issueToken(id))));
    QCOMPARE(chips(rig), QStringList(u"More"_s));
    rig.session.close();
    QCOMPARE(chips(rig), QStringList());
}

// ---- Typing and waiting

void TestSessionActions::typingShowsForAWhile_C109()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QSignalSpy typing(&rig.session, &ConversationSession::botTypingChanged);
    rig.service.append(activityOfType(u"typing"_s));
    QVERIFY(until([&] { return typing.count() == 1; }));
    QElapsedTimer shown;
    shown.start();
    QCOMPARE(typing.first().first().toBool(), true);
    QVERIFY(rig.session.botIsTyping());
    QVERIFY(until([&] { return typing.count() == 2; }));
    QCOMPARE(typing.last().first().toBool(), false);
    QVERIFY2(shown.elapsed() >= 50, qPrintable(QString::number(shown.elapsed())));
    QCOMPARE(rig.model().rowCount(), 0);
}

void TestSessionActions::typingEndsWithTheMessage_C109()
{
    Timing timing = fastTiming();
    timing.typingShown = 60s;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    rig.service.append(activityOfType(u"typing"_s));
    QTRY_VERIFY(rig.session.botIsTyping());
    rig.service.append(botMessage(u"done"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    QVERIFY(!rig.session.botIsTyping());
}

void TestSessionActions::oldTypingIsNotShown_C109()
{
    SessionRig rig;
    rig.service.append(botMessage(u"before"_s));
    rig.service.append(activityOfType(u"typing"_s));
    const QByteArray token = rig.service.issueToken(rig.service.conversationId());
    ConnectionProfile profile = rig.tokenProfile(token);
    profile.conversationId = rig.service.conversationId();
    QSignalSpy typing(&rig.session, &ConversationSession::botTypingChanged);
    QVERIFY(rig.goOnline(profile));
    QCOMPARE(typing.count(), 0);
}

void TestSessionActions::waitingForAReply()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QSignalSpy waiting(&rig.session, &ConversationSession::waitingForReplyChanged);
    const QString key = rig.send(u"hello"_s);
    QTRY_VERIFY(rig.session.waitingForReply());
    QCOMPARE(rig.session.waitingSince(), rig.clock.nowUtc());
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QVERIFY(rig.session.waitingForReply()); // our own echo is no answer
    rig.service.append(botMessage(u"hi"_s));
    QTRY_VERIFY(!rig.session.waitingForReply());
    QCOMPARE(waiting.count(), 2);
    QVERIFY(!rig.session.waitingSince().isValid());
}

void TestSessionActions::waitingEndsWithoutAnAnswer()
{
    Timing timing = fastTiming();
    timing.replyAwaited = 100ms;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    QSignalSpy waiting(&rig.session, &ConversationSession::waitingForReplyChanged);
    rig.send(u"hello"_s);
    QTRY_COMPARE(waiting, QList<QVariantList>({{true}, {false}}));
}

void TestSessionActions::waitingEndsWhenTheMessageFails()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s));
    QSignalSpy waiting(&rig.session, &ConversationSession::waitingForReplyChanged);
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Failed);
    QCOMPARE(waiting, QList<QVariantList>({{true}, {false}}));
}

// Nobody reads a file before it is there, so nobody is late with an answer to it.
void TestSessionActions::waitingBeginsWhenAnUploadIsOut()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(QByteArray(3'000'000, 'x'));
    file.flush();
    StagedFile staged;
    staged.path = file.fileName();
    staged.name = u"a.bin"_s;
    staged.contentType = u"application/octet-stream"_s;
    staged.size = file.size();

    QString key;
    qint64 left = -1;
    connect(&rig.session, &ConversationSession::waitingForReplyChanged, this, [&](bool waiting) {
        if (waiting)
            left = rig.rowOf(key).bytesTotal - rig.rowOf(key).bytesSent;
    });
    key = rig.session.send({}, {staged});
    QVERIFY(!rig.session.waitingForReply());
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QVERIFY2(left >= 0 && left < 100'000,
             qPrintable(QString::number(left))); // the last piece is counted late
}

void TestSessionActions::endOfConversationIsSaidOnce_C110()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.setWatermarkStyle(ScriptedDirectLine::WatermarkStyle::Null); // replays all the time
    QSignalSpy ended(&rig.session, &ConversationSession::conversationEndedByBot);
    rig.service.append(withMember(activityOfType(u"endOfConversation"_s), u"text"_s, u"Bye"_s));
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(ended.first().first().toString(), u"Bye"_s);
    QCOMPARE(rig.row(0).side, Side::System);
    rig.service.append(botMessage(u"one more thing"_s));
    QTRY_COMPARE(rig.model().rowCount(), 2);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(ended.count(), 1);
    QCOMPARE(rig.model().rowCount(), 2);
    QCOMPARE(rig.session.state(), State::Online);
    const QString key = rig.send(u"still here"_s); // the service allows it
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
}

void TestSessionActions::quietTypesMakeNoBubble_C111()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(activityOfType(u"trace"_s));
    rig.service.append(activityOfType(u"event"_s));
    rig.service.append(activityOfType(u"conversationUpdate"_s));
    rig.service.append(botMessage(u"seen"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    QCOMPARE(rig.texts(), QStringList(u"seen"_s));
    QCOMPARE(rig.session.transcript().size(), 4);
}

void TestSessionActions::inputHintsChangeNothing_C112_data()
{
    QTest::addColumn<QString>("hint");
    for (const char *hint : {"acceptingInput", "expectingInput", "ignoringInput", "accepting",
                             "expecting", "ignoring", "somethingElse"})
        QTest::newRow(hint) << QString::fromLatin1(hint);
}

void TestSessionActions::inputHintsChangeNothing_C112()
{
    QFETCH(QString, hint);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(withMember(botMessage(u"hm"_s), u"inputHint"_s, hint));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
}

// ---- What is written down

void TestSessionActions::theTranscriptHasEverything()
{
    SessionRig rig;
    rig.service.setBot([&rig](const QJsonObject &) {
        rig.service.append(activityOfType(u"typing"_s));
        QJsonObject answer = botMessage(u"answer"_s);
        answer.insert("from"_L1, QJsonObject{{"id"_L1, "bot-1"_L1}});
        answer.insert("unknownMember"_L1, 42);
        rig.service.append(answer);
    });
    ConnectionProfile profile = rig.tokenProfile();
    profile.userName = u"Ada"_s;
    QVERIFY(rig.goOnline(profile));
    rig.send(u"hello"_s);
    rig.session.perform(action({{"type"_L1, "postBack"_L1}, {"value"_L1, "hidden"_L1}}), {});
    QCOMPARE(rig.session.transcript().size(), 2); // accepted for sending
    QTRY_COMPARE(rig.session.transcript().size(), 6);
    QVERIFY(rig.pollsGoOn());

    const QJsonArray transcript = rig.session.transcript();
    QCOMPARE(transcript.size(), 6);
    QStringList said;
    for (const QJsonValue &activity : transcript) {
        said << activity["from"_L1]["role"_L1].toString() + u": "_s + activity["type"_L1].toString()
                + u' ' + activity["text"_L1].toString();
        const bool own = activity["from"_L1]["role"_L1].toString() == "user"_L1;
        const auto &user = own ? activity["from"_L1] : activity["recipient"_L1];
        const auto &bot = own ? activity["recipient"_L1] : activity["from"_L1];
        QCOMPARE(user["id"_L1].toString(), u"user-1"_s);
        QCOMPARE(user["name"_L1].toString(), u"Ada"_s);
        QCOMPARE(user["role"_L1].toString(), u"user"_s);
        QCOMPARE(bot["id"_L1].toString(), u"bot-1"_s);
        QCOMPARE(bot["role"_L1].toString(), u"bot"_s);
        QVERIFY(!activity["id"_L1].toString().isEmpty());
        QVERIFY(!activity["timestamp"_L1].toString().isEmpty());
    }
    QCOMPARE(said,
             QStringList({u"user: message hello"_s, u"user: message hidden"_s, u"bot: typing "_s,
                          u"bot: message answer"_s, u"bot: typing "_s, u"bot: message answer"_s}));
    QCOMPARE(transcript.at(3)["unknownMember"_L1].toInt(), 42);
}

void TestSessionActions::theBotIsCalledByItsName()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QSignalSpy names(&rig.session, &ConversationSession::botNameChanged);
    QCOMPARE(rig.session.botName(), QString());
    rig.service.append(botMessage(u"a"_s));
    QTRY_COMPARE(names.count(), 1);
    QCOMPARE(rig.session.botName(), u"Bot"_s);
    QCOMPARE(rig.row(0).senderName, u"Bot"_s);
    rig.service.append(botMessage(u"b"_s));
    QTRY_COMPARE(rig.model().rowCount(), 2);
    QCOMPARE(names.count(), 1);
}

void TestSessionActions::exchangesAreReported()
{
    RecordingObserver observer; // outlives the session
    SessionRig rig;
    rig.session.setExchangeObserver(&observer);
    QVERIFY(rig.goOnline(rig.secretProfile()));
    QVERIFY(observer.finished.size() >= 3);
    QCOMPARE(observer.finished.at(0).operation, directline::Exchange::Operation::GenerateToken);
    QCOMPARE(observer.finished.at(1).operation, directline::Exchange::Operation::StartConversation);
}

QTEST_GUILESS_MAIN(TestSessionActions)

#include "tst_sessionactions.moc"
