#include "conversationsteptarget.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/transcript/transcriptfile.h"

#include <QtCore/QJsonArray>

namespace botline {

ConversationStepTarget::ConversationStepTarget(ConversationSession &session, QObject *parent)
    : StepTarget(parent), m_session(session)
{
    connect(&session, &ConversationSession::historyLoaded, this, [this] {
        m_ready = true;
        Q_EMIT changed();
    });
    connect(&session, &ConversationSession::stateChanged, this, &StepTarget::changed);
    connect(&session, &ConversationSession::waitingForReplyChanged, this, &StepTarget::changed);
    const ActivityModel &model = session.model();
    connect(&model, &ActivityModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                countReplies(first, last);
                Q_EMIT changed();
            });
    connect(&model, &ActivityModel::dataChanged, this, &StepTarget::changed);
}

QString ConversationStepTarget::finalProblem() const
{
    switch (m_session.state()) {
    case ConversationSession::State::Failed: // waits for somebody who tries again
    case ConversationSession::State::Expired:
    case ConversationSession::State::Ended:
        return m_session.statusText();
    case ConversationSession::State::Idle:
    case ConversationSession::State::Authenticating:
    case ConversationSession::State::Starting:
    case ConversationSession::State::Online:
    case ConversationSession::State::Degraded:
        break;
    }
    return {};
}

QString ConversationStepTarget::statusText() const
{
    return m_session.statusText();
}

std::chrono::milliseconds ConversationStepTarget::replySettles() const
{
    return m_session.timing().pollAfterSend * 4 / 3;
}

void ConversationStepTarget::countReplies(int first, int last)
{
    for (int row = first; row <= last && !m_replied; ++row)
        m_replied = m_session.model().facts(row).side == Side::Bot;
}

void ConversationStepTarget::aboutToAct()
{
    m_rowsBefore = m_session.model().rowCount();
    m_replied = false;
    m_sentKey.clear();
}

void ConversationStepTarget::acted()
{
    const ActivityModel &model = m_session.model();
    for (int row = model.rowCount() - 1; row >= m_rowsBefore; --row) {
        if (model.facts(row).side == Side::Own) {
            m_sentKey = model.facts(row).key;
            return;
        }
    }
}

int ConversationStepTarget::sentRow() const
{
    return m_sentKey.isEmpty() ? -1 : m_session.model().rowOfKey(m_sentKey);
}

StepTarget::Reply ConversationStepTarget::reply() const
{
    if (const int row = sentRow(); row >= 0) {
        switch (m_session.model().facts(row).sendState) {
        case SendState::Failed:
        case SendState::Cancelled:
            return Reply::Impossible;
        case SendState::Queued:
        case SendState::Sending:
            return Reply::None;
        case SendState::None:
        case SendState::Delivered:
        case SendState::Sent:
        case SendState::Unconfirmed:
            break;
        }
    }
    return m_replied ? Reply::Arrived : Reply::None;
}

QString ConversationStepTarget::replyProblem() const
{
    const int row = sentRow();
    if (row < 0)
        return {};
    const ActivityEntry sent = m_session.model().entry(row);
    if (!sent.failure.isEmpty())
        return sent.failure;
    return reply() == Reply::Impossible ? sendStateText(sent) : QString();
}

QString ConversationStepTarget::save(const QString &path)
{
    QString why;
    writeTranscript(m_session.transcript(), path, &why);
    return why;
}

} // namespace botline
