#include "rawobject.h"

#include <QtCore/QJsonDocument>

namespace botline::directline {

RawObject::RawObject(const QJsonObject &object)
{
    if (!object.isEmpty())
        m_text = QJsonDocument(object).toJson(QJsonDocument::Compact);
}

RawObject RawObject::fromText(const QByteArray &text)
{
    RawObject raw;
    raw.m_text = text;
    return raw;
}

QJsonObject RawObject::toObject() const
{
    return QJsonDocument::fromJson(m_text).object();
}

} // namespace botline::directline
