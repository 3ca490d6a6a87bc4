#pragma once

#include "bubbletext.h"

#include <vector>

namespace botline {

// What is found in a row, for painting.
struct RowMarks
{
    std::vector<BubbleText::Mark> text;
    bool attached = false; // in its cards and files: they are marked as a whole
    bool attachedIsCurrent = false;
};

} // namespace botline
