// cardcheck [OPTIONS] PATH...: renders each Adaptive Card and each ActivitySet among the JSON files
// below the folders, with the real widgets in the real list, 320 and 480 pixels wide, light and
// dark. One line a file; ends with 1 when one of them crashed or hung, left something blank or cut
// something off. See `cardcheck --help`.
//
// Files are rendered by a child process, so that a crash is known to be that file's and the others
// follow all the same.

#include "cardfile.h"
#include "options.h"
#include "report.h"
#include "stage.h"

#include "tests/bench/childprocess.h"
#include "tests/support/hostilecards.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cstdio>

#include <sys/time.h>

using namespace Qt::StringLiterals;
using namespace botline::bench;

namespace {

constexpr int kWidths[] = {320, 480};

void tell(const QJsonObject &line)
{
    const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
    std::fflush(stdout);
}

// Ends this process in so many milliseconds; 0: never.
void setAlarm(int ms)
{
    constexpr int kSecond = 1000;
    itimerval timer{};
    timer.it_value = {ms / kSecond, suseconds_t(ms % kSecond) * kSecond};
    setitimer(ITIMER_REAL, &timer, nullptr);
}

QString pictureName(const QString &file, const QString &scene)
{
    QString name = QDir::cleanPath(QDir::current().relativeFilePath(file));
    name.remove("../"_L1);
    return name.replace(u'/', u'_').chopped(int(u".json"_s.size())) + u'-' + scene + u".png"_s;
}

QJsonObject render(const QString &file, Stage &stage, const QString &saveFolder)
{
    QString why;
    const auto read = CardFile::read(file, &why);
    if (!read)
        return {{"ignored"_L1, why}};
    QJsonArray scenes;
    for (const bool dark : {false, true}) {
        for (const int width : kWidths) {
            const QString name = u"%1-%2"_s.arg(width).arg(dark ? "dark"_L1 : "light"_L1);
            const Stage::Scene scene = stage.show(read->set, {width, dark});
            if (!saveFolder.isEmpty())
                scene.picture.save(QDir(saveFolder).filePath(pictureName(file, name)));
            scenes.append(QJsonObject{{"name"_L1, name},
                                      {"rows"_L1, scene.rows},
                                      {"height"_L1, scene.height},
                                      {"wall"_L1, scene.slowest.wall},
                                      {"cpu"_L1, scene.slowest.cpu},
                                      {"notes"_L1, QJsonArray::fromStringList(scene.notes)},
                                      {"faults"_L1, QJsonArray::fromStringList(scene.faults)}});
        }
    }
    return {{"kind"_L1, kindName(read->kind)}, {"scenes"_L1, scenes}};
}

// A line after each file.
int renderAll(QApplication &application, const Options &options)
{
    Media media(options.media);
    Stage stage(application, media, options.zoomPercent);
    // Fonts are loaded with the first words, whoever says them.
    stage.show(QJsonObject{{"activities"_L1,
                            QJsonArray{QJsonObject{{"type"_L1, "message"_L1},
                                                   {"text"_L1, "**a** `b` 😀"_L1}}}}},
               {});
    for (const QString &file : options.paths) {
        setAlarm(options.patienceMs);
        QJsonObject result = render(file, stage, options.saveFolder);
        setAlarm(0);
        result.insert("file"_L1, file);
        tell(result);
    }
    return 0;
}

// Renders files until all are done or the child ended; what is left then.
QStringList renderInChild(const QString &program, const Options &options, const QStringList &files,
                          const std::string &home, Report &report)
{
    std::vector<std::string> command{program.toStdString()};
    const QStringList arguments = options.forChild(files);
    for (const QString &argument : arguments)
        command.push_back(argument.toStdString());
    ChildProcess child(command, home, ChildProcess::Listen::StandardOutput);
    qsizetype done = 0;
    while (const auto line = child.readLine()) {
        const QJsonObject told = QJsonDocument::fromJson(QByteArray::fromStdString(*line)).object();
        if (!told.contains("file"_L1))
            continue;
        report.add(told["file"_L1].toString(), told);
        ++done;
    }
    const ChildProcess::End end = child.wait();
    report.addPeak(end.peakKiB);
    if (done == files.size() && end.exitCode == 0)
        return {};
    // After the last one it was while leaving.
    report.addCrash(files.at(std::min(done, files.size() - 1)), end.exitCode, options.patienceMs);
    return files.mid(done + 1);
}

// As files, so that they go the way of all others.
QString writeHostileCards(const QString &folder)
{
    const QString below = folder + u"/hostile"_s;
    QDir().mkpath(below);
    const QList<botline::test::HostileCard> cards = botline::test::hostileCards();
    for (const botline::test::HostileCard &card : cards) {
        QFile file(u"%1/%2.json"_s.arg(below, card.name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s", qPrintable(file.errorString()));
        file.write(QJsonDocument(card.card).toJson(QJsonDocument::Compact));
    }
    return below;
}

int checkAll(const QString &program, const Options &options)
{
    if (!options.saveFolder.isEmpty())
        QDir().mkpath(options.saveFolder);
    const PassingFolder home;
    Report report(options.verbose);
    QStringList paths = options.paths;
    if (options.hostile)
        paths.append(writeHostileCards(QString::fromStdString(home.path())));
    for (const QString &path : std::as_const(paths)) {
        QStringList left = jsonFilesOf(path);
        while (!left.isEmpty())
            left = renderInChild(program, options, left, home.path(), report);
    }
    return report.finish();
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const Options options = Options::ofCommandLine(QApplication::arguments());
    return options.child ? renderAll(application, options)
                         : checkAll(QApplication::applicationFilePath(), options);
}
