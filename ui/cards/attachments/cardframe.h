#pragma once

#include "ui/cards/blocks/blockwidget.h"
#include "ui/style/chatstyle.h"

namespace botline {

// The rounded ground of a card with a hairline around it, and the card on it. In a carousel it is
// higher than the card needs.
class CardFrame : public BlockWidget
{
    Q_OBJECT

public:
    // Takes ownership of the card, which needs an equal height for a width until it calls
    // cardChanged(). `preferredWidth` in device-independent pixels.
    CardFrame(QWidget *card, int preferredWidth, const ChatStyle &style, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    void cardChanged();

private:
    int m_preferredWidth;
};

} // namespace botline
