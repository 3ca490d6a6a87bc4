#include "httpmessage.h"

#include <QtCore/QJsonDocument>

namespace botline::practice {

using namespace Qt::StringLiterals;

HttpResponse jsonResponse(int status, const QByteArray &json)
{
    HttpResponse response;
    response.status = status;
    response.contentType = "application/json; charset=utf-8"_ba;
    response.body = json;
    response.headers.append({"Cache-Control"_ba, "no-store"_ba});
    return response;
}

HttpResponse jsonResponse(int status, const QJsonObject &json)
{
    return jsonResponse(status, QJsonDocument(json).toJson(QJsonDocument::Compact));
}

HttpResponse errorResponse(int status, QLatin1StringView code, const QString &message)
{
    const QJsonObject error{{u"code"_s, code}, {u"message"_s, message}};
    return jsonResponse(status, QJsonObject{{u"error"_s, error}});
}

HttpResponse malformed(const QString &message)
{
    return errorResponse(400, "MalformedData"_L1, message);
}

HttpResponse missing(const QString &message)
{
    return errorResponse(400, "MissingProperty"_L1, message);
}

HttpResponse badArgument(int status, const QString &message)
{
    return errorResponse(status, "BadArgument"_L1, message);
}

HttpResponse serviceError(int status, const QString &message)
{
    return errorResponse(status, "ServiceError"_L1, message);
}

} // namespace botline::practice
