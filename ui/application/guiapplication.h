#pragma once

#include <memory>

class QApplication;

namespace botline {

// The application of the window. Where it cannot come up, as without a display, the program says so
// in one sentence and exits with code 1; Qt itself would abort.
std::unique_ptr<QApplication> makeGuiApplication(int &argc, char **argv);

// Whether somebody can see the window: not with the platforms that draw into memory alone.
bool isOnScreen();

} // namespace botline
