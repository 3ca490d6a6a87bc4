#pragma once

#include "app/conversation/session/connectionprofile.h"
#include "app/practice/practiceservice.h"

namespace botline {

struct CommandLine;

// What the command line says about the practice service.
practice::PracticeOptions practiceOptions(const CommandLine &commandLine);

// The practice service of this process, started when somebody connects to it for the first time and
// stopped with this.
class PracticeHost
{
public:
    explicit PracticeHost(const practice::PracticeOptions &options) : m_options(options) { }

    // See PracticeLauncher.
    std::optional<ConnectionProfile> launch(const ConnectionProfile &profile, QString *why);

private:
    const practice::PracticeOptions m_options;
    std::unique_ptr<practice::PracticeService> m_service;
};

} // namespace botline
