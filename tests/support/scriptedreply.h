#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

#include <chrono>
#include <optional>
#include <utility>

namespace botline::test {

using HttpHeader = std::pair<QByteArray, QByteArray>;

// A request as it arrived, byte for byte.
struct RecordedRequest
{
    QByteArray method;
    QByteArray target; // raw: path and query, still encoded
    QList<HttpHeader> headers; // in their order
    QByteArray body; // at most ScriptedServer::keptBodyBytes()
    qint64 bodyBytes = 0; // that arrived
    bool complete = false; // false: the sender left before its Content-Length was reached
    int connection = 0; // counts up per server, from 1
    qint64 atMs = 0; // arrival of the headers, in milliseconds since the server began

    QByteArray path() const; // raw, without the query
    QByteArray header(const QByteArray &name) const; // "" when absent
    bool hasHeader(const QByteArray &name) const;
    int headerCount(const QByteArray &name) const;
    // A query parameter, decoded as a server decodes it ("+" is a blank); nullopt when absent.
    std::optional<QString> query(const QByteArray &name) const;
    QJsonObject json() const; // the body; {} when it is no object
};

// What the server does with one request. Made by one of the static functions, then refined:
//
//     ScriptedReply::json(429, {}).with("Retry-After", "3")
//     ScriptedReply::json(200, set).cutAfter(20)
//     ScriptedReply::held(ScriptedReply::json(200, set))       // until server.release()
struct ScriptedReply
{
    enum class Fault
    {
        None,
        CloseAfterRequest, // reads the whole request, then closes
        CloseDuringRequest, // closes after `faultBytes` of the request's body
        StallDuringRequest, // reads `faultBytes` of the request's body and no more until
                            // ScriptedServer::release(); then it is answered like any other
        AnswerDuringRequest, // answers after `faultBytes` of it, reads the rest, then closes
        CutBody, // announces the whole body, closes after `faultBytes` of it
        Reset, // reads the whole request, then resets the connection (RST)
        NeverAnswer,
    };

    int status = 200;
    QByteArray reason;
    QList<HttpHeader> headers;
    QByteArray body;
    std::optional<QByteArray> raw; // sent as it is instead of status, headers and body
    std::chrono::milliseconds delay{0}; // before the headers
    bool announceLength = true; // false: no Content-Length, the end of the connection ends the body
    bool hold = false; // before the headers, until ScriptedServer::release()
    std::optional<qint64> holdAfter; // within the body, until ScriptedServer::release()
    Fault fault = Fault::None;
    qint64 faultBytes = 0;

    // Whether it begins before the whole request is there.
    bool isDuringRequest() const;

    static ScriptedReply json(int status, const QJsonObject &body);
    static ScriptedReply text(int status, const QByteArray &body,
                              const QByteArray &contentType = "text/plain");
    static ScriptedReply empty(int status);
    static ScriptedReply redirect(int status, const QByteArray &location);
    static ScriptedReply bytes(const QByteArray &raw); // any bytes instead of HTTP, then closes
    static ScriptedReply closeAfterRequest();
    static ScriptedReply closeDuringRequest(qint64 afterBodyBytes);
    static ScriptedReply stallDuringRequest(qint64 afterBodyBytes);
    static ScriptedReply reset();
    static ScriptedReply neverAnswer();
    static ScriptedReply held(ScriptedReply reply);
    // An error body in Direct Line's form: {"error":{"code":…,"message":…}}.
    static ScriptedReply error(int status, const QString &code, const QString &message = {});

    ScriptedReply with(const QByteArray &name, const QByteArray &value) const;
    ScriptedReply after(std::chrono::milliseconds wait) const;
    ScriptedReply cutAfter(qint64 bodyBytes) const;
    ScriptedReply early(qint64 afterRequestBodyBytes) const;
    ScriptedReply heldAfter(qint64 bodyBytes) const;
    ScriptedReply withoutLength() const;
};

} // namespace botline::test
