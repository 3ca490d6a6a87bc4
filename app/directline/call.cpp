#include "call.h"

namespace botline::directline {

Call::Call(QObject *parent) : QObject(parent)
{
}

Call::~Call() = default;

void Call::reportProgress(qint64 sent, qint64 total)
{
    if (!m_ended)
        Q_EMIT uploadProgressed(sent, total, QPrivateSignal());
}

void Call::reportRequestSent()
{
    if (!m_ended)
        Q_EMIT requestSent(QPrivateSignal());
}

void Call::reportSuccess(int httpStatus)
{
    if (m_ended)
        return;
    m_ended = true;
    m_httpStatus = httpStatus;
    deleteLater(); // before the signal: a receiver may delete the call at once
    Q_EMIT succeeded(QPrivateSignal());
}

void Call::reportFailure(const Error &error)
{
    if (m_ended)
        return;
    m_ended = true;
    deleteLater();
    Q_EMIT failed(error, QPrivateSignal());
}

} // namespace botline::directline
