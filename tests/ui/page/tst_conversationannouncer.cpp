#include "app/conversation/model/activitymodel.h"
#include "tests/ui/wholeprogram.h"
#include "ui/page/announcer.h"
#include "ui/page/conversationannouncer.h"

#include <QtTest/QtTest>
#include <QtWidgets/QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace botline;
using State = ConversationSession::State;

// What the window says over real sockets against the practice service.
class tst_ConversationSpeaker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_program.reset(); }

    void saysWhatTheBotSaysAndNotTheUser();
    void saysNothingOfTheBacklog();
    void saysWhatWasNotSent();
    void saysThatTheConnectionWasLost();
    void saysOnlyTheEndOfALiveAnswer();
    void speakGoesBeforeText_data();
    void speakGoesBeforeText();

private:
    void connectAndWait();
    QStringList said() const;
    bool wasSaid(const QString &words) const { return said().join(u'\n').contains(words); }

    std::unique_ptr<WholeProgram> m_program;
    std::unique_ptr<QSignalSpy> m_said;
};

void tst_ConversationSpeaker::init()
{
    m_program = std::make_unique<WholeProgram>();
    QVERIFY(m_program->service);
    auto *announcer = m_program->window.findChild<Announcer *>();
    QVERIFY(announcer);
    m_said = std::make_unique<QSignalSpy>(announcer, &Announcer::said);
}

void tst_ConversationSpeaker::connectAndWait()
{
    QSignalSpy loaded(&m_program->session, &ConversationSession::historyLoaded);
    m_program->window.connectTo({});
    QTRY_COMPARE(loaded.count(), 1);
    QTRY_COMPARE(m_program->session.state(), State::Online);
}

QStringList tst_ConversationSpeaker::said() const
{
    QStringList words;
    for (const QList<QVariant> &arguments : *m_said)
        words << arguments.first().toString();
    return words;
}

void tst_ConversationSpeaker::saysWhatTheBotSaysAndNotTheUser()
{
    connectAndWait();
    m_program->session.send(u"markdown please"_s, {});
    QTRY_VERIFY(m_program->session.model().rowCount() > 2);
    QTRY_VERIFY(!said().isEmpty());
    const ActivityModel &model = m_program->session.model();
    const ActivityEntry answer = model.entry(model.rowCount() - 1);
    QCOMPARE(answer.side, Side::Bot);
    QTRY_VERIFY(wasSaid(spokenText(answer)));
    QVERIFY(!wasSaid(u"You:"_s));
}

void tst_ConversationSpeaker::saysNothingOfTheBacklog()
{
    connectAndWait();
    m_program->session.send(u"one more"_s, {});
    QTRY_VERIFY(wasSaid(u"one more"_s));
    const QString conversation = m_program->session.conversationId();
    ConnectionProfile profile;
    profile.conversationId = conversation;
    m_said->clear();
    QSignalSpy loaded(&m_program->session, &ConversationSession::historyLoaded);
    m_program->window.connectTo(profile);
    QTRY_COMPARE(loaded.count(), 1);
    QVERIFY(m_program->session.model().rowCount() > 1);
    m_program->session.send(u"after that"_s, {});
    QTRY_VERIFY(wasSaid(u"after that"_s));
    QVERIFY(!wasSaid(u"one more"_s));
}

void tst_ConversationSpeaker::saysWhatWasNotSent()
{
    connectAndWait();
    ActivityModel &model = m_program->session.model();
    const QString key = m_program->session.send(u"status 403"_s, {});
    const int row = model.rowOfKey(key);
    ActivityEntry entry = model.entry(row);
    entry.delivery.state = SendState::Failed;
    entry.delivery.failure = u"The bot refused."_s;
    model.update(row, entry);
    QVERIFY(wasSaid(u"Failed. status 403. The bot refused."_s));
    QCOMPARE(m_said->last().at(1).toBool(), true); // at once
    const qsizetype count = m_said->size();
    model.update(row, entry);
    QCOMPARE(m_said->size(), count); // and once
}

void tst_ConversationSpeaker::saysThatTheConnectionWasLost()
{
    connectAndWait();
    m_said->clear();
    m_program->service.reset();
    QTRY_COMPARE(m_program->session.state(), State::Degraded);
    QTRY_VERIFY(!m_said->isEmpty());
    QCOMPARE(m_said->first().at(1).toBool(), true);
    QCOMPARE(m_said->size(), 1);
}

void tst_ConversationSpeaker::saysOnlyTheEndOfALiveAnswer()
{
    connectAndWait();
    ActivityModel &model = m_program->session.model();
    ActivityEntry entry;
    entry.key = u"live"_s;
    entry.side = Side::Bot;
    entry.senderName = u"Echo"_s;
    const auto write = [&](const QString &type, const QString &stream, const QString &text) {
        entry.activity.type = type;
        entry.activity.text = text;
        entry.activity.channelData
            = QJsonObject{{"streamType"_L1, stream}, {"streamId"_L1, "s"_L1}};
    };
    write(u"typing"_s, u"streaming"_s, u"Once"_s);
    model.append({entry});
    Q_EMIT m_program->session.activitiesReceived(1, false);
    write(u"typing"_s, u"streaming"_s, u"Once upon"_s);
    model.update(model.rowOfKey(entry.key), entry);
    write(u"message"_s, u"final"_s, u"Once upon a time"_s);
    model.update(model.rowOfKey(entry.key), entry);
    QTRY_VERIFY(wasSaid(u"Echo: Once upon a time"_s));
    QCOMPARE(said().join(u'\n').count(u"Once"_s), 1);
}

void tst_ConversationSpeaker::speakGoesBeforeText_data()
{
    QTest::addColumn<QJsonObject>("extra");
    QTest::addColumn<QString>("expected");
    QTest::newRow("text") << QJsonObject() << u"Echo: Hello bold"_s;
    QTest::newRow("speak") << QJsonObject{{"speak"_L1, "Hi there"_L1}} << u"Echo: Hi there"_s;
    QTest::newRow("ssml") << QJsonObject{{"speak"_L1, "<speak>Hi <break/>you</speak>"_L1}}
                          << u"Echo: Hi you"_s;
    QTest::newRow("silent") << QJsonObject{{"speak"_L1, ""_L1}} << QString();
}

void tst_ConversationSpeaker::speakGoesBeforeText()
{
    QFETCH(QJsonObject, extra);
    QFETCH(QString, expected);
    QJsonObject json{{"type"_L1, "message"_L1}, {"text"_L1, "Hello **bold**"_L1}};
    for (auto it = extra.begin(); it != extra.end(); ++it)
        json.insert(it.key(), it.value());
    ActivityEntry entry;
    entry.side = Side::Bot;
    entry.senderName = u"Echo"_s;
    entry.activity = *directline::Activity::fromJson(json);
    QCOMPARE(spokenText(entry), expected);
}

QTEST_MAIN(tst_ConversationSpeaker)
#include "tst_conversationspeaker.moc"
