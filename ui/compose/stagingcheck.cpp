#include "stagingcheck.h"

#include "app/text/singleline.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtCore/QMimeData>
#include <QtCore/QMimeDatabase>
#include <QtCore/QSysInfo>
#include <QtCore/QUrl>
#include <QtGui/QDropEvent>
#include <QtGui/QImage>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kQuotedName = 60;
constexpr auto kPng = "image/png"_L1;

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::Composer)
};

// "" for an address that is not on this computer.
QString localPath(const QUrl &url)
{
    if (url.scheme() != "file"_L1)
        return {};
    // Some file managers write their own computer's name into the address.
    QUrl here = url;
    if (url.host() == "localhost"_L1 || url.host() == QSysInfo::machineHostName())
        here.setHost({});
    return here.host().isEmpty() ? here.toLocalFile() : QString();
}

QString refusal(const QFileInfo &info, const QString &name, qint64 limit)
{
    if (!info.exists())
        return Translations::tr("“%1” is no longer there. Attach it again.").arg(name);
    if (info.isDir())
        return Translations::tr("“%1” is a folder. Attach the files inside it.").arg(name);
    if (!info.isFile())
        return Translations::tr("“%1” is no ordinary file. Attach a file instead.").arg(name);
    // Opening is the only honest question: permissions alone say little on network drives.
    if (QFile file(info.filePath()); !file.open(QIODevice::ReadOnly))
        return Translations::tr("“%1” cannot be read. Check its permissions.").arg(name);
    if (info.size() == 0)
        return Translations::tr("“%1” is empty. There is nothing to send.").arg(name);
    if (info.size() > limit) {
        const auto [size, most] = sizeTexts(info.size(), limit);
        return Translations::tr("“%1” is too large: %2, one message takes up to %3. "
                                "Attach a smaller file.")
            .arg(name, size, most);
    }
    return {};
}

} // namespace

std::optional<StagedFile> inspectedFile(const StagedFile &file, qint64 limit, QString *why)
{
    QFileInfo info(file.path);
    info.setCaching(false);
    StagedFile result = file;
    if (result.name.isEmpty())
        result.name = info.fileName().isEmpty() ? QDir(file.path).dirName() : info.fileName();
    *why = refusal(info, quotableName(result.name), limit);
    if (!why->isEmpty())
        return std::nullopt;
    result.size = info.size();
    if (result.contentType.isEmpty())
        result.contentType = QMimeDatabase().mimeTypeForFile(info).name();
    return result;
}

OfferedFiles offeredFiles(const QMimeData &data)
{
    OfferedFiles offered;
    for (const QUrl &url : data.urls()) {
        if (const QString path = localPath(url); !path.isEmpty())
            offered.paths.append(path);
    }
    if (offered.paths.isEmpty())
        offered.hasImage = data.hasImage() && (data.hasUrls() || data.text().isEmpty());
    return offered;
}

bool namesFiles(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return std::any_of(urls.begin(), urls.end(),
                       [](const QUrl &url) { return url.scheme() == "file"_L1; });
}

bool acceptAsCopy(QDropEvent &event)
{
    for (const Qt::DropAction action : {Qt::CopyAction, Qt::LinkAction}) {
        if (event.possibleActions().testFlag(action)) {
            event.setDropAction(action);
            event.accept();
            return true;
        }
    }
    event.setDropAction(Qt::IgnoreAction);
    event.ignore();
    return false;
}

std::optional<StagedFile> stagedImage(const QMimeData &data, QString *why)
{
    auto file = std::make_shared<QTemporaryFile>(QDir::tempPath() + "/botline-XXXXXX.png"_L1);
    bool written = file->open();
    if (written) {
        // Taking the bytes as they are is exact, and fast for large screenshots.
        const QByteArray png = data.data(kPng);
        if (png.startsWith("\x89PNG\r\n\x1a\n")) {
            written = file->write(png) == png.size();
        } else {
            const auto image = qvariant_cast<QImage>(data.imageData());
            if (image.isNull()) {
                *why = Translations::tr("The image cannot be used. Save it as a file and attach "
                                        "that.");
                return std::nullopt;
            }
            written = image.save(file.get(), "PNG");
        }
        written = written && file->flush();
    }
    if (!written) {
        *why = Translations::tr("The image could not be stored in %1: %2. Make room there and "
                                "try again.")
                   .arg(QDir::toNativeSeparators(QDir::tempPath()), file->errorString());
        return std::nullopt;
    }
    StagedFile staged;
    staged.path = file->fileName();
    staged.name = Translations::tr("pasted image") + ".png"_L1;
    staged.contentType = kPng;
    staged.size = file->size();
    file->close();
    staged.temporary = std::move(file);
    return staged;
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes);
}

std::pair<QString, QString> sizeTexts(qint64 bytes, qint64 limit)
{
    const std::pair<QString, QString> rounded{sizeText(bytes), sizeText(limit)};
    if (bytes == limit || rounded.first != rounded.second)
        return rounded;
    const QLocale locale;
    return {Translations::tr("%1 bytes").arg(locale.toString(bytes)),
            Translations::tr("%1 bytes").arg(locale.toString(limit))};
}

QString quotableName(const QString &name)
{
    return singleLine(name, kQuotedName);
}

} // namespace botline
