#pragma once

#include "app/localservice/localservice.h"

namespace botline {

struct CommandLine;

// What the command line says about the local service.
localservice::LocalServiceOptions serviceOptions(const CommandLine &commandLine);

} // namespace botline
