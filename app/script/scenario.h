#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <optional>

namespace botline {

// A scenario file (resources/docs/command-line.md): one command a line, `#` starts a comment line,
// blank lines are skipped.
//
//   say TEXT                 types the rest of the line and sends it
//   upload PATH...           stages the files (quotes around names with blanks) and sends them
//   press "TITLE"            presses the newest enabled button with this title
//   wait-reply [SECONDS]     waits for the bot's answer to what was last sent, 30 s by default
//   screenshot FILE.png      saves a picture of the window
//   save FILE.transcript     saves the conversation as a JSON array of activities
//   quit                     ends the program with exit code 0
struct ScenarioStep
{
    enum class Command
    {
        Say,
        Upload,
        Press,
        WaitReply,
        Screenshot,
        Save,
        Quit
    };
    Command command = Command::Quit;
    int line = 0; // from 1
    QString text; // Say, Press, Screenshot, Save
    QStringList paths; // Upload
    std::chrono::milliseconds timeout{30'000}; // WaitReply
};

// All steps, or nullopt and `why` that names the line: nothing runs when one line is wrong.
std::optional<QList<ScenarioStep>> parseScenario(const QString &text, QString *why);

} // namespace botline
