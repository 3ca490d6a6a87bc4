#include "shownjson.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace botline {

namespace {

constexpr qsizetype kMaxShown = 20'000;

} // namespace

QString shownJson(const QJsonValue &value)
{
    QString text;
    if (value.isObject())
        text = QString::fromUtf8(QJsonDocument(value.toObject()).toJson());
    else if (value.isArray())
        text = QString::fromUtf8(QJsonDocument(value.toArray()).toJson());
    else if (value.isString())
        text = value.toString();
    else
        text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson());
    if (text.size() > kMaxShown)
        return text.left(kMaxShown) + u'\n'
            + QCoreApplication::translate("botline::FallbackNote", "… and %n more characters",
                                          nullptr, int(text.size() - kMaxShown));
    return text.trimmed();
}

} // namespace botline
