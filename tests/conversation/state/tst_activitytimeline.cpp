#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/conversation/sending/outgoingactivity.h"
#include "app/conversation/state/activitytimeline.h"
#include "tests/support/builders.h"
#include "tests/support/manualclock.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Activity;

namespace {

// What one set brought.
struct Received
{
    QList<ActivityTimeline::Item> items;
    int rows = 0;
};

// Seconds after 09:15:00, as the service would write it.
QJsonObject at(double second, const QJsonObject &activity)
{
    const QDateTime time
        = QDateTime({2026, 3, 4}, {9, 15}, Qt::UTC).addMSecs(qint64(second * 1000));
    return withMember(activity, u"timestamp"_s, time.toString(Qt::ISODateWithMs));
}

QJsonObject answering(const QString &id, const QJsonObject &activity)
{
    return withMember(activity, u"replyToId"_s, id);
}

} // namespace

class TestActivityTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void oneInsertPerSet();
    void overlappingSetsShowEachOnce_C056();
    void bothWithoutIdAppear_C057();
    void aReusedIdAppears_C058();
    void aReplayWithAnotherUrlIsDropped_C059();
    void foreignConversationsAreDropped_C062();

    void theServicesTimeDecides();
    void everyFormOfTimeIsUnderstood_C061();
    void anAnswerIsNeverAboveItsQuestion();
    void aQuestionThatComesLateGoesAboveItsAnswer();
    void theQuestionStandsAboveItsAnswer_C060_data();
    void theQuestionStandsAboveItsAnswer_C060();
    void unsentMessagesStayAtTheEnd();
    void anEchoMovesItsMessageAsLittleAsPossible();
    void randomOrderEndsInTheServicesOrder();

    void theEchoBecomesNoSecondBubble_C067();
    void theEchoMayComeBeforeTheAnswer_C068();
    void withoutAnIdTheClientIdMatches_C069();
    void aCopyingBotIsNoEcho_C070();
    void aCopyingBotWithoutRoleIsNoEcho_C070();
    void aKnownBotIsNeverAnEcho_C070();
    void theTypedTextStays();
    void aRewrittenUserIdIsRecognised();
    void aRetryThatArrivesTwiceIsOneBubble();
    void anEchoAfterACounterResetIsFound_C058();

    void ownMessagesFromElsewhereAreOwn();
    void sendersHaveNames();
    void postBacksStayHidden_C102();
    void aBotsCopyOfPostBackIsShown();
    void messageBackShowsItsDisplayText_C103();
    void quietTypesMakeNoRow_C111_data();
    void quietTypesMakeNoRow_C111();
    void endOfConversationIsASystemLine_C110();
    void unknownTypesMakeNoRow_C097();
    void updateReplacesAndDeleteEmpties();
    void updateOfAnUnknownIdIsShown();
    void expiredMessagesAreNotShown();
    void suggestionsOnlyForUs();
    void aLivestreamIsOneBubble();
    void anEmptyMessageMakesNoBubble();
    void theFactsOfAMessageAreThoseOfItsEntry();

    void aFailedHiddenMessageShowsItself();
    void aVanishingRowDisplacesNothing();
    void aNewConversationForgetsIds();

private:
    // What stands in the model, for example "bot a|own b".
    QString rows() const;
    Received receive(const QJsonArray &activities);
    QString send(const QString &text);
    QJsonObject echoOf(const QString &key, const QString &id) const;
    void setState(const QString &key, SendState state);

    ManualClock m_clock;
    std::unique_ptr<ActivityModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<ActivityTimeline> m_timeline;
    QHash<QString, QString> m_clientIds;
};

void TestActivityTimeline::init()
{
    m_model = std::make_unique<ActivityModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    m_timeline = std::make_unique<ActivityTimeline>(*m_model, m_clock);
    m_timeline->setUserId(u"user-1"_s);
    m_timeline->beginConversation(u"c1"_s, {});
    m_clientIds.clear();
}

void TestActivityTimeline::cleanup()
{
    m_timeline.reset();
    m_tester.reset();
    m_model.reset();
}

QString TestActivityTimeline::rows() const
{
    QStringList rows;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const ActivityEntry &entry = m_model->at(row);
        const QHash<Side, QString> names = {{Side::Own, u"own "_s},
                                            {Side::Bot, u"bot "_s},
                                            {Side::Other, u"other "_s},
                                            {Side::System, u"system "_s}};
        rows << names.value(entry.side) + entry.shownText();
    }
    return rows.join(u'|');
}

