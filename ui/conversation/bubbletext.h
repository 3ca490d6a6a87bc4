#pragma once

#include "ui/content/safetextdocument.h"

#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtCore/QSize>

#include <vector>

class QPainter;

namespace botline {

struct ActivityEntry;
struct ChatColors;

// The words of one row, laid out.
class BubbleText
{
public:
    // What a document is made from. Equal contents give equal documents in the same style.
    struct Content
    {
        enum class Kind : quint8
        {
            Own, // literal, in the user's colour
            Plain,
            Markdown,
            Aside, // words of ours in place of the bot's: muted
            Notice, // small, muted, centred
            Quiet, // the same, with a link to the activity's JSON
        };
        QString text;
        Kind kind = Kind::Plain;
        QList<int> sources = {}; // numbers that the words may refer to, as "[2]"
        QStringList mentions = {}; // names to be emphasised

        static Content of(const ActivityEntry &entry);
        bool operator==(const Content &) const = default;
    };
    struct Link
    {
        QString label;
        QString address;
    };
    struct Selection
    {
        int from = 0;
        int to = 0; // beyond the end means the end
    };

    // Something found.
    struct Mark
    {
        Selection range;
        bool current = false; // the one that is looked at
    };

    BubbleText(const Content &content, const ChatStyle &style);

    const Content &content() const { return m_content; }

    // Breaks lines for at most this width. True when that was work: the same words need no new
    // layout for another width that they fit into without breaking.
    bool setMaxWidth(int width);
    QSize size() const { return m_size; } // as narrow as the longest line
    int naturalWidth() const { return m_naturalWidth; } // 0 when a line had to be broken
    qsizetype bytes() const; // about what it takes in memory

    int length() const; // positions go from 0 to length()
    int positionAt(const QPointF &point) const; // the nearest one
    bool isOver(const QPointF &point) const; // on a line of text, not beside it
    QString linkAt(const QPointF &point) const; // "" when there is none
    QList<Link> links() const; // in reading order; without our own (ownlinks.h)
    // Code blocks of Markdown, each with the button that copies it.
    QList<SafeTextDocument::CodeBlock> codeBlocks() const { return m_document.codeBlocks(); }
    static QRectF copyButton(const SafeTextDocument::CodeBlock &block, const ChatStyle &style);
    Selection wordAt(int position) const;
    QString plainText(const Selection &selection) const;
    QString markdown(const Selection &selection) const;
    QString html(const Selection &selection) const; // its structure without fonts and colours
    QRectF lineAt(int position) const; // the line that this position is in

    // `area`: what of the text is to be painted, in the text's own coordinates. The selection is
    // painted above the marks.
    void paint(QPainter &painter, const QRectF &area, const Selection &selection,
               const std::vector<Mark> &marks, const ChatStyle &style) const;

private:
    QTextCursor covering(const Selection &selection) const;
    bool breaksLines() const;
    void emphasise(const QStringList &names);
    void linkSources(const QList<int> &sources, const ChatColors &colors);
    void appendJsonLink(const ChatStyle &style);

    Content m_content;
    mutable SafeTextDocument m_document; // QTextDocument's hit tests are const, its layout is not
    int m_maxWidth = -1;
    int m_naturalWidth = 0;
    QSize m_size;
};

} // namespace botline
