#include "cardpart.h"

#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/flowblock.h"
#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/blocks/widgetblock.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/cardtext.h"

namespace botline {

CardPart::CardPart(const ChatStyle &style, QWidget *parent) : BlockWidget(parent), m_style(style)
{
}

std::unique_ptr<BoxBlock> CardPart::makeSurface(const QMargins &margins) const
{
    auto box = std::make_unique<BoxBlock>();
    box->setFill(colors().surface, px(12));
    box->setOutline(colors().hairline);
    box->setPadding(margins);
    return box;
}

CardText *CardPart::add(StackBlock &stack, CardText *text, int gap)
{
    connect(text, &CardText::linkActivated, this, &CardPart::linkRequested);
    stack.add(std::make_unique<WidgetBlock>(text))->gap = gap;
    return text;
}

CardText *CardPart::addText(StackBlock &stack, const QString &text, const QFont &font,
                            const QColor &color, int gap)
{
    return add(stack,
               new CardText(CardText::literal(text, style(), color, font), style(), {}, this), gap);
}

CardText *CardPart::addMarkdown(StackBlock &stack, const QString &text, int gap)
{
    return add(stack,
               new CardText(CardText::markdown(text, style(), colors().text, colors().link),
                            style(), {}, this),
               gap);
}

FlowBlock *CardPart::addLinkRow(StackBlock &stack, int gap)
{
    auto row = std::make_unique<FlowBlock>(px(16), Qt::AlignLeft);
    row->setLineGap(0);
    row->gap = gap;
    return stack.add(std::move(row));
}

CardButton *CardPart::addLink(FlowBlock &row, const QString &title)
{
    auto *button = new CardButton(title, CardButton::Look::Link, style(), this);
    row.add(std::make_unique<WidgetBlock>(button));
    return button;
}

} // namespace botline
