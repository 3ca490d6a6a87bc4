#include "cardframe.h"

#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/widgetblock.h"

namespace botline {

CardFrame::CardFrame(QWidget *card, int preferredWidth, const ChatStyle &style, QWidget *parent)
    : BlockWidget(parent), m_preferredWidth(preferredWidth)
{
    card->setParent(this);
    auto surface = std::make_unique<BoxBlock>();
    surface->setFill(style.colors().surface, style.px(12));
    surface->setOutline(style.colors().hairline);
    surface->setPadding(1, 1); // of the line around it; the card keeps its distance
    surface->add(std::make_unique<WidgetBlock>(card));
    setRoot(std::move(surface));
}

QSize CardFrame::sizeHint() const
{
    return {m_preferredWidth, heightForWidth(m_preferredWidth)};
}

void CardFrame::cardChanged()
{
    blockChanged(static_cast<BoxBlock &>(root()).last());
}

} // namespace botline
