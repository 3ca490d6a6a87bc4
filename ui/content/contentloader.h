#pragma once

#include "app/directline/serviceurl.h"

#include <QtCore/QObject>
#include <QtGui/QImage>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace botline {

namespace directline {
class ExchangeObserver;
}

// Bounds of what is fetched for a conversation (dossier §8.6, §8.12).
struct ContentLimits
{
    qint64 imageBytes = 10 * 1024 * 1024;
    int timeoutMs = 20'000;
    int redirects = 5;
    int parallel = 4;
    qint64 pixels = 50'000'000;
    int side = 8192;
    qint64 dataUrlBytes = 1024 * 1024;
    int frames = 200; // of an animation; one with more stands still
    qint64 framePixels = 2'000'000; // likewise: frames are decoded while they are shown
    qint64 cacheBytes = 64 * 1024 * 1024;
    qint64 fileBytes = 512LL * 1024 * 1024;
};

// Fetches what attachments point to, without credentials or cookies (dossier §8.6, §5.4).
//
// Images come automatically only from the service's own hosts, or from anywhere once the user
// allowed remote content for this conversation. Redirects are followed by hand with every rule
// applied to each hop; private addresses are refused unless the service itself is on loopback;
// size, time and pixel limits hold. Decoding runs on a worker thread. Decoded images are cached by
// address within a byte limit.
class ContentLoader : public QObject
{
    Q_OBJECT

public:
    enum class Trouble
    {
        None,
        NeedsPermission, // a foreign host, and remote content is not allowed yet
        Refused, // scheme, private address, unsafe redirect, SVG
        NotFound, // 404, 410: no longer available
        TooLarge,
        Unreadable, // not an image we can decode
        Network,
    };
    struct ImageResult
    {
        QImage image; // null unless trouble is None
        Trouble trouble = Trouble::None;
        QString message; // one sentence for people; "" when fine
        QSize naturalSize; // before scaling; empty unless the picture could be decoded
        // All of it, when it is animated within the limits; `image` is its first frame then.
        QByteArray animation = {};
    };

    // `network` must outlive the loader: the content manager, never the API's.
    explicit ContentLoader(QNetworkAccessManager &network, const ContentLimits &limits = {},
                           QObject *parent = nullptr);
    ~ContentLoader() override;

    // Hears of every HTTP exchange that begins from then on, without bodies; null: nobody. It must
    // outlive the loader.
    void setExchangeObserver(directline::ExchangeObserver *observer);
    // Whose hosts are ours. Clears the cache and the permission.
    void setServiceUrl(const directline::ServiceUrl &root);
    // For this conversation, until the service changes.
    void setRemoteContentAllowed(bool allowed);
    bool remoteContentAllowed() const;
    // For this one address, and where it redirects to.
    void allow(const QString &address);

    // Calls back once, on this thread, never before this returns unless the image is cached; not at
    // all once `context` is gone. `address` may be https, http (loopback root), data: or file: of
    // our own uploads when `trustedLocal` is set. `maxSide`: decode scaled so that no side is
    // longer, 0 for full size.
    void image(const QString &address, int maxSide, QObject *context,
               std::function<void(const ImageResult &)> done, bool trustedLocal = false);

    // The size of a picture that was decoded before, so that its box is right from the start; else
    // empty.
    QSize naturalSize(const QString &address) const;

    // Downloads to `path` through a temporary file beside it; never marks it executable. Progress
    // and exactly one end; when `context` goes away the download stops without a trace. Asking
    // about overwriting was the caller's business. `address` may also be data:.
    void download(const QString &address, const QString &path, QObject *context,
                  std::function<void(qint64 received, qint64 total)> progressed,
                  std::function<void(Trouble trouble, const QString &message)> done);

Q_SIGNALS:
    void remoteContentAllowedChanged(bool allowed);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
