#include "uploadreceiver.h"

#include <algorithm>
#include <utility>

namespace botline::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr int kParts = 64;
constexpr QByteArrayView kActivityType("application/vnd.microsoft.activity");

} // namespace

UploadReceiver::UploadReceiver(FileStore &store, qint64 byteLimit, const ServerRequest &request,
                               Done done)
    : m_store(store), m_byteLimit(byteLimit), m_done(std::move(done))
{
    const QByteArray contentType = request.header("content-type"_ba);
    if (MultipartParser::isMultipart(contentType)) {
        m_multipart.emplace(
            contentType, [this](const MultipartParser::Part &part) { beginPart(part); },
            [this](QByteArrayView bytes) { takeContent(bytes); });
    } else {
        m_rawName = fileNameOf(request.header("content-disposition"_ba));
        m_rawType = contentType;
    }
}

UploadReceiver::~UploadReceiver()
{
    m_file.close();
    for (const StoredFile &file : std::as_const(m_files))
        QFile::remove(file.path);
}

void UploadReceiver::take(QByteArrayView bytes)
{
    m_taken += bytes.size();
    if (m_taken > m_byteLimit)
        fail(Outcome::TooLarge);
    if (!m_done)
        return;
    if (m_multipart) {
        m_multipart->feed(bytes);
        return;
    }
    if (!m_hasRawFile) { // no body is no file
        m_hasRawFile = true;
        beginFile(m_rawName, m_rawType);
    }
    takeContent(bytes);
}

void UploadReceiver::complete()
{
    endFile();
    if (m_multipart && !m_multipart->isComplete())
        fail(Outcome::Broken);
    if (const Done done = std::exchange(m_done, {}))
        done(*this, Outcome::Complete);
}

QList<StoredFile> UploadReceiver::takeFiles()
{
    return std::exchange(m_files, {});
}

void UploadReceiver::beginPart(const MultipartParser::Part &part)
{
    endFile();
    if (++m_parts > kParts)
        fail(Outcome::TooManyParts);
    if (!m_done)
        return;
    m_inActivity = !m_activity && part.contentType.toLower().startsWith(kActivityType);
    if (m_inActivity)
        m_activity.emplace();
    else
        beginFile(part.fileName, part.contentType);
}

void UploadReceiver::beginFile(const QString &name, const QByteArray &contentType)
{
    m_hash.reset();
    m_file.setFileName(m_store.newPath());
    if (m_file.fileName().isEmpty() || !m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        fail(Outcome::NotStored);
        return;
    }
    m_files.append(
        {m_file.fileName(), storedFileName(name), storedContentType(contentType), 0, {}});
}

void UploadReceiver::takeContent(QByteArrayView bytes)
{
    if (!m_done)
        return;
    if (m_inActivity) {
        m_activity->append(
            bytes.first(std::min(bytes.size(), kActivityBytes + 1 - m_activity->size())));
        return;
    }
    m_hash.addData(bytes);
    if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
        fail(Outcome::NotStored);
}

void UploadReceiver::endFile()
{
    if (!m_file.isOpen())
        return;
    if (!m_file.flush())
        fail(Outcome::NotStored);
    m_files.last().size = m_file.size();
    m_files.last().sha256 = m_hash.result().toHex();
    m_file.close();
}

void UploadReceiver::fail(Outcome outcome)
{
    if (const Done done = std::exchange(m_done, {}))
        done(*this, outcome);
}

} // namespace botline::localservice
