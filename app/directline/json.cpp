#include "json.h"

#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace botline::directline::json {

namespace {

// More than any activity may have around it, less than what Qt refuses.
constexpr int kDeepestDocument = 512;

// What nests too deep becomes null.
QByteArray withoutDepths(const QByteArray &bytes)
{
    QByteArray result;
    result.reserve(bytes.size());
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes.at(i);
        if (inString && c == '\\') {
            if (depth <= kDeepestDocument)
                result += bytes.mid(i, 2);
            ++i;
            continue;
        }
        if (c == '"')
            inString = !inString;
        else if (!inString && (c == '{' || c == '[') && ++depth == kDeepestDocument + 1)
            result += "null";
        else if (!inString && (c == '}' || c == ']') && depth-- == kDeepestDocument + 1)
            continue;
        if (depth <= kDeepestDocument)
            result += c;
    }
    return result;
}

} // namespace

std::optional<QJsonObject> parseObject(const QByteArray &bytes, QString *why)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(QString::fromUtf8(bytes).toUtf8(), &error);
    if (error.error == QJsonParseError::DeepNesting)
        document
            = QJsonDocument::fromJson(withoutDepths(QString::fromUtf8(bytes).toUtf8()), &error);

    if (document.isObject())
        return document.object();
    if (why) {
        if (bytes.trimmed().isEmpty())
            *why = u"the body is empty"_s;
        else if (error.error != QJsonParseError::NoError)
            *why = u"the body is no JSON: %1"_s.arg(error.errorString());
        else
            *why = u"the body is no JSON object"_s;
    }
    return std::nullopt;
}

QString text(const QJsonObject &object, QLatin1StringView key)
{
    return object.value(key).toString();
}

QString scalarText(const QJsonObject &object, QLatin1StringView key)
{
    const QJsonValue value = object.value(key);
    if (value.isDouble() || value.isBool())
        return value.toVariant().toString();
    return value.toString();
}

void setText(QJsonObject &object, QLatin1StringView key, const QString &value)
{
    if (value.isEmpty())
        object.remove(key);
    else
        object.insert(key, value);
}

void updateText(QJsonObject &object, QLatin1StringView key, const QString &value)
{
    if (text(object, key) != value)
        setText(object, key, value);
}

void updateValue(QJsonObject &object, QLatin1StringView key, const QJsonValue &value)
{
    if (object.value(key) == value)
        return;
    if (value.isUndefined())
        object.remove(key);
    else
        object.insert(key, value);
}

void updateArray(QJsonObject &object, QLatin1StringView key, const QJsonArray &value)
{
    if (object.value(key).toArray() == value)
        return;
    if (value.isEmpty())
        object.remove(key);
    else
        object.insert(key, value);
}

bool deeperThan(const QJsonValue &value, int limit)
{
    if (value.isArray()) {
        if (limit <= 0)
            return true;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            if (deeperThan(item, limit - 1))
                return true;
        }
    } else if (value.isObject()) {
        if (limit <= 0)
            return true;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (deeperThan(it.value(), limit - 1))
                return true;
        }
    }
    return false;
}

QJsonArray objects(const QJsonValue &value)
{
    const QJsonArray all = value.toArray();
    QJsonArray result;
    for (const QJsonValue &item : all) {
        if (item.isObject())
            result.append(item);
    }
    return result;
}

QStringList stringList(const QJsonValue &value)
{
    QStringList result;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        if (item.isString())
            result.append(item.toString());
    }
    return result;
}

} // namespace botline::directline::json
