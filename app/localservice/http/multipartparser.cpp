#include "multipartparser.h"

#include <QtCore/QRegularExpression>

#include <utility>

namespace botline::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kBoundaryBytes = 70; // RFC 2046 §5.1.1
constexpr qsizetype kPartHeadBytes = 16 * 1024;

// A parameter of a header's value, quoted or not; "" when it is missing.
QString parameter(const QByteArray &value, const QRegularExpression &pattern)
{
    const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(value));
    return match.captured(1) + match.captured(2);
}

QByteArray boundaryOf(const QByteArray &contentType)
{
    static const QRegularExpression pattern(u";\\s*boundary\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return parameter(contentType, pattern).toUtf8();
}

} // namespace

MultipartParser::MultipartParser(const QByteArray &contentType, PartBegan began, Content content)
    : m_began(std::move(began)), m_content(std::move(content))
{
    const QByteArray boundary = boundaryOf(contentType);
    if (boundary.isEmpty() || boundary.size() > kBoundaryBytes)
        m_state = State::Malformed;
    m_delimiter = "\r\n--" + boundary;
    m_matcher.setPattern(m_delimiter);
    m_pending = "\r\n"_ba; // the first boundary may stand at the very beginning
}

bool MultipartParser::isMultipart(const QByteArray &contentType)
{
    return contentType.trimmed().toLower().startsWith("multipart/form-data");
}

void MultipartParser::feed(QByteArrayView bytes)
{
    if (m_state == State::Epilogue || m_state == State::Malformed)
        return;
    m_pending.append(bytes);
    while (step()) { }
}

bool MultipartParser::step()
{
    switch (m_state) {
    case State::Preamble:
        return skipToBoundary(false);
    case State::AfterBoundary:
        return readAfterBoundary();
    case State::PartHeaders:
        return readPartHeaders();
    case State::Content:
        return skipToBoundary(true);
    case State::Epilogue:
    case State::Malformed:
        break;
    }
    m_pending.clear();
    return false;
}

bool MultipartParser::skipToBoundary(bool isContent)
{
    const qsizetype found = m_matcher.indexIn(m_pending);
    // What may be the beginning of a boundary stays until more is known.
    const qsizetype passed
        = found >= 0 ? found : std::max<qsizetype>(0, m_pending.size() - m_delimiter.size() + 1);
    if (isContent && passed > 0)
        m_content(QByteArrayView(m_pending).first(passed));
    m_pending.remove(0, found >= 0 ? found + m_delimiter.size() : passed);
    if (found < 0)
        return false;
    m_state = State::AfterBoundary;
    return true;
}

bool MultipartParser::readAfterBoundary()
{
    if (m_pending.size() < 2)
        return false;
    if (m_pending.startsWith("--"))
        m_state = State::Epilogue;
    else if (m_pending.startsWith("\r\n"))
        m_state = State::PartHeaders; // the line end stays, so that no headers look like some
    else
        m_state = State::Malformed;
    return true;
}

bool MultipartParser::readPartHeaders()
{
    const qsizetype end = m_pending.indexOf("\r\n\r\n");
    if (end < 0 ? m_pending.size() > kPartHeadBytes : end > kPartHeadBytes) {
        m_state = State::Malformed;
        return true;
    }
    if (end < 0)
        return false;
    Part part;
    const QList<QByteArray> lines = m_pending.first(end).split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(std::max<qsizetype>(0, colon)).trimmed().toLower();
        if (name == "content-disposition")
            part.fileName = fileNameOf(line.mid(colon + 1));
        else if (name == "content-type")
            part.contentType = line.mid(colon + 1).trimmed();
    }
    m_pending.remove(0, end + 4);
    m_state = State::Content;
    m_began(part);
    return true;
}

QString fileNameOf(const QByteArray &contentDisposition)
{
    static const QRegularExpression pattern(u"filename\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return parameter(contentDisposition, pattern);
}

} // namespace botline::localservice
