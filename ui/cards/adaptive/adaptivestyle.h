#pragma once

#include "app/adaptive/adaptivecard.h"
#include "ui/style/chatstyle.h"

namespace botline::adaptive {

// What Adaptive Cards call the host config: their words for sizes, colours and distances in ours.
//
// Colours of text are moved towards black or white until they reach WCAG AA on the ground they
// stand on, so that a card asking for "light" on a light theme can be read.
class AdaptiveStyle
{
public:
    explicit AdaptiveStyle(const ChatStyle &style);

    const ChatStyle &chat() const { return m_style; }
    int px(int designPixels) const { return m_style.px(designPixels); }
    int spacing(Spacing spacing) const;

    // The ground of the card itself: the bubble, of all it may stand on the worst for reading.
    QColor ground() const;
    // What a container of this style paints over its parent's ground; transparent for none.
    QColor fill(Surface surface) const;
    QColor ground(Surface surface, const QColor &parentGround) const;

    // How much of a picture behind text is seen, 0..1, and the ground that it leaves where it is
    // the worst for reading.
    double pictureShare() const;
    QColor groundUnderPicture(const QColor &ground) const;

    // The lines of a table's grid and between parts.
    QColor lineColor(Surface surface = Surface::Default) const;

    QColor textColor(TextColor color, bool subtle, const QColor &ground) const;
    QColor linkColor(const QColor &ground) const;
    // Under inputs that are not right.
    QColor errorColor(const QColor &ground) const;

    // The chat's style with body() as this text looks.
    ChatStyle textStyle(const TextLook &look) const;

private:
    ChatStyle m_style;
};

// The nearest colour towards black or white (whichever the ground is farther from) that has at
// least `ratio` on `ground`.
QColor readable(const QColor &color, const QColor &ground, double ratio = 4.5);

} // namespace botline::adaptive
