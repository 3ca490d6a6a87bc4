// What Adaptive Cards 1.6 are made of, and what Botline does with each piece: one table, from which
// the checker takes its remarks and the docs their list.
#pragma once

#include <QtCore/QJsonValue>
#include <QtCore/QString>

#include <span>

namespace botline::adaptive::schema {

// The newest version that is known, as 1.kNewest.
inline constexpr int kNewest = 6;
// "Since" of what was dropped before 1.0, and of what never was in the public schema.
inline constexpr int kBefore = -1;
inline constexpr int kElsewhere = -2;

// Forms that a value may have, one or several. With List the others are those of its items.
enum Form : unsigned
{
    Any = 0x1,
    String = 0x2, // a string and nothing else
    Text = 0x4, // words for people; numbers and booleans are taken, too
    Number = 0x8, // also in a string
    Bool = 0x10,
    Word = 0x20, // one of some, in any case
    Pixels = 0x40, // "80px", and 80 as some bots write it
    Date = 0x80, // yyyy-MM-dd
    Time = 0x100, // HH:mm
    Regex = 0x200,
    Object = 0x400,
    List = 0x800
};

enum class Treatment
{
    Rendered,
    Degraded, // done in part; said in a remark
    Declined, // not done; said in a remark
    Ignored // on purpose and silently
};

struct Property
{
    constexpr Property(const char *propertyName, unsigned propertyForms, const char *allowed = "")
        : name(propertyName), forms(propertyForms), words(allowed)
    {
    }
    // Of objects: a type, or "Element", "Action", "SelectAction" for any of those.
    constexpr Property of(const char *typeName) const
    {
        Property copy = *this;
        copy.type = typeName;
        return copy;
    }
    constexpr Property from(int version) const
    {
        Property copy = *this;
        copy.since = version;
        return copy;
    }
    constexpr Property needed() const
    {
        Property copy = *this;
        copy.required = true;
        return copy;
    }
    constexpr Property treated(Treatment how, const char *because) const
    {
        Property copy = *this;
        copy.treatment = how;
        copy.why = because;
        return copy;
    }
    constexpr Property degraded(const char *because) const
    {
        return treated(Treatment::Degraded, because);
    }
    constexpr Property declined(const char *because) const
    {
        return treated(Treatment::Declined, because);
    }
    constexpr Property ignored(const char *because) const
    {
        return treated(Treatment::Ignored, because);
    }

    const char *name;
    unsigned forms;
    const char *words; // joined by "|"
    const char *type = "";
    int since = 0; // 1.since, or kBefore, kElsewhere
    bool required = false;
    Treatment treatment = Treatment::Rendered;
    const char *why = ""; // in words for people, unless Rendered; Type::tr() translates it
};

enum class Group
{
    Shared, // properties of several types; never a type of its own
    Card,
    Element,
    Action,
    Part // of one of the others
};

struct Type
{
    const char *name;
    Group group;
    int since;
    std::span<const Property> properties;
    const Type *base = nullptr; // has the rest of the properties
    const char *ignored = ""; // why nothing of it is done; "" when something is
    const char *note = ""; // how it is shown, where that is not plain; for the docs alone
};

// Null when there is no such type. Shared ones are not found.
const Type *typeNamed(QStringView name);
// Of the type itself or its bases; null when it has none of that name.
const Property *propertyNamed(const Type &type, QStringView name);
// Whether a value of `type` may stand where `wanted` (Property::type) is asked for.
bool isOne(const Type &type, QLatin1StringView wanted);
// Whether the reader can make something of this value. Null and "" count as absent, which fits
// everything; what objects and lists contain is not looked at.
bool fits(const Property &property, const QJsonValue &value);
// What fits, in words ("one of left, center, right").
QString expectation(const Property &property);
QString translated(const char *words);

} // namespace botline::adaptive::schema
