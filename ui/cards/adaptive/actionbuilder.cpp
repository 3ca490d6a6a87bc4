#include "actionbuilder.h"

#include "blockcontext.h"
#include "cardbuildstate.h"

#include "app/adaptive/cardtitles.h"
#include "app/directline/cardaction.h"
#include "app/text/singleline.h"
#include "ui/cards/actionrules.h"
#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/flowblock.h"
#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/blocks/widgetblock.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/clickarea.h"
#include "ui/content/contentloader.h"
#include "ui/content/linkpolicy.h"
#include "ui/style/plaintooltip.h"

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

constexpr int kIconSide = 128; // pixels to decode
// How far something to click reaches beyond its content, in design pixels.
constexpr int kOutset = 4;

QString literalTip(const QString &text)
{
    return text.isEmpty() ? QString() : "<p>"_L1 + text.toHtmlEscaped() + "</p>"_L1;
}

} // namespace

QString ActionBuilder::title(const Action &action)
{
    return singleLine(buttonTitle(action));
}

QString ActionBuilder::problem(const Action &action)
{
    switch (action.kind) {
    case Action::Kind::CardAction:
        return actionRefusal(*action.cardAction);
    case Action::Kind::OpenUrl: {
        QString why;
        return allowedLink(action.url, LinkUse::Open, &why) ? QString() : why;
    }
    case Action::Kind::Submit:
    case Action::Kind::ShowCard:
    case Action::Kind::ToggleVisibility:
        return {};
    case Action::Kind::Unsupported:
        break;
    }
    if (!action.tooltip.isEmpty() && action.type.isEmpty())
        return singleLine(action.tooltip);
    return action.type.isEmpty()
        ? tr("The bot did not say what this button does.")
        : tr("Botline does not support this action: %1").arg(singleLine(action.type, 100));
}

QString ActionBuilder::hint(const Action &action)
{
    if (action.kind == Action::Kind::CardAction)
        return actionHost(*action.cardAction);
    const QString tooltip = singleLine(action.tooltip);
    if (!tooltip.isEmpty() || action.kind != Action::Kind::OpenUrl)
        return tooltip;
    const auto url = allowedLink(action.url);
    return url ? tr("Opens a page on %1").arg(shownHost(*url)) : QString();
}

QString ActionBuilder::titleAndHint(const Action &action)
{
    const QString where = hint(action);
    if (action.kind != Action::Kind::CardAction)
        return where;
    return where.isEmpty() ? title(action) : tr("%1 (%2)").arg(title(action), where);
}

int ActionBuilder::add(const Action &action, BuiltCard::BuiltAction built,
                       const BlockContext &context)
{
    built.action = action;
    built.scope = context.scope;
    built.usable = action.enabled && problem(action).isEmpty();
    m_state.built.actions.push_back(std::move(built));
    return int(m_state.built.actions.size()) - 1;
}

void ActionBuilder::describe(QAbstractButton &clickable, const Action &action, const QString &tip)
{
    const QString why = problem(action);
    setPlainToolTip(clickable, why.isEmpty() ? tip : why);
    clickable.setEnabled(action.enabled && why.isEmpty());
}

void ActionBuilder::addClick(BoxBlock &box, const std::optional<Action> &action,
                             BlockContext &context)
{
    if (!action)
        return;
    const bool isCardAction = action->kind == Action::Kind::CardAction;
    if (isCardAction && !problem(*action).isEmpty())
        return; // the card is shown as if it had none
    auto *area = new ClickArea(m_state.style.chat(), m_state.host);
    // An address is no name: who listens hears the card's words anyway.
    const bool named = !isCardAction || !action->cardAction->title.trimmed().isEmpty();
    area->setAccessibleName(named ? title(*action) : tr("Card"));
    box.setBackWidget(area, m_state.style.px(kOutset));
    BuiltCard::BuiltAction built;
    built.area = area;
    context.area = area;
    add(*action, std::move(built), context);
    describe(*area, *action, titleAndHint(*action));
}

std::unique_ptr<Block> ActionBuilder::button(const Action &action, int set,
                                             const BlockContext &context)
{
    using Look = CardButton::Look;
    const Look look = action.positive ? Look::Primary
        : action.destructive          ? Look::Destructive
                                      : Look::Normal;
    auto *widget = new CardButton(title(action), look, m_state.style.chat(), m_state.host);
    widget->setExpandable(action.kind == Action::Kind::ShowCard);
    auto block = std::make_unique<WidgetBlock>(widget);
    BuiltCard::BuiltAction built;
    built.button = widget;
    built.buttonBlock = block.get();
    built.set = set;
    add(action, std::move(built), context);
    describe(*widget, action, hint(action));
    if (!action.iconUrl.isEmpty())
        loadIcon(action, widget, block.get());
    return block;
}