Received TestActivityTimeline::receive(const QJsonArray &activities)
{
    QList<Activity> read;
    for (const QJsonValue &activity : activities)
        read.append(*Activity::fromJson(activity));
    Received received;
    received.rows = m_timeline->receive(
        read, [&](const ActivityTimeline::Item &item) { received.items.append(item); });
    return received;
}

QString TestActivityTimeline::send(const QString &text)
{
    const QString key = m_timeline->newKey();
    const QString clientId = u"client-"_s + key;
    m_clientIds.insert(key, clientId);
    m_timeline->addOwn(
        key, outgoing::message({u"user-1"_s, {}, {}, m_clock.nowUtc()}, text, clientId), {});
    return key;
}

QJsonObject TestActivityTimeline::echoOf(const QString &key, const QString &id) const
{
    const QString text = m_model->at(m_model->rowOfKey(key)).activity.text;
    return withClientActivityId(userMessage(text, id), m_clientIds.value(key));
}

void TestActivityTimeline::setState(const QString &key, SendState state)
{
    Delivery delivery;
    delivery.state = state;
    m_timeline->setDelivery(key, delivery, u"Pressed"_s);
}

// ---- Sets

void TestActivityTimeline::oneInsertPerSet()
{
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    const auto received = receive({botMessage(u"a"_s, u"1"_s), activityOfType(u"event"_s, u"2"_s),
                                   botMessage(u"b"_s, u"3"_s), userMessage(u"c"_s, u"4"_s)});
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(received.rows, 3);
    QCOMPARE(received.items.size(), 4);
    QCOMPARE(rows(), u"bot a|bot b|own c"_s);
}

void TestActivityTimeline::overlappingSetsShowEachOnce_C056()
{
    const QJsonObject a = at(1, botMessage(u"a"_s, u"1"_s));
    const QJsonObject b = at(2, botMessage(u"b"_s, u"2"_s));
    const QJsonObject c = at(3, botMessage(u"c"_s, u"3"_s));
    receive({a, b});
    const auto second = receive({b, c});
    QCOMPARE(second.rows, 1);
    QCOMPARE(second.items.size(), 1);
    QCOMPARE(rows(), u"bot a|bot b|bot c"_s);
    QVERIFY(receive({a, b, c}).items.isEmpty());
}

void TestActivityTimeline::bothWithoutIdAppear_C057()
{
    receive({botMessage(u"a"_s), botMessage(u"b"_s)});
    QCOMPARE(rows(), u"bot a|bot b"_s);
    QVERIFY(m_model->at(0).key != m_model->at(1).key);
}

void TestActivityTimeline::aReusedIdAppears_C058()
{
    receive({at(1, botMessage(u"old"_s, u"1"_s))});
    receive({at(90, botMessage(u"fresh"_s, u"1"_s))});
    QCOMPARE(rows(), u"bot old|bot fresh"_s);
}

void TestActivityTimeline::aReplayWithAnotherUrlIsDropped_C059()
{
    const auto picture = [](const QString &url) {
        return at(1,
                  withMember(botMessage(u"see"_s, u"1"_s), u"attachments"_s,
                             QJsonArray{QJsonObject{{"contentType"_L1, "image/png"_L1},
                                                    {"contentUrl"_L1, url}}}));
    };
    receive({picture(u"https://a.example/1"_s)});
    QVERIFY(receive({picture(u"https://b.example/2"_s)}).items.isEmpty());
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->at(0).activity.attachments.first().contentUrl, u"https://a.example/1"_s);
}

void TestActivityTimeline::foreignConversationsAreDropped_C062()
{
    const QJsonObject foreign{{"id"_L1, "c2"_L1}};
    const QJsonObject ours{{"id"_L1, "c1"_L1}};
    receive({withMember(botMessage(u"foreign"_s, u"1"_s), u"conversation"_s, foreign),
             withMember(botMessage(u"ours"_s, u"2"_s), u"conversation"_s, ours)});
    QCOMPARE(rows(), u"bot ours"_s);
}

// ---- Order

void TestActivityTimeline::theServicesTimeDecides()
{
    receive({at(1, botMessage(u"a"_s, u"1"_s)), at(3, botMessage(u"c"_s, u"3"_s))});
    receive({at(2, botMessage(u"b"_s, u"2"_s))});
    QCOMPARE(rows(), u"bot a|bot b|bot c"_s);
    // Within one set as well, and ties keep the order of arrival.
    receive({at(5, botMessage(u"e"_s, u"5"_s)), at(4, botMessage(u"d"_s, u"4"_s)),
             at(5, botMessage(u"f"_s, u"6"_s))});
    QCOMPARE(rows(), u"bot a|bot b|bot c|bot d|bot e|bot f"_s);
}

