#include "app/script/conversationsteptarget.h"

#include "tests/conversation/sessiontest.h"

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

namespace {

// Says things without a window.
class SessionTarget final : public ConversationStepTarget
{
public:
    using ConversationStepTarget::ConversationStepTarget;

    QString say(const QString &text) override
    {
        QString why;
        aboutToAct();
        session().send(text, {}, &why);
        acted();
        return why;
    }
    QString upload(const QStringList &) override { return {}; }
    Press press(const QString &) override { return Press::NoButton; }
    QString screenshot(const QString &) override { return {}; }
};

} // namespace

class TestConversationStepTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyNewActivityOfTheBotAnswers_data();
    void anyNewActivityOfTheBotAnswers();
    void whatWasThereBeforeIsNoAnswer();
    void aFailedMessageHasNoAnswer();
    void aRefusedConnectionIsFinal();
    void settlesLaterThanTheExtraPoll();
};

void TestConversationStepTarget::anyNewActivityOfTheBotAnswers_data()
{
    QTest::addColumn<QString>("replyToId");
    QTest::newRow("proactive") << QString();
    QTest::newRow("to something else") << u"another-conversation|7"_s;
}

void TestConversationStepTarget::anyNewActivityOfTheBotAnswers()
{
    QFETCH(QString, replyToId);
    SessionRig rig;
    SessionTarget target(rig.session);
    QVERIFY(!target.isReady());
    QVERIFY(rig.goOnline());
    QVERIFY(target.isReady());
    rig.service.setBot([&](const QJsonObject &) {
        QJsonObject answer = botMessage(u"answer"_s);
        if (!replyToId.isEmpty())
            answer.insert("replyToId"_L1, replyToId);
        rig.service.append(answer);
    });
    QCOMPARE(target.say(u"hello"_s), QString());
    QCOMPARE(target.reply(), StepTarget::Reply::None);
    QTRY_COMPARE(target.reply(), StepTarget::Reply::Arrived);
    QCOMPARE(target.replyProblem(), QString());
}

void TestConversationStepTarget::whatWasThereBeforeIsNoAnswer()
{
    SessionRig rig;
    SessionTarget target(rig.session);
    const ConnectionProfile profile = rig.tokenProfile();
    rig.service.append(botMessage(u"welcome"_s));
    QVERIFY(rig.goOnline(profile));
    QTRY_COMPARE(target.reply(), StepTarget::Reply::Arrived); // to nothing that was said
    rig.service.setBot([](const QJsonObject &) {});
    QCOMPARE(target.say(u"hello"_s), QString());
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(target.reply(), StepTarget::Reply::None);
}

void TestConversationStepTarget::aFailedMessageHasNoAnswer()
{
    SessionRig rig;
    SessionTarget target(rig.session);
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::empty(400));
    QCOMPARE(target.say(u"hello"_s), QString());
    QTRY_COMPARE(target.reply(), StepTarget::Reply::Impossible);
    QVERIFY(!target.replyProblem().isEmpty());
}

void TestConversationStepTarget::aRefusedConnectionIsFinal()
{
    SessionRig rig;
    SessionTarget target(rig.session);
    QCOMPARE(target.finalProblem(), QString());
    ConnectionProfile profile = rig.secretProfile();
    profile.credential = *directline::Bearer::parse(u"wrong"_s);
    bool told = false;
    connect(&target, &StepTarget::changed, this,
            [&] { told = told || !target.finalProblem().isEmpty(); });
    rig.session.open(profile);
    QTRY_VERIFY(told);
    QCOMPARE(target.finalProblem(), rig.session.statusText());
}

void TestConversationStepTarget::settlesLaterThanTheExtraPoll()
{
    Timing timing = fastTiming();
    timing.pollAfterSend = std::chrono::milliseconds(30);
    SessionRig rig(timing);
    const SessionTarget target(rig.session);
    QVERIFY(target.replySettles() > timing.pollAfterSend);
    QVERIFY(target.replySettles() < 2 * timing.pollAfterSend);
}

QTEST_GUILESS_MAIN(TestConversationStepTarget)
#include "tst_conversationsteptarget.moc"
