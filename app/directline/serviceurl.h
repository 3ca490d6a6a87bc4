#pragma once

#include <QtCore/QString>
#include <QtCore/QUrl>

#include <optional>
#include <utility>

namespace botline::directline {

// The API root: everything up to and including ".../directline" (protocol.md §1.1).
//
// A ServiceUrl that exists is valid: https, or http to a loopback host; no user info, query or
// fragment; no trailing slash; "/v3/directline" when the text had no path.
class ServiceUrl
{
public:
    // On failure nullopt, and `why` says in one sentence what is wrong and what to do.
    static std::optional<ServiceUrl> parse(const QString &text, QString *why = nullptr);

    // https://directline.botframework.com/v3/directline
    static ServiceUrl publicCloud();

    QUrl url() const { return m_url; }
    QString toString() const; // fully encoded: parse() reads it back
    bool isLoopback() const; // http or https to localhost, 127.0.0.0/8 or [::1]

    // Root + segments, each percent-encoded as exactly one path segment, + query of (key, value)
    // pairs, fully percent-encoded (protocol.md §10 Q7, Q8). Empty, "." and ".." segments are
    // refused: an invalid QUrl comes back.
    QUrl endpoint(const QStringList &segments,
                  const QList<std::pair<QString, QString>> &query = {}) const;

    // True when a bearer may travel to `url`: same scheme, host, port, and path below the root
    // (protocol.md §8.2).
    bool covers(const QUrl &url) const;

    bool operator==(const ServiceUrl &) const = default;

private:
    explicit ServiceUrl(const QUrl &url) : m_url(url) { }
    QUrl m_url;
};

bool isLoopbackHost(const QString &host);

} // namespace botline::directline
