#include "markdownprep.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>
#include <QtGui/QTextDocumentFragment>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// A table costs far more per character than text does: "|" alone makes a cell.
constexpr int kMaxColumns = 24;
constexpr int kMaxCells = 2000;
constexpr int kMaxListItems = 1000;
constexpr int kMaxNesting = 12;

bool isAsciiPunctuation(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x21 && u <= 0x2f) || (u >= 0x3a && u <= 0x40) || (u >= 0x5b && u <= 0x60)
        || (u >= 0x7b && u <= 0x7e);
}

// Characters that would break the document or reorder what surrounds them.
bool isUnwanted(QChar c)
{
    const char16_t u = c.unicode();
    if (u < 0x20)
        return u != u'\n' && u != u'\t';
    return (u >= 0x7f && u < 0xa0) || u == 0x202d || u == 0x202e || u == 0xfffc
        || (u >= 0xfdd0 && u <= 0xfdef) || u >= 0xfffe;
}

// Resolves the character references of one text, remembering names already looked up.
class References
{
public:
    // The reference that starts with the "&" at `from`: how long it is, 0 when it is none, and the
    // text it stands for, empty when there is no such name.
    struct Found
    {
        qsizetype length = 0;
        QString text;
    };

    Found at(QStringView text, qsizetype from)
    {
        static const QRegularExpression pattern(
            u"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,31}));"_s);
        const auto match
            = pattern.match(text.mid(from, kLongest).toString(), 0, QRegularExpression::NormalMatch,
                            QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch())
            return {};
        if (!match.capturedView(3).isEmpty())
            return {match.capturedLength(), named(match.captured())};
        const QStringView hex = match.capturedView(2);
        return {match.capturedLength(),
                numbered(hex.isEmpty() ? match.capturedView(1).toUInt() : hex.toUInt(nullptr, 16))};
    }

private:
    static constexpr qsizetype kLongest = 34;

    QString named(const QString &reference)
    {
        if (reference == "&nbsp;"_L1)
            return QString(QChar::Nbsp);
        auto found = m_names.find(reference);
        if (found == m_names.end()) {
            const QString text = QTextDocumentFragment::fromHtml(reference).toPlainText();
            found = m_names.insert(reference, text == reference ? QString() : text);
        }
        return *found;
    }

    static QString numbered(uint code)
    {
        if (code == '\n' || code == '\r' || code == '\t')
            return u" "_s;
        if (code == 0 || code > 0x10ffff || QChar::isSurrogate(code))
            return QString(QChar::ReplacementCharacter);
        const char32_t point = code;
        const QString text = QString::fromUcs4(&point, 1);
        return text.size() == 1 && isUnwanted(text.front()) ? QString(QChar::ReplacementCharacter)
                                                            : text;
    }

    QHash<QString, QString> m_names;
};

// One line outside code blocks: references resolved, except in code spans. A reference is text, so
// what it stands for is escaped where it would have a meaning.
QString resolved(const QString &line, References &references)
{
    if (!line.contains(u'&'))
        return line;
    QString result;
    result.reserve(line.size());
    for (qsizetype i = 0; i < line.size();) {
        const QChar c = line.at(i);
        if (c == u'\\' && i + 1 < line.size()) {
            result += QStringView(line).mid(i, 2);
            i += 2;
            continue;
        }
        if (c == u'`') {
            qsizetype run = 1;
            while (i + run < line.size() && line.at(i + run) == u'`')
                ++run;
            const qsizetype close = line.indexOf(QString(run, u'`'), i + run);
            const qsizetype end = close < 0 ? i + run : close + run;
            result += QStringView(line).mid(i, end - i);
            i = end;
            continue;
        }
        const References::Found found = c == u'&' ? references.at(line, i) : References::Found{};
        if (found.text.isEmpty()) {
            if (found.length > 0) // "&nosuchname;" is just text
                result += u'\\';
            result += c;
            ++i;
            continue;
        }
        i += found.length;
        for (const QChar t : found.text) {
            // "&" alone stays as it is: escaped, it would cut a web address in two.
            const bool harmless = t == u'&' && references.at(u'&' + line.mid(i, 40), 0).length == 0;
            if (isAsciiPunctuation(t) && !harmless)
                result += u'\\';
            result += t;
        }
    }
    return result;
}

// What a line begins with: quote marks and list markers, in the order they stand there.
struct Marker
{
    qsizetype at = 0; // of the marker in the line
    qsizetype end = 0; // behind it
    QChar kind; // '>', a bullet, or '.' and ')' for numbers
    int number = -1; // of an ordered item

