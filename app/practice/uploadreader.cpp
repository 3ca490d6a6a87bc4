#include "uploadreader.h"

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <utility>

namespace botline::practice {

using namespace Qt::StringLiterals;

namespace {

constexpr int kParts = 64;
constexpr auto kActivityType = "application/vnd.microsoft.activity"_L1;

// The filename of a Content-Disposition header; "" when it has none.
QString fileNameOf(const QByteArray &disposition)
{
    static const QRegularExpression pattern(u"filename\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(disposition));
    return match.captured(1) + match.captured(2);
}

} // namespace

UploadReader::UploadReader(FileStore &store, qint64 byteLimit)
    : m_store(store), m_byteLimit(byteLimit)
{
}

UploadReader::~UploadReader()
{
    m_file.close();
    for (const StoredFile &file : std::as_const(m_files))
        QFile::remove(file.path);
}

UploadReader::Outcome UploadReader::read(const HttpRequest &request, HttpBody &body)
{
    if (body.declaredSize().value_or(0) > m_byteLimit)
        return Outcome::TooLarge;
    const auto bytes = [this](QByteArrayView piece) {
        take(piece);
    };
    bool whole = false;
    if (body.isMultipart()) {
        whole = body.readParts([this](const HttpBody::Part &part) { beginPart(part); }, bytes);
    } else if (body.declaredSize().value_or(1) > 0) { // no body is no file
        beginFile(fileNameOf(request.header("content-disposition"_ba)),
                  request.header("content-type"_ba));
        whole = body.read(bytes);
    } else {
        whole = true;
    }
    endFile();
    if (m_outcome == Outcome::Complete && !whole)
        m_outcome = Outcome::Broken;
    return m_outcome;
}

QList<StoredFile> UploadReader::takeFiles()
{
    return std::exchange(m_files, {});
}

void UploadReader::beginPart(const HttpBody::Part &part)
{
    endFile();
    if (++m_parts > kParts)
        m_outcome = Outcome::TooManyParts;
    if (m_outcome != Outcome::Complete)
        return;
    m_inActivity = !m_activity && part.contentType.toLower().startsWith(kActivityType.latin1());
    if (m_inActivity)
        m_activity.emplace();
    else
        beginFile(part.fileName, part.contentType);
}

void UploadReader::beginFile(const QString &name, const QByteArray &contentType)
{
    m_hash.reset();
    m_file.setFileName(m_store.newPath());
    if (m_file.fileName().isEmpty() || !m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        m_outcome = Outcome::NotStored;
        return;
    }
    m_files.append({m_file.fileName(), safeFileName(name), safeContentType(contentType), 0, {}});
}

void UploadReader::take(QByteArrayView bytes)
{
    m_taken += bytes.size();
    if (m_taken > m_byteLimit)
        m_outcome = Outcome::TooLarge;
    if (m_outcome != Outcome::Complete)
        return;
    if (m_inActivity) {
        m_activity->append(
            bytes.first(std::min(bytes.size(), kActivityBytes + 1 - m_activity->size())));
        return;
    }
    m_hash.addData(bytes);
    if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
        m_outcome = Outcome::NotStored;
}

void UploadReader::endFile()
{
    if (!m_file.isOpen())
        return;
    if (!m_file.flush() && m_outcome == Outcome::Complete)
        m_outcome = Outcome::NotStored;
    m_files.last().size = m_file.size();
    m_files.last().sha256 = m_hash.result().toHex();
    m_file.close();
}

} // namespace botline::practice
