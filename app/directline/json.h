// Tolerant reading of JSON that a stranger wrote (protocol dossier §6.1 "Tolerance", §8.12, §10
// Q14/Q15).
//
// Rule: a member that is missing or has another JSON type than the schema says counts as absent.
// Whether a whole document could be read is told apart from "empty": parseObject() answers nullopt.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace botline::directline::json {

// Deepest nesting that is accepted inside one activity.
inline constexpr int kMaxDepth = 64;

// The document as an object. Invalid UTF-8 is replaced, what nests deeper than Qt reads becomes
// null, and it is parsed again, so that one bad message cannot stall a feed (Q15). On failure
// `why`, if given, gets a short reason without any content.
std::optional<QJsonObject> parseObject(const QByteArray &bytes, QString *why = nullptr);

// The string, or "" when it is absent or not a string.
QString text(const QJsonObject &object, QLatin1StringView key);

// As text(), but numbers and booleans give their text ("price": 5 -> "5"; dossier §6.4).
QString scalarText(const QJsonObject &object, QLatin1StringView key);

// Sets the member, or removes it when `value` is empty, so that nothing empty is sent (§4.2).
void setText(QJsonObject &object, QLatin1StringView key, const QString &value);

// Writing a value back over the object it came from. A member that still says what `value` says is
// left exactly as it was received, also when its type was wrong and it counted as absent: so what
// nobody touched survives a round trip. Otherwise it is set, or removed when `value` is empty.
void updateText(QJsonObject &object, QLatin1StringView key, const QString &value);
void updateValue(QJsonObject &object, QLatin1StringView key, const QJsonValue &value);
void updateArray(QJsonObject &object, QLatin1StringView key, const QJsonArray &value);

// True when arrays and objects nest deeper than `limit` levels.
bool deeperThan(const QJsonValue &value, int limit);

// The objects of an array; other elements are left out.
QJsonArray objects(const QJsonValue &value);

// The strings of an array; other elements are left out.
QStringList stringList(const QJsonValue &value);

// The objects of an array, each read with T::fromJson; unreadable ones are left out.
template <typename T> QList<T> list(const QJsonValue &value)
{
    QList<T> result;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        if (auto parsed = T::fromJson(item))
            result.append(*std::move(parsed));
    }
    return result;
}

template <typename T> QJsonArray array(const QList<T> &values)
{
    QJsonArray result;
    for (const T &value : values)
        result.append(value.toJson());
    return result;
}

template <typename T>
void update(QJsonObject &object, QLatin1StringView key, const std::optional<T> &value)
{
    if (T::fromJson(object.value(key)) != value)
        updateValue(object, key, value ? QJsonValue(value->toJson()) : QJsonValue::Undefined);
}

template <typename T>
void updateList(QJsonObject &object, QLatin1StringView key, const QList<T> &values)
{
    if (list<T>(object.value(key)) != values)
        updateArray(object, key, array(values));
}

} // namespace botline::directline::json
