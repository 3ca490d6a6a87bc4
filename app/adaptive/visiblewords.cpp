#include "visiblewords.h"

#include "cardtitles.h"
#include "withoutmarkdown.h"

#include <utility>

namespace botline::adaptive {

namespace {

// Goes through a card as the drawing does: what the one shows, the other says.
class WordCollector
{
public:
    VisibleWords collect(const Card &card)
    {
        if (showsFallbackText(card))
            add(card.fallbackText);
        if (!card.valid)
            return std::move(m_words);
        addElements(card.body);
        m_target = &m_words.buttons;
        addActions(card.actions);
        return std::move(m_words);
    }

    void operator()(const Note &note) { add(noteText(note)); }
    void operator()(const TextBlock &block) { add(block.text, block.format); }
    void operator()(const RichText &rich)
    {
        QString text; // one paragraph, whatever the looks of its runs
        for (const TextRun &run : rich.runs)
            text += run.text;
        add(text);
    }
    void operator()(const Image &image) { add(image.altText); }
    void operator()(const ImageSet &set)
    {
        for (const Image &image : set.images)
            (*this)(image);
    }
    void operator()(const Container &container) { addElements(container.items); }
    void operator()(const ColumnSet &set)
    {
        for (const Column &column : set.columns) {
            if (column.visible)
                addElements(column.content.items);
        }
    }
    void operator()(const FactSet &set)
    {
        for (const FactSet::Fact &fact : set.facts) {
            add(fact.title);
            add(fact.value, set.format);
        }
    }
    void operator()(const Table &table)
    {
        for (const Table::Row &row : table.rows) {
            for (const Container &cell : row.cells)
                addElements(cell.items);
        }
    }
    void operator()(const ActionSet &set) { addActions(set.actions); }
    void operator()(const Input &input)
    {
        add(labelOf(input));
        if (input.kind == Input::Kind::Toggle)
            add(toggleTitle(input));
        for (const Input::Choice &choice : input.choices)
            add(choice.title);
        if (input.inlineAction)
            add(buttonTitle(*input.inlineAction));
    }
    void operator()(const File &file) { add(file.name); }

private:
    void addElements(const std::vector<Element> &elements)
    {
        for (const Element &element : elements) {
            if (m_pieces >= kMaxParts || m_charactersLeft <= 0)
                return;
            if (element.visible)
                std::visit(*this, element.content);
        }
    }

    void addActions(const std::vector<Action> &actions)
    {
        for (const Action &action : actions)
            add(buttonTitle(action));
    }

    void add(const QString &text, TextFormat format = TextFormat::Plain)
    {
        if (text.isEmpty() || m_pieces >= kMaxParts || m_charactersLeft <= 0)
            return;
        const QString taken = text.left(m_charactersLeft);
        QString shown = format == TextFormat::Markdown ? withoutMarkdown(taken) : taken.trimmed();
        if (!saysAnything(shown))
            return;
        ++m_pieces;
        m_charactersLeft -= shown.size();
        m_target->append(std::move(shown));
    }

    VisibleWords m_words;
    QStringList *m_target = &m_words.body;
    int m_pieces = 0;
    qsizetype m_charactersLeft = kMaxTextLength;
};

} // namespace

VisibleWords visibleWords(const Card &card)
{
    return WordCollector().collect(card);
}

} // namespace botline::adaptive
