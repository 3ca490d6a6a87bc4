#pragma once

#include "actionbutton.h"
#include "cardpart.h"

namespace botline {

// The buttons of a card in their order: in one row when they fit, else one below the other, each as
// wide as the card. Words only ("Open", "Save as…") flow over as many lines as they need.
class ActionButtons : public CardPart
{
    Q_OBJECT

public:
    explicit ActionButtons(const CardContextPtr &context, QWidget *parent = nullptr);

    // At most this many are drawn, the rest is counted in a note (dossier §6.1).
    static constexpr int kMaxButtons = 50;

    ActionButton *add(const QString &title,
                      ActionButton::Look look = ActionButton::Look::Secondary);
    // Of a Bot Framework card; refused ones are disabled and say why.
    void add(const QList<directline::CardAction> &actions);
    bool isEmpty() const { return m_buttons.isEmpty(); }

protected:
    int computeHeight(int width) const override;
    int computeNaturalWidth() const override;
    void arrange() override;

private:
    bool flows() const;
    template <typename Visit> int walk(int width, Visit visit) const;

    QList<ActionButton *> m_buttons;
};

} // namespace botline
