#pragma once

#include "channelaccount.h"

#include <QtCore/QStringList>

namespace botline::directline {

// The body of tokens/generate and, with `locale`, of start conversation (protocol.md §1.3, §2.1).
// `eTag` is in the schema too but has no client use and is never sent.
struct TokenParameters
{
    std::optional<ChannelAccount> user;
    QStringList trustedOrigins;
    QString locale; // BCP 47

    QJsonObject toJson() const; // {} when nothing is set
    bool operator==(const TokenParameters &) const = default;
};

} // namespace botline::directline
