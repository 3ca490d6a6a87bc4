#include "cardbuilder.h"

#include "cardbackground.h"
#include "cardcontent.h"
#include "cardremarks.h"

#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/blocks/widgetblock.h"
#include "ui/cards/widgets/cardbutton.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

constexpr int kLeastColumn = 32; // design pixels: a few letters

StackBlock::Vertical verticalOf(VerticalAlign align)
{
    switch (align) {
    case VerticalAlign::Top:
        return StackBlock::Vertical::Top;
    case VerticalAlign::Center:
        return StackBlock::Vertical::Center;
    case VerticalAlign::Bottom:
        return StackBlock::Vertical::Bottom;
    }
    return StackBlock::Vertical::Top;
}

} // namespace

CardBuilder::CardBuilder(CardBudget::Extent extent, const AdaptiveStyle &style,
                         ContentLoader &content, QWidget *host,
                         std::function<void(Block *)> changed)
    : m_state{CardBudget(extent), style, content, host, std::move(changed), {}},
      m_actions(m_state,
                [this](const Card &card, const BlockContext &context) {
                    return cardBlock(card, context, Surface::Emphasis, {});
                }),
      m_texts(m_state, m_actions),
      m_images(m_state, m_actions),
      m_inputs(m_state, m_actions)
{
}

BuiltCard CardBuilder::build(const Card &card, const QJsonObject &json)
{
    m_state.built.scopes.push_back(-1);
    BlockContext context;
    context.ground = m_state.style.ground();
    context.plain = context.ground;
    context.direction = m_state.host->layoutDirection();
    Frame frame;
    frame.radius = 11; // within the host's
    frame.always = true;
    auto root = std::make_unique<StackBlock>();
    Block *whole = root->add(cardBlock(card, context, Surface::Default, frame));
    whole->stretch = true;
    if (m_state.budget.isSpent())
        addRest(*root, context);
    addFoot(*root, card, json, context);
    m_state.built.root = std::move(root);
    return std::move(m_state.built);
}

// What is said about the card rather than by it; outside its own ground.
void CardBuilder::addFoot(StackBlock &root, const Card &card, const QJsonObject &json,
                          const BlockContext &context)
{
    if (!m_state.built.backgrounds.empty()) {
        auto *permission
            = new CardButton({}, CardButton::Look::LowEmphasis, m_state.style.chat(), m_state.host);
        permission->setInk(m_state.style.linkColor(context.ground));
        auto block = std::make_unique<BoxBlock>();
        block->setPadding(m_state.style.px(4), 0);
        block->add(std::make_unique<WidgetBlock>(permission, Qt::AlignLeft));
        block->setVisible(false);
        m_state.built.permission = permission;
        m_state.built.permissionBlock = root.add(std::move(block));
    }
    if (card.remarks.empty())
        return;
    auto *remarks = new CardRemarks(card.remarks, json, m_state.style, m_state.host);
    QObject::connect(remarks, &CardRemarks::changed, m_state.host, m_state.changed);
    m_state.built.remarks = remarks;
    root.add(remarks->makeBlock());
}

std::unique_ptr<Block> CardBuilder::cardBlock(const Card &card, BlockContext context,
                                              Surface surface, const Frame &frame)
{
    auto box = std::make_unique<BoxBlock>();
    const Surface wanted = card.surface == Surface::Inherited ? surface : card.surface;
    turn(*box, card.rightToLeft, context);
    dress(*box, wanted, card.background, true, frame, context);
    m_actions.addClick(*box, card.selectAction, context);
    auto stack = stackFor(card.verticalAlign, card.minHeight, context);
    fillStack(*stack, card, context);
    box->add(std::move(stack));
    if (card.rightToLeft)
        box->setDirection(context.direction);
    return box;
}

void CardBuilder::fillStack(StackBlock &stack, const Card &card, const BlockContext &context)
{
    if (!card.valid) {
        if (!card.fallbackText.isEmpty())
            addText(stack, card.fallbackText, context);
        addNote(stack,
                tr("This card cannot be shown: what the bot sent is not a complete Adaptive Card."),
                context);
        return;
    }
    if (card.later && !card.fallbackText.isEmpty())
        addNote(stack,
                tr("Botline may not understand all of this card. The bot says to programs that do "
                   "not: %1")
                    .arg(card.fallbackText),
                context);
    if (!card.later && showsFallbackText(card))
        addText(stack, card.fallbackText, context);
    addElements(stack, card.body, context);
    addActions(stack, card, context);
    if (stack.isEmpty() && !m_state.budget.isSpent())
        addNote(stack, tr("This card is empty."), context);
    else if (context.scope == 0 && !showsAnything(card))
        addNote(stack, tr("Nothing in this card can be seen: all of it is hidden or empty."),
                context);
}

