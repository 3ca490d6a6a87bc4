#include "app/conversation/journal/conversationjournal.h"
#include "app/conversation/journal/journalstore.h"
#include "app/conversation/sending/outgoingactivity.h"
#include "app/conversation/state/conversationstate.h"
#include "app/conversation/state/transcriptevents.h"
#include "tests/support/builders.h"
#include "tests/support/manualclock.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Activity;

namespace {

class Recorder final : public ConversationEventSink
{
public:
    void on(const ConversationEvent &event) override { events.append(event); }
    template <typename Event> int count() const
    {
        return static_cast<int>(
            std::count_if(events.begin(), events.end(), [](const ConversationEvent &event) {
                return std::holds_alternative<Event>(event);
            }));
    }

    QList<ConversationEvent> events;
};

QDateTime noonPlus(int seconds)
{
    return QDateTime::fromString(u"2026-05-16T12:00:00Z"_s, Qt::ISODate).addSecs(seconds);
}

Activity activity(const QJsonObject &json)
{
    return *Activity::fromJson(json);
}

// A state with what it takes to read it.
struct Bench
{
    Bench() : state(Timing(), clock)
    {
        clock.setNow(noonPlus(0));
        state.addSink(recorder);
    }

    void begin()
    {
        event::ConnectionChanged connection;
        connection.userId = u"dl_me"_s;
        state.apply(connection);
        state.apply(event::ConversationBegan{u"c1"_s, {}, noonPlus(0)});
    }
    bool receive(const QJsonArray &activities, bool history = false)
    {
        event::ActivitiesReceived set{clock.nowUtc(), {}, history};
        for (const QJsonValue &json : activities)
            set.activities.append(activity(json.toObject()));
        return state.apply(set);
    }
    QString queue(const QString &id, const QString &text, const event::MessageSource &source = {})
    {
        const outgoing::Sender sender{u"dl_me"_s, {}, u"en"_s, clock.nowUtc()};
        state.apply(event::MessageQueued{
            clock.nowUtc(), outgoing::message(sender, text, id), {}, {}, true, source});
        return state.keyOf(id);
    }
    QJsonObject echo(const QString &id, const QString &text, const QString &activityId)
    {
        return {{u"type"_s, u"message"_s},
                {u"id"_s, activityId},
                {u"text"_s, text},
                {u"from"_s, QJsonObject{{u"id"_s, u"dl_me"_s}, {u"role"_s, u"user"_s}}},
                {u"channelData"_s, QJsonObject{{u"clientActivityID"_s, id}}}};
    }
    QStringList texts()
    {
        QStringList texts;
        for (int row = 0; row < state.model().rowCount(); ++row)
            texts << state.model().at(row).shownText();
        return texts;
    }
    SendState stateOf(const QString &key)
    {
        const int row = state.model().rowOfKey(key);
        return row < 0 ? SendState::None : state.model().at(row).delivery.state;
    }

    ManualClock clock;
    Recorder recorder;
    ConversationState state;
};

// All that a user can see of a conversation, without keys, which are of one run.
QJsonObject visible(ConversationState &state)
{
    QJsonArray rows;
    for (int row = 0; row < state.model().rowCount(); ++row) {
        const ActivityEntry &entry = state.model().at(row);
        QJsonArray cards;
        for (int i = 0; i < entry.activity.attachments.size(); ++i) {
            const CardStates::State card = state.cardStates().state(entry.key, i);
            cards.append(QJsonObject{{u"inputs"_s, card.inputs},
                                     {u"submission"_s, static_cast<int>(card.submission)}});
        }
        rows.append(QJsonObject{{u"side"_s, static_cast<int>(entry.side)},
                                {u"text"_s, entry.shownText()},
                                {u"id"_s, entry.activity.id},
                                {u"sender"_s, entry.senderName},
                                {u"time"_s, entry.time.toString(Qt::ISODateWithMs)},
                                {u"state"_s, static_cast<int>(entry.delivery.state)},
                                {u"failure"_s, entry.delivery.failure},
                                {u"canRetry"_s, entry.delivery.canRetry},
                                {u"edits"_s, entry.edits},
                                {u"echoes"_s, entry.extraEchoes},
                                {u"reactions"_s, static_cast<int>(entry.reactions.size())},
                                {u"note"_s, entry.note},
                                {u"cards"_s, cards}});
    }
    QJsonArray chips;
    for (const directline::CardAction &chip : state.suggestedActions())
        chips.append(chip.label());
    return {{u"rows"_s, rows},
            {u"chips"_s, chips},
            {u"texts"_s, QJsonArray::fromStringList(state.typedTexts())},
            {u"watermark"_s, state.watermark().value_or(u"none"_s)},
            {u"conversation"_s, state.conversationId()},
            {u"bot"_s, state.botName()},
            {u"transcript"_s, state.transcript({})}};
}

// Random things that can happen to a conversation, each in one of its possible places.
class Life
{
public:
    Life(Bench &bench, quint32 seed) : m_bench(bench), m_random(seed) { }

