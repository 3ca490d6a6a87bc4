#include "cardbuilder.h"

#include "cardbutton.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

// Around the whole card, in design pixels: room for what lies a little beyond the content that it
// belongs to, as the focus around something to click.
constexpr int kInset = 4;

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

CardBuilder::CardBuilder(const AdaptiveStyle &style, ContentLoader &content, QWidget *host,
                         std::function<void(Block *)> changed)
    : m_style(style), m_content(content), m_host(host), m_changed(std::move(changed))
{
}

BuiltCard CardBuilder::build(const Card &card)
{
    m_built.scopes.push_back(-1);
    Context context;
    context.ground = m_style.ground();
    // A card that says so is read from the right, also where its words are English.
    if (card.rightToLeft.value_or(false))
        context.align = Align::Start;
    auto root = std::make_unique<BoxBlock>();
    root->setPadding(m_style.px(kInset), m_style.px(kInset));
    root->add(cardBlock(card, context, Surface::Default));
    m_built.root = std::move(root);
    return std::move(m_built);
}

std::unique_ptr<Block> CardBuilder::cardBlock(const Card &card, Context context, Surface surface)
{
    auto box = std::make_unique<BoxBlock>();
    const Surface wanted = card.surface == Surface::Inherited ? surface : card.surface;
    dress(*box, wanted, card.selectAction, context);
    auto stack = std::make_unique<StackBlock>();
    stack->setVertical(verticalOf(card.verticalAlign));
    stack->setMinimumHeight(m_style.px(card.minHeight));
    stack->setLine(lineColor(), 1);
    fillStack(*stack, card, context);
    box->add(std::move(stack));
    return box;
}

void CardBuilder::fillStack(StackBlock &stack, const Card &card, const Context &context)
{
    if (!card.valid) {
        if (!card.fallbackText.isEmpty())
            addText(stack, card.fallbackText, context);
        addNote(stack,
                tr("This card cannot be shown: what the bot sent is not a complete Adaptive Card."),
                context);
        return;
    }
    const bool drawn = std::any_of(card.body.begin(), card.body.end(), [](const Element &each) {
        return !std::holds_alternative<Note>(each.content);
    });
    if (!drawn && card.actions.empty() && !card.fallbackText.isEmpty())
        addText(stack, card.fallbackText, context);
    for (const Element &element : card.body)
        addElement(stack, element, context);
    if (!card.actions.empty()) {
        auto set = actionSet({card.actions}, context);
        set->gap = m_style.px(12);
        stack.add(std::move(set));
    }
    if (stack.isEmpty())
        addNote(stack, tr("This card is empty."), context);
}

void CardBuilder::addText(StackBlock &stack, const QString &text, const Context &context)
{
    CardText *widget = literalText(text, {}, {}, context);
    stack.add(std::make_unique<WidgetBlock>(widget));
}

void CardBuilder::addNote(StackBlock &stack, const QString &words, const Context &context)
{
    auto block = noteBlock(words, context);
    block->gap = m_style.spacing(Spacing::Default);
    stack.add(std::move(block));
}

void CardBuilder::addElements(StackBlock &stack, const std::vector<Element> &elements,
                              const Context &context)
{
    for (const Element &element : elements)
        addElement(stack, element, context);
}

void CardBuilder::addElement(StackBlock &stack, const Element &element, Context context)
{
    if (element.align != Align::Unset)
        context.align = element.align;
    std::unique_ptr<Block> block
        = std::visit([&](const auto &content) { return make(content, context); }, element.content);
    if (!block)
        return;
    Spacing spacing = element.spacing;
    // So that a label is clearly nearer to its own field than to the one above.
    if (spacing == Spacing::Default && std::holds_alternative<Input>(element.content))
        spacing = Spacing::Medium;
    applyGap(*block, spacing, element.separator);
    block->stretch = element.stretch;
    block->setVisible(element.visible);
    if (!element.id.isEmpty())
        m_built.targets.insert(element.id, block.get());
    stack.add(std::move(block));
}

void CardBuilder::applyGap(Block &block, Spacing spacing, bool separator) const
{
    const int distance = m_style.spacing(spacing);
    block.gap = separator ? 2 * distance + 1 : distance;
    block.separator = separator;
}

QColor CardBuilder::lineColor() const
{
    QColor color = m_style.chat().colors().text;
    color.setAlphaF(0.16F);
    return color;
}

void CardBuilder::dress(BoxBlock &box, Surface surface, const std::optional<Action> &action,
                        Context &context)
{
    if (surface != Surface::Inherited && surface != context.surface) {
        box.setFill(m_style.fill(surface), m_style.px(8));
        box.setPadding(m_style.px(12), m_style.px(12));
        context.ground = m_style.ground(surface, context.ground);
        context.surface = surface;
    }
    if (action) {
        auto *area = new ClickArea(m_style.chat(), m_host);
        area->setAccessibleName(actionTitle(*action));
        box.setBackWidget(area, m_style.px(kInset));
        BuiltCard::BuiltAction built;
        built.area = area;
        context.clickable = true;
        registerAction(*action, std::move(built), area, context);
    }
}

