#include "cardschema.h"

#include "cardproperties.h"
#include "cardschematable.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDate>
#include <QtCore/QHash>
#include <QtCore/QStringList>

using namespace Qt::StringLiterals;

namespace botline::adaptive::schema {

namespace {

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::adaptive::CardSchema)
};

bool isOneOf(const QString &word, const char *words)
{
    for (const QLatin1StringView each : QLatin1StringView(words).tokenize(u'|')) {
        if (word.compare(each, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

bool stringFits(const Property &property, const QString &text)
{
    const unsigned forms = property.forms;
    // Nothing said, as programs write it.
    if (text.isEmpty() || (forms & (String | Text)))
        return true;
    if (forms & Regex)
        return isPattern(text);
    if (forms & Date)
        return QDate::fromString(text, Qt::ISODate).isValid();
    if (forms & Time)
        return QTime::fromString(text, u"HH:mm"_s).isValid();
    if ((forms & Word) && isOneOf(text, property.words))
        return true;
    if ((forms & Pixels) && text.endsWith("px"_L1, Qt::CaseInsensitive))
        return numberOf(text.chopped(2)).has_value();
    return (forms & (Number | Pixels)) && numberOf(text);
}

} // namespace

const Type *typeNamed(QStringView name)
{
    static const QHash<QString, const Type *> known = [] {
        QHash<QString, const Type *> result;
        for (const Type &type : types()) {
            if (type.group != Group::Shared)
                result.insert(QLatin1StringView(type.name), &type);
        }
        return result;
    }();
    return known.value(name.toString());
}

const Property *propertyNamed(const Type &type, QStringView name)
{
    for (const Type *each = &type; each; each = each->base) {
        for (const Property &property : each->properties) {
            if (name == QLatin1StringView(property.name))
                return &property;
        }
    }
    return nullptr;
}

bool isOne(const Type &type, QLatin1StringView wanted)
{
    if (wanted == "Element"_L1)
        return type.group == Group::Element;
    if (wanted == "Action"_L1)
        return type.group == Group::Action;
    const QLatin1StringView name(type.name);
    if (wanted == "SelectAction"_L1)
        return type.group == Group::Action && name != "Action.ShowCard"_L1;
    return wanted == name;
}

bool fits(const Property &property, const QJsonValue &value)
{
    const unsigned forms = property.forms;
    if ((forms & Any) || value.isNull() || value.isUndefined())
        return true;
    if (forms & List)
        return value.isArray();
    if (value.isObject())
        return forms & Object;
    if (value.isBool())
        return forms & (Bool | Text);
    if (value.isDouble())
        return forms & (Number | Pixels | Text);
    return value.isString() && stringFits(property, value.toString());
}

QString expectation(const Property &property)
{
    const unsigned forms = property.forms;
    if (forms & List)
        return Translations::tr("a list");
    QStringList parts;
    if (forms & Word)
        parts.append(QString::fromLatin1(property.words).split(u'|'));
    const auto add = [&](unsigned form, const QString &words) {
        if (forms & form)
            parts.append(words);
    };
    add(String | Text, Translations::tr("text"));
    add(Number, Translations::tr("a number"));
    add(Bool, Translations::tr("true or false"));
    add(Pixels, Translations::tr("pixels such as 80px"));
    add(Date, Translations::tr("a date such as 2026-01-31"));
    add(Time, Translations::tr("a time such as 17:30"));
    add(Regex, Translations::tr("a regular expression"));
    add(Object, Translations::tr("an object"));
    return parts.size() < 2 ? parts.join(QString())
                            : Translations::tr("one of %1").arg(parts.join(u", "_s));
}

QString translated(const char *words)
{
    return Translations::tr(words);
}

} // namespace botline::adaptive::schema
