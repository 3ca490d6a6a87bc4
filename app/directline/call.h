#pragma once

#include "error.h"

#include <QtCore/QObject>

namespace botline::directline {

// The handle of one request. Exactly one of succeeded() and failed() comes, always after the
// function that made the call returned; then the handle deletes itself through deleteLater().
// Deleting it earlier aborts quietly: no signal comes. It is a child of the client that made it.
class Call : public QObject
{
    Q_OBJECT

public:
    ~Call() override;

    // The user no longer wants it: failed() comes with Kind::Cancelled before this returns. No
    // effect after the end, nor on a call that was refused and is about to say so.
    virtual void cancel() = 0;

    // The status of the answer: 200, 201, 202, 204 or another 2xx after succeeded(). 0 before.
    int httpStatus() const { return m_httpStatus; }

Q_SIGNALS:
    // Body bytes handed to the network, for uploads only. `total` never changes within one call.
    void uploadProgressed(qint64 sent, qint64 total, QPrivateSignal);
    // The whole request is on its way; what follows is waiting for the service.
    void requestSent(QPrivateSignal);
    void succeeded(QPrivateSignal);
    void failed(const botline::directline::Error &error, QPrivateSignal);

protected:
    explicit Call(QObject *parent);
    void reportProgress(qint64 sent, qint64 total);
    void reportRequestSent();
    void reportSuccess(int httpStatus);
    void reportFailure(const Error &error);

private:
    int m_httpStatus = 0;
    bool m_ended = false;
};

// A call whose success carries a T. result() is valid from succeeded() on.
template <typename T> class CallOf : public Call
{
public:
    const T &result() const { return m_result; }

protected:
    using Call::Call;
    T m_result;
};

} // namespace botline::directline