void TestActivityTimeline::everyFormOfTimeIsUnderstood_C061()
{
    const auto stamped = [](const QString &text, const QString &time) {
        return withMember(botMessage(text, text), u"timestamp"_s, time);
    };
    receive({stamped(u"c"_s, u"2026-03-04T09:15:27.3182119Z"_s),
             stamped(u"a"_s, u"2026-03-04T09:15:25.1+00:00"_s),
             stamped(u"b"_s, u"2026-03-04T09:15:26.5"_s),
             stamped(u"d"_s, u"0001-01-01T00:00:00"_s)});
    QCOMPARE(rows(), u"bot a|bot b|bot c|bot d"_s);
    QVERIFY(m_model->at(2).timeIsServers);
    QVERIFY(!m_model->at(3).timeIsServers); // that is no time: it stands where it arrived
    QCOMPARE(m_model->at(3).time, m_clock.nowUtc());
}

void TestActivityTimeline::anAnswerIsNeverAboveItsQuestion()
{
    receive({at(5, userMessage(u"question"_s, u"1"_s))});
    receive({at(4, answering(u"1"_s, botMessage(u"answer"_s, u"2"_s)))});
    QCOMPARE(rows(), u"own question|bot answer"_s);
    // The same when both come in one set.
    receive({at(9, userMessage(u"more"_s, u"3"_s)),
             at(8, answering(u"3"_s, botMessage(u"again"_s, u"4"_s)))});
    QCOMPARE(rows(), u"own question|bot answer|own more|bot again"_s);
}

void TestActivityTimeline::aQuestionThatComesLateGoesAboveItsAnswer()
{
    receive({at(4, answering(u"1"_s, botMessage(u"answer"_s, u"2"_s)))});
    receive({at(5, userMessage(u"question"_s, u"1"_s))});
    QCOMPARE(rows(), u"own question|bot answer"_s);
}

void TestActivityTimeline::theQuestionStandsAboveItsAnswer_C060_data()
{
    QTest::addColumn<double>("echoTime");
    QTest::addColumn<bool>("replyToId");
    QTest::addColumn<bool>("sameSet");
    for (const bool sameSet : {false, true}) {
        const char *suffix = sameSet ? " in one set" : "";
        QTest::addRow("dated earlier%s", suffix) << 1.0 << false << sameSet;
        QTest::addRow("dated earlier, linked%s", suffix) << 1.0 << true << sameSet;
        QTest::addRow("dated later, but linked%s", suffix) << 3.0 << true << sameSet;
    }
}

void TestActivityTimeline::theQuestionStandsAboveItsAnswer_C060()
{
    QFETCH(double, echoTime);
    QFETCH(bool, replyToId);
    QFETCH(bool, sameSet);
    receive({at(0, botMessage(u"hello"_s, u"1"_s))});
    const QString key = send(u"question"_s);
    setState(key, SendState::Sending);

    QJsonObject answer = at(2, botMessage(u"answer"_s, u"3"_s));
    if (replyToId)
        answer = answering(u"2"_s, answer);
    const QJsonObject echo = at(echoTime, echoOf(key, u"2"_s));
    if (sameSet) {
        receive({answer, echo});
    } else {
        receive({answer});
        QCOMPARE(rows(), u"bot hello|own question|bot answer"_s);
        receive({echo});
    }
    QCOMPARE(rows(), u"bot hello|own question|bot answer"_s);
    QCOMPARE(m_model->at(1).delivery.state, SendState::Sent);
}

void TestActivityTimeline::unsentMessagesStayAtTheEnd()
{
    const QString first = send(u"first"_s);
    send(u"second"_s);
    setState(first, SendState::Sending);
    receive({at(1, botMessage(u"a"_s, u"1"_s)), at(2, botMessage(u"b"_s, u"2"_s))});
    QCOMPARE(rows(), u"own first|bot a|bot b|own second"_s);
}

