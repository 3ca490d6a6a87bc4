#include "app/script/scenariorunner.h"

#include "app/script/steptarget.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace std::chrono_literals;

namespace {

// Does nothing but remember.
class FakeTarget final : public StepTarget
{
public:
    bool isReady() const override { return ready; }
    QString finalProblem() const override { return final; }
    QString statusText() const override { return u"the status"_s; }
    std::chrono::milliseconds replySettles() const override { return 1ms; }
    QString say(const QString &text) override { return did(u"say "_s + text); }
    QString upload(const QStringList &paths) override
    {
        return did(u"upload "_s + paths.join(u' '));
    }
    Press press(const QString &title) override
    {
        if (++presses < pressesUntilThere)
            return Press::NoButton;
        did(u"press "_s + title);
        return Press::Pressed;
    }
    Reply reply() const override { return answer; }
    QString replyProblem() const override { return problem; }
    QString screenshot(const QString &path) override { return did(u"screenshot "_s + path); }
    QString save(const QString &path) override { return did(u"save "_s + path); }

    QString did(const QString &what)
    {
        done << what;
        return refusal;
    }

    bool ready = true;
    QString final;
    QString refusal;
    QString problem;
    Reply answer = Reply::Arrived;
    int presses = 0;
    int pressesUntilThere = 1;
    QStringList done;
};

constexpr ScenarioTiming kShort{20ms, 20ms, 1ms};

} // namespace

class TestScenarioRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_target = std::make_unique<FakeTarget>(); }
    void runsStepByStep();
    void endsAtItsEnd_data();
    void endsAtItsEnd();
    void staysWhenAsked();
    void waitsUntilItIsReady();
    void aFinalFailureEndsItAtOnce();
    void aFinalFailureEndsAWait();
    void aReplyCountsAlthoughTheConnectionEnded();
    void waitingForAReplyEnds();
    void theProblemOfTheMessageIsNamed();
    void aReplyIsCompleteWhenNothingMoreComes();
    void aButtonMayComeLater();
    void aMissingButtonIsNamed();
    void aMissingFileIsNotSent();
    void aRefusalNamesItsLine();

private:
    // What finished() said; "unfinished" when it did not come.
    QString run(const QString &scenario, const ScenarioTiming &timing = {})
    {
        QString why;
        const auto steps = parseScenario(scenario, &why);
        if (!steps)
            return why;
        ScenarioRunner runner(*m_target, *steps, ScenarioRunner::AtEnd::Finish, timing);
        QSignalSpy finished(&runner, &ScenarioRunner::finished);
        runner.start();
        if (finished.isEmpty() && !finished.wait(20'000))
            return u"unfinished"_s;
        return finished.constFirst().constFirst().toString();
    }

    std::unique_ptr<FakeTarget> m_target;
};

void TestScenarioRunner::runsStepByStep()
{
    QCOMPARE(run(u"wait-reply\nsay hi there\npress \"Yes\"\nscreenshot a.png\nsave a.transcript\n"
                 "quit\nsay never"_s),
             QString());
    QCOMPARE(m_target->done,
             QStringList({u"say hi there"_s, u"press Yes"_s, u"screenshot a.png"_s,
                          u"save a.transcript"_s}));
}

void TestScenarioRunner::endsAtItsEnd_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::newRow("without quit") << u"say hi"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("only a comment") << u"# nothing"_s;
}

void TestScenarioRunner::endsAtItsEnd()
{
    QFETCH(QString, scenario);
    QCOMPARE(run(scenario), QString());
}

void TestScenarioRunner::staysWhenAsked()
{
    QString why;
    ScenarioRunner runner(*m_target, *parseScenario(u"say hi\nsave a"_s, &why),
                          ScenarioRunner::AtEnd::Stay);
    QSignalSpy finished(&runner, &ScenarioRunner::finished);
    runner.start();
    QTRY_COMPARE(m_target->done.size(), 2);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 0);
}

void TestScenarioRunner::waitsUntilItIsReady()
{
    m_target->ready = false;
    QTimer::singleShot(5, m_target.get(), [this] {
        QVERIFY(m_target->done.isEmpty());
        m_target->ready = true;
        Q_EMIT m_target->changed();
    });
    QCOMPARE(run(u"say hi"_s), QString());
    QCOMPARE(m_target->done.size(), 1);

    m_target->ready = false;
    const QString problem = run(u"\nsay hi"_s, kShort);
    QVERIFY2(problem.startsWith("line 2: there was no conversation"_L1)
                 && problem.contains("the status"_L1),
             qPrintable(problem));
}

