#pragma once

#include "builtcard.h"
#include "cardtext.h"
#include "columnsblock.h"

#include <QtCore/QCoreApplication>

#include <span>

namespace botline::adaptive {

// Makes one BuiltCard; see buildCard().
class CardBuilder
{
    Q_DECLARE_TR_FUNCTIONS(botline::adaptive::CardBuilder)

public:
    CardBuilder(CardBudget::Extent extent, const AdaptiveStyle &style, ContentLoader &content,
                QWidget *host, std::function<void(Block *)> changed);
    BuiltCard build(const Card &card, const QJsonObject &json);

private:
    // What children take over from the boxes around them.
    struct Context
    {
        QColor ground; // where text is hardest to read
        QColor plain; // the same without any picture
        bool onPicture = false;
        Surface surface = Surface::Default;
        Align align = Align::Unset;
        int scope = 0;
        Qt::LayoutDirection direction = Qt::LeftToRight;
        VerticalAlign vertical = VerticalAlign::Top;
        // Padding around, which a box that bleeds covers where it reaches it.
        QMargins room;
        bool header = false; // first row of a table
        bool clickable = false; // over a ClickArea, which gets what nobody else wants
    };

    // How a box looks that has a ground of its own.
    struct Frame
    {
        int paddingX = 12; // design pixels
        int paddingY = 12;
        int radius = 8;
        bool always = false; // padded without a ground, too
    };

    // A card, or the card of a ShowCard: `surface` unless it says otherwise.
    std::unique_ptr<Block> cardBlock(const Card &card, Context context, Surface surface,
                                     const Frame &frame);
    void addFoot(StackBlock &root, const Card &card, const QJsonObject &json,
                 const Context &context);
    void fillStack(StackBlock &stack, const Card &card, const Context &context);
    void addActions(StackBlock &stack, const Card &card, const Context &context);
    // Says that there is more, once, and offers to show it.
    void addRest(StackBlock &stack, const Context &context);
    void addText(StackBlock &stack, const QString &text, const Context &context);
    void addNote(StackBlock &stack, const QString &words, const Context &context);
    void addElements(StackBlock &stack, const std::vector<Element> &elements,
                     const Context &context);
    // `before`: what stands above it, null at the top.
    void addElement(StackBlock &stack, const Element &element, const Element *before,
                    Context context);
    static Spacing spacingOf(const Element &element, const Element *before);
    static int costOf(const Element &element);
    void applyGap(Block &block, Spacing spacing, bool separator) const;

    // Ground and padding of a box; the context goes on with them.
    void dress(BoxBlock &box, Surface surface, const std::optional<BackgroundImage> &picture,
               bool written, const Frame &frame, Context &context);
    void addClick(BoxBlock &box, const std::optional<Action> &action, Context &context);
    // What is in the box is read in a direction of its own. Call Block::setDirection() when it is
    // filled.
    static void turn(BoxBlock &box, std::optional<bool> rightToLeft, Context &context);
    std::unique_ptr<StackBlock> stackFor(std::optional<VerticalAlign> align, int minHeight,
                                         Context &context) const;

    // Texts and pictures. Null when there is nothing to show.
    std::unique_ptr<Block> make(const Note &note, const Context &context);
    std::unique_ptr<Block> noteBlock(const QString &words, const Context &context);

    // As QTextOption understands it: only an alignment that the card names is absolute.
    static Qt::Alignment textAlignment(const Context &context);
    CardText *addTextWidget(CardText::Fill fill, const ChatStyle &style, CardText::Shape shape,
                            const Context &context);
    CardText *literalText(const QString &text, const TextLook &look, CardText::Shape shape,
                          const Context &context);
    CardText *markdownText(const QString &text, const TextLook &look, CardText::Shape shape,
                           const Context &context);

    std::unique_ptr<Block> make(const TextBlock &block, const Context &context);
    std::unique_ptr<Block> make(const RichText &rich, const Context &context);
    static Qt::Alignment boxAlignment(Align align);
    CardImage *addImage(const Image &image, const Context &context);
    std::unique_ptr<Block> imageBlock(const Image &image, const Context &context);
    std::unique_ptr<Block> make(const Image &image, const Context &context);
    std::unique_ptr<Block> make(const ImageSet &set, const Context &context);

    // Boxes.
    static Context amongOthers(Context context);
    std::unique_ptr<BoxBlock> containerBlock(const Container &container, Context context,
                                             const Frame &frame);
    std::unique_ptr<Block> make(const Container &container, const Context &context);
    std::unique_ptr<Block> make(const ColumnSet &set, const Context &outer);
    ColumnsBlock::Width widthOf(const Column &column) const;
    std::unique_ptr<Block> make(const FactSet &set, const Context &context);
    std::unique_ptr<Block> make(const Table &table, const Context &context);
    std::unique_ptr<Block> tableRow(const Table &table, const Table::Row &row,
                                    const std::shared_ptr<TableRows> &rows, Context context);
    ColumnsBlock::Width widthOf(const Table::Column &column) const;

    // Inputs.
    std::unique_ptr<Block> make(const Input &input, const Context &context);
    // There is none in an Adaptive Card.
    static std::unique_ptr<Block> make(const File &, const Context &) { return nullptr; }
    static void setColor(QLabel &label, const QColor &color);

    // Labels stand where their fields begin, whatever the direction of their words.
    static Qt::Alignment leading(const Context &context);
    QLabel *addLabel(const Input &input, const Context &context);
    static void nameEditor(const Input &input, QWidget &target, QWidget &editor);
    std::unique_ptr<Block> withLabel(QLabel *label, std::unique_ptr<Block> editor,
                                     const Input &input);
    std::unique_ptr<Block> withButton(std::unique_ptr<Block> editor, const Action &action,
                                      const Context &context);

    // Buttons.
    static QString actionTitle(const Action &action);

    // Why it cannot be done; "" when it can.
    static QString actionProblem(const Action &action);
    int registerAction(const Action &action, BuiltCard::BuiltAction built,
                       QAbstractButton *clickable, const Context &context);
    std::unique_ptr<Block> button(const Action &action, int set, const Context &context);
    std::unique_ptr<Block> moreButton(std::span<const Action> actions, int number,
                                      const Context &context);
    void loadIcon(const QString &address, CardButton *button, Block *block);
    std::unique_ptr<Block> make(const ActionSet &set, const Context &context);

    // The buttons, and below them the cards that they open.
    std::unique_ptr<Block> actionSet(const ActionSet &set, const Context &context);

    CardBudget m_budget;
    const AdaptiveStyle &m_style;
    ContentLoader &m_content;
    QWidget *m_host;
    std::function<void(Block *)> m_changed;
    BuiltCard m_built;
    int m_sets = 0;
};

} // namespace botline::adaptive