void TestActivityTimeline::anEchoMovesItsMessageAsLittleAsPossible()
{
    const QString key = send(u"mine"_s);
    setState(key, SendState::Sending);
    receive({at(1, botMessage(u"a"_s, u"1"_s)), at(2, botMessage(u"b"_s, u"2"_s)),
             at(4, botMessage(u"d"_s, u"4"_s))});
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
    receive({at(3, echoOf(key, u"3"_s))});
    QCOMPARE(rows(), u"bot a|bot b|own mine|bot d"_s);
    QCOMPARE(moved.count(), 1);
}

// The rows that were received always end in the service's order, whatever the order of arrival.
void TestActivityTimeline::randomOrderEndsInTheServicesOrder()
{
    QRandomGenerator random(4711);
    QList<int> seconds(60);
    std::iota(seconds.begin(), seconds.end(), 0);
    std::shuffle(seconds.begin(), seconds.end(), random);
    while (!seconds.isEmpty()) {
        QJsonArray set;
        for (int i = 0; i <= int(random.bounded(6)) && !seconds.isEmpty(); ++i) {
            const int second = seconds.takeLast();
            set.append(at(second, botMessage(QString::number(second), u"id-%1"_s.arg(second))));
        }
        receive(set);
    }
    QCOMPARE(m_model->rowCount(), 60);
    for (int row = 0; row < 60; ++row)
        QCOMPARE(m_model->at(row).shownText(), QString::number(row));
}

// ---- Echoes

void TestActivityTimeline::theEchoBecomesNoSecondBubble_C067()
{
    const QString key = send(u"hello"_s);
    m_timeline->setAccepted(key, u"c|0000003"_s);
    // A service that strips channelData leaves only the id.
    const auto received = receive({at(7, userMessage(u"hello"_s, u"c|0000003"_s))});
    QCOMPARE(rows(), u"own hello"_s);
    QCOMPARE(received.items.first().echoOf, key);
    const ActivityEntry entry = m_model->entry(0);
    QCOMPARE(entry.delivery.state, SendState::Sent);
    QCOMPARE(entry.activity.id, u"c|0000003"_s);
    QVERIFY(entry.timeIsServers);
}

void TestActivityTimeline::theEchoMayComeBeforeTheAnswer_C068()
{
    const QString key = send(u"hello"_s);
    setState(key, SendState::Sending);
    receive({at(1, echoOf(key, u"3"_s))});
    m_timeline->setAccepted(key, u"3"_s);
    QVERIFY(receive({at(1, echoOf(key, u"3"_s))}).items.isEmpty());
    QCOMPARE(rows(), u"own hello"_s);
    QCOMPARE(m_model->at(0).extraEchoes, 0);
}

void TestActivityTimeline::withoutAnIdTheClientIdMatches_C069()
{
    const QString key = send(u"hello"_s);
    m_timeline->setAccepted(key, {});
    receive({at(1, echoOf(key, u"9"_s))});
    QCOMPARE(rows(), u"own hello"_s);
    QCOMPARE(m_model->at(0).activity.id, u"9"_s);
}

void TestActivityTimeline::aCopyingBotIsNoEcho_C070()
{
    const QString key = send(u"hello"_s);
    receive(
        {withClientActivityId(botMessage(u"you said hello"_s, u"2"_s), m_clientIds.value(key))});
    QCOMPARE(m_model->at(m_model->rowOfKey(key)).delivery.state, SendState::Queued);
    receive({echoOf(key, u"1"_s)});
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->at(m_model->rowOfKey(key)).delivery.state, SendState::Sent);
}

void TestActivityTimeline::aCopyingBotWithoutRoleIsNoEcho_C070()
{
    const QString key = send(u"hello"_s);
    m_timeline->setAccepted(key, u"1"_s);
    QJsonObject copy
        = withClientActivityId(botMessage(u"you said hello"_s, u"2"_s), m_clientIds.value(key));
    copy.insert("from"_L1, QJsonObject{{"id"_L1, "nameless"_L1}});
    receive({answering(u"1"_s, copy)});
    QCOMPARE(rows(), u"own hello|bot you said hello"_s);
    QCOMPARE(m_model->at(0).delivery.state, SendState::Queued);
    receive({echoOf(key, u"1"_s)});
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->at(m_model->rowOfKey(key)).delivery.state, SendState::Sent);
}

void TestActivityTimeline::aKnownBotIsNeverAnEcho_C070()
{
    receive({botMessage(u"hi"_s, u"1"_s)});
    const QString key = send(u"hello"_s);
    QJsonObject copy = withClientActivityId(botMessage(u"copy"_s, u"2"_s), m_clientIds.value(key));
    copy.insert("from"_L1, QJsonObject{{"id"_L1, "bot-1"_L1}}); // without a role this time
    receive({copy});
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->at(m_model->rowOfKey(key)).delivery.state, SendState::Queued);
}

