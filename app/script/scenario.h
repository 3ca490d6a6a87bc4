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
//   wait-reply [SECONDS]     waits until the bot said something since the last thing sent, 30 s by
//                            default
//   screenshot FILE.png      saves a picture of the window
//   save FILE.transcript     saves the conversation as a JSON array of activities
//   quit                     ends the program with exit code 0, also when more steps follow
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

// "", or which file of an upload is not there.
QString missingUpload(const ScenarioStep &step);

// The steps of a file. nullopt and `why`, which names file and line, also when a file is missing
// that an upload names and no earlier step writes: nothing is sent then.
std::optional<QList<ScenarioStep>> readScenario(const QString &path, QString *why);

} // namespace botline
