#pragma once

#include "builtcard.h"

namespace botline::adaptive {

// What the builders of one card share. The references outlive it.
struct CardBuildState
{
    CardBudget budget;
    const AdaptiveStyle &style;
    ContentLoader &content;
    QWidget *host; // parent of all widgets
    std::function<void(Block *)> changed; // a part has another size by itself
    BuiltCard built;
};

} // namespace botline::adaptive
