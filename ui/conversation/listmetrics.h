#pragma once

#include "ui/style/chatstyle.h"

namespace botline {

// The distances of the list that follow from a style, computed once. Device-independent pixels.
struct ListMetrics
{
    explicit ListMetrics(const ChatStyle &style);

    ChatStyle style;
    int topPadding; // above the first row
    int bottomPadding; // below the last one; the waiting line stands there
    int dayHeight; // separator with the space around it
    int dayPillHeight;
    int unreadHeight;
    int nameHeight;
    int statusHeight; // time and send state with the gap above
    int noticeLine; // least length of the lines beside a notice
    int bodyLine; // estimated distance of two lines
    int smallLine;
    double bodyAdvance; // estimated width of a character
    double smallAdvance;
    int troubleEstimate;

    // For a list of this width:
    int sideMargin(int viewWidth) const;
    bool showsAvatars(int viewWidth) const; // left out where words need the room
    int laneLeft(int viewWidth) const; // left edge of the bot's bubbles
    int textWidth(int viewWidth) const; // of the words in a bubble, at most
    int noticeWidth(int viewWidth) const; // of the words of a notice, at most
    int laneWidth(int viewWidth) const; // from the bot's left edge to the right margin
    int widgetWidth(int viewWidth) const; // attachments and cards, at most
};

} // namespace botline
