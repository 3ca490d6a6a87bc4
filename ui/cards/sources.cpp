#include "sources.h"

#include "actionbuttons.h"
#include "cardtext.h"

#include "app/text/singleline.h"
#include "ui/content/activityactions.h"
#include "ui/content/linkpolicy.h"

using namespace Qt::StringLiterals;

namespace botline {

Sources::Sources(const CardContextPtr &context, const QList<directline::Citation> &citations,
                 QWidget *parent)
    : Surface(context, parent)
{
    setMargins({px(12), px(8), px(12), px(8)});
    Surface::add(new CardText(context, tr("Sources"), CardText::Format::Literal,
                              {style().small(), colors().muted}));
    for (const directline::Citation &citation : citations)
        add(citation);
}

void Sources::add(const directline::Citation &citation)
{
    const QString title = tr("%1. %2").arg(citation.position).arg(singleLine(citation.title));
    const auto url = allowedLink(citation.address);
    const bool web = url && url->scheme().startsWith("http"_L1);
    Item item;
    item.position = citation.position;
    if (web) {
        auto *buttons = new ActionButtons(sharedContext());
        item.title = buttons->add(title, ActionButton::Look::Link);
        item.title->setAccessibleDescription(shownHost(*url).left(200));
        connect(item.title, &QPushButton::clicked, this,
                [this, address = citation.address] { context().actions.openLink(address); });
        Surface::add(buttons, px(2));
        Surface::add(new CardText(sharedContext(), singleLine(shownHost(*url)),
                                  CardText::Format::Literal, {style().small(), colors().muted}),
                     0);
    } else {
        Surface::add(new CardText(sharedContext(), title, CardText::Format::Literal,
                                  {style().body(), colors().text}),
                     px(6));
    }
    if (!citation.abstract.isEmpty()) {
        auto *buttons = new ActionButtons(sharedContext());
        item.toggle = buttons->add(tr("Show abstract"), ActionButton::Look::Link);
        item.toggle->setAccessibleDescription(title);
        Surface::add(buttons, 0);
        item.abstract = new CardText(sharedContext(), citation.abstract, CardText::Format::Literal,
                                     {style().body(), colors().text});
        Surface::add(item.abstract, px(2));
        item.abstract->setShown(false);
        connect(item.toggle, &QPushButton::clicked, this,
                [this, item] { setAbstractShown(item, item.abstract->isHidden()); });
    }
    m_items << item;
}

void Sources::setAbstractShown(const Item &item, bool shown)
{
    item.abstract->setShown(shown);
    item.toggle->setTitle(shown ? tr("Hide abstract") : tr("Show abstract"));
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
