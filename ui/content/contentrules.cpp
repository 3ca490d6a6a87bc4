#include "contentrules.h"

#include "linkpolicy.h"

#include <QtCore/QCoreApplication>
#include <QtNetwork/QHostAddress>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(botline::ContentRules)
};

// "host." is the same as "host" to the resolver.
QString plainHost(const QString &host)
{
    QString plain = host.toLower();
    while (plain.endsWith(u'.'))
        plain.chop(1);
    return plain;
}

bool isPrivateAddress(const QHostAddress &address)
{
    bool isV4 = false;
    const QHostAddress v4(address.toIPv4Address(&isV4)); // also for ::ffff:a.b.c.d
    if (isV4) {
        static const std::array<std::pair<QHostAddress, int>, 9> kRanges{{
            {QHostAddress(u"0.0.0.0"_s), 8},
            {QHostAddress(u"10.0.0.0"_s), 8},
            {QHostAddress(u"100.64.0.0"_s), 10},
            {QHostAddress(u"127.0.0.0"_s), 8},
            {QHostAddress(u"169.254.0.0"_s), 16},
            {QHostAddress(u"172.16.0.0"_s), 12},
            {QHostAddress(u"192.168.0.0"_s), 16},
            {QHostAddress(u"198.18.0.0"_s), 15},
            {QHostAddress(u"224.0.0.0"_s), 3}, // multicast, reserved, broadcast
        }};
        return std::any_of(kRanges.begin(), kRanges.end(), [&v4](const auto &range) {
            return v4.isInSubnet(range.first, range.second);
        });
    }
    return !address.isGlobal() || address.isUniqueLocalUnicast() || address.isSiteLocal()
        || address.isLinkLocal();
}

} // namespace

bool isPrivateHost(const QString &host)
{
    const QString plain = plainHost(host);
    const QHostAddress address(plain.section(u'%', 0, 0)); // without an IPv6 zone
    if (!address.isNull())
        return isPrivateAddress(address);
    return plain.isEmpty() || plain == "localhost"_L1 || plain.endsWith(".localhost"_L1)
        || plain.endsWith(".local"_L1) || plain.endsWith(".internal"_L1);
}

bool ContentRules::isOwnHost(const QString &host) const
{
    const QString plain = plainHost(host);
    if (root) {
        if (plain == plainHost(root->url().host()))
            return true;
        if (root->isLoopback() && directline::isLoopbackHost(plain))
            return true;
    }
    return plain == "directline.botframework.com"_L1
        || plain.endsWith(".directline.botframework.com"_L1)
        || plain == "webchat.botframework.com"_L1;
}

ContentRules::Verdict ContentRules::judge(const QUrl &url, Purpose purpose) const
{
    using Trouble = ContentLoader::Trouble;
    if (url.isValid() && !url.scheme().isEmpty() && url.scheme() != "https"_L1
        && url.scheme() != "http"_L1)
        return {Trouble::Refused,
                Words::tr("Botline does not load from “%1” addresses.").arg(url.scheme().left(40))};
    QString why;
    if (!allowedLink(url.toString(QUrl::FullyEncoded), LinkUse::Open, &why))
        return {Trouble::Refused, why};

    const bool onThisComputer = root && root->isLoopback();
    if (url.scheme() != "https"_L1
        && !(url.scheme() == "http"_L1 && onThisComputer && root->url().scheme() == "http"_L1))
        return {Trouble::Refused, Words::tr("Botline loads content over https only.")};
    if (!onThisComputer && isPrivateHost(url.host()))
        return {Trouble::Refused,
                Words::tr("The address leads into a private network. Botline does not load from "
                          "there.")};
    if (purpose == Purpose::Picture && !remoteAllowed && !isOwnHost(url.host()))
        return {Trouble::NeedsPermission, Words::tr("This picture is on %1.").arg(shownHost(url))};
    return {};
}

} // namespace botline
