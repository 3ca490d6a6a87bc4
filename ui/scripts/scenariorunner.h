#pragma once

#include "app/conversation/session/conversationsession.h"
#include "app/script/scenario.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace botline {

class ConversationPage;

// Plays a scenario on a page of the real window: it types into the composer, presses the real
// buttons and looks at the same rows a person sees. Steps run one after the other; the first that
// fails ends the run.
class ScenarioRunner : public QObject
{
    Q_OBJECT

public:
    // The page must outlive this. The first step waits until the backlog is shown.
    ScenarioRunner(ConversationPage &page, const QList<ScenarioStep> &steps,
                   QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    // `problem` names the failing line; "" after quit.
    void finished(const QString &problem);

private:
    void runNext();
    void fail(const QString &reason);
    void say(const QString &text);
    void upload(const QStringList &paths);
    void press();
    void takeScreenshot(const QString &path);
    void sendComposer();
    void noteSent();
    void adoptSentRow();
    void checkReply();
    bool replyArrived() const;
    QString sendProblem() const;

    ConversationPage &m_page;
    ConversationSession &m_session;
    QList<ScenarioStep> m_steps;
    int m_next = 0;
    bool m_ready = false; // the backlog was shown
    bool m_waiting = false; // in wait-reply
    int m_firstRow = 0; // rows from here on came after the last thing sent
    QString m_sentKey; // the own row that was sent last; "" when nothing visible was
    QTimer m_deadline; // of wait-reply, of press, of getting ready
    QTimer m_settled; // a reply is complete when nothing more came for a moment
    QTimer m_pressAgain;
};

} // namespace botline
