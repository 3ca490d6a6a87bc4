#include "scenariorunner.h"

#include "steptarget.h"

namespace botline {

ScenarioRunner::ScenarioRunner(StepTarget &target, const QList<ScenarioStep> &steps, AtEnd atEnd,
                               const ScenarioTiming &timing, QObject *parent)
    : QObject(parent), m_target(target), m_steps(steps), m_atEnd(atEnd), m_timing(timing)
{
    m_deadline.setSingleShot(true);
    m_settled.setSingleShot(true);
    m_pressAgain.setInterval(timing.pressAgain);
    connect(&target, &StepTarget::changed, this, &ScenarioRunner::look);
    connect(&m_deadline, &QTimer::timeout, this, &ScenarioRunner::onDeadline);
    connect(&m_settled, &QTimer::timeout, this, &ScenarioRunner::runNext);
    connect(&m_pressAgain, &QTimer::timeout, this, &ScenarioRunner::press);
}

void ScenarioRunner::start()
{
    m_phase = Phase::GettingReady;
    m_deadline.start(m_timing.ready);
    look();
}

void ScenarioRunner::look()
{
    if (m_phase == Phase::WaitingForReply) {
        checkReply();
        return;
    }
    if (m_phase != Phase::GettingReady)
        return;
    if (m_target.isReady())
        runNext();
    else if (const QString problem = m_target.finalProblem(); !problem.isEmpty())
        fail(tr("there is no conversation; the connection says: %1").arg(problem));
}

// Each step ends by coming back here, at once or later. Queued, so that what a step caused is
// through before the next one looks at it.
void ScenarioRunner::runNext()
{
    m_deadline.stop();
    m_settled.stop();
    m_pressAgain.stop();
    m_phase = Phase::Running;
    QTimer::singleShot(0, this, [this] {
        if (m_phase != Phase::Running)
            return;
        if (m_next < m_steps.size()) {
            const ScenarioStep &step = m_steps.at(m_next);
            ++m_next;
            runStep(step);
        } else if (m_atEnd == AtEnd::Finish) {
            finish({});
        }
    });
}

void ScenarioRunner::runStep(const ScenarioStep &step)
{
    switch (step.command) {
    case ScenarioStep::Command::Say:
        goOn(m_target.say(step.text));
        break;
    case ScenarioStep::Command::Upload: {
        const QString missing = missingUpload(step);
        goOn(missing.isEmpty() ? m_target.upload(step.paths) : missing);
        break;
    }
    case ScenarioStep::Command::Press:
        m_phase = Phase::Pressing;
        m_deadline.start(m_timing.press);
        m_pressAgain.start();
        press();
        break;
    case ScenarioStep::Command::WaitReply:
        m_phase = Phase::WaitingForReply;
        m_deadline.start(step.timeout);
        checkReply();
        break;
    case ScenarioStep::Command::Screenshot:
        goOn(m_target.screenshot(step.text));
        break;
    case ScenarioStep::Command::Save:
        goOn(m_target.save(step.text));
        break;
    case ScenarioStep::Command::Quit:
        finish({});
        break;
    }
}

void ScenarioRunner::goOn(const QString &problem)
{
    if (problem.isEmpty())
        runNext();
    else
        fail(problem);
}

void ScenarioRunner::press()
{
    if (m_target.press(m_steps.at(m_next - 1).text) == StepTarget::Press::Pressed)
        runNext();
}

void ScenarioRunner::checkReply()
{
    m_settled.stop();
    switch (m_target.reply()) {
    case StepTarget::Reply::Arrived:
        m_settled.start(m_target.replySettles());
        break;
    case StepTarget::Reply::Impossible:
        fail(m_target.replyProblem());
        break;
    case StepTarget::Reply::None:
        if (const QString problem = m_target.finalProblem(); !problem.isEmpty())
            fail(tr("the bot cannot answer any more; the connection says: %1").arg(problem));
        break;
    }
}

void ScenarioRunner::onDeadline()
{
    const auto seconds = m_deadline.interval() / 1000.0;
    if (m_phase == Phase::GettingReady) {
        fail(tr("there was no conversation within %1 s; the connection says: %2")
                 .arg(seconds)
                 .arg(m_target.statusText()));
    } else if (m_phase == Phase::Pressing) {
        fail(tr("there is no enabled button “%1”").arg(m_steps.at(m_next - 1).text));
    } else if (const QString problem = m_target.replyProblem(); !problem.isEmpty()) {
        fail(tr("the bot did not answer within %1 s: %2").arg(seconds).arg(problem));
    } else {
        fail(tr("the bot did not answer within %1 s; the connection says: %2")
                 .arg(seconds)
                 .arg(m_target.statusText()));
    }
}

void ScenarioRunner::fail(const QString &reason)
{
    const int line = m_next > 0 ? m_steps.at(m_next - 1).line
        : m_steps.isEmpty()     ? 1
                                : m_steps.constFirst().line;
    finish(tr("line %1: %2").arg(line).arg(reason));
}

void ScenarioRunner::finish(const QString &problem)
{
    m_deadline.stop();
    m_settled.stop();
    m_pressAgain.stop();
    m_phase = Phase::Over;
    Q_EMIT finished(problem);
}

} // namespace botline
