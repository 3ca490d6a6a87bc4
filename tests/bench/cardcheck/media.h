#pragma once

#include "app/directline/serviceurl.h"
#include "tests/support/scriptedserver.h"

#include <QtCore/QJsonObject>
#include <QtCore/QSet>
#include <QtCore/QStringList>
#include <QtNetwork/QNetworkAccessManager>

namespace botline::bench {

// A network of this program alone: a folder served on loopback. Whoever asks for another host gets
// nothing and is remembered.
class Media : public QNetworkAccessManager
{
    Q_OBJECT

public:
    struct Choice
    {
        QString folder; // "": nothing is served
        bool standIns = false; // a drawn picture for each that is not there
    };
    explicit Media(const Choice &choice);

    // The document with the addresses of its media pointing here, if anything is served. What
    // buttons open stays as it is.
    QJsonObject rewritten(const QJsonObject &document) const;
    directline::ServiceUrl serviceUrl() const;

    bool isBusy() const { return m_open > 0; }
    // Addresses elsewhere that somebody tried to fetch since the last call.
    QStringList takeStrangers() { return std::exchange(m_strangers, {}); }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *body) override;

private:
    test::ScriptedReply answer(const test::RecordedRequest &request) const;
    QJsonValue rewritten(const QString &key, const QJsonValue &value) const;

    Choice m_choice;
    test::ScriptedServer m_server;
    QStringList m_strangers;
    int m_open = 0;
};

} // namespace botline::bench
