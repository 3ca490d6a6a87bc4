#pragma once

#include "app/adaptive/adaptivecard.h"
#include "ui/cards/widgets/cardtext.h"

namespace botline {
class Block;
}

namespace botline::adaptive {

class ActionBuilder;
struct BlockContext;
struct CardBuildState;

// Makes the texts, facts and notes of a card. Blocks are null when there is nothing to show.
class TextBuilder
{
public:
    // Both outlive it.
    TextBuilder(CardBuildState &state, ActionBuilder &actions) : m_state(state), m_actions(actions)
    {
    }

    std::unique_ptr<Block> make(const Note &note, const BlockContext &context);
    std::unique_ptr<Block> make(const TextBlock &block, const BlockContext &context);
    std::unique_ptr<Block> make(const RichText &rich, const BlockContext &context);
    std::unique_ptr<Block> make(const FactSet &set, const BlockContext &context);
    std::unique_ptr<Block> noteBlock(const QString &words, const BlockContext &context);

    CardText *literalText(const QString &text, const TextLook &look, CardText::Shape shape,
                          const BlockContext &context);

private:
    CardText *addTextWidget(CardText::Fill fill, const ChatStyle &style, CardText::Shape shape,
                            const BlockContext &context);
    CardText *formattedText(const QString &text, TextFormat format, const TextLook &look,
                            CardText::Shape shape, const BlockContext &context);

    CardBuildState &m_state;
    ActionBuilder &m_actions;
};

} // namespace botline::adaptive
