#include "filestore.h"

#include <QtCore/QDir>

#include <algorithm>

namespace botline::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameBytes = 120;
constexpr qsizetype kExtensionBytes = 16; // a longer one is no extension

bool isUnsafe(QChar c)
{
    const char16_t code = c.unicode();
    const bool bidi = code == 0x061C || code == 0x200E || code == 0x200F
        || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return bidi || c.category() == QChar::Other_Control || c == QChar::LineSeparator
        || c == QChar::ParagraphSeparator || c == QChar::ReplacementCharacter
        || u":*?\"<>|"_s.contains(c);
}

bool isBlankOrDot(QChar c)
{
    return c.isSpace() || c == u'.';
}

// Cuts from the end of the stem, at a character boundary.
QString shortened(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    QString extension = dot > 0 ? name.mid(dot) : QString();
    if (extension.toUtf8().size() > kExtensionBytes)
        extension.clear();
    QString stem = name.chopped(extension.size());
    while (!stem.isEmpty() && (stem + extension).toUtf8().size() > kNameBytes)
        stem.chop(stem.back().isLowSurrogate() ? 2 : 1);
    return stem + extension;
}

QByteArray uploadId(qint64 number)
{
    return QByteArray::number(number).rightJustified(7, '0');
}

QString key(const QString &conversationId, const QString &uploadId)
{
    return conversationId + u'/' + uploadId;
}

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
        || QByteArrayView("!#$&-^_.+").contains(c);
}

} // namespace

QString FileStore::newPath()
{
    const std::lock_guard lock(m_mutex);
    if (!m_folder)
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/botline-uploads-XXXXXX"_L1);
    if (!m_folder->isValid())
        return QString();
    return m_folder->filePath(QString::number(++m_files));
}

QString FileStore::add(const QString &conversationId, const QList<StoredFile> &files)
{
    const std::lock_guard lock(m_mutex);
    const QString id = QString::fromLatin1(uploadId(++m_uploads));
    m_byUpload.insert(key(conversationId, id), files);
    return id;
}

std::optional<StoredFile> FileStore::find(const QString &conversationId, const QString &uploadId,
                                          int index) const
{
    const std::lock_guard lock(m_mutex);
    const QList<StoredFile> files = m_byUpload.value(key(conversationId, uploadId));
    if (index < 0 || index >= files.size())
        return std::nullopt;
    return files.at(index);
}

QString storedFileName(const QString &name)
{
    QString safe = name.mid(name.lastIndexOf(u'/') + 1);
    safe = safe.mid(safe.lastIndexOf(u'\\') + 1);
    safe.removeIf(isUnsafe);
    while (!safe.isEmpty() && isBlankOrDot(safe.front()))
        safe.remove(0, 1);
    while (!safe.isEmpty() && isBlankOrDot(safe.back()))
        safe.chop(1);
    return safe.isEmpty() ? u"attachment"_s : shortened(safe);
}

QByteArray storedContentType(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    const qsizetype slash = type.indexOf('/');
    const bool wellFormed = slash > 0 && slash < type.size() - 1 && type.size() <= 100
        && std::all_of(type.begin(), type.begin() + slash, isTokenCharacter)
        && std::all_of(type.begin() + slash + 1, type.end(), isTokenCharacter);
    return wellFormed ? type : "application/octet-stream"_ba;
}

} // namespace botline::localservice
