#include "oneshotbody.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <cstring>

namespace botline::directline {

OneShotBody::OneShotBody(QObject *parent) : QIODevice(parent)
{
}

OneShotBody::~OneShotBody() = default;

void OneShotBody::append(const QByteArray &bytes)
{
    m_length += bytes.size();
    m_parts.push_back({bytes, nullptr, bytes.size()});
}

void OneShotBody::append(std::unique_ptr<QFile> file, qint64 length)
{
    m_length += length;
    m_parts.push_back({{}, std::move(file), length});
}

qint64 OneShotBody::readData(char *data, qint64 maxSize)
{
    if (!m_failedFile.isEmpty() || atEnd())
        return -1;

    qint64 done = 0;
    while (done < maxSize && m_current < m_parts.size()) {
        Part &part = m_parts[m_current];
        const qint64 wanted = qMin(maxSize - done, part.length - m_offset);
        if (part.file) {
            const qint64 got = part.file->read(data + done, wanted);
            if (got <= 0 && wanted > 0) {
                // Never pad: the service would store a file that nobody has.
                m_failedFile = QFileInfo(part.file->fileName()).fileName();
                Q_EMIT failed();
                break;
            }
            done += got;
            m_offset += got;
        } else {
            memcpy(data + done, part.bytes.constData() + m_offset, size_t(wanted));
            done += wanted;
            m_offset += wanted;
        }
        if (m_offset == part.length) {
            part.file.reset(); // closes it
            ++m_current;
            m_offset = 0;
        }
    }
    m_taken += done;
    if (done > 0 && m_taken == m_length)
        Q_EMIT taken();
    return done > 0 || m_failedFile.isEmpty() ? done : -1;
}

qint64 OneShotBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace botline::directline
