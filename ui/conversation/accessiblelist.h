#pragma once

namespace botline {

// What screen readers see of an ActivityListView: a list whose items are the rows, with their full
// text as name, everything that can be done with a row as an action, and the row's real widgets as
// children (interaction.md §11). Qt's own interface knows neither the actions nor the widgets.
//
// Call once before the first list is asked for its interface.
void installListAccessibility();

} // namespace botline
