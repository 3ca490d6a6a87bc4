#include "rowwords.h"

#include "bubbletext.h"

#include "app/conversation/model/activityentry.h"
#include "app/conversation/model/cardwords.h"
#include "ui/style/chatstyle.h"

namespace botline {

namespace {

constexpr qsizetype kMostKnownCharacters = 16 * 1024 * 1024;
// Longer Markdown is read as it is written, marks included: making its document would take longer
// than a user interface may stand still.
constexpr qsizetype kLongestMarkdown = 20'000;

struct Text
{
    QString words;
    bool wasWork = false;
};

Text textOfContent(const BubbleText::Content &content)
{
    const bool markdown = content.kind == BubbleText::Content::Kind::Markdown;
    if (const auto words
        = wordsWithoutDocument(content.text, markdown && content.text.size() <= kLongestMarkdown))
        return {*words, false};
    static const ChatStyle style(false, 100, QFont()); // the words are the same in any
    SafeTextDocument document;
    document.setSafeMarkdown(content.text, style, Qt::black, Qt::blue);
    QString words = document.toRawText();
    // Ends of lines and blocks, and the edges of tables: no phrase goes across.
    for (QChar &c : words) {
        const char16_t u = c.unicode();
        if (u == QChar::ParagraphSeparator || u == QChar::LineSeparator || u == 0xfdd0
            || u == 0xfdd1)
            c = u'\n';
    }
    return {words, true};
}

} // namespace

QString RowWords::textOf(const ActivityEntry &entry)
{
    return textOfContent(BubbleText::Content::of(entry)).words;
}

SearchQuery::Words RowWords::of(const ActivityEntry &entry)
{
    m_wasWork = false;
    const auto known = m_known.constFind(entry.key);
    if (known != m_known.cend() && known->revision == entry.revision)
        return known->words;

    SearchQuery::Words words;
    const bool hasAttachments = !entry.files.isEmpty() || !entry.activity.attachments.isEmpty();
    bool wasWork = hasAttachments;
    // A row that is only a card has no bubble.
    if (!entry.shownText().isEmpty() || !hasAttachments) {
        Text text = textOfContent(BubbleText::Content::of(entry));
        words.text = std::move(text.words);
        wasWork |= text.wasWork;
    }
    if (hasAttachments && entry.side != Side::System)
        words.attached = attachedWords(entry).join(u'\n');
    m_wasWork = wasWork;
    if (wasWork && m_characters < kMostKnownCharacters) {
        m_characters += words.text.size() + words.attached.size();
        m_known.insert(entry.key, {entry.revision, words});
    }
    return words;
}

void RowWords::clear()
{
    m_known.clear();
    m_characters = 0;
}

} // namespace botline
