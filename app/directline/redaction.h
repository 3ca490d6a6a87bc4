#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QUrl>

namespace botline::directline {

// Text without secrets: Authorization, token, secret, streamUrl, sasUrl and the parameters `t`,
// `sig`, … read "[redacted]". Each is idempotent and takes whatever it is given, JSON or not.
QUrl redacted(const QUrl &url);
QByteArray redactedJson(const QByteArray &body);
QByteArray redactedHeader(const QByteArray &name, const QByteArray &value);

} // namespace botline::directline