void CardBuilder::addActions(StackBlock &stack, const Card &card, const BlockContext &context)
{
    if (context.scope == 0) {
        if (m_state.budget.isSpent())
            addRest(stack, context);
        m_state.budget.reopen(CardBudget::kActions);
    }
    if (card.actions.empty())
        return;
    auto set = m_actions.make(ActionSet{card.actions}, context);
    set->gap = m_state.style.px(12);
    stack.add(std::move(set));
}

void CardBuilder::addRest(StackBlock &stack, const BlockContext &context)
{
    if (m_state.built.rest)
        return;
    addNote(stack, tr("This card is long. The rest of it is not shown yet."), context);
    m_state.built.rest = new CardButton(tr("Show the rest"), CardButton::Look::Normal,
                                        m_state.style.chat(), m_state.host);
    auto block = std::make_unique<WidgetBlock>(m_state.built.rest, Qt::AlignLeft);
    block->gap = m_state.style.spacing(Spacing::Small);
    stack.add(std::move(block));
}

void CardBuilder::addText(StackBlock &stack, const QString &text, const BlockContext &context)
{
    CardText *widget = m_texts.literalText(text, {}, {}, context);
    stack.add(std::make_unique<WidgetBlock>(widget));
}

void CardBuilder::addNote(StackBlock &stack, const QString &words, const BlockContext &context)
{
    auto block = m_texts.noteBlock(words, context);
    block->gap = m_state.style.spacing(Spacing::Default);
    stack.add(std::move(block));
}

void CardBuilder::addElements(StackBlock &stack, const std::vector<Element> &elements,
                              const BlockContext &context)
{
    const Element *before = nullptr;
    for (const Element &element : elements) {
        addElement(stack, element, before, context);
        before = &element;
    }
}

int CardBuilder::costOf(const Element &element)
{
    if (const auto *input = std::get_if<Input>(&element.content))
        return CardBudget::kField + CardInput::buttonsOf(*input) * CardBudget::kChoice;
    if (std::holds_alternative<Image>(element.content))
        return CardBudget::kImage;
    if (std::holds_alternative<File>(element.content))
        return CardBudget::kFile;
    const bool isText = std::holds_alternative<TextBlock>(element.content)
        || std::holds_alternative<RichText>(element.content)
        || std::holds_alternative<Note>(element.content);
    return isText ? CardBudget::kText : CardBudget::kBox;
}

// So that what says what a field is for is nearer to it than to the field above, be it the field's
// own label or, in older cards, a text.
Spacing CardBuilder::spacingOf(const Element &element, const Element *before)
{
    if (element.spacing != Spacing::Default)
        return element.spacing;
    const auto *input = std::get_if<Input>(&element.content);
    const bool text = std::holds_alternative<TextBlock>(element.content);
    const bool belowText = before && std::holds_alternative<TextBlock>(before->content);
    const bool belowInput = before && std::holds_alternative<Input>(before->content);
    const bool ownWords = input && (!input->label.isEmpty() || input->kind == Input::Kind::Toggle);
    return (input && (ownWords || !belowText)) || (text && belowInput) ? Spacing::Medium
                                                                       : Spacing::Default;
}

void CardBuilder::addElement(StackBlock &stack, const Element &element, const Element *before,
                             BlockContext context)
{
    if (!m_state.budget.afford(costOf(element)))
        return;
    if (element.align != Align::Unset)
        context.align = element.align;
    std::unique_ptr<Block> block = std::visit(
        [&](const auto &content) { return blockOf(content, context); }, element.content);
    if (!block)
        return;
    applyGap(*block, spacingOf(element, before), element.separator);
    block->stretch = element.stretch;
    block->setVisible(element.visible);
    if (!element.id.isEmpty())
        m_state.built.targets.insert(element.id, block.get());
    stack.add(std::move(block));
}

void CardBuilder::applyGap(Block &block, Spacing spacing, bool separator) const
{
    const int distance = m_state.style.spacing(spacing);
    block.gap = separator ? 2 * distance + 1 : distance;
    block.separator = separator;
}

