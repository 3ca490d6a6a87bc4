#include "cardstate.h"

namespace botline {

namespace {

QString stateKey(const QString &entryKey, int attachment)
{
    return entryKey + u'/' + QString::number(attachment);
}

} // namespace

CardStates::State CardStates::state(const QString &entryKey, int attachment) const
{
    return m_states.value(stateKey(entryKey, attachment));
}

void CardStates::setInput(const QString &entryKey, int attachment, const QString &inputId,
                          const QJsonValue &value)
{
    m_states[stateKey(entryKey, attachment)].inputs.insert(inputId, value);
    Q_EMIT changed(entryKey, attachment);
}

void CardStates::setSubmission(const QString &entryKey, int attachment, Submission submission)
{
    Submission &current = m_states[stateKey(entryKey, attachment)].submission;
    if (current == submission)
        return;
    current = submission;
    Q_EMIT changed(entryKey, attachment);
    Q_EMIT submissionChanged(entryKey, attachment);
}

void CardStates::restore(const QString &entryKey, int attachment, const State &state)
{
    m_states.insert(stateKey(entryKey, attachment), state);
}

void CardStates::clear()
{
    m_states.clear();
}

void CardStates::setFreezesAnswered(bool on)
{
    if (m_freezesAnswered == on)
        return;
    m_freezesAnswered = on;
    Q_EMIT freezesAnsweredChanged();
}

bool CardStates::isFrozen(const QString &entryKey, int attachment) const
{
    return m_freezesAnswered && isAnswered(state(entryKey, attachment).submission);
}

} // namespace botline
