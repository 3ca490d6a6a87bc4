#include "secretstore.h"

#include "app/conversation/session/connectionprofile.h"

#include <QtCore/QCoreApplication>

#ifdef BOTLINE_HAS_KEYCHAIN
#include "ui/content/safetextdocument.h"

#include <qt6keychain/keychain.h>
#endif

using namespace Qt::StringLiterals;

namespace botline {

namespace {

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::SecretStore)
};

#ifdef BOTLINE_HAS_KEYCHAIN

constexpr auto kService = "org.botline.Botline"_L1;

// "" for what needs no words: done, or nothing was stored.
QString problemOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return {};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return Translations::tr("The keychain did not allow access. Unlock it and try again.");
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return Translations::tr("No keychain answers on this system. Start GNOME Keyring or "
                                "KWallet, or go on without it.");
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return Translations::tr("The keychain could not be used. Check that one is running, such as "
                            "GNOME Keyring or KWallet (%1).")
        .arg(singleLine(job.errorString()));
}

void run(QKeychain::Job *job, const QString &key, QObject *context,
         std::function<void(QKeychain::Job &)> ended)
{
    job->setKey(key);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context,
                     [ended = std::move(ended)](QKeychain::Job *finished) { ended(*finished); });
    job->start();
}

#else

void refuse(QObject *context, SecretStore::Done done)
{
    QMetaObject::invokeMethod(
        context,
        [done = std::move(done)] {
            done({},
                 Translations::tr("Botline was built without QtKeychain, so it cannot "
                                  "remember secrets."));
        },
        Qt::QueuedConnection);
}

#endif

} // namespace

QString SecretStore::keyFor(const ConnectionProfile &profile)
{
    return profile.serviceUrl.toString();
}

#ifdef BOTLINE_HAS_KEYCHAIN

bool SecretStore::isAvailable()
{
    return true;
}

void SecretStore::read(const QString &key, QObject *context, Done done)
{
    run(new QKeychain::ReadPasswordJob(kService), key, context,
        [done = std::move(done)](QKeychain::Job &job) {
            const QString problem = problemOf(job);
            const bool found = job.error() == QKeychain::NoError;
            done(found ? static_cast<QKeychain::ReadPasswordJob &>(job).textData() : QString(),
                 problem);
        });
}

void SecretStore::write(const QString &key, const QString &secret, QObject *context, Done done)
{
    auto *job = new QKeychain::WritePasswordJob(kService);
    job->setTextData(secret);
    run(job, key, context,
        [done = std::move(done)](QKeychain::Job &ended) { done({}, problemOf(ended)); });
}

void SecretStore::remove(const QString &key, QObject *context, Done done)
{
    run(new QKeychain::DeletePasswordJob(kService), key, context,
        [done = std::move(done)](QKeychain::Job &job) { done({}, problemOf(job)); });
}

#else

bool SecretStore::isAvailable()
{
    return false;
}

void SecretStore::read(const QString &, QObject *context, Done done)
{
    refuse(context, std::move(done));
}

void SecretStore::write(const QString &, const QString &, QObject *context, Done done)
{
    refuse(context, std::move(done));
}

void SecretStore::remove(const QString &, QObject *context, Done done)
{
    refuse(context, std::move(done));
}

#endif

} // namespace botline