void CardBuilder::dress(BoxBlock &box, Surface surface,
                        const std::optional<BackgroundImage> &picture, bool written,
                        const Frame &frame, BlockContext &context)
{
    const bool filled = surface != Surface::Inherited && surface != context.surface;
    QColor fill(Qt::transparent);
    if (filled) {
        fill = m_state.style.fill(surface);
        context.ground = m_state.style.ground(surface, context.ground);
        context.plain = m_state.style.ground(surface, context.plain);
        context.surface = surface;
    }
    if (picture) {
        auto *background = new CardBackground(*picture, written, m_state.style.chat(),
                                              m_state.content, m_state.host);
        box.setPicture(background);
        m_state.built.backgrounds.push_back(background);
        // Two pictures through each other would leave nothing to read on.
        if (context.onPicture)
            fill = context.plain;
        context.onPicture = true;
        context.ground = m_state.style.groundUnderPicture(context.plain);
    }
    box.setFill(fill, m_state.style.px(frame.radius));
    if (filled || picture || frame.always) {
        box.setPadding(m_state.style.px(frame.paddingX), m_state.style.px(frame.paddingY));
        context.room = box.padding();
    }
}

void CardBuilder::turn(BoxBlock &box, std::optional<bool> rightToLeft, BlockContext &context)
{
    if (!rightToLeft)
        return;
    const Qt::LayoutDirection wanted = *rightToLeft ? Qt::RightToLeft : Qt::LeftToRight;
    box.setMirrored(wanted != context.direction);
    context.direction = wanted;
    // What says so is read from the right, also where its words are English.
    if (*rightToLeft && context.align == Align::Unset)
        context.align = Align::Start;
}

std::unique_ptr<StackBlock> CardBuilder::stackFor(std::optional<VerticalAlign> align, int minHeight,
                                                  BlockContext &context) const
{
    context.vertical = align.value_or(context.vertical);
    auto stack = std::make_unique<StackBlock>();
    stack->setVertical(verticalOf(context.vertical));
    stack->setMinimumHeight(m_state.style.px(minHeight));
    stack->setBleedRoom(context.room);
    stack->setLine(m_state.style.lineColor(), 1);
    return stack;
}

std::unique_ptr<BoxBlock> CardBuilder::containerBlock(const Container &container,
                                                      BlockContext context, const Frame &frame)
{
    auto box = std::make_unique<BoxBlock>();
    turn(*box, container.rightToLeft, context);
    dress(*box, container.surface, container.background, !container.items.empty(), frame, context);
    box->bleeds = container.bleed && !box->padding().isNull(); // else it would not be seen
    m_actions.addClick(*box, container.action, context);
    auto stack = stackFor(container.verticalAlign, container.minHeight, context);
    addElements(*stack, container.items, context);
    box->add(std::move(stack));
    if (container.rightToLeft)
        box->setDirection(context.direction);
    return box;
}

// Above and below what stands in a stack there are others, as far as is known.
BlockContext CardBuilder::amongOthers(BlockContext context)
{
    context.room.setTop(0);
    context.room.setBottom(0);
    return context;
}

std::unique_ptr<Block> CardBuilder::blockOf(const Container &container, const BlockContext &context)
{
    if (container.items.empty() && container.minHeight == 0)
        return nullptr;
    return containerBlock(container, amongOthers(context), {});
}

std::unique_ptr<Block> CardBuilder::blockOf(const ColumnSet &set, const BlockContext &outer)
{
    if (set.columns.empty())
        return nullptr;
    BlockContext context = amongOthers(outer);
    auto box = std::make_unique<BoxBlock>();
    dress(*box, set.surface, std::nullopt, true, {}, context);
    box->bleeds = set.bleed && !box->padding().isNull();
    m_actions.addClick(*box, set.action, context);
    auto columns = std::make_unique<ColumnsBlock>();
    columns->setLine(m_state.style.lineColor(), 1);
    columns->setBleedRoom(context.room);
    columns->setAlignment(boxAlignment(set.align));
    columns->setMinimumHeight(m_state.style.px(set.minHeight));
    columns->setRestBasis(m_state.style.px(50));
    columns->setLines(m_state.style.px(kLeastColumn), m_state.style.spacing(Spacing::Default));
    for (const Column &column : set.columns) {
        if (!m_state.budget.afford(CardBudget::kBox))
            break;
        BlockContext inside = context;
        if (column.align != Align::Unset)
            inside.align = column.align;
        // A column's neighbours are no padding.
        if (&column != &set.columns.front())
            inside.room.setLeft(0);
        if (&column != &set.columns.back())
            inside.room.setRight(0);
        auto block = containerBlock(column.content, inside, {});
        applyGap(*block, column.spacing, column.separator);
        block->setVisible(column.visible);
        if (!column.id.isEmpty())
            m_state.built.targets.insert(column.id, block.get());
        columns->addColumn(std::move(block), widthOf(column));
    }
    box->add(std::move(columns));
    return box;
}