void TestActivityTimeline::theTypedTextStays()
{
    const QString key = send(u"12. *x*"_s);
    QJsonObject echo = echoOf(key, u"1"_s);
    echo.insert("text"_L1, "12\\. \\*x\\*"_L1);
    echo.insert("attachments"_L1, QJsonArray{QJsonObject{{"contentType"_L1, "image/png"_L1}}});
    receive({echo});
    QCOMPARE(m_model->at(0).shownText(), u"12. *x*"_s);
    QCOMPARE(m_model->at(0).activity.attachments.size(), 1);
}

void TestActivityTimeline::aRewrittenUserIdIsRecognised()
{
    const QString key = send(u"hello"_s);
    QJsonObject echo = echoOf(key, u"1"_s);
    echo.insert("from"_L1, QJsonObject{{"id"_L1, "dl_rewritten"_L1}});
    receive({echo});
    QCOMPARE(rows(), u"own hello"_s);
    receive({userMessage(u"from another window"_s, u"2"_s, u"dl_rewritten"_s)});
    QCOMPARE(rows(), u"own hello|own from another window"_s);
}

void TestActivityTimeline::aRetryThatArrivesTwiceIsOneBubble()
{
    const QString key = send(u"hello"_s);
    receive({at(1, echoOf(key, u"1"_s))});
    const auto again = receive({at(5, echoOf(key, u"2"_s))});
    QCOMPARE(rows(), u"own hello"_s);
    QVERIFY(again.items.first().echoAgain);
    QCOMPARE(m_model->at(0).extraEchoes, 1);
    QCOMPARE(m_model->at(0).activity.id, u"1"_s);
    QVERIFY(receive({at(5, echoOf(key, u"2"_s))}).items.isEmpty());
    QCOMPARE(m_model->at(0).extraEchoes, 1);
}

void TestActivityTimeline::anEchoAfterACounterResetIsFound_C058()
{
    receive({at(1, botMessage(u"old"_s, u"1"_s))});
    const QString key = send(u"hello"_s);
    receive({at(90, echoOf(key, u"1"_s))});
    QCOMPARE(rows(), u"bot old|own hello"_s);
    QCOMPARE(m_model->at(1).delivery.state, SendState::Sent);
    QVERIFY(receive({at(90, echoOf(key, u"1"_s)), at(1, botMessage(u"old"_s, u"1"_s))})
                .items.isEmpty());
}

// ---- Whose it is, and what is shown

void TestActivityTimeline::ownMessagesFromElsewhereAreOwn()
{
    receive({userMessage(u"from my phone"_s, u"1"_s), userMessage(u"hey"_s, u"2"_s, u"user-9"_s)});
    QCOMPARE(rows(), u"own from my phone|other hey"_s);
    QCOMPARE(m_model->at(0).delivery.state, SendState::None);
}

void TestActivityTimeline::sendersHaveNames()
{
    QJsonObject nameless = botMessage(u"a"_s, u"1"_s);
    nameless.remove("from"_L1);
    QJsonObject tricky = botMessage(u"b"_s, u"2"_s);
    tricky.insert("from"_L1, QJsonObject{{"id"_L1, "b"_L1}, {"name"_L1, u"Eve\u202Egnp\nx"_s}});
    receive({nameless, tricky, userMessage(u"c"_s, u"3"_s, u"user-9"_s)});
    QCOMPARE(m_model->at(0).senderName, u"Bot"_s);
    QVERIFY(!m_model->at(1).senderName.contains(u'\u202E'));
    QVERIFY(!m_model->at(1).senderName.contains(u'\n'));
    QVERIFY(!m_model->at(2).senderName.isEmpty());
    QCOMPARE(m_timeline->botName(), m_model->at(1).senderName);
}