    void step()
    {
        m_bench.clock.setNow(m_bench.clock.nowUtc().addMSecs(1 + pick(3000)));
        switch (pick(12)) {
        case 0:
        case 1:
            return botSays();
        case 2:
        case 3:
            return queue();
        case 4:
            return changeDelivery(SendState::Sending);
        case 5:
            return accept();
        case 6:
            return echo();
        case 7:
            return changeDelivery(SendState::Failed);
        case 8:
            return update();
        case 9:
            return discard();
        case 10:
            return answerCard();
        default:
            if (pick(6) == 0)
                m_bench.state.apply(event::NoteAdded{m_bench.clock.nowUtc(), u"a note"_s, 0});
            else if (pick(6) == 0)
                anotherConversation();
            else
                m_bench.state.apply(event::WatermarkMoved{QString::number(m_next)});
        }
    }

private:
    int pick(int below) { return static_cast<int>(m_random.bounded(below)); }
    QString newId() { return u"c%1|%2"_s.arg(m_conversation).arg(m_next++, 7, 10, QChar(u'0')); }
    QJsonObject message(const QString &id)
    {
        return {{u"type"_s, u"message"_s},
                {u"id"_s, id},
                {u"timestamp"_s, m_bench.clock.nowUtc().toString(Qt::ISODateWithMs)},
                {u"from"_s,
                 QJsonObject{{u"id"_s, u"bot"_s}, {u"name"_s, u"Bot"_s}, {u"role"_s, u"bot"_s}}},
                {u"text"_s, u"said "_s + id}};
    }
    void botSays()
    {
        QJsonArray set;
        for (int i = 0; i <= pick(3); ++i) {
            const QString id = newId();
            QJsonObject json = message(id);
            if (pick(3) == 0) {
                json.insert("suggestedActions"_L1,
                            QJsonObject{{u"actions"_s,
                                         QJsonArray{QJsonObject{{u"type"_s, u"imBack"_s},
                                                                {u"title"_s, id},
                                                                {u"value"_s, id}}}}});
            }
            if (pick(3) == 0) {
                json.insert("attachments"_L1,
                            QJsonArray{QJsonObject{
                                {u"contentType"_s, u"application/vnd.microsoft.card.adaptive"_s},
                                {u"content"_s, QJsonObject{{u"type"_s, u"AdaptiveCard"_s}}}}});
                m_cards << id;
            }
            m_said << id;
            set.append(json);
            if (pick(5) == 0) // the service repeats itself
                set.append(json);
        }
        if (!m_said.isEmpty() && pick(4) == 0) {
            set.append(QJsonObject{
                {u"type"_s, u"messageReaction"_s},
                {u"id"_s, newId()},
                {u"replyToId"_s, m_said.at(pick(static_cast<int>(m_said.size())))},
                {u"from"_s, QJsonObject{{u"id"_s, u"bot"_s}, {u"role"_s, u"bot"_s}}},
                {u"reactionsAdded"_s, QJsonArray{QJsonObject{{u"type"_s, u"like"_s}}}}});
        }
        m_bench.receive(set);
    }
    void queue()
    {
        const QString id = u"guid-%1"_s.arg(m_next++);
        m_bench.queue(id, u"typed "_s + id);
        m_open << id;
    }
    void changeDelivery(SendState state)
    {
        if (m_open.isEmpty())
            return;
        Delivery delivery{.state = state};
        if (state == SendState::Failed) {
            delivery.failure = u"It did not work."_s;
            delivery.canRetry = true;
        }
        const QString id = m_open.at(pick(static_cast<int>(m_open.size())));
        if (state == SendState::Sending)
            m_bench.state.apply(event::MessagePosting{id});
        m_bench.state.apply(event::DeliveryChanged{id, delivery});
    }
    void accept()
    {
        if (m_open.isEmpty())
            return;
        const QString id = m_open.constFirst();
        // The service accepts a message once, until it is sent again.
        if (m_bench.state.ownMessages().find(id)->delivery.state == SendState::Delivered)
            return;
        m_bench.state.apply(event::DeliveryChanged{id, {.state = SendState::Delivered}});
        m_bench.state.apply(event::MessageAccepted{id, newId()});
    }
    void echo()
    {
        if (m_open.isEmpty())
            return;
        const QString id = m_open.takeFirst();
        QJsonObject echo = m_bench.echo(id, u"typed "_s + id, newId());
        echo.insert("timestamp"_L1, m_bench.clock.nowUtc().toString(Qt::ISODateWithMs));
        m_bench.receive({echo});
    }
    void update()
    {
        if (m_said.isEmpty())
            return;
        QJsonObject json = message(m_said.at(pick(static_cast<int>(m_said.size()))));
        json.insert("type"_L1, pick(4) == 0 ? u"messageDelete"_s : u"messageUpdate"_s);
        json.insert("text"_L1, u"changed %1"_s.arg(m_next++));
        m_bench.receive({json});
    }
    void discard()
    {
        if (m_open.isEmpty() || pick(2) == 0)
            return;
        m_bench.state.apply(event::MessageDiscarded{m_open.takeLast()});
    }
    void answerCard()
    {
        if (m_cards.isEmpty())
            return;
        const QString id = m_cards.at(pick(static_cast<int>(m_cards.size())));
        const int row = m_bench.state.model().rowOfId(id);
        if (row >= 0)
            m_bench.state.cardStates().setInput(m_bench.state.model().at(row).key, 0, u"name"_s,
                                                u"Ada %1"_s.arg(m_next));
    }
    void anotherConversation()
    {
        ++m_conversation;
        m_said.clear();
        m_cards.clear();
        m_bench.state.apply(event::ConversationBegan{
            u"c%1"_s.arg(m_conversation), u"New conversation"_s, m_bench.clock.nowUtc()});
    }

