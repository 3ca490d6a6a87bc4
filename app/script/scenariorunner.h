#pragma once

#include "scenario.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace botline {

class StepTarget;

// How long a scenario waits for what comes by itself.
struct ScenarioTiming
{
    std::chrono::milliseconds ready{60'000}; // for the conversation
    std::chrono::milliseconds press{10'000}; // for a button: cards appear after their activity
    std::chrono::milliseconds pressAgain{50}; // how often the button is looked for
};

// Plays a scenario. Steps run one after the other; the first that fails ends the run, and so does a
// connection that is refused for good while a step needs it.
class ScenarioRunner : public QObject
{
    Q_OBJECT

public:
    // What happens after the last step, when it is not quit.
    enum class AtEnd
    {
        Finish,
        Stay // never finished: a person goes on
    };

    // `target` must outlive this.
    ScenarioRunner(StepTarget &target, const QList<ScenarioStep> &steps,
                   AtEnd atEnd = AtEnd::Finish, const ScenarioTiming &timing = {},
                   QObject *parent = nullptr);

    // The first step waits until the target is ready.
    void start();

Q_SIGNALS:
    // Once. `problem` names the failing line; "" when there was none.
    void finished(const QString &problem);

private:
    enum class Phase
    {
        NotStarted,
        GettingReady,
        Running,
        Pressing,
        WaitingForReply,
        Over
    };

    void look();
    void runNext();
    void runStep(const ScenarioStep &step);
    void goOn(const QString &problem);
    void press();
    void checkReply();
    void fail(const QString &reason);
    void finish(const QString &problem);
    void onDeadline();

    StepTarget &m_target;
    const QList<ScenarioStep> m_steps;
    const AtEnd m_atEnd;
    const ScenarioTiming m_timing;
    Phase m_phase = Phase::NotStarted;
    qsizetype m_next = 0;
    QTimer m_deadline; // of getting ready, of pressing, of wait-reply
    QTimer m_settled; // a reply is complete when nothing more came for a moment
    QTimer m_pressAgain;
};

} // namespace botline
