#include "plainhtml.h"

#include <QtGui/QTextBlock>
#include <QtGui/QTextDocument>
#include <QtGui/QTextList>
#include <QtGui/QTextTable>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

class Writer
{
public:
    Writer(int from, int to) : m_from(from), m_to(to) { }

    void write(const QTextFrame &frame)
    {
        for (auto it = frame.begin(); !it.atEnd(); ++it)
            writePart(it);
        closeLists(0);
    }
    QString take() { return std::exchange(m_html, {}); }

private:
    void writePart(const QTextFrame::iterator &it)
    {
        if (const auto *table = qobject_cast<QTextTable *>(it.currentFrame())) {
            closeLists(0);
            if (table->firstPosition() < m_to && table->lastPosition() >= m_from)
                writeTable(*table);
        } else if (it.currentBlock().isValid()) {
            writeBlock(it.currentBlock());
        }
    }

    // SafeTextDocument shows code and quotes as boxes, which are tables of one cell; quotes have a
    // line at their left.
    void writeTable(const QTextTable &table)
    {
        if (table.rows() == 1 && table.columns() == 1) {
            const QTextTableCell cell = table.cellAt(0, 0);
            if (cell.format().toTableCellFormat().leftBorder() > 0) {
                m_html += "<blockquote>"_L1;
                writeCell(cell);
                m_html += "</blockquote>"_L1;
            } else {
                writeCode(cell);
            }
            return;
        }
        m_html += "<table>"_L1;
        for (int row = 0; row < table.rows(); ++row) {
            m_html += "<tr>"_L1;
            for (int column = 0; column < table.columns(); ++column) {
                const QLatin1StringView tag = row == 0 ? "th"_L1 : "td"_L1;
                m_html += u'<' + tag + u'>';
                m_inCell = true;
                writeCell(table.cellAt(row, column));
                m_inCell = false;
                m_html += "</"_L1 + tag + u'>';
            }
            m_html += "</tr>"_L1;
        }
        m_html += "</table>"_L1;
    }

    void writeCell(const QTextTableCell &cell)
    {
        for (auto it = cell.begin(); !it.atEnd(); ++it)
            writePart(it);
        closeLists(0);
    }

    void writeCode(const QTextTableCell &cell)
    {
        QStringList lines;
        for (auto it = cell.begin(); !it.atEnd(); ++it) {
            if (it.currentBlock().isValid() && isWanted(it.currentBlock()))
                lines << clipped(it.currentBlock().position(), it.currentBlock().text());
        }
        m_html += "<pre>"_L1
            + lines.join(u'\n').replace(QChar::LineSeparator, u'\n').toHtmlEscaped() + "</pre>"_L1;
    }

    bool isWanted(const QTextBlock &block) const
    {
        return block.position() < m_to && block.position() + block.length() - 1 >= m_from;
    }

    QString clipped(int position, const QString &text) const
    {
        const int first = std::max(0, m_from - position);
        const int last = std::min(static_cast<int>(text.size()), m_to - position);
        return last > first ? text.mid(first, last - first) : QString();
    }

    void writeBlock(const QTextBlock &block)
    {
        if (!isWanted(block))
            return;
        if (block.blockFormat().hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth)) {
            closeLists(0);
            m_html += "<hr>"_L1;
            return;
        }
        if (const QTextList *list = block.textList()) {
            openItem(*list);
            writeWords(block, false);
            return;
        }
        closeLists(0);
        const int level = block.blockFormat().headingLevel();
        if (m_inCell) {
            writeWords(block, false);
        } else if (level > 0) {
            m_html += u"<h%1>"_s.arg(level);
            writeWords(block, true);
            m_html += u"</h%1>"_s.arg(level);
        } else if (block.length() > 1) { // Qt puts empty paragraphs around tables
            m_html += "<p>"_L1;
            writeWords(block, false);
            m_html += "</p>"_L1;
        }
    }

    void writeWords(const QTextBlock &block, bool heading)
    {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QString words = clipped(it.fragment().position(), it.fragment().text());
            if (words.isEmpty())
                continue;
            const QTextCharFormat format = it.fragment().charFormat();
            std::vector<QLatin1StringView> tags;
            if (format.fontWeight() >= QFont::DemiBold && !heading)
                tags.push_back("b"_L1);
            if (format.fontItalic())
                tags.push_back("i"_L1);
            if (format.fontStrikeOut())
                tags.push_back("s"_L1);
            if (format.fontFixedPitch())
                tags.push_back("code"_L1);
            const bool link = format.isAnchor() && !format.anchorHref().isEmpty();
            if (link)
                m_html += "<a href=\""_L1 + format.anchorHref().toHtmlEscaped() + "\">"_L1;
            for (const auto tag : tags)
                m_html += u'<' + tag + u'>';
            m_html += literalHtml(words);
            std::for_each(tags.rbegin(), tags.rend(),
                          [this](QLatin1StringView tag) { m_html += "</"_L1 + tag + u'>'; });
            if (link)
                m_html += "</a>"_L1;
        }
    }

    // Lists inside an item of another are further indented.
    void openItem(const QTextList &list)
    {
        const int indent = list.format().indent();
        while (!m_lists.empty() && m_lists.back().list != &list && m_lists.back().indent >= indent)
            closeLists(m_lists.size() - 1);
        if (!m_lists.empty() && m_lists.back().list == &list) {
            m_html += "</li><li>"_L1;
            return;
        }
        const bool numbered = list.format().style() == QTextListFormat::ListDecimal;
        m_lists.push_back({&list, indent, numbered ? "ol"_L1 : "ul"_L1});
        m_html += u'<' + m_lists.back().tag + "><li>"_L1;
    }

    void closeLists(size_t count)
    {
        for (; m_lists.size() > count; m_lists.pop_back())
            m_html += "</li></"_L1 + m_lists.back().tag + u'>';
    }

    struct OpenList
    {
        const QTextList *list;
        int indent;
        QLatin1StringView tag;
    };

    int m_from;
    int m_to;
    bool m_inCell = false;
    std::vector<OpenList> m_lists;
    QString m_html;
};

} // namespace

QString plainHtml(const QTextDocument &document, int from, int to)
{
    Writer writer(from, to);
    writer.write(*document.rootFrame());
    return writer.take();
}

QString literalHtml(const QString &text)
{
    QString html = text.toHtmlEscaped();
    html.replace(QChar::LineSeparator, u"<br>"_s);
    html.replace(u'\n', u"<br>"_s);
    // Blanks at the beginning of a line and in rows stay.
    html.replace("  "_L1, u" \u00a0"_s);
    return html;
}

} // namespace botline
