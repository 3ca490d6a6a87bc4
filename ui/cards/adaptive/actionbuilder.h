#pragma once

#include "builtcard.h"

#include <QtCore/QCoreApplication>

#include <functional>
#include <span>

namespace botline {
class BoxBlock;
}

namespace botline::adaptive {

struct BlockContext;
struct CardBuildState;

// Makes the buttons of a card and whatever else can be clicked in it, and lists their actions.
class ActionBuilder
{
    Q_DECLARE_TR_FUNCTIONS(botline::adaptive::CardBuilder)

public:
    // Makes the block of a card that a ShowCard opens.
    using OpenCard = std::function<std::unique_ptr<Block>(const Card &, const BlockContext &)>;

    // `state` outlives it.
    ActionBuilder(CardBuildState &state, OpenCard openCard)
        : m_state(state), m_openCard(std::move(openCard))
    {
    }

    static QString title(const Action &action);
    // Why it cannot be done; "" when it can.
    static QString problem(const Action &action);
    // What else is to be known about it, in a tooltip: where it leads; "" for nothing.
    static QString hint(const Action &action);
    // The same for what has no title of its own.
    static QString titleAndHint(const Action &action);

    // The number in BuiltCard::actions.
    int add(const Action &action, BuiltCard::BuiltAction built, const BlockContext &context);
    // Something to click behind all that is in the box; the context goes on with it. Nothing
    // without an action.
    void addClick(BoxBlock &box, const std::optional<Action> &action, BlockContext &context);

    // `set`: of actions shown together, or -1.
    std::unique_ptr<Block> button(const Action &action, int set, const BlockContext &context);
    // Null when there is none.
    std::unique_ptr<Block> make(const ActionSet &set, const BlockContext &context);

private:
    static void describe(QAbstractButton &clickable, const Action &action, const QString &tip);
    std::unique_ptr<Block> moreButton(std::span<const Action> actions, int number,
                                      const BlockContext &context);
    void loadIcon(const Action &action, CardButton *button, Block *block);
    // The buttons, and below them the cards that they open.
    std::unique_ptr<Block> actionSet(const ActionSet &set, const BlockContext &context);

    CardBuildState &m_state;
    OpenCard m_openCard;
    int m_sets = 0;
};

} // namespace botline::adaptive
