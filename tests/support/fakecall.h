#pragma once

#include "app/directline/call.h"

#include <QtCore/QMetaMethod>

namespace botline::test {

// A call that the test ends, through FakeApi.
template <typename T> class FakeCall final : public directline::CallOf<T>
{
public:
    explicit FakeCall(QObject *parent) : directline::CallOf<T>(parent) { }

    void cancel() override
    {
        directline::Error error;
        error.kind = directline::Error::Kind::Cancelled;
        error.requestWritten = m_written;
        this->reportFailure(error);
    }

    void succeed(const T &result, int httpStatus)
    {
        this->m_result = result;
        this->reportSuccess(httpStatus);
    }
    void fail(const directline::Error &error) { this->reportFailure(error); }
    void send()
    {
        m_written = true;
        this->reportRequestSent();
    }
    void progress(qint64 sent, qint64 total)
    {
        m_written = m_written || sent > 0;
        this->reportProgress(sent, total);
    }
    // False: whoever made the call abandoned it.
    bool isWaitedFor() const
    {
        return this->isSignalConnected(QMetaMethod::fromSignal(&directline::Call::succeeded));
    }

private:
    bool m_written = false;
};

} // namespace botline::test
