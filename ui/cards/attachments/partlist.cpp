#include "partlist.h"

#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/blocks/widgetblock.h"

namespace botline {

PartList::PartList(int spacing, QWidget *parent) : BlockWidget(parent), m_spacing(spacing)
{
    auto stack = std::make_unique<StackBlock>();
    m_stack = stack.get();
    setRoot(std::move(stack));
}

Block *PartList::append(QWidget *part)
{
    part->setParent(this);
    part->show();
    auto block = std::make_unique<WidgetBlock>(part);
    block->gap = m_spacing;
    return m_stack->add(std::move(block));
}

} // namespace botline
