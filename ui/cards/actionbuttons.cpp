#include "actionbuttons.h"

#include "actionrules.h"

#include "ui/style/plaintooltip.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace botline {

ActionButtons::ActionButtons(const CardContextPtr &context, QWidget *parent)
    : CardPart(context, parent)
{
}

ActionButton *ActionButtons::add(const QString &title, ActionButton::Look look)
{
    auto *button = new ActionButton(sharedContext(), title, look, this);
    button->show();
    connect(button, &ActionButton::sizeChanged, this, [this] { contentsChanged(); });
    m_buttons.append(button);
    contentsChanged();
    return button;
}

void ActionButtons::add(const QList<directline::CardAction> &actions)
{
    for (qsizetype i = 0; i < actions.size(); ++i) {
        if (i == kMaxButtons) {
            add(tr("%n more buttons", nullptr, int(actions.size() - i)))
                ->refuse(tr("Botline shows %1 buttons of a card.").arg(kMaxButtons));
            return;
        }
        const directline::CardAction &action = actions.at(i);
        ActionButton *button = add(action.label());
        if (!action.image.isEmpty())
            button->setPicture(action.image, action.imageAltText);
        if (const QString why = actionRefusal(action); !why.isEmpty()) {
            button->refuse(why);
            continue;
        }
        if (const QString host = actionHost(action); !host.isEmpty())
            setPlainToolTip(*button, host);
        connect(button, &QPushButton::clicked, this,
                [this, action] { requestAction(action, context()); });
    }
}

bool ActionButtons::flows() const
{
    return !m_buttons.isEmpty() && m_buttons.first()->look() == ActionButton::Look::Link;
}

int ActionButtons::computeNaturalWidth() const
{
    const int gap = px(flows() ? 16 : 8);
    return std::accumulate(
        m_buttons.begin(), m_buttons.end(), -gap,
        [gap](int sum, const ActionButton *button) { return sum + button->naturalWidth() + gap; });
}

// visit(button, rect) for each; returns the height.
template <typename Visit> int ActionButtons::walk(int width, Visit visit) const
{
    if (m_buttons.isEmpty())
        return 0;
    const bool oneRow = naturalWidth() <= width;
    const bool wraps = flows();
    const int gap = px(wraps ? 16 : 8);
    int x = 0;
    int y = 0;
    int rowHeight = 0;
    for (ActionButton *button : m_buttons) {
        const int natural = button->naturalWidth();
        const bool fullWidth = !oneRow && (!wraps || natural > width);
        const int buttonWidth = fullWidth ? width : natural;
        if (x > 0 && (fullWidth || x + buttonWidth > width)) {
            y += rowHeight + (wraps ? 0 : px(6));
            x = 0;
            rowHeight = 0;
        }
        const int height = button->heightForWidth(buttonWidth);
        visit(button, QRect(x, y, buttonWidth, height));
        x += buttonWidth + gap;
        rowHeight = std::max(rowHeight, height);
    }
    return y + rowHeight;
}

int ActionButtons::computeHeight(int width) const
{
    return walk(width, [](ActionButton *, const QRect &) {});
}

void ActionButtons::arrange()
{
    walk(width(),
         [this](ActionButton *button, const QRect &rect) { button->setGeometry(mirrored(rect)); });
}

} // namespace botline
