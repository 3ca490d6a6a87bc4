#include "scenario.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QProcess>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr double kLongestWaitSeconds = 3600;

QString tr(const char *text)
{
    return QCoreApplication::translate("botline::Scenario", text);
}

QString unquoted(const QString &text)
{
    if (text.size() >= 2 && text.startsWith(u'"') && text.endsWith(u'"'))
        return text.mid(1, text.size() - 2);
    return text;
}

// Fills the step from its argument; "" or what is wrong.
QString readStep(const QString &word, const QString &argument, ScenarioStep &step)
{
    using Command = ScenarioStep::Command;
    if (word == "say"_L1) {
        step.command = Command::Say;
        step.text = argument;
        return argument.isEmpty() ? tr("say needs a text") : QString();
    }
    if (word == "upload"_L1) {
        step.command = Command::Upload;
        if (argument.count(u'"') % 2 != 0)
            return tr("upload has a quote that is not closed");
        step.paths = QProcess::splitCommand(argument);
        return step.paths.isEmpty() ? tr("upload needs at least one file") : QString();
    }
    if (word == "press"_L1) {
        step.command = Command::Press;
        step.text = unquoted(argument);
        return step.text.isEmpty() ? tr("press needs a button's title in quotes") : QString();
    }
    if (word == "wait-reply"_L1) {
        step.command = Command::WaitReply;
        if (argument.isEmpty())
            return {};
        bool ok = false;
        const double seconds = argument.toDouble(&ok);
        if (!ok || seconds <= 0 || seconds > kLongestWaitSeconds)
            return tr("wait-reply takes a number of seconds, at most 3600");
        step.timeout = std::chrono::milliseconds(qRound64(seconds * 1000));
        return {};
    }
    if (word == "screenshot"_L1 || word == "save"_L1) {
        step.command = word == "save"_L1 ? Command::Save : Command::Screenshot;
        step.text = unquoted(argument);
        return step.text.isEmpty() ? tr("%1 needs a file name").arg(word) : QString();
    }
    if (word == "quit"_L1) {
        step.command = Command::Quit;
        return argument.isEmpty() ? QString() : tr("quit takes nothing after it");
    }
    return tr("“%1” is not a command").arg(word);
}

} // namespace

std::optional<QList<ScenarioStep>> parseScenario(const QString &text, QString *why)
{
    QList<ScenarioStep> steps;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines.at(i).trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const qsizetype blank = line.indexOf(u' ');
        ScenarioStep step;
        step.line = static_cast<int>(i) + 1;
        const QString problem = readStep(
            line.left(blank), blank < 0 ? QString() : line.mid(blank + 1).trimmed(), step);
        if (!problem.isEmpty()) {
            *why = tr("line %1: %2").arg(step.line).arg(problem);
            return std::nullopt;
        }
        steps.append(step);
    }
    return steps;
}

} // namespace botline