    bool isItem() const { return kind != u'>'; }
};

QList<Marker> markersOf(const QString &line)
{
    const auto endsMarker = [&](qsizetype at) {
        return at >= line.size() || line.at(at) == u' ' || line.at(at) == u'\t';
    };
    QList<Marker> markers;
    qsizetype at = 0;
    while (markers.size() <= kMaxNesting) {
        while (at < line.size() && (line.at(at) == u' ' || line.at(at) == u'\t'))
            ++at;
        if (at >= line.size())
            break;
        const QChar c = line.at(at);
        Marker marker{at, at + 1, c, -1};
        if (c.unicode() >= u'0' && c.unicode() <= u'9') {
            qsizetype end = at;
            while (end < line.size() && end - at < 9 && line.at(end) >= u'0'
                   && line.at(end) <= u'9')
                ++end;
            if (end >= line.size() || (line.at(end) != u'.' && line.at(end) != u')')
                || !endsMarker(end + 1))
                break;
            marker = {at, end + 1, line.at(end), QStringView(line).mid(at, end - at).toInt()};
        } else if (c != u'>' && !((c == u'-' || c == u'*' || c == u'+') && endsMarker(at + 1))) {
            break;
        }
        at = marker.end;
        markers.append(marker);
    }
    return markers;
}

// Follows fenced code through the lines.
class Fence
{
public:
    // True when the line belongs to a fenced block, its fences included.
    bool takes(const QString &line, const QList<Marker> &markers)
    {
        const bool quoted = !markers.isEmpty() && markers.first().kind == u'>';
        if (m_mark.isEmpty()) {
            const qsizetype from = markers.isEmpty() ? 0 : markers.last().end;
            const QStringView rest = QStringView(line).mid(from).trimmed();
            const QStringView mark = runAtStart(rest);
            if (mark.size() < 3 || (mark.front() != u'`' && mark.front() != u'~')
                || (mark.front() == u'`' && rest.mid(mark.size()).contains(u'`')))
                return false;
            m_mark = mark.toString();
            m_quoted = quoted;
            return true;
        }
        if (m_quoted && !quoted) { // a quote that ends takes its code along
            m_mark.clear();
            return takes(line, markers);
        }
        QStringView rest(line);
        while (!rest.isEmpty() && (rest.front().isSpace() || (m_quoted && rest.front() == u'>')))
            rest = rest.mid(1);
        rest = rest.trimmed();
        if (rest.startsWith(m_mark) && runAtStart(rest).size() == rest.size())
            m_mark.clear();
        return true;
    }

private:
    static QStringView runAtStart(QStringView text)
    {
        qsizetype length = 0;
        while (length < text.size() && text.at(length) == text.front())
            ++length;
        return text.left(length);
    }

    QString m_mark; // the opening fence, empty outside
    bool m_quoted = false;
};

// Qt numbers every list from one. A list that begins elsewhere ("12. …" after some text) would
// change its numbers, so its items stay text (protocol.md §7 T30). Long lists cost quadratic time
// and deep ones have no room: beyond the bounds markers stay text as well.
class Lists
{
public:
    void blankLine() { m_afterBlank = true; }

    // The marker that must lose its meaning, or null.
    const Marker *refused(const QString &line, const QList<Marker> &markers)
    {
        const qsizetype indent = markers.isEmpty() ? firstWord(line) : markers.first().at;
        if (m_afterBlank || !markers.isEmpty()) {
            while (!m_ordered.isEmpty() && m_ordered.last() > indent)
                m_ordered.removeLast();
            if (m_afterBlank && markers.isEmpty() && !m_ordered.isEmpty()
                && m_ordered.last() == indent)
                m_ordered.removeLast();
        }
        m_afterBlank = false;

        if (markers.size() > kMaxNesting)
            return &markers.last();
        for (const Marker &marker : markers) {
            if (!marker.isItem())
                continue;
            if (++m_items > kMaxListItems)
                return &marker;
            const bool open = !m_ordered.isEmpty() && qAbs(m_ordered.last() - marker.at) <= 1;
            if (marker.number < 0) {
                if (open)
                    m_ordered.removeLast();
            } else if (!open) {
                if (marker.number != 1)
                    return &marker;
                m_ordered.append(marker.at);
            }
        }
        return nullptr;
    }

private:
    static qsizetype firstWord(const QString &line)
    {
        const auto word
            = std::find_if(line.begin(), line.end(), [](QChar c) { return !c.isSpace(); });
        return word - line.begin();
    }

