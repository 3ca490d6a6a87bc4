#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <optional>

namespace botline::test {

// Activities as the service would send them, made in a line. Ids are left out when empty.
QJsonObject botMessage(const QString &text, const QString &id = {});
QJsonObject userMessage(const QString &text, const QString &id = {},
                        const QString &userId = QStringLiteral("user-1"));
QJsonObject activityOfType(const QString &type, const QString &id = {});
QJsonObject withMember(QJsonObject object, const QString &key, const QJsonValue &value);
QJsonObject withClientActivityId(QJsonObject activity, const QString &clientActivityId);

// {"activities":[…],"watermark":…}; without a watermark the member is left out.
QJsonObject activitySet(const QJsonArray &activities,
                        const QJsonValue &watermark = QJsonValue::Undefined);
QJsonObject conversation(const QString &conversationId, const QString &token = {},
                         const QJsonValue &expiresIn = 1800);

// A JWT-shaped token with these claims and no valid signature.
QByteArray jwt(const QJsonObject &claims);

// A file of tests/data; the test ends when it cannot be read.
QByteArray fixture(const QString &name);
QJsonObject jsonFixture(const QString &name);

} // namespace botline::test