// "…" and behind it a menu of the actions that are not so important.
std::unique_ptr<Block> ActionBuilder::moreButton(std::span<const Action> actions, int number,
                                                 const BlockContext &context)
{
    auto *widget
        = new CardButton(u"…"_s, CardButton::Look::Normal, m_state.style.chat(), m_state.host);
    widget->setAccessibleName(tr("More actions"));
    widget->setToolTip(tr("More actions"));
    auto *menu = new QMenu(widget);
    menu->setFont(m_state.style.chat().body());
    menu->setToolTipsVisible(true);
    QObject::connect(widget, &QAbstractButton::clicked, menu, [widget, menu] {
        const bool mirrored = widget->layoutDirection() == Qt::RightToLeft;
        const QRect box = widget->rect();
        const int left = mirrored ? box.right() + 1 - menu->sizeHint().width() : box.left();
        menu->popup(widget->mapToGlobal(QPoint(left, box.bottom() + 1)));
    });
    auto block = std::make_unique<WidgetBlock>(widget);
    for (const Action &action : actions) {
        if (!action.secondary)
            continue;
        const QString why = problem(action);
        QAction *entry = menu->addAction(title(action).replace(u'&', "&&"_L1));
        entry->setEnabled(action.enabled && why.isEmpty());
        entry->setToolTip(literalTip(why.isEmpty() ? singleLine(action.tooltip) : why));
        BuiltCard::BuiltAction built;
        built.entry = entry;
        built.buttonBlock = block.get();
        built.set = number;
        add(action, std::move(built), context);
        if (!action.iconUrl.isEmpty())
            m_state.content.image(action.iconUrl, kIconSide, entry,
                                  [entry](const ContentLoader::ImageResult &result) {
                                      if (!result.image.isNull())
                                          entry->setIcon(QIcon(QPixmap::fromImage(result.image)));
                                  });
    }
    return block;
}

// From the service's own hosts, or where the user allowed others, once they do.
void ActionBuilder::loadIcon(const Action &action, CardButton *button, Block *block)
{
    const auto load = [&content = m_state.content, address = action.iconUrl, button, block,
                       changed = m_state.changed] {
        content.image(address, kIconSide, button,
                      [button, block, changed](const ContentLoader::ImageResult &result) {
                          if (result.image.isNull())
                              return; // the title says it all
                          button->setIcon(QIcon(QPixmap::fromImage(result.image)));
                          changed(block);
                      });
    };
    if (!action.iconAltText.isEmpty() && button->accessibleDescription().isEmpty())
        button->setAccessibleDescription(singleLine(action.iconAltText));
    QObject::connect(&m_state.content, &ContentLoader::remoteContentAllowedChanged, button, load);
    load();
}

std::unique_ptr<Block> ActionBuilder::make(const ActionSet &set, const BlockContext &context)
{
    return set.actions.empty() ? nullptr : actionSet(set, context);
}

std::unique_ptr<Block> ActionBuilder::actionSet(const ActionSet &set, const BlockContext &context)
{
    const int number = m_sets++;
    const bool stacks
        = std::any_of(set.actions.begin(), set.actions.end(),
                      [](const Action &action) { return action.kind == Action::Kind::CardAction; });
    auto stack = std::make_unique<StackBlock>();
    auto flow = std::make_unique<FlowBlock>(m_state.style.px(8), boxAlignment(context.align));
    if (stacks) { // Bot Framework cards have their buttons one below the other
        flow->setStacking(true);
        flow->setLineGap(m_state.style.px(6));
    }
    const size_t first = m_state.built.actions.size();
    bool submits = false;
    bool secondary = false;
    size_t count = 0;
    while (count < set.actions.size() && m_state.budget.afford(CardBudget::kButton))
        ++count;
    const std::span<const Action> actions(set.actions.data(), count);
    for (const Action &action : actions) {
        submits = submits || action.kind == Action::Kind::Submit;
        secondary = secondary || action.secondary;
        if (!action.secondary)
            flow->add(button(action, number, context));
    }
    if (secondary)
        flow->add(moreButton(actions, number, context));
    const size_t end = m_state.built.actions.size();
    if (submits) {
        auto *again = new CardButton(tr("Send again"), CardButton::Look::Flat, m_state.style.chat(),
                                     m_state.host);
        again->setInk(m_state.style.linkColor(context.ground));
        auto block = std::make_unique<WidgetBlock>(again);
        block->setVisible(false);
        for (size_t i = first; i < end; ++i) {
            m_state.built.actions[i].again = again;
            m_state.built.actions[i].againBlock = block.get();
            m_state.built.actions[i].row = flow.get();
        }
        flow->add(std::move(block));
    }
    stack->add(std::move(flow));
    for (size_t i = first; i < end; ++i) {
        const std::shared_ptr<const Card> card = m_state.built.actions[i].action.card;
        if (!card)
            continue;
        BlockContext inside = context;
        inside.align = Align::Unset;
        inside.area = nullptr;
        inside.scope = int(m_state.built.scopes.size());
        m_state.built.scopes.push_back(context.scope);
        inside.room = {};
        auto opened = m_openCard(*card, inside);
        opened->gap = m_state.style.px(8);
        opened->setVisible(false);
        m_state.built.actions[i].opened = stack->add(std::move(opened));
        m_state.built.actions[i].partial = m_state.budget.isSpent();
    }
    return stack;
}

} // namespace botline::adaptive
