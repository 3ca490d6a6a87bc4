#pragma once

#include "actionbuilder.h"
#include "blockcontext.h"
#include "cardbuildstate.h"
#include "imagebuilder.h"
#include "inputbuilder.h"
#include "textbuilder.h"

#include "ui/cards/blocks/columnsblock.h"

#include <QtCore/QCoreApplication>

namespace botline {
class BoxBlock;
class StackBlock;
} // namespace botline

namespace botline::adaptive {

// Makes one BuiltCard; see buildCard(). The boxes are its own business, what is in them that of the
// other builders.
class CardBuilder
{
    Q_DECLARE_TR_FUNCTIONS(botline::adaptive::CardBuilder)

public:
    CardBuilder(CardBudget::Extent extent, const AdaptiveStyle &style, ContentLoader &content,
                QWidget *host, std::function<void(Block *)> changed);
    Q_DISABLE_COPY_MOVE(CardBuilder)

    BuiltCard build(const Card &card, const QJsonObject &json);

private:
    // How a box looks that has a ground of its own.
    struct Frame
    {
        int paddingX = 12; // design pixels
        int paddingY = 12;
        int radius = 8;
        bool always = false; // padded without a ground, too
    };

    // A card, or the card of a ShowCard: `surface` unless it says otherwise.
    std::unique_ptr<Block> cardBlock(const Card &card, BlockContext context, Surface surface,
                                     const Frame &frame);
    void addFoot(StackBlock &root, const Card &card, const QJsonObject &json,
                 const BlockContext &context);
    void fillStack(StackBlock &stack, const Card &card, const BlockContext &context);
    void addActions(StackBlock &stack, const Card &card, const BlockContext &context);
    // Says that there is more, once, and offers to show it.
    void addRest(StackBlock &stack, const BlockContext &context);
    void addText(StackBlock &stack, const QString &text, const BlockContext &context);
    void addNote(StackBlock &stack, const QString &words, const BlockContext &context);
    void addElements(StackBlock &stack, const std::vector<Element> &elements,
                     const BlockContext &context);
    // `before`: what stands above it, null at the top.
    void addElement(StackBlock &stack, const Element &element, const Element *before,
                    BlockContext context);
    static Spacing spacingOf(const Element &element, const Element *before);
    static int costOf(const Element &element);
    void applyGap(Block &block, Spacing spacing, bool separator) const;

    // Ground and padding of a box; the context goes on with them.
    void dress(BoxBlock &box, Surface surface, const std::optional<BackgroundImage> &picture,
               bool written, const Frame &frame, BlockContext &context);
    // What is in the box is read in a direction of its own. Call Block::setDirection() when it is
    // filled.
    static void turn(BoxBlock &box, std::optional<bool> rightToLeft, BlockContext &context);
    std::unique_ptr<StackBlock> stackFor(std::optional<VerticalAlign> align, int minHeight,
                                         BlockContext &context) const;

    // Null when there is nothing to show.
    std::unique_ptr<Block> blockOf(const Note &note, const BlockContext &context)
    {
        return m_texts.make(note, context);
    }
    std::unique_ptr<Block> blockOf(const TextBlock &text, const BlockContext &context)
    {
        return m_texts.make(text, context);
    }
    std::unique_ptr<Block> blockOf(const RichText &text, const BlockContext &context)
    {
        return m_texts.make(text, context);
    }
    std::unique_ptr<Block> blockOf(const FactSet &set, const BlockContext &context)
    {
        return m_texts.make(set, context);
    }
    std::unique_ptr<Block> blockOf(const Image &image, const BlockContext &context)
    {
        return m_images.make(image, context);
    }
    std::unique_ptr<Block> blockOf(const ImageSet &set, const BlockContext &context)
    {
        return m_images.make(set, context);
    }
    std::unique_ptr<Block> blockOf(const File &file, const BlockContext &context)
    {
        return m_images.make(file, context);
    }
    std::unique_ptr<Block> blockOf(const Input &input, const BlockContext &context)
    {
        return m_inputs.make(input, context);
    }
    std::unique_ptr<Block> blockOf(const ActionSet &set, const BlockContext &context)
    {
        return m_actions.make(set, context);
    }
    std::unique_ptr<Block> blockOf(const Container &container, const BlockContext &context);
    std::unique_ptr<Block> blockOf(const ColumnSet &set, const BlockContext &outer);
    std::unique_ptr<Block> blockOf(const Table &table, const BlockContext &context);

    static BlockContext amongOthers(BlockContext context);
    std::unique_ptr<BoxBlock> containerBlock(const Container &container, BlockContext context,
                                             const Frame &frame);
    ColumnsBlock::Width widthOf(const Column &column) const;
    std::unique_ptr<Block> tableRow(const Table &table, const Table::Row &row,
                                    const std::shared_ptr<TableRows> &rows, BlockContext context);
    ColumnsBlock::Width widthOf(const Table::Column &column) const;

    CardBuildState m_state;
    ActionBuilder m_actions;
    TextBuilder m_texts;
    ImageBuilder m_images;
    InputBuilder m_inputs;
};

} // namespace botline::adaptive
