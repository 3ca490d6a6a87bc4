#pragma once

namespace botline {

// Makes Qt describe texts as static texts, pictures by what a click on them does, and parts as
// groups. Once for the process; later calls do nothing.
void installCardAccessibility();

} // namespace botline
