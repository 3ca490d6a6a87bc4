#pragma once

#include "contentrules.h"

#include "app/directline/exchange.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

class QNetworkAccessManager;
class QNetworkReply;
class QNetworkRequest;

namespace botline {

namespace directline {
class ExchangeObserver;
}

// One GET without credentials and cookies, redirects followed by hand with the rules asked at each
// hop (dossier §8.3, §8.6). Bytes arrive in pieces; exactly one of succeeded() and failed() ends
// it, never before start() returns. Deleting it aborts quietly.
class ContentFetch : public QObject
{
    Q_OBJECT

public:
    struct Bounds
    {
        qint64 bytes = 0;
        int redirects = 0;
        int totalMs = 0; // for everything, hops included; 0: no limit
        int idleMs = 0; // without a byte
    };

    // `network` must outlive it.
    ContentFetch(QNetworkAccessManager &network, const ContentRules &rules,
                 ContentRules::Purpose purpose, const Bounds &bounds, QObject *parent = nullptr);
    ~ContentFetch() override;

    // Before start(). Hears of each hop, without bodies; null: nobody. Must outlive it.
    void setExchangeObserver(directline::ExchangeObserver *observer) { m_observer = observer; }
    void start(const QUrl &url);

Q_SIGNALS:
    void received(const QByteArray &bytes, qint64 total); // total: -1 when unknown
    void succeeded(const QByteArray &contentType);
    void failed(botline::ContentLoader::Trouble trouble, const QString &message);

private:
    void go(const QUrl &url);
    void readBytes();
    void finish();
    void fail(ContentLoader::Trouble trouble, const QString &message);
    void letGo(std::optional<directline::Error::Kind> trouble = std::nullopt);
    void reportStart(const QNetworkRequest &request);
    void reportEnd(std::optional<directline::Error::Kind> trouble);

    QNetworkAccessManager &m_network;
    const ContentRules m_rules;
    const ContentRules::Purpose m_purpose;
    const Bounds m_bounds;
    QNetworkReply *m_reply = nullptr;
    QTimer m_deadline;
    int m_hops = 0;
    qint64 m_bytes = 0;
    directline::ExchangeObserver *m_observer = nullptr;
    directline::Exchange m_record; // of the present hop
    QElapsedTimer m_hopElapsed;
    qint64 m_hopBytes = 0;
    bool m_done = false;
};

} // namespace botline
