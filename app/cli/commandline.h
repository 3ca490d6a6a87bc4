#pragma once

#include "app/conversation/session/connectionprofile.h"

#include <QtCore/QStringList>

#include <functional>
#include <optional>

namespace botline {

// What the command line asks for (architecture.md §2.8). No option takes a secret itself: it would
// stand in the process list.
struct CommandLine
{
    enum class Action
    {
        Window,
        PracticeServe,
        Help,
        Version
    };

    Action action = Action::Window;
    // Set when the options say whom to talk to; else the connect dialog opens. Kind Practice: the
    // caller fills in where it is.
    std::optional<ConnectionProfile> profile;
    QString scenarioFile;
    QString
        keepIn; // the folder for conversations; "": the user's, or with a scenario a passing one
    int port = 0; // PracticeServe; 0: any free one
    std::optional<qint64> uploadLimit; // bytes, for the profile and for the practice service
    QString helpText;

    // `environment` answers a variable's value. nullopt: `why` holds one sentence for stderr.
    static std::optional<CommandLine> parse(const QStringList &arguments,
                                            const std::function<QString(const char *)> &environment,
                                            QString *why);
};

} // namespace botline