std::unique_ptr<BoxBlock> CardBuilder::containerBlock(const Container &container, Context context)
{
    auto box = std::make_unique<BoxBlock>();
    dress(*box, container.surface, container.action, context);
    auto stack = std::make_unique<StackBlock>();
    stack->setVertical(verticalOf(container.verticalAlign));
    stack->setMinimumHeight(m_style.px(container.minHeight));
    stack->setLine(lineColor(), 1);
    addElements(*stack, container.items, context);
    box->add(std::move(stack));
    return box;
}

std::unique_ptr<Block> CardBuilder::make(const Container &container, const Context &context)
{
    if (container.items.empty() && container.minHeight == 0)
        return nullptr;
    return containerBlock(container, context);
}

std::unique_ptr<Block> CardBuilder::make(const ColumnSet &set, const Context &outer)
{
    if (set.columns.empty())
        return nullptr;
    Context context = outer;
    auto box = std::make_unique<BoxBlock>();
    dress(*box, set.surface, set.action, context);
    auto columns = std::make_unique<ColumnsBlock>();
    columns->setLine(lineColor(), 1);
    columns->setAlignment(boxAlignment(set.align));
    columns->setMinimumHeight(m_style.px(set.minHeight));
    columns->setRestBasis(m_style.px(50));
    for (const Column &column : set.columns) {
        Context inside = context;
        if (column.align != Align::Unset)
            inside.align = column.align;
        auto block = containerBlock(column.content, inside);
        applyGap(*block, column.spacing, column.separator);
        block->setVisible(column.visible);
        if (!column.id.isEmpty())
            m_built.targets.insert(column.id, block.get());
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
        return {Kind::Pixels, double(m_style.px(int(column.amount)))};
    case Column::Width::Weight:
        return {Kind::Share, column.amount};
    case Column::Width::Stretch:
        break;
    }
    return {Kind::Rest, 0};
}

std::unique_ptr<Block> CardBuilder::make(const FactSet &set, const Context &context)
{
    if (set.facts.empty())
        return nullptr;
    auto block = std::make_unique<FactsBlock>(m_style.px(12), m_style.px(4));
    TextLook strong;
    strong.weight = TextWeight::Bolder;
    for (const FactSet::Fact &fact : set.facts) {
        block->add(std::make_unique<WidgetBlock>(literalText(fact.title, strong, {}, context)));
        block->add(std::make_unique<WidgetBlock>(markdownText(fact.value, {}, {}, context)));
    }
    return block;
}

std::unique_ptr<Block> CardBuilder::make(const Table &table, const Context &context)
{
    if (table.rows.empty() || table.weights.empty())
        return nullptr;
    const QColor line = lineColor();
    auto rows = std::make_unique<StackBlock>();
    rows->setLine(line, 1);
    for (size_t i = 0; i < table.rows.size(); ++i) {
        Context inside = context;
        inside.header = table.headerRow && i == 0;
        auto row = tableRow(table, table.rows[i], inside);
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
                                             Context context)
{
    auto box = std::make_unique<BoxBlock>();
    const bool filled = row.surface != Surface::Inherited || context.header;
    if (filled) {
        const Surface surface = row.surface == Surface::Inherited ? Surface::Emphasis : row.surface;
        box->setFill(m_style.fill(surface), 0);
        context.ground = m_style.ground(surface, context.ground);
        context.surface = surface;
    }
    auto columns = std::make_unique<ColumnsBlock>();
    columns->setRigid(true);
    columns->setLine(lineColor(), 1);
    static const Container kNothing;
    for (size_t i = 0; i < table.weights.size(); ++i) {
        const Container &cell = i < row.cells.size() ? row.cells[i] : kNothing;
        auto padded = std::make_unique<BoxBlock>();
        padded->setPadding(m_style.px(8), m_style.px(6));
        padded->add(containerBlock(cell, context));
        padded->gap = table.gridLines ? 1 : 0;
        padded->separator = table.gridLines;
        columns->addColumn(std::move(padded), {ColumnsBlock::Width::Kind::Share, table.weights[i]});
    }
    box->add(std::move(columns));
    return box;
}

BuiltCard buildCard(const Card &card, const AdaptiveStyle &style, ContentLoader &content,
                    QWidget *host, const std::function<void(Block *)> &changed)
{
    return CardBuilder(style, content, host, changed).build(card);
}

} // namespace botline::adaptive
