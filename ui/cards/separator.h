#pragma once

#include "cardpart.h"

namespace botline {

// A hairline across the card.
class Separator : public CardPart
{
    Q_OBJECT

public:
    using CardPart::CardPart;
    QAccessible::Role accessibleRole() const override { return QAccessible::Separator; }

protected:
    int computeHeight(int width) const override;
    int computeNaturalWidth() const override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace botline
