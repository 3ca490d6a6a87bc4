#include "options.h"

#include <QtCore/QCommandLineParser>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace botline::bench {

namespace {

const QString kMedia = u"media"_s;
const QString kStandIns = u"stand-ins"_s;
const QString kSave = u"save"_s;
const QString kZoom = u"zoom"_s;
const QString kPatience = u"patience"_s;
const QString kVerbose = u"verbose"_s;
const QString kHostile = u"hostile"_s;
const QString kChild = u"child"_s;

QString dashed(const QString &name)
{
    return u"--"_s + name;
}

[[noreturn]] void refuse(const QString &why)
{
    std::fprintf(stderr, "cardcheck: %s\n", qPrintable(why));
    std::exit(2);
}

} // namespace

Options Options::ofCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Renders Adaptive Cards and Direct Line ActivitySets 320 and 480 pixels wide, light and "
        "dark.\nEnds with 1 when one crashed, was blank or clipped."_s);
    parser.addPositionalArgument(u"path"_s, u"Folders and JSON files."_s, u"path..."_s);
    QCommandLineOption child(kChild);
    child.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({{kMedia, u"Serve this folder in place of all hosts."_s, u"folder"_s},
                       {kStandIns, u"Draw a picture for each that is not there."_s},
                       {kSave, u"Save a PNG of each rendering."_s, u"folder"_s},
                       {kZoom, u"50 to 300."_s, u"percent"_s, u"100"_s},
                       {kPatience, u"How long one file may take."_s, u"ms"_s, u"20000"_s},
                       {kVerbose, u"Print the words of all notes."_s},
                       {kHostile, u"Also render cards that are made to break clients."_s},
                       child});
    parser.addHelpOption();
    parser.process(arguments);
    Options options;
    options.paths = parser.positionalArguments();
    options.media = {parser.value(kMedia), parser.isSet(kStandIns)};
    options.saveFolder = parser.value(kSave);
    options.zoomPercent = parser.value(kZoom).toInt();
    options.patienceMs = parser.value(kPatience).toInt();
    options.verbose = parser.isSet(kVerbose);
    options.child = parser.isSet(kChild);
    options.hostile = parser.isSet(kHostile);
    if (options.paths.isEmpty() && !options.hostile)
        refuse(u"no folder or file was named"_s);
    if (options.zoomPercent < 50 || options.zoomPercent > 300 || options.patienceMs <= 0)
        refuse(u"no such number"_s);
    return options;
}

QStringList Options::forChild(const QStringList &files) const
{
    QStringList arguments{dashed(kChild), dashed(kZoom), QString::number(zoomPercent),
                          dashed(kPatience), QString::number(patienceMs)};
    if (!media.folder.isEmpty())
        arguments << dashed(kMedia) << media.folder;
    if (media.standIns)
        arguments << dashed(kStandIns);
    if (!saveFolder.isEmpty())
        arguments << dashed(kSave) << saveFolder;
    return arguments << u"--"_s << files;
}

} // namespace botline::bench
