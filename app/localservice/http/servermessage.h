// HTTP from the server's side, without the library that parses it.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <utility>

namespace botline::localservice {

// The head of a request.
struct ServerRequest
{
    QByteArray method; // in capitals
    QStringList path; // segments, each percent-decoded on its own, so that "%2F" separates nothing
    QHash<QString, QString> query; // decoded; a bare '+' is a space; of equal names the last counts
    QHash<QByteArray, QByteArray> headers; // names in lower case; of equal names the last counts
    bool hasBody = false; // there is one, be it empty in the end
    std::optional<qint64> contentLength; // bytes; nullopt for none and for a chunked body

    QByteArray header(const QByteArray &lowerCaseName) const
    {
        return headers.value(lowerCaseName);
    }
};

// Takes the body of one request, which passes by once and never stands in memory as a whole. The
// server calls it on its own thread and destroys it after complete(), or without complete() when
// the body broke off, was malformed or came too slowly.
class BodyReceiver
{
public:
    virtual ~BodyReceiver() = default;

    virtual void take(QByteArrayView bytes) = 0; // the next piece; valid during the call only
    virtual void complete() = 0; // the whole body was taken; once
};

struct ServerResponse
{
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    QString file; // when set, sent from disk in place of `body`
    QList<std::pair<QByteArray, QByteArray>> headers; // values without line ends
};

ServerResponse jsonResponse(int status, const QByteArray &json);
ServerResponse jsonResponse(int status, const QJsonObject &json);

// A refusal in Direct Line's shape (protocol.md §2.7).
ServerResponse errorResponse(int status, QLatin1StringView code, const QString &message);
ServerResponse malformed(const QString &message); // 400 MalformedData
ServerResponse missing(const QString &message); // 400 MissingProperty
ServerResponse badArgument(int status, const QString &message);
ServerResponse serviceError(int status, const QString &message);

} // namespace botline::localservice
