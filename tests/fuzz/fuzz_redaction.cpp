// Secrets in any JSON, in any place where the service puts them, never pass the redaction (dossier
// §8.10).
#include "fuzzing.h"

#include "app/directline/json.h"
#include "app/directline/redaction.h"

#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using botline::fuzz::must;

namespace {

const QString kSecret = u"c4n4ry.S3cr/et+x=="_s;

QJsonValue withSecrets(const QJsonValue &value, int depth);

QJsonObject withSecrets(const QJsonObject &object, int depth)
{
    QJsonObject result;
    for (auto it = object.begin(); it != object.end(); ++it)
        result.insert(it.key(), withSecrets(it.value(), depth + 1));
    result.insert(depth % 2 ? "token"_L1 : "streamUrl"_L1, kSecret);
    return result;
}

QJsonValue withSecrets(const QJsonValue &value, int depth)
{
    if (depth > 20)
        return value;
    if (value.isObject())
        return withSecrets(value.toObject(), depth);
    if (value.isArray()) {
        QJsonArray result;
        const QJsonArray items = value.toArray();
        for (const QJsonValue &item : items)
            result.append(withSecrets(item, depth + 1));
        return result;
    }
    if (value.isString())
        return QJsonValue(value.toString() + "?t="_L1 + kSecret);
    return value;
}

void mustHideIn(const QByteArray &text)
{
    const QByteArray shown = redactedJson(text);
    must(!shown.contains("c4n4ry"), "no secret is shown");
    must(redactedJson(shown) == shown, "redacting twice changes nothing more");
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = botline::fuzz::bytes(data, size);
    const QByteArray shown = redactedJson(bytes); // whatever it is
    must(redactedJson(shown) == shown, "redacting twice changes nothing more");
    redactedHeader("Location", bytes);
    redacted(QUrl(QString::fromUtf8(bytes)));

    if (const std::optional<QJsonObject> object = json::parseObject(bytes)) {
        const QJsonDocument secrets(withSecrets(*object, 0));
        mustHideIn(secrets.toJson(QJsonDocument::Compact));
        mustHideIn(secrets.toJson(QJsonDocument::Indented));
    }
    return 0;
}