    Bench &m_bench;
    QRandomGenerator m_random;
    int m_next = 1;
    int m_conversation = 1;
    QStringList m_open; // ids of ours
    QStringList m_said; // ids of the bot's
    QStringList m_cards;
};

} // namespace

class TestConversationState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void receivedActivitiesMakeRowsTranscriptAndChips();
    void sinksHearOnlyWhatIsNew();
    void echoSettlesAMessage();
    void queuedMessageTakesTheChipsAway();
    void discardedMessageIsGone();
    void answerOfACardFollowsItsMessage();
    void updatedCardWasNotAnswered();
    void typingAndWaiting();
    void historyAnnouncesNothing();
    void hiddenMessageGetsARowWhenItFails();
    void leavingKeepsTheRows();
    void signalsComeWhenAllIsDone();
    void liveAndReplayedAreTheSame_data();
    void liveAndReplayedAreTheSame();
    void openedTranscriptShowsTheSameRows();
};

void TestConversationState::receivedActivitiesMakeRowsTranscriptAndChips()
{
    Bench bench;
    bench.begin();
    QSignalSpy named(&bench.state, &ConversationState::botNameChanged);
    QSignalSpy chips(&bench.state, &ConversationState::suggestedActionsChanged);
    QSignalSpy rows(&bench.state, &ConversationState::activitiesReceived);
    QJsonObject question = botMessage(u"Where to?"_s, u"1"_s);
    question.insert(
        "from"_L1,
        QJsonObject{{u"id"_s, u"bot"_s}, {u"name"_s, u"Ferry Bot"_s}, {u"role"_s, u"bot"_s}});
    question.insert("suggestedActions"_L1,
                    QJsonObject{{u"actions"_s,
                                 QJsonArray{QJsonObject{{u"type"_s, u"imBack"_s},
                                                        {u"title"_s, u"Harbour"_s},
                                                        {u"value"_s, u"harbour"_s}}}}});
    QVERIFY(bench.receive({question}));
    QCOMPARE(bench.texts(), QStringList{u"Where to?"_s});
    QCOMPARE(bench.state.transcript({}).size(), 1);
    QCOMPARE(bench.state.suggestedActions().size(), 1);
    QCOMPARE(named.value(0).value(0).toString(), u"Ferry Bot"_s);
    QCOMPARE(chips.count(), 1);
    QCOMPARE(rows.value(0).value(0).toInt(), 1);
    QVERIFY(!bench.receive({question})); // known
    QCOMPARE(rows.count(), 1);
}

