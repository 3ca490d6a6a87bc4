#pragma once

#include <QtGui/QTextDocument>

#include <optional>

namespace botline {

class ChatStyle;

// A text document for words from the network (protocol.md §6.2, §8.7): it loads nothing, ever: no
// file, no UNC path, no image named in Markdown or HTML.
class SafeTextDocument : public QTextDocument
{
    Q_OBJECT

public:
    explicit SafeTextDocument(QObject *parent = nullptr);

    // Instead of the style's body font, for the calls that follow.
    void setBaseFont(const QFont &font);

    // Keeps so many pixels free at the right of each code block, for the calls that follow.
    void setCodeButtonRoom(int pixels) { m_codeButtonRoom = pixels; }

    // Literal text; newlines kept; web addresses are not turned into links.
    void setLiteral(const QString &text, const ChatStyle &style, const QColor &color);
    // The safe Markdown subset of protocol.md §6.2: raw HTML shown literally, single newline = line
    // break, images as their alt text with a link, links that fail LinkPolicy as plain text, code
    // blocks with the style's background. At most 100 000 characters are taken; `wasCut()` tells.
    void setSafeMarkdown(const QString &markdown, const ChatStyle &style, const QColor &color,
                         const QColor &linkColor);
    bool wasCut() const { return m_cut; }

    struct CodeBlock
    {
        QRectF area; // of its box, in the document; known once that has a width
        QString code; // lines end with a newline, the last one without
    };
    QList<CodeBlock> codeBlocks() const; // in reading order

protected:
    QVariant loadResource(int type, const QUrl &name) override;

private:
    QFont baseFont(const ChatStyle &style) const;
    void showLiteral(const QString &text, const QFont &font, const QColor &color);

    std::optional<QFont> m_baseFont;
    bool m_cut = false;
    int m_codeButtonRoom = 0;
};

// What a document made of this text reads, each character at its position there, without making it:
// for passes over many texts. nullopt when only the Markdown parser can tell.
std::optional<QString> wordsWithoutDocument(const QString &text, bool markdown);

} // namespace botline
