#pragma once

#include "chatstyle.h"
#include "icons.h"

#include <QtWidgets/QAbstractButton>

namespace botline {

// A button that is one symbol: Plain shows its ground only under the pointer, Accent is a filled
// disc. Give it an accessible name and a tooltip; it has no words of its own.
class RoundButton : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Look
    {
        Plain,
        Accent
    };

    RoundButton(Symbol symbol, Look look, const ChatStyle &style, QWidget *parent = nullptr);

    // `side` and the symbol's size in design pixels.
    void setSizes(int side, int symbol);
    void setChatStyle(const ChatStyle &style);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    Symbol m_symbol;
    Look m_look;
    ChatStyle m_style;
    int m_side = 36;
    int m_symbolSide = 20;
};

} // namespace botline
