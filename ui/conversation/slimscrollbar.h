#pragma once

class QScrollBar;

namespace botline {

class ChatStyle;

// Slim, without buttons: it shows where one is and does not draw the eye.
void dressSlimScrollBar(QScrollBar &bar, const ChatStyle &style);

} // namespace botline
