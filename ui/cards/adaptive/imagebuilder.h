#pragma once

#include "app/adaptive/adaptivecard.h"

namespace botline {
class Block;
class CardImage;
} // namespace botline

namespace botline::adaptive {

class ActionBuilder;
struct BlockContext;
struct CardBuildState;

// Makes the pictures and files of a card. Blocks are null when there is nothing to show.
class ImageBuilder
{
public:
    // Both outlive it.
    ImageBuilder(CardBuildState &state, ActionBuilder &actions) : m_state(state), m_actions(actions)
    {
    }

    std::unique_ptr<Block> make(const Image &image, const BlockContext &context);
    std::unique_ptr<Block> make(const ImageSet &set, const BlockContext &context);
    std::unique_ptr<Block> make(const File &file, const BlockContext &context);

private:
    CardImage *addImage(const Image &image, const BlockContext &context);
    std::unique_ptr<Block> imageBlock(const Image &image, const BlockContext &context);

    CardBuildState &m_state;
    ActionBuilder &m_actions;
};

} // namespace botline::adaptive
