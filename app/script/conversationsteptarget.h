#pragma once

#include "steptarget.h"

#include "app/conversation/session/conversationsession.h"

namespace botline {

// What every target answers from its session: connection, replies, transcript. How something is
// said or pressed is left to others.
class ConversationStepTarget : public StepTarget
{
    Q_OBJECT

public:
    // `session` must outlive it. Made before the session is opened.
    explicit ConversationStepTarget(ConversationSession &session, QObject *parent = nullptr);

    bool isReady() const override { return m_ready; }
    QString finalProblem() const override;
    QString statusText() const override;
    // Longer than the extra poll after a post: what the bot said at once is there by then.
    std::chrono::milliseconds replySettles() const override;
    Reply reply() const override;
    QString replyProblem() const override;
    QString save(const QString &path) override;

protected:
    ConversationSession &session() const { return m_session; }
    // Around each action that may send something: replies count from the first on, and the second
    // looks for the message that the action sent.
    void aboutToAct();
    void acted();

private:
    void countReplies(int first, int last);
    int sentRow() const; // -1: nothing visible was sent, or it is gone

    ConversationSession &m_session;
    bool m_ready = false;
    bool m_replied = false;
    int m_rowsBefore = 0; // the last action
    QString m_sentKey; // of the own row that it made
};

} // namespace botline
