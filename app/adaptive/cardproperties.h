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
VerticalAlign verticalAlignOf(const QJsonObject &object);
Surface surfaceOf(const QJsonValue &value);
TextLook lookOf(const QJsonObject &object);
// A number, also when it stands in a string ("3").
std::optional<double> numberOf(const QJsonValue &value);
// "80px", and 80 as some bots write it. 0 for anything else.
int pixelsOf(const QJsonValue &value);
// Whether what an element requires is what we are.
bool meetsRequirements(const QJsonObject &object);

} // namespace botline::adaptive