void TestActivityTimeline::postBacksStayHidden_C102()
{
    const QString key = m_timeline->newKey();
    const auto button = *directline::CardAction::fromJson(
        QJsonObject{{"type"_L1, "postBack"_L1}, {"value"_L1, QJsonObject{{"choice"_L1, 3}}}});
    const Activity hidden
        = *outgoing::forAction({u"user-1"_s, {}, {}, m_clock.nowUtc()}, button, u"client-x"_s, {});
    m_timeline->addOwn(key, hidden, {});
    QCOMPARE(m_model->rowCount(), 0);

    QJsonObject echo = withMember(hidden.toJson(), u"id"_s, u"1"_s);
    const auto received = receive({echo});
    QCOMPARE(received.items.first().echoOf, key);
    QCOMPARE(m_model->rowCount(), 0);

    // After a restart it is nobody's echo, and still hidden.
    m_timeline->clear();
    m_timeline->setUserId(u"user-1"_s);
    m_timeline->beginConversation(u"c1"_s, {});
    QCOMPARE(receive({echo}).items.size(), 1);
    QCOMPARE(m_model->rowCount(), 0);
}

void TestActivityTimeline::aBotsCopyOfPostBackIsShown()
{
    receive({withMember(botMessage(u"copied"_s, u"1"_s), u"channelData"_s,
                        QJsonObject{{"postBack"_L1, true}})});
    QCOMPARE(rows(), u"bot copied"_s);
}

void TestActivityTimeline::messageBackShowsItsDisplayText_C103()
{
    const auto messageBack = [](const QString &id, const QJsonObject &shown) {
        return withMember(userMessage(u"internal"_s, id), u"channelData"_s,
                          QJsonObject{{"messageBack"_L1, shown}});
    };
    receive({messageBack(u"1"_s, {{"displayText"_L1, "Book it"_L1}}), messageBack(u"2"_s, {})});
    QCOMPARE(rows(), u"own Book it"_s);
}

void TestActivityTimeline::quietTypesMakeNoRow_C111_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"trace", "event", "conversationUpdate", "typing", "invoke", "handoff",
                             "contactRelationUpdate", "messageReaction", "command"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

void TestActivityTimeline::quietTypesMakeNoRow_C111()
{
    QFETCH(QString, type);
    const auto received
        = receive({withMember(activityOfType(type, u"1"_s), u"text"_s, u"not to be seen"_s)});
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(received.items.size(), 1); // but it is known, for the transcript
}

void TestActivityTimeline::endOfConversationIsASystemLine_C110()
{
    const QJsonObject end = at(
        1, withMember(activityOfType(u"endOfConversation"_s, u"1"_s), u"text"_s, u"Good bye"_s));
    receive({end});
    receive({end, at(2, botMessage(u"one more thing"_s, u"2"_s))});
    QCOMPARE(rows(), u"system The bot ended the conversation. Good bye|bot one more thing"_s);
}

void TestActivityTimeline::unknownTypesMakeNoRow_C097()
{
    receive({activityOfType(u"holographicMessage"_s, u"1"_s), botMessage(u"a"_s, u"2"_s)});
    QCOMPARE(rows(), u"bot a"_s);
}

void TestActivityTimeline::updateReplacesAndDeleteEmpties()
{
    receive({at(1, botMessage(u"a"_s, u"1"_s)), at(2, botMessage(u"b"_s, u"2"_s))});
    const QString key = m_model->at(0).key;
    const QJsonObject update
        = at(3, withMember(activityOfType(u"messageUpdate"_s, u"1"_s), u"text"_s, u"A"_s));
    receive({update});
    QCOMPARE(rows(), u"bot A|bot b"_s);
    QCOMPARE(m_model->at(0).key, key);
    QVERIFY(receive({update}).items.isEmpty()); // a replay changes nothing

    const QJsonObject removal = activityOfType(u"messageDelete"_s, u"1"_s);
    receive({removal, activityOfType(u"messageDelete"_s, u"unknown"_s)});
    QCOMPARE(rows(), u"bot Message deleted|bot b"_s);
    // Neither a replay of the message nor of its update brings it back.
    QVERIFY(receive({at(1, botMessage(u"a"_s, u"1"_s)), update, removal}).items.isEmpty());
    QCOMPARE(rows(), u"bot Message deleted|bot b"_s);
}

void TestActivityTimeline::updateOfAnUnknownIdIsShown()
{
    const QJsonObject update
        = withMember(activityOfType(u"messageUpdate"_s, u"1"_s), u"text"_s, u"A"_s);
    receive({update, update});
    QCOMPARE(rows(), u"bot A"_s);
}