void TestConversationState::sinksHearOnlyWhatIsNew()
{
    Bench bench;
    bench.begin();
    bench.receive({botMessage(u"A"_s, u"1"_s)});
    bench.recorder.events.clear();
    bench.receive({botMessage(u"A"_s, u"1"_s), botMessage(u"B"_s, u"2"_s)});
    QCOMPARE(bench.recorder.events.size(), 1);
    const auto *set = std::get_if<event::ActivitiesReceived>(&bench.recorder.events.constFirst());
    QVERIFY(set && set->activities.size() == 1);
    QCOMPARE(set->activities.constFirst().text, u"B"_s);
    bench.recorder.events.clear();
    bench.receive({botMessage(u"A"_s, u"1"_s)});
    QVERIFY(bench.recorder.events.isEmpty());
}

void TestConversationState::echoSettlesAMessage()
{
    Bench bench;
    bench.begin();
    const QString key = bench.queue(u"guid"_s, u"Hello"_s);
    QCOMPARE(bench.stateOf(key), SendState::Queued);
    bench.state.apply(event::DeliveryChanged{u"guid"_s, {.state = SendState::Delivered}});
    bench.state.apply(event::MessageAccepted{u"guid"_s, u"c1|1"_s});
    QSignalSpy echoed(&bench.state, &ConversationState::echoReceived);
    bench.recorder.events.clear();
    QVERIFY(bench.receive({bench.echo(u"guid"_s, u"Hello"_s, u"c1|1"_s)}));
    QCOMPARE(bench.stateOf(key), SendState::Sent);
    QCOMPARE(echoed.value(0).value(0).toString(), key);
    QVERIFY(bench.state.unsettled().isEmpty());
    QCOMPARE(bench.state.transcript({}).size(), 1);
    QCOMPARE(bench.recorder.count<event::DeliveryChanged>(), 1); // the journal's "sent"
    QVERIFY(!bench.state.apply(event::DeliveryChanged{u"guid"_s, {.state = SendState::Failed}}));
}

void TestConversationState::queuedMessageTakesTheChipsAway()
{
    Bench bench;
    bench.begin();
    QJsonObject question = botMessage(u"?"_s, u"1"_s);
    question.insert(
        "suggestedActions"_L1,
        QJsonObject{{u"actions"_s,
                     QJsonArray{QJsonObject{
                         {u"type"_s, u"imBack"_s}, {u"title"_s, u"A"_s}, {u"value"_s, u"a"_s}}}}});
    bench.receive({question});
    QCOMPARE(bench.state.suggestedActions().size(), 1);
    bench.queue(u"guid"_s, u"a"_s);
    QVERIFY(bench.state.suggestedActions().isEmpty());
    QCOMPARE(bench.state.typedTexts(), QStringList{u"a"_s});
}

void TestConversationState::discardedMessageIsGone()
{
    Bench bench;
    bench.begin();
    bench.queue(u"guid"_s, u"Hello"_s);
    bench.state.apply(event::DeliveryChanged{u"guid"_s, {.state = SendState::Failed}});
    QVERIFY(bench.state.apply(event::MessageDiscarded{u"guid"_s}));
    QCOMPARE(bench.state.model().rowCount(), 0);
    QVERIFY(bench.state.transcript({}).isEmpty());
    QVERIFY(bench.state.unsettled().isEmpty());
    QVERIFY(!bench.state.apply(event::MessageDiscarded{u"guid"_s}));
}

