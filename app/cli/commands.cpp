#include "commands.h"

#include "commandline.h"
#include "console.h"
#include "serving.h"

#include "app/transcript/transcriptreader.h"
#include "app/transcript/transcripttext.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("botline::Commands", text);
}

int printTranscript(const QString &path)
{
    QString why;
    const auto transcript = TranscriptReader::readFile(path, &why);
    if (!transcript)
        return console::reportError(terminalText(why), console::kFailed);
    for (const TranscriptReader::Broken &broken : transcript->broken)
        console::reportError(terminalText(broken.reason), console::kFailed);
    QString text = transcriptText(transcript->activities);
    if (transcript->activities.isEmpty())
        return console::reportError(tr("“%1” holds no activity.").arg(terminalText(path)),
                                    console::kFailed);
    if (text.endsWith(u'\n'))
        text.chop(1);
    if (!text.isEmpty())
        console::print(text);
    return transcript->broken.isEmpty() ? 0 : console::kFailed;
}

} // namespace

int runCommand(const CommandLine &commandLine)
{
    switch (commandLine.action) {
    case CommandLine::Action::Help:
        console::print(commandLine.helpText);
        return 0;
    case CommandLine::Action::Version:
        console::print(u"Botline %1"_s.arg(QCoreApplication::applicationVersion()));
        return 0;
    case CommandLine::Action::Serve:
        return serve(commandLine);
    case CommandLine::Action::Print:
        return printTranscript(commandLine.transcriptFile);
    case CommandLine::Action::Window:
        break;
    }
    return console::reportError(tr("This needs the window."), console::kBadUsage);
}

} // namespace botline