void TestActivityTimeline::expiredMessagesAreNotShown()
{
    const auto until = [this](int second, const QString &text) {
        return withMember(botMessage(text, text), u"expiration"_s,
                          m_clock.nowUtc().addSecs(second).toString(Qt::ISODateWithMs));
    };
    receive({until(-1, u"past"_s), until(10, u"soon"_s), botMessage(u"lasting"_s, u"3"_s)});
    QCOMPARE(rows(), u"bot soon|bot lasting"_s);
    m_timeline->dropExpired();
    QCOMPARE(m_model->rowCount(), 2);
    m_clock.advance(std::chrono::seconds(10));
    m_timeline->dropExpired();
    QCOMPARE(rows(), u"bot lasting"_s);
}

void TestActivityTimeline::suggestionsOnlyForUs()
{
    const auto suggestion = [](const QString &id, const QString &recipient) {
        return withMember(withMember(activityOfType(u"suggestion"_s, id), u"text"_s, recipient),
                          u"recipient"_s, QJsonObject{{"id"_L1, recipient}});
    };
    receive({suggestion(u"1"_s, u"user-1"_s), suggestion(u"2"_s, u"user-2"_s)});
    QCOMPARE(rows(), u"bot user-1"_s);
}

void TestActivityTimeline::aLivestreamIsOneBubble()
{
    const auto chunk = [](const QString &id, int sequence, const QString &text) {
        QJsonObject channelData{{"streamType"_L1, "streaming"_L1}, {"streamSequence"_L1, sequence}};
        if (sequence > 1)
            channelData.insert("streamId"_L1, "s1"_L1);
        return withMember(withMember(activityOfType(u"typing"_s, id), u"text"_s, text),
                          u"channelData"_s, channelData);
    };
    const QJsonObject last
        = withMember(botMessage(u"It rains today"_s, u"s9"_s), u"channelData"_s,
                     QJsonObject{{"streamType"_L1, "final"_L1}, {"streamId"_L1, "s1"_L1}});

    receive({chunk(u"s1"_s, 1, u"It"_s)});
    QCOMPARE(rows(), u"bot It"_s);
    const QString key = m_model->at(0).key;
    receive({chunk(u"s3"_s, 3, u"It rains"_s), chunk(u"s2"_s, 2, u"It r"_s)});
    QCOMPARE(rows(), u"bot It rains"_s);
    receive({last, chunk(u"s4"_s, 4, u"late"_s)});
    QCOMPARE(rows(), u"bot It rains today"_s);
    QCOMPARE(m_model->at(0).key, key);
    QCOMPARE(m_model->at(0).activity.id, u"s9"_s);
}

void TestActivityTimeline::anEmptyMessageMakesNoBubble()
{
    receive({botMessage({}, u"1"_s),
             withMember(botMessage({}, u"2"_s), u"attachments"_s,
                        QJsonArray{QJsonObject{{"contentType"_L1, "x/unknown"_L1}}})});
    QCOMPARE(m_model->rowCount(), 1); // a file chip of unknown type is something (C097)
}

// A row's facts come from the activity itself, and its entry from its text: they must agree.
void TestActivityTimeline::theFactsOfAMessageAreThoseOfItsEntry()
{
    const auto typed = [](const char *type) {
        return QJsonObject{{"type"_L1, QLatin1StringView(type)}};
    };
    const QJsonObject message = botMessage(u"hello [1]"_s);
    const QJsonObject citation{
        {"type"_L1, "https://schema.org/Message"_L1},
        {"@type"_L1, "Message"_L1},
        {"additionalType"_L1, QJsonArray{"AIGeneratedContent"_L1}},
        {"citation"_L1,
         QJsonArray{QJsonObject{{"@type"_L1, "Claim"_L1},
                                {"position"_L1, 1},
                                {"appearance"_L1, QJsonObject{{"name"_L1, "A source"_L1}}}}}}};
    const QJsonObject mention{
        {"type"_L1, "mention"_L1},
        {"text"_L1, "<at>Ada</at>"_L1},
        {"mentioned"_L1, QJsonObject{{"id"_L1, "7"_L1}, {"name"_L1, "Ada"_L1}}}};
    QJsonObject voice = withMember(typed("message"), u"valueType"_s,
                                   u"application/vnd.microsoft.activity.voice+json"_s);
    voice = withMember(voice, u"value"_s, QJsonObject{{"transcription"_L1, "spoken"_L1}});
    const QJsonObject card{{"contentType"_L1, "application/vnd.microsoft.card.hero"_L1},
                           {"content"_L1, QJsonObject{{"title"_L1, "A card"_L1}}}};
    const QJsonObject pressed = withMember(
        userMessage(u"x"_s), u"channelData"_s,
        QJsonObject{{"messageBack"_L1, QJsonObject{{"displayText"_L1, "Pressed"_L1}}}});

    QJsonArray activities{
        message,
        userMessage(u"mine"_s),
        withMember(message, u"importance"_s, u"high"_s),
        withMember(message, u"entities"_s, QJsonArray{citation}),
        withMember(botMessage(u"<at>Ada</at>, look"_s), u"entities"_s, QJsonArray{mention}),
        withMember(message, u"attachments"_s, QJsonArray{card}),
        withMember(typed("message"), u"summary"_s, u"in short"_s),
        withMember(message, u"timestamp"_s, u"2026-03-04T09:15:27Z"_s),
        withMember(message, u"from"_s, QJsonObject{{"id"_L1, "o"_L1}, {"role"_L1, "user"_L1}}),
        voice,
        pressed,
        jsonFixture(u"activity-full.json"_s),
    };
    for (qsizetype i = 0; i < activities.size(); ++i) {
        QJsonObject activity = activities.at(i).toObject();
        activity.insert("id"_L1, u"c1|%1"_s.arg(i));
        activity.remove("conversation"_L1);
        activity.remove("expiration"_L1);
        activities[i] = activity;
    }
    receive(activities);
    QCOMPARE(m_model->rowCount(), int(activities.size()));
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const ActivityEntry entry = m_model->entry(row);
        QVERIFY2(m_model->facts(row) == RowFacts::of(entry), qPrintable(entry.shownText()));
        QVERIFY2(!entry.shownText().isEmpty() || !entry.activity.attachments.isEmpty(),
                 qPrintable(entry.activity.id));
    }
}