void TestConversationState::answerOfACardFollowsItsMessage()
{
    using Submission = CardStates::Submission;
    Bench bench;
    bench.begin();
    bench.receive({botMessage(u"card"_s, u"1"_s)});
    const QString card = bench.state.model().at(0).key;
    const auto submission = [&] {
        return bench.state.cardStates().state(card, 0).submission;
    };
    const QString key = bench.queue(u"guid"_s, u"answer"_s, {card, std::nullopt, 0});
    QCOMPARE(submission(), Submission::Sending);
    QCOMPARE(bench.state.ownMessages().submitted(card, 0), key);
    bench.state.apply(
        event::DeliveryChanged{u"guid"_s, {.state = SendState::Failed, .canRetry = true}});
    QCOMPARE(submission(), Submission::None);
    QCOMPARE(bench.state.ownMessages().submitted(card, 0), QString());
    bench.state.apply(
        event::DeliveryChanged{u"guid"_s, {.state = SendState::Unconfirmed, .canRetry = true}});
    QCOMPARE(submission(), Submission::Unconfirmed);
    bench.receive({bench.echo(u"guid"_s, u"answer"_s, u"2"_s)});
    QCOMPARE(submission(), Submission::Sent);
}

void TestConversationState::updatedCardWasNotAnswered()
{
    Bench bench;
    bench.begin();
    QJsonObject card = botMessage(u"card"_s, u"1"_s);
    card.insert("attachments"_L1,
                QJsonArray{QJsonObject{{u"contentType"_s, u"image/png"_s},
                                       {u"contentUrl"_s, u"https://a.example/1"_s}}});
    bench.receive({card});
    const QString key = bench.state.model().at(0).key;
    bench.queue(u"guid"_s, u"answer"_s, {key, std::nullopt, 0});
    card.insert("type"_L1, u"messageUpdate"_s);
    card.insert("text"_L1, u"another card"_s);
    bench.receive({card});
    QCOMPARE(bench.state.cardStates().state(key, 0).submission, CardStates::Submission::None);
    bench.receive({bench.echo(u"guid"_s, u"answer"_s, u"2"_s)});
    QCOMPARE(bench.state.cardStates().state(key, 0).submission, CardStates::Submission::None);
}

void TestConversationState::typingAndWaiting()
{
    Bench bench;
    bench.begin();
    QSignalSpy waiting(&bench.state, &ConversationState::waitingForReplyChanged);
    bench.queue(u"guid"_s, u"Hello"_s);
    bench.state.apply(event::MessagePosted{u"guid"_s});
    QVERIFY(bench.state.botActivity().isWaiting());
    QCOMPARE(bench.state.botActivity().waitingSince(), bench.clock.nowUtc());
    bench.receive({activityOfType(u"typing"_s, u"1"_s)});
    QVERIFY(bench.state.botActivity().isTyping());
    bench.receive({botMessage(u"Hi"_s, u"2"_s)});
    QVERIFY(!bench.state.botActivity().isTyping());
    QVERIFY(!bench.state.botActivity().isWaiting());
    QCOMPARE(waiting.count(), 2);
    bench.queue(u"other"_s, u"Hello"_s);
    bench.state.apply(event::MessagePosted{u"other"_s});
    bench.state.apply(event::DeliveryChanged{u"other"_s, {.state = SendState::Failed}});
    QVERIFY(!bench.state.botActivity().isWaiting());
}

void TestConversationState::historyAnnouncesNothing()
{
    Bench bench;
    bench.begin();
    QSignalSpy ended(&bench.state, &ConversationState::conversationEndedByBot);
    bench.receive(
        {activityOfType(u"typing"_s, u"1"_s), activityOfType(u"endOfConversation"_s, u"2"_s)},
        true);
    QVERIFY(!bench.state.botActivity().isTyping());
    QCOMPARE(ended.count(), 0);
    bench.receive({activityOfType(u"endOfConversation"_s, u"3"_s)});
    QCOMPARE(ended.count(), 1);
}

void TestConversationState::hiddenMessageGetsARowWhenItFails()
{
    Bench bench;
    bench.begin();
    const outgoing::Sender sender{u"dl_me"_s, {}, u"en"_s, noonPlus(0)};
    Activity postBack = outgoing::message(sender, u"secret"_s, u"guid"_s);
    postBack.channelData = QJsonObject{{u"clientActivityID"_s, u"guid"_s}, {u"postBack"_s, true}};
    bench.state.apply(event::MessageQueued{noonPlus(1), postBack, {}, u"Order tea"_s, false, {}});
    QCOMPARE(bench.state.model().rowCount(), 0);
    bench.clock.setNow(noonPlus(60));
    bench.state.apply(event::DeliveryChanged{
        u"guid"_s, {.state = SendState::Failed, .failure = u"No."_s, .canRetry = true}});
    QCOMPARE(bench.texts(), QStringList{u"Order tea"_s});
    QCOMPARE(bench.state.model().at(0).time, noonPlus(1)); // when it was said
}

