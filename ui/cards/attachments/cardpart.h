#pragma once

#include "ui/cards/blocks/blockwidget.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QMargins>

namespace botline {

class BoxBlock;
class CardButton;
class CardText;
class FlowBlock;
class StackBlock;

// A part of an attachments panel that is no card: a file, a note, a list of sources. It stands on a
// ground like that of a card and is made of the same texts, buttons and blocks.
class CardPart : public BlockWidget
{
    Q_OBJECT

public:
    explicit CardPart(const ChatStyle &style, QWidget *parent = nullptr);

Q_SIGNALS:
    void linkRequested(const QString &address);

protected:
    const ChatStyle &style() const { return m_style; }
    const ChatColors &colors() const { return m_style.colors(); }
    int px(int designPixels) const { return m_style.px(designPixels); }

    // The ground of a card, still without anything on it. Margins are in device-independent pixels.
    std::unique_ptr<BoxBlock> makeSurface(const QMargins &margins) const;
    // A text below what the stack has already. Gaps are in device-independent pixels; there is none
    // above what comes first.
    CardText *addText(StackBlock &stack, const QString &text, const QFont &font,
                      const QColor &color, int gap);
    CardText *addMarkdown(StackBlock &stack, const QString &text, int gap);
    // A row of buttons without a ground ("Open", "Save as…"), in as many lines as they need.
    FlowBlock *addLinkRow(StackBlock &stack, int gap);
    CardButton *addLink(FlowBlock &row, const QString &title);

private:
    CardText *add(StackBlock &stack, CardText *text, int gap);

    const ChatStyle m_style;
};

} // namespace botline
