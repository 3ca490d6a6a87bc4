#include "serviceoptions.h"

#include "commandline.h"

namespace botline {

localservice::LocalServiceOptions serviceOptions(const CommandLine &commandLine)
{
    localservice::LocalServiceOptions options;
    options.port = commandLine.port;
    if (commandLine.uploadLimit)
        options.uploadBytes = *commandLine.uploadLimit;
    return options;
}

} // namespace botline
