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
    if (m_observer)
        m_observer(entryKey, attachment);
}

void CardStates::setSubmitted(const QString &entryKey, int attachment, bool submitted)
{
    m_states[stateKey(entryKey, attachment)].submitted = submitted;
    if (m_observer)
        m_observer(entryKey, attachment);
}

void CardStates::restore(const QString &entryKey, int attachment, const State &state)
{
    m_states.insert(stateKey(entryKey, attachment), state);
}

void CardStates::clear()
{
    m_states.clear();
}

} // namespace botline
