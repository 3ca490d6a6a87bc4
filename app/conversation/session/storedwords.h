#pragma once

#include "connectionprofile.h"

#include <QtCore/QString>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace botline {

// The words that stand in files for values of enumerations. They stay when the enumerations change.
template <typename Value, std::size_t count>
using StoredWords = std::array<std::pair<QLatin1StringView, Value>, count>;

inline constexpr StoredWords<CredentialKind, 4> kCredentialKindWords{{
    {QLatin1StringView("practice"), CredentialKind::Practice},
    {QLatin1StringView("secret"), CredentialKind::Secret},
    {QLatin1StringView("token"), CredentialKind::Token},
    {QLatin1StringView("tokenUrl"), CredentialKind::TokenUrl},
}};

// "" for a value without a word.
template <typename Table, typename Value> QString wordFor(const Table &table, Value value)
{
    const auto it = std::find_if(table.begin(), table.end(),
                                 [value](const auto &row) { return row.second == value; });
    return it == table.end() ? QString() : QString(it->first);
}

// nullopt for a word that means nothing.
template <typename Table> auto valueFor(const Table &table, const QString &word)
{
    const auto it = std::find_if(table.begin(), table.end(),
                                 [&word](const auto &row) { return row.first == word; });
    return it == table.end() ? std::nullopt : std::make_optional(it->second);
}

} // namespace botline