void TestConversationState::leavingKeepsTheRows()
{
    Bench bench;
    bench.begin();
    bench.receive({botMessage(u"A"_s, u"1"_s)});
    bench.state.apply(event::WatermarkMoved{u"1"_s});
    bench.state.apply(event::ConversationLeft());
    QCOMPARE(bench.state.model().rowCount(), 1);
    QVERIFY(bench.state.conversationId().isEmpty());
    QVERIFY(!bench.state.watermark());
    bench.state.clear();
    QCOMPARE(bench.state.model().rowCount(), 0);
}

void TestConversationState::signalsComeWhenAllIsDone()
{
    Bench bench;
    bench.begin();
    bench.queue(u"guid"_s, u"Hello"_s);
    QStringList seen;
    connect(&bench.state, &ConversationState::echoReceived, this, [&] {
        seen = bench.texts(); // of the whole set
        bench.state.clear();
    });
    bench.receive({bench.echo(u"guid"_s, u"Hello"_s, u"1"_s), botMessage(u"Hi"_s, u"2"_s)});
    QCOMPARE(seen, QStringList({u"Hello"_s, u"Hi"_s}));
    QCOMPARE(bench.state.model().rowCount(), 0);
}

void TestConversationState::liveAndReplayedAreTheSame_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestConversationState::liveAndReplayedAreTheSame()
{
    QFETCH(quint32, seed);
    QTemporaryDir folder;
    Bench live;
    ConversationJournal journal(live.state, live.clock, Timing());
    journal.setStore(JournalStore(folder.path(), {}));
    journal.begin();
    live.begin();
    Life life(live, seed);
    for (int step = 0; step < 60; ++step)
        life.step();
    // What is on its way when a run ends is looked for in the next one, as settleAfterRestart() of
    // both does.
    const QList<OwnMessage> open = live.state.ownMessages().all();
    for (const OwnMessage &own : open) {
        if (own.delivery.state == SendState::Sending)
            live.state.apply(event::DeliveryChanged{
                own.id(), {.state = SendState::Cancelled, .canRetry = true}});
    }
    const QJsonObject expected = visible(live.state);
    QStringList unsettled;
    for (const OwnMessage &own : live.state.unsettled())
        unsettled << own.id();
    const auto about = journal.about();
    journal.end();

    Bench replayed;
    ConversationJournal again(replayed.state, replayed.clock, Timing());
    again.setStore(JournalStore(folder.path(), {}));
    QString why;
    QVERIFY2(again.open(about, &why), qPrintable(why));
    QCOMPARE(again.replay(), 0);
    const QJsonObject found = visible(replayed.state);
    const QJsonArray rows = found["rows"_L1].toArray();
    const QJsonArray expectedRows = expected["rows"_L1].toArray();
    for (int row = 0; row < qMin(rows.size(), expectedRows.size()); ++row)
        QCOMPARE(rows.at(row).toObject(), expectedRows.at(row).toObject());
    QCOMPARE(found, expected);
    QStringList openAgain;
    for (const OwnMessage &own : replayed.state.unsettled())
        openAgain << own.id();
    QCOMPARE(openAgain, unsettled);
}

void TestConversationState::openedTranscriptShowsTheSameRows()
{
    const QJsonArray saved
        = QJsonDocument::fromJson(fixture(u"journal/complete/saved.transcript"_s)).array();
    QVERIFY(!saved.isEmpty());
    Bench opened;
    const QList<ConversationEvent> events = transcriptEvents(saved, u"Another conversation"_s);
    for (const ConversationEvent &event : events)
        opened.state.apply(event);
    const QJsonArray rows = QJsonDocument::fromJson(fixture(u"journal/complete/restored.json"_s))
                                .object()["rows"_L1]
                                .toArray();
    QStringList expected;
    for (const QJsonValue &row : rows)
        expected << row["text"_L1].toString();
    expected.removeAll(QString());
    QStringList found = opened.texts();
    found.removeAll(QString());
    QCOMPARE(found, expected);
    QCOMPARE(opened.state.transcript({}).size(), saved.size());
    QCOMPARE(opened.state.suggestedActions().size(), 5);
}

QTEST_GUILESS_MAIN(TestConversationState)
#include "tst_conversationstate.moc"
