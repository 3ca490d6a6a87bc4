#include "contentloader.h"

#include "contentfetch.h"
#include "contentrules.h"
#include "dataurl.h"
#include "imagedecoder.h"

#include <QtCore/QCache>
#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtCore/QQueue>
#include <QtCore/QSaveFile>
#include <QtCore/QSet>
#include <QtCore/QThreadPool>
#include <QtNetwork/QNetworkAccessManager>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using ImageResult = ContentLoader::ImageResult;
using Trouble = ContentLoader::Trouble;

// Refusals and sizes are remembered for this many addresses, so that a bot cannot fill the memory.
constexpr qsizetype kMaxRemembered = 2000;
constexpr int kDecoderThreads = 2;

struct Waiter
{
    QPointer<QObject> context;
    std::function<void(const ImageResult &)> done;
};

// What is asked for once, however many rows wait for it.
struct Request
{
    QString address;
    int maxSide = 0;
    bool local = false;

    bool operator==(const Request &) const = default;
    friend size_t qHash(const Request &request, size_t seed = 0)
    {
        return qHashMulti(seed, request.address, request.maxSide, request.local);
    }
};

bool isImageType(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    return type.isEmpty() || type == "application/octet-stream" || type == "binary/octet-stream"
        || (type.startsWith("image/") && !type.contains("svg"));
}

} // namespace

struct ContentLoader::Private
{
    Private(ContentLoader &loader, QNetworkAccessManager &manager, const ContentLimits &bounds)
        : q(loader), network(manager), limits(bounds), pictures(bounds.cacheBytes)
    {
        pool.setMaxThreadCount(kDecoderThreads);
    }

    void startNext();
    bool isWanted(const Request &request) const;
    void start(const Request &request);
    void fetch(const Request &request);
    void decode(const Request &request, const QByteArray &bytes);
    void finish(const Request &request, const ImageResult &result);
    void deliverLater(const Request &request, const ImageResult &result);
    ContentRules rulesFor(const QString &address) const;

    ContentLoader &q;
    QNetworkAccessManager &network;
    const ContentLimits limits;
    ContentRules rules;
    directline::ExchangeObserver *observer = nullptr;
    QSet<QString> allowedAddresses;
    QCache<Request, ImageResult> pictures; // cost in bytes
    QHash<Request, ImageResult> refusals; // that asking again would not change
    QHash<QString, QSize> sizes;
    QHash<Request, QList<Waiter>> waiting;
    QQueue<Request> queue;
    int running = 0;
    int generation = 0; // of the service: what began for another one is not remembered
    QThreadPool pool;
};

ContentRules ContentLoader::Private::rulesFor(const QString &address) const
{
    ContentRules result = rules;
    result.remoteAllowed |= allowedAddresses.contains(address);
    return result;
}

bool ContentLoader::Private::isWanted(const Request &request) const
{
    const QList<Waiter> waiters = waiting.value(request);
    return std::any_of(waiters.begin(), waiters.end(),
                       [](const Waiter &waiter) { return !waiter.context.isNull(); });
}

void ContentLoader::Private::startNext()
{
    while (running < limits.parallel && !queue.isEmpty()) {
        const Request request = queue.dequeue();
        if (isWanted(request)) {
            ++running;
            start(request);
        } else {
            waiting.remove(request); // its rows were scrolled away meanwhile
        }
    }
}

void ContentLoader::Private::start(const Request &request)
{
    if (request.local) {
        decode(request, {});
        return;
    }
    if (!DataUrl::isOne(request.address)) {
        fetch(request);
        return;
    }
    bool tooLarge = false;
    const auto data = DataUrl::parse(request.address, limits.dataUrlBytes, &tooLarge);
    if (data && isImageType(data->mediaType.toLatin1()))
        decode(request, data->bytes);
    else if (tooLarge)
        deliverLater(request,
                     {{}, Trouble::TooLarge, tr("The embedded picture is too large."), {}});
    else
        deliverLater(request,
                     {{}, Trouble::Unreadable, tr("The embedded data is not a picture."), {}});
}

