#pragma once

#include "app/directline/client.h"

#include "tests/support/recordingobserver.h"
#include "tests/support/scriptedserver.h"

#include <QtNetwork/QNetworkAccessManager>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <memory>

namespace botline::test {

// A client over real sockets: two network managers, the client, and what it told.
struct Wire
{
    explicit Wire(const directline::ServiceUrl &root, const directline::ClientLimits &limits = {})
        : client(directline::ApiNetwork{reads, writes}, root, limits)
    {
        client.setExchangeObserver(&observer);
    }

    QNetworkAccessManager reads;
    QNetworkAccessManager writes;
    RecordingObserver observer;
    const QList<directline::Exchange> &exchanges = observer.finished;
    directline::Client client;
};

inline directline::ServiceUrl rootOf(const ScriptedServer &server,
                                     const QString &path = QStringLiteral("/v3/directline"))
{
    return *directline::ServiceUrl::parse(server.url(path).toString());
}

inline directline::Bearer bearer(const char *text = "wire-token")
{
    return *directline::Bearer::parse(QByteArray(text));
}

// How one call ended.
template <typename T> struct Ending
{
    bool ended = false;
    bool succeeded = false;
    int httpStatus = 0;
    T result;
    directline::Error error;
    int signalCount = 0; // terminal ones: must become 1 and stay so
};

// Watches a call; the ending is filled when it comes.
template <typename T> std::shared_ptr<Ending<T>> watch(directline::CallOf<T> *call)
{
    auto ending = std::make_shared<Ending<T>>();
    QObject::connect(call, &directline::Call::succeeded, call, [call, ending] {
        ending->ended = ending->succeeded = true;
        ending->httpStatus = call->httpStatus();
        ending->result = call->result();
        ++ending->signalCount;
    });
    QObject::connect(call, &directline::Call::failed, call,
                     [ending](const directline::Error &error) {
                         ending->ended = true;
                         ending->error = error;
                         ++ending->signalCount;
                     });
    return ending;
}

// Waits for the end of a call.
template <typename T> Ending<T> finish(directline::CallOf<T> *call)
{
    const auto ending = watch(call);
    QSignalSpy destroyed(call, &QObject::destroyed);
    destroyed.wait(20'000);
    return *ending;
}

} // namespace botline::test