void TestActivityTimeline::aFailedHiddenMessageShowsItself()
{
    const QString key = m_timeline->newKey();
    Activity hidden = outgoing::forSubmit({u"user-1"_s, {}, {}, m_clock.nowUtc()},
                                          QJsonObject{{"a"_L1, 1}}, {}, u"client-x"_s, {});
    m_timeline->addOwn(key, hidden, {});
    setState(key, SendState::Queued);
    setState(key, SendState::Sending);
    QCOMPARE(m_model->rowCount(), 0);
    setState(key, SendState::Failed);
    QCOMPARE(rows(), u"own Pressed"_s);
    QCOMPARE(m_model->at(0).delivery.state, SendState::Failed);
    setState(key, SendState::Sending); // a retry
    QCOMPARE(m_model->at(0).delivery.state, SendState::Sending);
    setState(key, SendState::Delivered);
    QCOMPARE(m_model->rowCount(), 0);
}

// A hidden message that had shown itself goes with its echo, in the middle of a set.
void TestActivityTimeline::aVanishingRowDisplacesNothing()
{
    const QString key = m_timeline->newKey();
    const Activity hidden = outgoing::forSubmit({u"user-1"_s, {}, {}, m_clock.nowUtc()},
                                                QJsonObject{{"a"_L1, 1}}, {}, u"client-x"_s, {});
    m_timeline->addOwn(key, hidden, {});
    setState(key, SendState::Failed);
    send(u"unsent"_s);
    QCOMPARE(rows(), u"own Pressed|own unsent"_s);
    receive({botMessage(u"a"_s, u"1"_s), withMember(hidden.toJson(), u"id"_s, u"2"_s),
             botMessage(u"b"_s, u"3"_s)});
    QCOMPARE(rows(), u"bot a|bot b|own unsent"_s);
}

void TestActivityTimeline::aNewConversationForgetsIds()
{
    receive({at(60, botMessage(u"old"_s, u"1"_s))});
    send(u"unsent"_s);
    m_timeline->beginConversation(u"c2"_s, u"New conversation"_s);
    // The same id, and a clock that went back: still below the line.
    receive({at(5, botMessage(u"new"_s, u"1"_s))});
    QCOMPARE(rows(), u"bot old|system New conversation|bot new|own unsent"_s);
    QCOMPARE(m_timeline->activityIdOf(m_model->at(0).key), QString());
    QCOMPARE(m_timeline->activityIdOf(m_model->at(2).key), u"1"_s);
    // What happened to the old row is of no concern to the new conversation.
    receive({withMember(activityOfType(u"messageDelete"_s, u"1"_s), u"x"_s, 1)});
    QCOMPARE(rows(), u"bot old|system New conversation|bot Message deleted|own unsent"_s);
}

QTEST_GUILESS_MAIN(TestActivityTimeline)

#include "tst_activitytimeline.moc"
