#include "listmetrics.h"

#include <QtGui/QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace botline {

namespace {

// English text, per character, in units of the width of "x".
constexpr double kAverageAdvance = 0.96;
constexpr double kLineHeight = 1.35;
constexpr int kAvatarsFrom = 320; // design pixels
constexpr int kLeastWidth = 40; // even a window of no width wraps somewhere

double advance(const QFont &font)
{
    return std::max(1.0, QFontMetricsF(font).averageCharWidth() * kAverageAdvance);
}

int height(const QFont &font)
{
    return static_cast<int>(std::ceil(QFontMetricsF(font).height()));
}

} // namespace

ListMetrics::ListMetrics(const ChatStyle &chatStyle) : style(chatStyle)
{
    const int small = height(style.small());
    topPadding = style.px(8);
    bottomPadding = small + style.px(16);
    dayPillHeight = small + style.px(8);
    dayHeight = dayPillHeight + style.px(14);
    unreadHeight = small + style.px(18);
    nameHeight = small + style.px(4);
    statusHeight = small + style.px(4);
    noticeLine = style.px(16);
    bodyLine = std::max(
        height(style.body()),
        static_cast<int>(std::lround(QFontMetricsF(style.body()).ascent() * kLineHeight / 0.93)));
    smallLine = small;
    bodyAdvance = advance(style.body());
    smallAdvance = advance(style.small());
    troubleEstimate = small + style.px(40);
}

int ListMetrics::sideMargin(int viewWidth) const
{
    return std::min(style.sideMargin(), viewWidth / 20);
}

bool ListMetrics::showsAvatars(int viewWidth) const
{
    return viewWidth >= style.px(kAvatarsFrom);
}

int ListMetrics::laneLeft(int viewWidth) const
{
    const int avatar = showsAvatars(viewWidth) ? style.avatarSize() + style.px(8) : 0;
    return sideMargin(viewWidth) + avatar;
}

int ListMetrics::laneWidth(int viewWidth) const
{
    return std::max(kLeastWidth, viewWidth - laneLeft(viewWidth) - sideMargin(viewWidth));
}

int ListMetrics::textWidth(int viewWidth) const
{
    const int bubble = std::min(style.bubbleMaxWidth(viewWidth), laneWidth(viewWidth));
    return std::max(kLeastWidth, bubble - 2 * style.bubblePaddingX());
}

int ListMetrics::noticeWidth(int viewWidth) const
{
    return std::max(kLeastWidth,
                    viewWidth - 2 * (sideMargin(viewWidth) + noticeLine + style.px(8)));
}

int ListMetrics::widgetWidth(int viewWidth) const
{
    // Cards need more room than words where room is scarce (interaction.md §1: up to 480 px).
    return std::min(laneWidth(viewWidth), style.px(480));
}

} // namespace botline
