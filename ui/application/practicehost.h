#pragma once

#include "app/cli/serviceoptions.h"
#include "app/conversation/session/connectionprofile.h"

namespace botline {

// The practice service of this process, started when somebody connects to it for the first time and
// stopped with this.
class PracticeHost
{
public:
    explicit PracticeHost(const localservice::LocalServiceOptions &options) : m_options(options) { }

    // See PracticeLauncher.
    std::optional<ConnectionProfile> launch(const ConnectionProfile &profile, QString *why);

private:
    const localservice::LocalServiceOptions m_options;
    std::unique_ptr<localservice::LocalService> m_service;
};

} // namespace botline
