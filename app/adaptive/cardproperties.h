// Reading the properties that elements of Adaptive Cards have in common; the rules of
// adaptivecard.h.
#pragma once

#include "adaptivecard.h"

#include <initializer_list>
#include <utility>

namespace botline::adaptive {

// The value that a word stands for, whatever its case.
template <typename T>
T named(const QJsonValue &value, std::initializer_list<std::pair<QLatin1StringView, T>> names,
        T fallback)
{
    const QString word = value.toString();
    for (const auto &[name, result] : names) {
        if (word.compare(name, Qt::CaseInsensitive) == 0)
            return result;
    }
    return fallback;
}

Spacing spacingOf(const QJsonObject &object);
bool separatorOf(const QJsonObject &object);
Align alignOf(const QJsonValue &value);
std::optional<VerticalAlign> verticalAlignOf(const QJsonValue &value);
Surface surfaceOf(const QJsonValue &value);
TextLook lookOf(const QJsonObject &object);
// A number, also when it stands in a string ("3").
std::optional<double> numberOf(const QJsonValue &value);
// "80px", and 80 as some bots write it. 0 for anything else.
int pixelsOf(const QJsonValue &value);
// An address alone, or an object with one.
std::optional<BackgroundImage> backgroundOf(const QJsonValue &value);
std::optional<bool> flagOf(const QJsonValue &value);
// What all elements have.
Element commonPartOf(const QJsonObject &object);
// An element that says why there is nothing else.
Element elementOf(Note note);
// Whether what an element requires is what we are.
bool meetsRequirements(const QJsonObject &object);
// Whether the text is "1.5" or the like, and whether it is newer than all that are known.
bool isVersion(const QString &text);
bool isLaterVersion(const QString &text);
// Whether an input can be checked against it. Bounded in length; what matching costs is the
// matcher's business.
bool isPattern(const QString &regex);

} // namespace botline::adaptive
