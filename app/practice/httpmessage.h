// HTTP as the practice service sees it, without the library that parses it.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <functional>
#include <optional>
#include <utility>

namespace botline::practice {

struct HttpRequest
{
    QByteArray method; // in capitals
    QStringList path; // segments, each percent-decoded on its own, so that "%2F" separates nothing
    QHash<QString, QString> query; // decoded; a bare '+' is a space; of equal names the last counts
    QHash<QByteArray, QByteArray> headers; // names in lower case; of equal names the last counts

    QByteArray header(const QByteArray &lowerCaseName) const
    {
        return headers.value(lowerCaseName);
    }
};

// The body of a request, which passes by once and never stands in memory as a whole. A handler need
// not read it: what it leaves is dropped by the server.
class HttpBody
{
public:
    struct Part
    {
        QString name;
        QString fileName;
        QByteArray contentType;
    };
    using Began = std::function<void(const Part &)>;
    using Bytes = std::function<void(QByteArrayView)>;

    virtual ~HttpBody() = default;

    virtual std::optional<qint64> declaredSize() const = 0; // Content-Length, if there is one
    virtual bool isMultipart() const = 0;

    // Hands over the whole body in pieces. False: it broke off or was malformed. Only for a body
    // that is not multipart.
    virtual bool read(const Bytes &bytes) = 0;

    // The same for a multipart body: `began` once for each part, then `bytes` for its content.
    virtual bool readParts(const Began &began, const Bytes &bytes) = 0;
};

struct HttpResponse
{
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    QString file; // when set, sent from disk in place of `body`
    QList<std::pair<QByteArray, QByteArray>> headers;
};

HttpResponse jsonResponse(int status, const QByteArray &json);
HttpResponse jsonResponse(int status, const QJsonObject &json);

// A refusal in Direct Line's shape (protocol.md §2.7).
HttpResponse errorResponse(int status, QLatin1StringView code, const QString &message);
HttpResponse malformed(const QString &message); // 400 MalformedData
HttpResponse missing(const QString &message); // 400 MissingProperty
HttpResponse badArgument(int status, const QString &message);
HttpResponse serviceError(int status, const QString &message);

} // namespace botline::practice