ColumnsBlock::Width CardBuilder::widthOf(const Column &column) const
{
    using Kind = ColumnsBlock::Width::Kind;
    switch (column.width) {
    case Column::Width::Auto:
        return {Kind::Natural, 0};
    case Column::Width::Pixels:
        return {Kind::Pixels, double(m_state.style.px(int(column.amount)))};
    case Column::Width::Weight:
        return {Kind::Share, column.amount};
    case Column::Width::Stretch:
        break;
    }
    return {Kind::Rest, 0};
}

std::unique_ptr<Block> CardBuilder::blockOf(const Table &table, const BlockContext &context)
{
    if (table.rows.empty() || table.columns.empty())
        return nullptr;
    const QColor line = m_state.style.lineColor(table.gridSurface);
    auto rows = std::make_unique<StackBlock>();
    rows->setLine(line, 1);
    const auto together = std::make_shared<TableRows>();
    for (size_t i = 0; i < table.rows.size(); ++i) {
        // Cells that are not there take a little, too.
        if (!m_state.budget.afford(CardBudget::kBox + int(table.columns.size())))
            break;
        BlockContext inside = context;
        inside.header = table.headerRow && i == 0;
        auto row = tableRow(table, table.rows[i], together, inside);
        row->gap = table.gridLines ? 1 : 0;
        row->separator = table.gridLines;
        rows->add(std::move(row));
    }
    auto box = std::make_unique<BoxBlock>();
    if (table.gridLines) {
        box->setPadding(1, 1);
        box->setOutline(line);
    }
    box->add(std::move(rows));
    return box;
}

std::unique_ptr<Block> CardBuilder::tableRow(const Table &table, const Table::Row &row,
                                             const std::shared_ptr<TableRows> &rows,
                                             BlockContext context)
{
    auto box = std::make_unique<BoxBlock>();
    const bool filled = row.surface != Surface::Inherited || context.header;
    if (filled) {
        const Surface surface = row.surface == Surface::Inherited ? Surface::Emphasis : row.surface;
        box->setFill(m_state.style.fill(surface), 0);
        context.ground = m_state.style.ground(surface, context.ground);
        context.plain = m_state.style.ground(surface, context.plain);
        context.surface = surface;
    }
    auto columns = std::make_unique<ColumnsBlock>();
    columns->setTable(rows);
    columns->setLines(m_state.style.px(kLeastColumn), 0);
    columns->setLine(m_state.style.lineColor(table.gridSurface), 1);
    context.room = {};
    Frame frame;
    frame.paddingX = 8;
    frame.paddingY = 6;
    frame.radius = 0;
    frame.always = true;
    static const Container kNothing;
    for (size_t i = 0; i < table.columns.size(); ++i) {
        const bool there = i < row.cells.size() && m_state.budget.afford(CardBudget::kBox);
        const Container &cell = there ? row.cells[i] : kNothing;
        BlockContext inside = context;
        for (const Table::Alignment &wish :
             {table.alignment, table.columns[i].alignment, row.alignment}) {
            inside.align = wish.across == Align::Unset ? inside.align : wish.across;
            inside.vertical = wish.down.value_or(inside.vertical);
        }
        auto block = containerBlock(cell, inside, frame);
        block->gap = table.gridLines ? 1 : 0;
        block->separator = table.gridLines;
        columns->addColumn(std::move(block), widthOf(table.columns[i]));
    }
    box->add(std::move(columns));
    return box;
}

ColumnsBlock::Width CardBuilder::widthOf(const Table::Column &column) const
{
    using Kind = ColumnsBlock::Width::Kind;
    if (column.pixels > 0)
        return {Kind::Pixels, double(m_state.style.px(column.pixels))};
    return {Kind::Share, column.weight};
}

BuiltCard buildCard(const Card &card, const QJsonObject &json, CardBudget::Extent extent,
                    const AdaptiveStyle &style, ContentLoader &content, QWidget *host,
                    const std::function<void(Block *)> &changed)
{
    return CardBuilder(extent, style, content, host, changed).build(card, json);
}

} // namespace botline::adaptive
