#include "scenario.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
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

// One argument, with or without quotes around it; "" or what is wrong. A quote inside a title is
// part of it.
QString readQuoted(const QString &word, const QString &argument, const QString &needed,
                   ScenarioStep &step)
{
    if (argument.startsWith(u'"') && (argument.size() == 1 || !argument.endsWith(u'"')))
        return tr("%1: the closing quote is missing").arg(word);
    step.text = unquoted(argument);
    return step.text.isEmpty() ? needed : QString();
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
            return tr("upload: the closing quote is missing");
        step.paths = QProcess::splitCommand(argument);
        return step.paths.isEmpty() ? tr("upload needs at least one file") : QString();
    }
    if (word == "press"_L1) {
        step.command = Command::Press;
        return readQuoted(word, argument, tr("press needs a button's title in quotes"), step);
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
        return readQuoted(word, argument, tr("%1 needs a file name").arg(word), step);
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

QString missingUpload(const ScenarioStep &step)
{
    for (const QString &path : step.paths) {
        if (!QFileInfo::exists(path))
            return tr("the file “%1” was not found").arg(path);
    }
    return {};
}

std::optional<QList<ScenarioStep>> readScenario(const QString &path, QString *why)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *why = tr("The scenario %1 cannot be read: %2").arg(path, file.errorString());
        return std::nullopt;
    }
    auto steps = parseScenario(QString::fromUtf8(file.readAll()), why);
    if (!steps) {
        *why = u"%1: %2"_s.arg(path, *why);
        return std::nullopt;
    }
    QStringList written;
    for (const ScenarioStep &step : *steps) {
        if (step.command == ScenarioStep::Command::Quit)
            break;
        if (step.command == ScenarioStep::Command::Save
            || step.command == ScenarioStep::Command::Screenshot)
            written << QFileInfo(step.text).absoluteFilePath();
        ScenarioStep now = step;
        now.paths.removeIf([&written](const QString &upload) {
            return written.contains(QFileInfo(upload).absoluteFilePath());
        });
        if (const QString missing = missingUpload(now); !missing.isEmpty()) {
            *why = path + u": "_s + tr("line %1: %2").arg(step.line).arg(missing);
            return std::nullopt;
        }
    }
    return steps;
}

} // namespace botline