void ContentLoader::Private::fetch(const Request &request)
{
    auto *fetch = new ContentFetch(
        network, rulesFor(request.address), ContentRules::Purpose::Picture,
        {limits.imageBytes, limits.redirects, limits.timeoutMs, limits.timeoutMs}, &q);
    auto bytes = std::make_shared<QByteArray>();
    QObject::connect(fetch, &ContentFetch::received, &q,
                     [bytes](const QByteArray &more) { bytes->append(more); });
    QObject::connect(fetch, &ContentFetch::failed, &q,
                     [this, request, fetch](Trouble trouble, const QString &message) {
                         fetch->deleteLater();
                         finish(request, {{}, trouble, message, {}});
                     });
    QObject::connect(fetch, &ContentFetch::succeeded, &q,
                     [this, request, fetch, bytes](const QByteArray &contentType) {
                         fetch->deleteLater();
                         if (isImageType(contentType) || bytes->isEmpty())
                             decode(request, *bytes);
                         else
                             finish(request,
                                    {{},
                                     Trouble::Unreadable,
                                     tr("The server sent something that is no picture."),
                                     {}});
                     });
    fetch->setExchangeObserver(observer);
    fetch->start(QUrl(request.address, QUrl::StrictMode));
}

void ContentLoader::Private::decode(const Request &request, const QByteArray &bytes)
{
    // The pool is emptied before the loader goes away, so the job may name it.
    pool.start([this, request, bytes, begun = generation] {
        ImageResult result;
        if (request.local) {
            QFile file(QUrl(request.address).toLocalFile());
            if (file.open(QIODevice::ReadOnly))
                result = decodeImage(file, request.maxSide, limits);
            else
                result = {{}, Trouble::NotFound, tr("The file is no longer there."), {}};
        } else {
            result = decodeImage(bytes, request.maxSide, limits);
        }
        QMetaObject::invokeMethod(
            &q,
            [this, request, result, begun] {
                if (begun == generation && result.trouble == Trouble::None) {
                    if (sizes.size() < kMaxRemembered)
                        sizes.insert(request.address, result.naturalSize);
                    pictures.insert(request, new ImageResult(result),
                                    result.image.sizeInBytes() + result.animation.size());
                }
                finish(request, result);
            },
            Qt::QueuedConnection);
    });
}

void ContentLoader::Private::finish(const Request &request, const ImageResult &result)
{
    --running;
    const bool lasting = result.trouble == Trouble::NotFound || result.trouble == Trouble::TooLarge
        || result.trouble == Trouble::Unreadable;
    if (lasting && !request.local && refusals.size() < kMaxRemembered)
        refusals.insert(request, result);

    const QList<Waiter> waiters = waiting.take(request);
    const QPointer<ContentLoader> alive(&q);
    for (const Waiter &waiter : waiters) {
        if (waiter.context)
            waiter.done(result);
        if (!alive)
            return;
    }
    startNext();
}

void ContentLoader::Private::deliverLater(const Request &request, const ImageResult &result)
{
    QMetaObject::invokeMethod(
        &q, [this, request, result] { finish(request, result); }, Qt::QueuedConnection);
}

ContentLoader::ContentLoader(QNetworkAccessManager &network, const ContentLimits &limits,
                             QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, network, limits))
{
}

ContentLoader::~ContentLoader()
{
    d->pool.clear();
    d->pool.waitForDone();
}

void ContentLoader::setExchangeObserver(directline::ExchangeObserver *observer)
{
    d->observer = observer;
}

void ContentLoader::setServiceUrl(const directline::ServiceUrl &root)
{
    ++d->generation;
    d->rules.root = root;
    d->pictures.clear();
    d->refusals.clear();
    d->sizes.clear();
    d->allowedAddresses.clear();
    setRemoteContentAllowed(false);
}

void ContentLoader::setRemoteContentAllowed(bool allowed)
{
    if (d->rules.remoteAllowed == allowed)
        return;
    d->rules.remoteAllowed = allowed;
    Q_EMIT remoteContentAllowedChanged(allowed);
}

bool ContentLoader::remoteContentAllowed() const
{
    return d->rules.remoteAllowed;
}