    QList<qsizetype> m_ordered; // columns of the ordered lists that are open, outer first
    int m_items = 0;
    bool m_afterBlank = true;
};

bool isBlank(QStringView line)
{
    return std::all_of(line.begin(), line.end(), [](QChar c) { return c.isSpace() || c == u'>'; });
}

// Lines whose meaning depends on how they end.
bool isStructural(const QString &line)
{
    static const QRegularExpression pattern(
        uR"(^[ \t>]*(?:#{1,6}(?:[ \t]|$)|[-=*_ \t]+$|\[[^\]]+\]:|[:|\- \t]+$))"_s);
    return pattern.match(line).hasMatch();
}

// "|---|:--:|" below the first row makes a table.
bool isDelimiterRow(const QString &line)
{
    static const QRegularExpression pattern(
        u"^[ \\t>]*\\|?[ \\t]*:?-+:?[ \\t]*(?:\\|[ \\t:\\-|]*)?$"_s);
    return line.contains(u'|') && line.contains(u'-') && pattern.match(line).hasMatch();
}

// Marks that the line ends here. Markdown's own marks for that would count twice.
void breakAfter(QString &line)
{
    qsizetype end = line.size();
    while (end > 0 && line.at(end - 1) == u' ')
        --end;
    qsizetype slashes = 0;
    while (slashes < end && line.at(end - 1 - slashes) == u'\\')
        ++slashes;
    line.truncate(end - slashes % 2);
    line += u' ';
    line += kSoftBreak;
}

} // namespace

QString cleanText(const QString &text, qsizetype maxLength, bool *cut)
{
    qsizetype end = qMin(text.size(), maxLength);
    if (end < text.size() && end > 0 && text.at(end - 1).isHighSurrogate())
        --end;
    if (cut)
        *cut = end < text.size();

    QString result;
    result.reserve(end);
    for (qsizetype i = 0; i < end; ++i) {
        const QChar c = text.at(i);
        if (c == u'\r') {
            if (i + 1 >= text.size() || text.at(i + 1) != u'\n')
                result += u'\n';
        } else if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator) {
            result += u'\n';
        } else if (!isUnwanted(c)) {
            result += c;
        }
    }
    return result;
}

QString prepareMarkdown(const QString &text)
{
    const QStringList lines = text.split(u'\n');
    References references;
    Fence fence;
    Lists lists;
    QString result;
    result.reserve(text.size() + text.size() / 8);
    bool refusedBefore = false;
    qsizetype columns = 0; // of the table that we are in, 0 outside
    qsizetype cells = 0; // of all tables so far

    for (qsizetype i = 0; i < lines.size(); ++i) {
        QString line = lines.at(i);
        if (i > 0)
            result += u'\n';
        const QList<Marker> markers = markersOf(line);
        if (fence.takes(line, markers) || isBlank(line)) {
            if (isBlank(line))
                lists.blankLine();
            columns = 0;
            result += line;
            continue;
        }
        const Marker *marker = lists.refused(line, markers);
        if (marker && marker->at == 0 && !refusedBefore && i > 0)
            result += u'\n'; // else the line would continue the list above it
        refusedBefore = marker != nullptr;
        if (marker)
            line.insert(marker->number < 0 ? marker->at : marker->end - 1, u'\\');

        const QString next = i + 1 < lines.size() ? lines.at(i + 1) : QString();
        bool headsTable = columns == 0 && isDelimiterRow(next);
        if (isDelimiterRow(line) && columns == 0) // too large for a table: it stays text
            line.replace(u'|', "\\|"_L1);
        if (headsTable) {
            const qsizetype wanted = next.count(u'|') + 1;
            headsTable = wanted <= kMaxColumns && cells + wanted <= kMaxCells;
            columns = headsTable ? wanted : 0;
        }
        cells += columns;
        if (cells > kMaxCells && columns > 0) { // a blank line ends the table, the rest stays text
            columns = 0;
            result += u'\n';
        }

        line = resolved(line, references);
        if (!line.contains(u'`')) // the importer drops images that have no words
            line.replace("![]("_L1,
                         u"![%1]("_s.arg(QCoreApplication::translate("botline", "Image")));
        if (columns == 0 && !isBlank(next) && !isStructural(line))
            breakAfter(line);
        result += line;
    }
    return result;
}

} // namespace botline
