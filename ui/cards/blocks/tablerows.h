#pragma once

#include <vector>

namespace botline {

class ColumnsBlock;

// The rows of a table, whose columns are as wide in each of them. A row takes itself out in its
// destructor.
struct TableRows
{
    std::vector<const ColumnsBlock *> rows;
};

} // namespace botline
