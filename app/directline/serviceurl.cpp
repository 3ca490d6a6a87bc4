#include "serviceurl.h"

#include <QtCore/QCoreApplication>
#include <QtNetwork/QHostAddress>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr auto kDefaultPath = "/v3/directline"_L1;

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::directline::ServiceUrl)
};

int effectivePort(const QUrl &url)
{
    return url.port(url.scheme() == "https"_L1 ? 443 : 80);
}

// Why this cannot be an API root; "" when it can.
QString refusal(const QString &text, const QUrl &url)
{
    if (text.isEmpty())
        return Translations::tr("The service URL is empty. Type an address such as "
                                "https://directline.botframework.com.");
    const bool hasScheme = text.contains("://"_L1);
    if (!hasScheme)
        return Translations::tr("The service URL must begin with https://.");
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0)
        return Translations::tr("This is no web address. Type one such as "
                                "https://directline.botframework.com.");
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return Translations::tr("The service URL must begin with https://.");
    if (url.scheme() == "http"_L1 && !isLoopbackHost(url.host()))
        return Translations::tr("http:// is only possible for a service on this computer. "
                                "Use https:// for %1.")
            .arg(url.host());
    if (!url.userInfo().isEmpty())
        return Translations::tr("The service URL must not contain a user name or password. "
                                "Remove the part before the @.");
    if (url.hasQuery())
        return Translations::tr(
            "The service URL must not contain a query. Remove the part from the "
            "question mark on.");
    if (url.hasFragment())
        return Translations::tr("The service URL must not contain a fragment. Remove the part from "
                                "the # on.");
    return {};
}

} // namespace

bool isLoopbackHost(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

std::optional<ServiceUrl> ServiceUrl::parse(const QString &text, QString *why)
{
    const QString trimmed = text.trimmed();
    QUrl url(trimmed, QUrl::StrictMode);
    if (const QString reason = refusal(trimmed, url); !reason.isEmpty()) {
        if (why)
            *why = reason;
        return std::nullopt;
    }
    url = url.adjusted(QUrl::NormalizePathSegments);
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path.isEmpty() ? QString(kDefaultPath) : path, QUrl::StrictMode);
    return ServiceUrl(url);
}

ServiceUrl ServiceUrl::publicCloud()
{
    return ServiceUrl(QUrl(u"https://directline.botframework.com/v3/directline"_s));
}

QString ServiceUrl::toString() const
{
    return m_url.toString(QUrl::FullyEncoded);
}

bool ServiceUrl::isLoopback() const
{
    return isLoopbackHost(m_url.host());
}

QUrl ServiceUrl::endpoint(const QStringList &segments,
                          const QList<std::pair<QString, QString>> &query) const
{
    QByteArray encoded = m_url.toEncoded();
    for (const QString &segment : segments) {
        if (segment.isEmpty() || segment == "."_L1 || segment == ".."_L1)
            return {};
        encoded += '/' + QUrl::toPercentEncoding(segment);
    }
    char separator = '?';
    for (const auto &[key, value] : query) {
        encoded += separator + QUrl::toPercentEncoding(key) + '=' + QUrl::toPercentEncoding(value);
        separator = '&';
    }
    return QUrl::fromEncoded(encoded, QUrl::StrictMode);
}

bool ServiceUrl::covers(const QUrl &url) const
{
    const QUrl plain = url.adjusted(QUrl::NormalizePathSegments);
    return plain.isValid() && plain.scheme() == m_url.scheme()
        && plain.host().compare(m_url.host(), Qt::CaseInsensitive) == 0
        && effectivePort(plain) == effectivePort(m_url) && plain.userInfo().isEmpty()
        && plain.path(QUrl::FullyEncoded).startsWith(m_url.path(QUrl::FullyEncoded) + u'/');
}

} // namespace botline::directline
