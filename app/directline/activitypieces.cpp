#include "activitypieces.h"

#include <cstring>

namespace botline::directline {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Goes forward through the text. Whatever returns bool answers false at its end.
class Scanner
{
public:
    explicit Scanner(const QByteArray &text) : m_text(text) { }

    qsizetype position() const { return m_position; }
    char next() const { return m_position < m_text.size() ? m_text.at(m_position) : '\0'; }

    void skipBlanks()
    {
        while (isBlank(next()))
            ++m_position;
    }

    bool take(char c)
    {
        skipBlanks();
        if (next() != c)
            return false;
        ++m_position;
        return true;
    }

    bool skipString()
    {
        const char *const begin = m_text.constData();
        while (true) {
            const qsizetype from = m_position + 1;
            const void *found
                = std::memchr(begin + from, '"', static_cast<size_t>(m_text.size() - from));
            if (!found)
                return false;
            m_position = static_cast<const char *>(found) - begin;
            qsizetype slash = m_position;
            while (slash > from && m_text.at(slash - 1) == '\\')
                --slash;
            if ((m_position - slash) % 2 == 0)
                break;
        }
        ++m_position;
        return true;
    }

    bool skipValue()
    {
        int depth = 0;
        while (m_position < m_text.size()) {
            const char c = m_text.at(m_position);
            if (c == '"') {
                if (!skipString())
                    return false;
                continue;
            }
            const bool closes = c == '}' || c == ']';
            if (depth == 0 && (closes || c == ',' || isBlank(c)))
                return true;
            ++m_position;
            if (c == '{' || c == '[')
                ++depth;
            else if (closes && --depth == 0)
                return true;
        }
        return depth == 0;
    }

private:
    const QByteArray &m_text;
    qsizetype m_position = 0;
};

bool takeList(Scanner &scanner, const QByteArray &body, QList<QByteArray> &pieces)
{
    if (!scanner.take('['))
        return false;
    if (scanner.take(']'))
        return true;
    do {
        scanner.skipBlanks();
        const qsizetype begin = scanner.position();
        if (!scanner.skipValue() || scanner.position() == begin)
            return false;
        pieces.append(body.mid(begin, scanner.position() - begin));
    } while (scanner.take(','));
    return scanner.take(']');
}

} // namespace

std::optional<ActivityPieces> ActivityPieces::of(const QByteArray &body, QByteArrayView list)
{
    ActivityPieces pieces;
    bool found = false;
    Scanner scanner(body);
    if (!scanner.take('{'))
        return std::nullopt;
    do {
        scanner.skipBlanks();
        const qsizetype keyBegin = scanner.position();
        if (scanner.next() != '"' || !scanner.skipString())
            return std::nullopt;
        const QByteArrayView key
            = QByteArrayView(body).sliced(keyBegin, scanner.position() - keyBegin);
        if (key.contains('\\') || !scanner.take(':'))
            return std::nullopt;
        scanner.skipBlanks();
        const qsizetype begin = scanner.position();
        if (key.sliced(1).chopped(1) == list) {
            if (found || !takeList(scanner, body, pieces.activities))
                return std::nullopt;
            found = true;
            pieces.rest = body.left(begin) + "[]" + body.mid(scanner.position());
        } else if (!scanner.skipValue()) {
            return std::nullopt;
        }
    } while (scanner.take(','));
    return found ? std::optional(std::move(pieces)) : std::nullopt;
}

} // namespace botline::directline
