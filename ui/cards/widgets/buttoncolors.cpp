#include "buttoncolors.h"

namespace botline {

ButtonColors buttonColors(CardButton::Look look, const ButtonState &state, const QColor &flatInk,
                          const ChatStyle &style)
{
    using Look = CardButton::Look;
    const ChatColors &colors = style.colors();
    const bool flat = look == Look::Flat || look == Look::LowEmphasis || look == Look::Link;
    const QColor none(Qt::transparent);
    if (!state.enabled || state.submission != CardStates::Submission::None) {
        const QColor ground = flat ? none : colors.hover;
        QColor ink = colors.muted;
        if (state.submission == CardStates::Submission::Sent)
            ink = colors.success;
        else if (state.submission == CardStates::Submission::Unconfirmed)
            ink = colors.warning;
        return {ground, ink, ground};
    }
    if (look == Look::Primary) {
        const QColor ground
            = state.hot ? colors.userBubble.lighter(style.isDark() ? 118 : 112) : colors.userBubble;
        return {ground, colors.userText, ground};
    }
    if (flat)
        return {state.hot && look != Look::Link ? colors.hover : none,
                flatInk.isValid() ? flatInk : colors.link, none};
    return {state.hot ? colors.hover : colors.window,
            look == Look::Destructive ? colors.error : colors.link, colors.border};
}

} // namespace botline
