#pragma once

#include "cardbutton.h"

#include <QtGui/QColor>

namespace botline {

struct ButtonState
{
    bool enabled = true;
    bool hot = false; // under the mouse, or held
    CardStates::Submission submission = CardStates::Submission::None;
};

struct ButtonColors
{
    QColor ground;
    QColor ink;
    QColor edge; // without the keyboard
};

// `flatInk`: of flat ones, which stand on any ground; invalid for the colour of links.
ButtonColors buttonColors(CardButton::Look look, const ButtonState &state, const QColor &flatInk,
                          const ChatStyle &style);

} // namespace botline
