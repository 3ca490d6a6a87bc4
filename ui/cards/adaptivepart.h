#pragma once

#include "cardpart.h"

#include <QtCore/QJsonObject>

namespace botline {

class AdaptiveCardWidget;

// An Adaptive Card as a piece among the others.
class AdaptivePart : public CardPart
{
    Q_OBJECT

public:
    AdaptivePart(const CardContextPtr &context, const QJsonObject &card, QWidget *parent = nullptr);

protected:
    int computeHeight(int width) const override;
    int computeNaturalWidth() const override;
    void arrange() override;

private:
    AdaptiveCardWidget *m_card;
};

} // namespace botline
