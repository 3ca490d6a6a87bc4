#include "servermessage.h"

#include <QtCore/QJsonDocument>

namespace botline::localservice {

using namespace Qt::StringLiterals;

ServerResponse jsonResponse(int status, const QByteArray &json)
{
    ServerResponse response;
    response.status = status;
    response.contentType = "application/json; charset=utf-8"_ba;
    response.body = json;
    response.headers.append({"Cache-Control"_ba, "no-store"_ba});
    return response;
}

ServerResponse jsonResponse(int status, const QJsonObject &json)
{
    return jsonResponse(status, QJsonDocument(json).toJson(QJsonDocument::Compact));
}

ServerResponse errorResponse(int status, QLatin1StringView code, const QString &message)
{
    const QJsonObject error{{u"code"_s, code}, {u"message"_s, message}};
    return jsonResponse(status, QJsonObject{{u"error"_s, error}});
}

ServerResponse malformed(const QString &message)
{
    return errorResponse(400, "MalformedData"_L1, message);
}

ServerResponse missing(const QString &message)
{
    return errorResponse(400, "MissingProperty"_L1, message);
}

ServerResponse badArgument(int status, const QString &message)
{
    return errorResponse(status, "BadArgument"_L1, message);
}

ServerResponse serviceError(int status, const QString &message)
{
    return errorResponse(status, "ServiceError"_L1, message);
}

} // namespace botline::localservice
