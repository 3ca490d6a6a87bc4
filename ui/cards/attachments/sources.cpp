#include "sources.h"

#include "app/text/singleline.h"
#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/flowblock.h"
#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/content/linkpolicy.h"

using namespace Qt::StringLiterals;

namespace botline {

Sources::Sources(const QList<directline::Citation> &citations, const ChatStyle &chatStyle,
                 QWidget *parent)
    : CardPart(chatStyle, parent)
{
    auto surface = makeSurface({px(12), px(8), px(12), px(8)});
    StackBlock *stack = surface->add(std::make_unique<StackBlock>());
    addText(*stack, tr("Sources"), style().small(), colors().muted, 0);
    for (const directline::Citation &citation : citations)
        add(*stack, citation);
    setRoot(std::move(surface));
}

void Sources::add(StackBlock &stack, const directline::Citation &citation)
{
    const QString title = tr("%1. %2").arg(citation.position).arg(singleLine(citation.title));
    const auto url = allowedLink(citation.address);
    const bool web = url && url->scheme().startsWith("http"_L1);
    Item item;
    item.position = citation.position;
    if (web) {
        item.title = addLink(*addLinkRow(stack, px(2)), title);
        item.title->setAccessibleDescription(shownHost(*url).left(200));
        connect(item.title, &QAbstractButton::clicked, this,
                [this, address = citation.address] { Q_EMIT linkRequested(address); });
        addText(stack, singleLine(shownHost(*url)), style().small(), colors().muted, 0);
    } else {
        addText(stack, title, style().body(), colors().text, px(6));
    }
    if (!citation.abstract.isEmpty()) {
        item.toggle = addLink(*addLinkRow(stack, 0), tr("Show abstract"));
        item.toggle->setAccessibleDescription(title);
        addText(stack, citation.abstract, style().body(), colors().text, px(2));
        item.abstract = &stack.last();
        item.abstract->setVisible(false);
        connect(item.toggle, &QAbstractButton::clicked, this,
                [this, item] { setAbstractShown(item, !item.abstract->isVisible()); });
    }
    m_items << item;
}

void Sources::setAbstractShown(const Item &item, bool shown)
{
    item.abstract->setVisible(shown);
    item.toggle->setTitle(shown ? tr("Hide abstract") : tr("Show abstract"));
    blockChanged(*item.abstract);
}

void Sources::showSource(int position)
{
    for (const Item &item : std::as_const(m_items)) {
        if (item.position != position)
            continue;
        if (item.abstract)
            setAbstractShown(item, true);
        if (QWidget *target = item.title ? item.title : item.toggle)
            target->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace botline
