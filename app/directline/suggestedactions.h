#pragma once

#include "cardaction.h"

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace botline::directline {

// Quick replies (protocol.md §6.6). An empty `to` means everybody.
struct SuggestedActions
{
    QStringList to;
    QList<CardAction> actions;
    QJsonObject raw;

    bool isFor(const QString &userId) const;

    static std::optional<SuggestedActions> fromJson(const QJsonValue &json);
    QJsonObject toJson() const;
    bool operator==(const SuggestedActions &) const = default;
};

} // namespace botline::directline
