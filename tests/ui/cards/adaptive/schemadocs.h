// The docs of Adaptive Cards, from the table.
#pragma once

#include "app/adaptive/adaptivecard.h"
#include "app/adaptive/cardschematable.h"

namespace botline::test {

using namespace Qt::StringLiterals;

inline QString sinceText(int since)
{
    if (since == adaptive::schema::kBefore)
        return u"before 1.0"_s;
    return since == adaptive::schema::kElsewhere ? u"–"_s : u"1.%1"_s.arg(since);
}

inline QString valueText(const adaptive::schema::Property &property)
{
    using namespace adaptive::schema;
    const unsigned forms = property.forms;
    QStringList parts;
    if (forms & Word)
        for (const QString &word : QString::fromLatin1(property.words).split(u'|'))
            parts.append(u'`' + word + u'`');
    const auto add = [&](unsigned form, const QString &words) {
        if (forms & form)
            parts.append(words);
    };
    add(Any, u"anything"_s);
    add(String | Text, u"text"_s);
    add(Number, u"number"_s);
    add(Bool, u"true, false"_s);
    add(Pixels, u"pixels"_s);
    add(Date, u"yyyy-MM-dd"_s);
    add(Time, u"HH:mm"_s);
    add(Regex, u"regular expression"_s);
    add(Object, *property.type ? QString::fromLatin1(property.type) : u"object"_s);
    const QString all = parts.join(u", "_s);
    return forms & List ? u"list of "_s + all : all;
}

inline QString treatmentText(const adaptive::schema::Type &type,
                             const adaptive::schema::Property &property)
{
    using adaptive::schema::Treatment;
    const QString why = QString::fromUtf8(property.why);
    if (*type.ignored)
        return u"not done"_s;
    switch (property.treatment) {
    case Treatment::Rendered:
        return u"rendered"_s;
    case Treatment::Degraded:
        return u"in part, with a remark: "_s + why;
    case Treatment::Declined:
        return u"not done, with a remark: "_s + why;
    case Treatment::Ignored:
        return u"ignored: "_s + why;
    }
    return {};
}

inline QString typeDocs(const adaptive::schema::Type &type)
{
    using adaptive::schema::Group;
    QString text;
    const QString name = QString::fromLatin1(type.name);
    if (type.group == Group::Shared)
        text += u"\n## Every %1\n\n"_s.arg(name);
    else
        text += u"\n## %1\n\n%2"_s.arg(name,
                                       type.since < 0 ? u"Not in the public schema."_s
                                                      : u"Since %1."_s.arg(sinceText(type.since)));
    if (type.base)
        text += u" %1 also has what every %2 has."_s.arg(
            type.group == Group::Shared ? u"It"_s : name, QString::fromLatin1(type.base->name));
    if (*type.ignored)
        text += u" "_s + QString::fromUtf8(type.ignored);
    if (*type.note)
        text += u" "_s + QString::fromUtf8(type.note);
    text = text.trimmed().prepend(u'\n');
    text += u"\n\n| property | value | since | Botline |\n| --- | --- | --- | --- |\n"_s;
    for (const adaptive::schema::Property &property : type.properties)
        text += u"| `%1`%2 | %3 | %4 | %5 |\n"_s.arg(
            QString::fromLatin1(property.name), property.required ? u" (required)"_s : QString(),
            valueText(property), sinceText(type.since < 0 ? type.since : property.since),
            treatmentText(type, property));
    return text;
}

inline QString schemaDocs()
{
    QString text = uR"(# Adaptive Cards in Botline

<!-- Written by tst_cardschema from app/adaptive/cardschematable.cpp. Change the table, then run the
     test with BOTLINE_UPDATE_DOCS=1. -->

What becomes of each element, property and action of Adaptive Cards up to 1.%1. A test proves every
“rendered”: a card with another value is read, and mostly drawn, as another card.

Properties of every object are written as here; values of words in any case. A property with a value
of another kind counts as absent. `$schema` and everything else that begins with `$` is left alone
silently. Where Botline does not do what a card says, or a card is not as it should be, a small line
under the card says so and opens the list of reasons with the card's JSON; an element that cannot be
shown is a labelled note in its place, unless the card has a fallback.

“–” under *since* means that the public schema does not have the property, though cards in use do.

## Bounds

What is beyond them is left out, and the card says so.

| of one card, with everything in it | at most |
| --- | --- |
| elements, columns, rows, cells, facts and actions | %2 |
| choices and pieces of rich text | %3 |
| characters of all texts | %4 |
| nesting | %5 |
| remarks | %6 |
)"_s.arg(adaptive::schema::kNewest)
                       .arg(adaptive::kMaxElements)
                       .arg(adaptive::kMaxParts)
                       .arg(adaptive::kMaxTextLength)
                       .arg(adaptive::kMaxDepth)
                       .arg(adaptive::kMaxRemarks);
    for (const adaptive::schema::Type &type : adaptive::schema::types())
        text += u'\n' + typeDocs(type).mid(1);
    return text;
}

} // namespace botline::test
