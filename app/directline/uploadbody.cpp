#include "uploadbody.h"

#include "client.h"
#include "oneshotbody.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QMimeDatabase>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr int kLongestNameBytes = 200;
constexpr auto kDefaultType = "application/octet-stream"_L1;

// Letters and digits only, and always of one length, so that uploadSize() is exact.
QByteArray makeBoundary()
{
    QByteArray random(16, Qt::Uninitialized);
    QRandomGenerator::system()->generate(random.begin(), random.end());
    return "dl" + random.toHex();
}

// A media type that is safe inside a header, or "" when the text is none.
QString safeContentType(const QString &text)
{
    static const QRegularExpression kMediaType(
        u"^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(;[ -~]*)?$"_s);
    return kMediaType.match(text).hasMatch() ? text : QString();
}

QString contentTypeOf(const UploadFile &file)
{
    if (const QString given = safeContentType(file.contentType); !given.isEmpty())
        return given;
    const QString sniffed = safeContentType(QMimeDatabase().mimeTypeForFile(file.path).name());
    return sniffed.isEmpty() ? kDefaultType : sniffed;
}

// Opens a file that can be sent; null and `why` otherwise.
std::unique_ptr<QFile> openFile(const UploadFile &file, Refusal *why)
{
    using Reason = Refusal::Reason;
    const QFileInfo info(file.path);
    const QString shown = info.fileName().isEmpty() ? file.path : info.fileName();
    // Looked at before opening: opening a pipe would wait for its writer for ever.
    if (!info.exists())
        *why = {Reason::FileMissing, shown};
    else if (info.isDir())
        *why = {Reason::FileIsFolder, shown};
    else if (!info.isFile())
        *why = {Reason::FileIsSpecial, shown};
    if (*why)
        return nullptr;

    auto opened = std::make_unique<QFile>(file.path);
    if (!opened->open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        *why = {Reason::FileUnreadable, shown};
        return nullptr;
    }
    if (opened->size() == 0) {
        *why = {Reason::FileEmpty, shown};
        return nullptr;
    }
    return opened;
}

QByteArray partHeader(const QByteArray &boundary, const QString &name, const QString &fileName,
                      const QString &contentType)
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name.toUtf8()
        + "\"; filename=\"" + fileName.toUtf8() + "\"\r\nContent-Type: " + contentType.toUtf8()
        + "\r\n\r\n";
}

} // namespace

std::optional<UploadBody> makeUploadBody(const QJsonObject &activity,
                                         const QList<UploadFile> &files, const ClientLimits &limits,
                                         Refusal *why)
{
    *why = {};
    if (files.isEmpty())
        *why = {Refusal::Reason::NoFiles};
    else if (files.size() > limits.uploadFiles)
        *why = {Refusal::Reason::TooManyFiles, {}, files.size(), limits.uploadFiles};
    if (*why)
        return std::nullopt;

    QJsonObject sent = activity;
    sent.remove("attachments"_L1); // the service makes them from the file parts
    UploadBody upload;
    upload.body = std::make_unique<OneShotBody>();
    upload.activity = QJsonDocument(sent).toJson(QJsonDocument::Compact);

    const QByteArray boundary = makeBoundary();
    upload.contentType = "multipart/form-data; boundary=" + boundary;
    // The file name makes the Emulator and others find the part; browsers send this one.
    upload.body->append(
        partHeader(boundary, u"activity"_s, u"blob"_s, u"application/vnd.microsoft.activity"_s)
        + upload.activity + "\r\n");

    QStringList names;
    for (const UploadFile &file : files)
        names.append(
            safePartName(file.name.isEmpty() ? QFileInfo(file.path).fileName() : file.name));
    names = distinctNames(names);

    QStringList notes;
    QString largest;
    qint64 largestSize = 0;
    for (qsizetype i = 0; i < files.size(); ++i) {
        std::unique_ptr<QFile> file = openFile(files.at(i), why);
        if (!file)
            return std::nullopt;
        const qint64 size = file->size();
        const QString type = contentTypeOf(files.at(i));
        if (size > largestSize) {
            largest = names.at(i);
            largestSize = size;
        }
        notes.append(u"%1 (%2, %3 bytes)"_s.arg(names.at(i), type, QString::number(size)));
        upload.body->append(partHeader(boundary, u"file"_s, names.at(i), type));
        upload.body->append(std::move(file), size);
        upload.body->append("\r\n");
    }
    upload.body->append("--" + boundary + "--\r\n");
    upload.note = notes.join(u", "_s);

    if (upload.body->length() > limits.uploadBytes) {
        *why = {files.size() == 1 ? Refusal::Reason::FileTooLarge : Refusal::Reason::FilesTooLarge,
                largest, upload.body->length(), limits.uploadBytes};
        return std::nullopt;
    }
    return upload;
}

std::optional<qint64> uploadSize(const QJsonObject &activity, const QList<UploadFile> &files,
                                 const ClientLimits &limits, Refusal *why)
{
    Refusal reason;
    const std::optional<UploadBody> upload = makeUploadBody(activity, files, limits, &reason);
    if (why)
        *why = reason;
    return upload ? std::optional(upload->body->length()) : std::nullopt;
}

QString safePartName(const QString &name)
{
    const qsizetype slash = qMax(name.lastIndexOf(u'/'), name.lastIndexOf(u'\\'));
    QString safe;
    for (const QChar c : QStringView(name).sliced(slash + 1)) {
        const char16_t u = c.unicode();
        const bool bidiControl = (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
        if (c == u'"')
            safe += "%22"_L1;
        else if (c.category() != QChar::Other_Control && !bidiControl && u != 0x2028 && u != 0x2029)
            safe += c;
    }
    // Through UTF-8 and back, because a lone surrogate has no encoding.
    safe = QString::fromUtf8(safe.toUtf8()).trimmed();
    if (safe.isEmpty() || safe == "."_L1 || safe == ".."_L1)
        return u"file"_s;

    // Cut in front of the ending, which tells people and bots what the file is.
    const qsizetype dot = safe.lastIndexOf(u'.');
    const QString ending = dot > 0 && safe.size() - dot <= 16 ? safe.mid(dot) : QString();
    QString stem = safe.chopped(ending.size());
    while (stem.toUtf8().size() + ending.toUtf8().size() > kLongestNameBytes)
        stem.chop(stem.size() > 1 && stem.back().isLowSurrogate() ? 2 : 1);
    return stem + ending;
}

QStringList distinctNames(const QStringList &names)
{
    // Compared without case, because the receiver may store them on a file system that does not
    // care.
    QSet<QString> taken;
    for (const QString &name : names)
        taken.insert(name.toCaseFolded());

    QSet<QString> used;
    QStringList result;
    for (const QString &name : names) {
        QString distinct = name;
        const qsizetype dot = name.lastIndexOf(u'.');
        const qsizetype stem = dot > 0 ? dot : name.size();
        for (int n = 1; used.contains(distinct.toCaseFolded()); ++n) {
            const QString candidate
                = u"%1 (%2)%3"_s.arg(name.first(stem), QString::number(n), name.mid(stem));
            if (!taken.contains(candidate.toCaseFolded()))
                distinct = candidate;
        }
        used.insert(distinct.toCaseFolded());
        taken.insert(distinct.toCaseFolded());
        result.append(distinct);
    }
    return result;
}

} // namespace botline::directline
