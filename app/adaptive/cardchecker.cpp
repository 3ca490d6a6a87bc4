#include "cardchecker.h"

#include "cardproperties.h"

#include "app/directline/json.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;
using schema::Property;
using schema::Treatment;
using schema::Type;

namespace {

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::adaptive::CardChecker)
};

constexpr qsizetype kMaxShown = 60; // characters of the bot's own words in a remark

QString quoted(const QString &text)
{
    return text.size() > kMaxShown ? text.left(kMaxShown) + u'…' : text;
}

// The value itself where it is short, else what kind of thing it is.
QString shown(const QJsonValue &value)
{
    if (value.isObject())
        return Translations::tr("an object");
    if (value.isArray())
        return Translations::tr("a list");
    if (value.isString())
        return u"“%1”"_s.arg(quoted(value.toString()));
    return value.toVariant().toString();
}

// The property of this name written with other capitals.
QString nearName(const Type &type, const QString &name)
{
    for (const Type *each = &type; each; each = each->base) {
        for (const Property &property : each->properties) {
            if (name.compare(QLatin1StringView(property.name), Qt::CaseInsensitive) == 0)
                return QString::fromLatin1(property.name);
        }
    }
    return {};
}

} // namespace

QString CardChecker::Place::path() const
{
    QString result = parent ? parent->path() : u"$"_s;
    if (index >= 0)
        return result + u'[' + QString::number(index) + u']';
    if (key.isEmpty())
        return result;
    const bool plain = std::all_of(key.begin(), key.end(),
                                   [](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
    return result + (plain ? u'.' + quoted(key) : u"['%1']"_s.arg(quoted(key)));
}

void CardChecker::add(const Place &place, const QString &what, const QString &why)
{
    if (m_remarks.size() + 1 < size_t(kMaxRemarks)) {
        m_remarks.push_back({place.path(), quoted(what), why});
    } else if (!m_ended) {
        m_ended = true;
        m_remarks.push_back(
            {u"$"_s, {}, Translations::tr("There is more to say; this list ends here.")});
    }
}

bool CardChecker::takePiece(const Place &place)
{
    // Deeper than that the reader has ended, whatever the objects are.
    constexpr int kDeepest = 3 * kMaxDepth;
    if (m_ended || m_piecesLeft <= 0 || place.depth > kDeepest)
        return false;
    --m_piecesLeft;
    return true;
}

void CardChecker::noteCut()
{
    add({}, {},
        Translations::tr("The card is longer than Botline shows: its end or a part is left out."));
}

void CardChecker::check(const QJsonObject &card)
{
    const Place place;
    checkVersion(card, place);
    checkPiece(card, "AdaptiveCard"_L1, place);
    checkTargets();
}

void CardChecker::checkVersion(const QJsonObject &card, const Place &place)
{
    const QString name = u"version"_s;
    const QJsonValue version = card[name];
    if (version.isUndefined() || version.isNull()) {
        add(place, name,
            Translations::tr("The card does not say its version. Some programs refuse it then."));
    } else if (version.isString() && !isVersion(version.toString())) {
        add(place.member(name), name,
            Translations::tr("%1 is not a version such as 1.5.").arg(shown(version)));
    } else if (isLaterVersion(version.toString())) {
        add(place.member(name), name,
            Translations::tr("The card is of version %1, Botline knows them up to 1.%2. It is "
                             "shown as far as it is understood.")
                .arg(version.toString())
                .arg(schema::kNewest));
    }
}

void CardChecker::checkPiece(const QJsonObject &object, QLatin1StringView wanted,
                             const Place &place)
{
    if (!takePiece(place))
        return;
    const QString name = json::text(object, "type"_L1);
    const Type *expected = schema::typeNamed(QString(wanted));
    const Type *type = name.isEmpty() ? expected : schema::typeNamed(name);
    // What can be nothing else is what its place says; the reader does not look at the name.
    if (expected && type != expected && wanted != "Column"_L1) {
        add(place, name, Translations::tr("%1 belongs here.").arg(wanted));
        type = expected;
    }
    if (!type || !schema::isOne(*type, wanted)) {
        QString why;
        if (name.isEmpty())
            why = Translations::tr("It does not say what it is.");
        else if (type)
            why = Translations::tr("It cannot stand here.");
        else
            why = Translations::tr("It is not known; Adaptive Cards up to 1.%1 do not have it.")
                      .arg(schema::kNewest);
        checkReplaced(object, name, wanted, why, place);
        return;
    }
    if (!meetsRequirements(object)) {
        checkReplaced(object, name, wanted,
                      Translations::tr("It requires %1.").arg(requirementOf(object)), place);
        return;
    }
    checkObject(object, *type, place);
}

void CardChecker::checkReplaced(const QJsonObject &object, const QString &name,
                                QLatin1StringView wanted, const QString &why, const Place &place)
{
    const QJsonValue fallback = object["fallback"_L1];
    const QString both = u"%1 %2"_s;
    if (fallback.isObject()) {
        add(place, name,
            both.arg(why, Translations::tr("What the card has in its place is used.")));
        const Place inner = place.member(u"fallback"_s);
        checkPiece(fallback.toObject(), wanted, inner.inside());
    } else if (fallback.toString().compare("drop"_L1, Qt::CaseInsensitive) == 0) {
        add(place, name, both.arg(why, Translations::tr("It is left out, as the card asks.")));
    } else {
        add(place, name, why);
    }
}

void CardChecker::checkObject(const QJsonObject &object, const Type &type, const Place &place)
{
    for (auto it = object.begin(); it != object.end() && !m_ended; ++it) {
        if (it.key() != "type"_L1)
            checkMember(it.value(), type, it.key(), place);
    }
    checkMissing(object, type, place);
    const QString id = json::text(object, "id"_L1);
    if (!id.isEmpty() && type.group != schema::Group::Action)
        m_ids.insert(id);
    if (type.base && type.base->base) // an input
        checkInputId(object, type, place);
    if (QLatin1StringView(type.name) == "TargetElement"_L1)
        m_targets.push_back({place.path(), json::text(object, "elementId"_L1)});
}

void CardChecker::checkMember(const QJsonValue &value, const Type &type, const QString &name,
                              const Place &place)
{
    const Place here = place.member(name);
    const Property *property = schema::propertyNamed(type, name);
    if (!property) {
        // What begins so was meant for a template engine.
        if (name.startsWith(u'$'))
            return;
        const QString near = nearName(type, name);
        add(here, name,
            near.isEmpty()
                ? Translations::tr("%1 has no such property in Adaptive Cards up to 1.%2.")
                      .arg(QLatin1StringView(type.name))
                      .arg(schema::kNewest)
                : Translations::tr("The property is written “%1”.").arg(near));
        return;
    }
    if (value.isNull())
        return;
    if (property->treatment == Treatment::Degraded || property->treatment == Treatment::Declined)
        add(here, name, schema::translated(property->why));
    if (property->treatment == Treatment::Declined || property->treatment == Treatment::Ignored)
        return;
    // Looked at where it is used.
    if (name == "fallback"_L1 && value.isObject())
        return;
    // Said already by checkVersion().
    if (type.group == schema::Group::Card && name == "version"_L1 && value.isString())
        return;
    checkValue(value, *property, here);
}

void CardChecker::checkValue(const QJsonValue &value, const Property &property, const Place &place)
{
    if (!(property.forms & schema::List)) {
        checkItem(value, property, place);
        return;
    }
    if (!value.isArray()) {
        add(place, QString::fromLatin1(property.name),
            Translations::tr("Expected %1, not %2.")
                .arg(schema::expectation(property), shown(value)));
        return;
    }
    Property one = property;
    one.forms &= ~unsigned(schema::List);
    const QJsonArray items = value.toArray();
    for (int i = 0; i < items.size() && !m_ended && m_piecesLeft > 0; ++i) {
        if (!items.at(i).isObject()) // those are counted when they are looked at
            --m_piecesLeft;
        checkItem(items.at(i), one, place.item(i));
    }
}

void CardChecker::checkItem(const QJsonValue &value, const Property &property, const Place &place)
{
    if (!schema::fits(property, value)) {
        add(place, QString::fromLatin1(property.name),
            property.forms & schema::Regex
                ? Translations::tr("It is no regular expression, or too long for one; the text is "
                                   "not checked.")
                : Translations::tr("Expected %1, not %2.")
                      .arg(schema::expectation(property), shown(value)));
        return;
    }
    const QLatin1StringView wanted(property.type);
    if (value.isObject() && !wanted.isEmpty())
        checkPiece(value.toObject(), wanted, place.inside());
    if (value.isString() && wanted == "TargetElement"_L1)
        m_targets.push_back({place.path(), value.toString()});
}

void CardChecker::checkMissing(const QJsonObject &object, const Type &type, const Place &place)
{
    for (const Type *each = &type; each; each = each->base) {
        for (const Property &property : each->properties) {
            const QString name = QString::fromLatin1(property.name);
            // The nearer declaration counts.
            if (!property.required || schema::propertyNamed(type, name) != &property)
                continue;
            if (type.group == schema::Group::Card || property.treatment == Treatment::Ignored)
                continue;
            // An empty box is a box, too; ids have a check of their own.
            if (name == "items"_L1 || name == "id"_L1)
                continue;
            if (object[name].isUndefined() || object[name].isNull())
                add(place, QString::fromLatin1(type.name),
                    Translations::tr("“%1” is missing.").arg(name));
        }
    }
}

void CardChecker::checkInputId(const QJsonObject &object, const Type &type, const Place &place)
{
    const QString id = json::text(object, "id"_L1);
    if (id.isEmpty()) {
        add(place, QString::fromLatin1(type.name),
            Translations::tr("The input has no id, so nothing of it is sent."));
        return;
    }
    if (m_inputIds.contains(id))
        add(place.member(u"id"_s), u"id"_s,
            Translations::tr("Another input has the id “%1”, too. Only one of them is sent.")
                .arg(quoted(id)));
    m_inputIds.insert(id);
}

// At the end, because a target may stand after the action.
void CardChecker::checkTargets()
{
    for (const Target &target : std::as_const(m_targets)) {
        if (target.id.isEmpty() || m_ids.contains(target.id) || m_piecesLeft <= 0)
            continue;
        if (m_remarks.size() + 1 >= size_t(kMaxRemarks))
            return;
        m_remarks.push_back(
            {target.path, u"targetElements"_s,
             Translations::tr("The card has no element with the id “%1”.").arg(quoted(target.id))});
    }
}

QString CardChecker::requirementOf(const QJsonObject &object)
{
    QStringList parts;
    const QJsonObject wanted = object["requires"_L1].toObject();
    for (auto it = wanted.begin(); it != wanted.end() && parts.size() < 3; ++it)
        parts.append(quoted(it.key()) + u' ' + quoted(it.value().toVariant().toString()));
    return parts.join(u", "_s);
}

} // namespace botline::adaptive