void ContentLoader::allow(const QString &address)
{
    if (d->allowedAddresses.size() < kMaxRemembered)
        d->allowedAddresses.insert(address);
}

void ContentLoader::image(const QString &address, int maxSide, QObject *context,
                          std::function<void(const ImageResult &)> done, bool trustedLocal)
{
    const bool local = trustedLocal && QUrl(address).isLocalFile();
    const Request request{address, maxSide, local};
    if (const ImageResult *known = d->pictures.object(request)) {
        done(ImageResult(*known)); // a copy: the callback may empty the cache
        return;
    }

    QList<Waiter> &waiters = d->waiting[request];
    waiters.append({context, std::move(done)});
    if (waiters.size() > 1)
        return; // already on its way
    if (const auto refusal = d->refusals.constFind(request); refusal != d->refusals.constEnd()) {
        ++d->running;
        d->deliverLater(request, *refusal);
        return;
    }
    d->queue.enqueue(request);
    // Not from here: the caller hears about it later in any case.
    QMetaObject::invokeMethod(
        this, [this] { d->startNext(); }, Qt::QueuedConnection);
}

QSize ContentLoader::naturalSize(const QString &address) const
{
    return d->sizes.value(address);
}

void ContentLoader::download(const QString &address, const QString &path, QObject *context,
                             std::function<void(qint64, qint64)> progressed,
                             std::function<void(Trouble, const QString &)> done)
{
    // Everything of this download belongs to the job; it goes with the context or with its end.
    auto *job = new QObject(this);
    connect(context, &QObject::destroyed, job, &QObject::deleteLater);
    const auto end = [job, context = QPointer<QObject>(context),
                      done = std::move(done)](Trouble trouble, const QString &message) {
        job->deleteLater();
        if (context)
            done(trouble, message);
    };
    const auto endLater = [job, end](Trouble trouble, const QString &message) {
        QMetaObject::invokeMethod(
            job, [end, trouble, message] { end(trouble, message); }, Qt::QueuedConnection);
    };

    auto file = std::make_shared<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly)) {
        endLater(Trouble::Refused, tr("The file cannot be written: %1").arg(file->errorString()));
        return;
    }
    const auto commit = [file](QString *why) {
        // Whatever stood there before: what comes from the network is no program.
        constexpr auto kExecutable = QFileDevice::ExeOwner | QFileDevice::ExeUser
            | QFileDevice::ExeGroup | QFileDevice::ExeOther;
        file->setPermissions(file->permissions() & ~kExecutable);
        if (file->commit())
            return true;
        *why = tr("The file cannot be written: %1").arg(file->errorString());
        return false;
    };

    if (DataUrl::isOne(address)) {
        const auto data = DataUrl::parse(address, d->limits.fileBytes);
        QString why = tr("The embedded data is damaged.");
        const bool fine = data && file->write(data->bytes) == data->bytes.size() && commit(&why);
        endLater(fine ? Trouble::None : Trouble::Unreadable, fine ? QString() : why);
        return;
    }

    auto *fetch
        = new ContentFetch(d->network, d->rules, ContentRules::Purpose::Download,
                           {d->limits.fileBytes, d->limits.redirects, 0, d->limits.timeoutMs}, job);
    connect(fetch, &ContentFetch::received, job,
            [file, end, fetch, progressed = std::move(progressed), context = QPointer(context),
             written = qint64(0)](const QByteArray &bytes, qint64 total) mutable {
                if (file->write(bytes) != bytes.size()) {
                    fetch->deleteLater();
                    fetch->disconnect();
                    end(Trouble::Refused,
                        tr("The file cannot be written: %1").arg(file->errorString()));
                    return;
                }
                written += bytes.size();
                if (context && progressed)
                    progressed(written, total);
            });
    connect(fetch, &ContentFetch::failed, job, end);
    connect(fetch, &ContentFetch::succeeded, job, [commit, end] {
        QString why;
        const bool fine = commit(&why);
        end(fine ? Trouble::None : Trouble::Refused, why);
    });
    fetch->setExchangeObserver(d->observer);
    fetch->start(QUrl(address, QUrl::StrictMode));
}

} // namespace botline