// It took a minute to say so.
void TestScenarioRunner::aFinalFailureEndsItAtOnce()
{
    m_target->ready = false;
    m_target->final = u"The secret is not accepted."_s;
    const QString problem = run(u"say hi"_s); // with its long waits
    QVERIFY2(problem.startsWith("line 1: "_L1) && problem.endsWith(m_target->final),
             qPrintable(problem));
    QVERIFY(m_target->done.isEmpty());
}

void TestScenarioRunner::aFinalFailureEndsAWait()
{
    m_target->answer = StepTarget::Reply::None;
    QTimer::singleShot(5, m_target.get(), [this] {
        m_target->final = u"The conversation is gone."_s;
        Q_EMIT m_target->changed();
    });
    const QString problem = run(u"say hi\nwait-reply"_s);
    QVERIFY2(problem.startsWith("line 2: "_L1) && problem.endsWith(m_target->final),
             qPrintable(problem));
}

void TestScenarioRunner::aReplyCountsAlthoughTheConnectionEnded()
{
    m_target->final = u"The conversation is gone."_s;
    QCOMPARE(run(u"wait-reply\nsave a"_s), QString());
    QCOMPARE(m_target->done.size(), 1);
}

void TestScenarioRunner::waitingForAReplyEnds()
{
    m_target->answer = StepTarget::Reply::None;
    const QString problem = run(u"say hi\nwait-reply 0.02"_s);
    QVERIFY2(problem.startsWith("line 2: "_L1) && problem.contains("0.02 s"_L1)
                 && problem.endsWith("the status"_L1),
             qPrintable(problem));
}

// The window names it beside the message: that the bot answered with an error.
void TestScenarioRunner::theProblemOfTheMessageIsNamed()
{
    m_target->answer = StepTarget::Reply::None;
    m_target->problem = u"The bot answered with an error (500)."_s;
    const QString problem = run(u"say hi\nwait-reply 0.02"_s);
    QVERIFY2(problem.endsWith(m_target->problem), qPrintable(problem));
    m_target->answer = StepTarget::Reply::Impossible;
    QCOMPARE(run(u"say hi\nwait-reply"_s), u"line 2: "_s + m_target->problem);
}

void TestScenarioRunner::aReplyIsCompleteWhenNothingMoreComes()
{
    m_target->answer = StepTarget::Reply::None;
    int more = 3;
    QTimer comes;
    connect(&comes, &QTimer::timeout, m_target.get(), [this, &more, &comes] {
        m_target->answer = StepTarget::Reply::Arrived;
        if (--more == 0)
            comes.stop();
        Q_EMIT m_target->changed();
    });
    comes.start(0);
    QCOMPARE(run(u"wait-reply"_s), QString());
    QCOMPARE(more, 0);
}

void TestScenarioRunner::aButtonMayComeLater()
{
    m_target->pressesUntilThere = 3;
    QCOMPARE(run(u"press Yes"_s, {60s, 10s, 1ms}), QString());
    QCOMPARE(m_target->done, QStringList(u"press Yes"_s));
}

void TestScenarioRunner::aMissingButtonIsNamed()
{
    m_target->pressesUntilThere = 1'000'000;
    const QString problem = run(u"press \"Yes\""_s, kShort);
    QVERIFY2(problem.startsWith("line 1: "_L1) && problem.contains(u"“Yes”"_s),
             qPrintable(problem));
}

void TestScenarioRunner::aMissingFileIsNotSent()
{
    const QString problem = run(u"say hi\nupload /no/such.pdf"_s);
    QVERIFY2(problem.startsWith("line 2: "_L1) && problem.contains("/no/such.pdf"_L1)
                 && problem.contains("not found"_L1),
             qPrintable(problem));
    QCOMPARE(m_target->done, QStringList(u"say hi"_s));
}

void TestScenarioRunner::aRefusalNamesItsLine()
{
    m_target->refusal = u"too long"_s;
    QCOMPARE(run(u"\nsay hi\nsay again"_s), u"line 2: too long"_s);
    QCOMPARE(m_target->done.size(), 1);
}

QTEST_GUILESS_MAIN(TestScenarioRunner)
#include "tst_scenariorunner.moc"
