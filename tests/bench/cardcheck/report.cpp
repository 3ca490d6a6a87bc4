#include "report.h"

#include <QtCore/QJsonArray>
#include <QtCore/QMap>

#include <algorithm>
#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace botline::bench {

namespace {

constexpr double kFrameMs = 16;
constexpr int kSignalled = 128;
constexpr int kMaxFaults = 12; // told of one file

QString joined(const QJsonArray &scenes, QLatin1StringView member, int width, int precision)
{
    QString words;
    for (const QJsonValue &scene : scenes)
        words += u" "_s
            + QString::number(scene[member].toDouble(), 'f', precision).rightJustified(width);
    return words;
}

// Each sentence once, with where it was seen.
QStringList gathered(const QJsonArray &scenes, QLatin1StringView member)
{
    QStringList order;
    QMap<QString, QStringList> places;
    for (const QJsonValue &scene : scenes) {
        const QJsonArray sentences = scene[member].toArray();
        for (const QJsonValue &sentence : sentences) {
            const QString words = sentence.toString();
            if (!places.contains(words))
                order.append(words);
            const QString place = scene["name"_L1].toString();
            if (!places[words].contains(place))
                places[words].append(place);
        }
    }
    QStringList result;
    for (const QString &words : std::as_const(order))
        result.append(places[words].size() == scenes.size()
                          ? words
                          : u"%1 (%2)"_s.arg(words, places[words].join(", "_L1)));
    return result;
}

} // namespace

Report::Report(bool verbose) : m_verbose(verbose)
{
    std::printf("For 320 and 480 px in light, then in dark: CPU ms of the first layout, height.\n");
}

void Report::line(const char *verdict, const QString &file, const QString &words)
{
    std::printf("%-8s %s  %s\n", verdict, qPrintable(words), qPrintable(file));
}

void Report::add(const QString &file, const QJsonObject &result)
{
    if (const QString why = result["ignored"_L1].toString(); !why.isEmpty()) {
        ++m_ignored;
        line("ignored", file, why);
        return;
    }
    ++m_rendered;
    const QJsonArray scenes = result["scenes"_L1].toArray();
    double slowest = 0;
    qsizetype notes = 0;
    for (const QJsonValue &scene : scenes) {
        const Cost cost{scene["wall"_L1].toDouble(), scene["cpu"_L1].toDouble()};
        slowest = std::max(slowest, cost.cpu);
        m_costs.add(cost);
        notes = std::max(notes, scene["notes"_L1].toArray().size());
    }
    const QStringList faults = gathered(scenes, "faults"_L1);
    const bool slow = slowest > kFrameMs;
    m_withNotes += notes > 0 ? 1 : 0;
    m_faulty += faults.isEmpty() ? 0 : 1;
    m_slow += slow ? 1 : 0;
    line(!faults.isEmpty() ? "FAULTY"
             : slow        ? "slow"
                           : "ok",
         file,
         u"%1 rows %2  ms%3  px%4  notes %5"_s.arg(result["kind"_L1].toString(), -10)
             .arg(scenes.first()["rows"_L1].toInt())
             .arg(joined(scenes, "cpu"_L1, 5, 1), joined(scenes, "height"_L1, 5, 0))
             .arg(notes));
    for (const QString &fault : faults.first(std::min<qsizetype>(kMaxFaults, faults.size())))
        std::printf("         ! %s\n", qPrintable(fault));
    if (faults.size() > kMaxFaults)
        std::printf("         ! and %d more\n", int(faults.size()) - kMaxFaults);
    if (m_verbose) {
        const QStringList words = gathered(scenes, "notes"_L1);
        for (const QString &note : words)
            std::printf("         - %s\n", qPrintable(note));
    }
    std::fflush(stdout);
}

void Report::addCrash(const QString &file, int exitCode, int patienceMs)
{
    ++m_crashed;
    line("CRASHED", file,
         exitCode == kSignalled + SIGALRM ? u"took longer than %1 ms"_s.arg(patienceMs)
             : exitCode > kSignalled      ? u"ended by signal %1"_s.arg(exitCode - kSignalled)
                                          : u"ended with code %1"_s.arg(exitCode));
}

void Report::addPeak(long kiB)
{
    m_peakKiB = std::max(m_peakKiB, kiB);
}

int Report::finish()
{
    std::printf("%d rendered (%d with notes, %d over %.0f ms), %d ignored, %d faulty, %d crashed\n",
                m_rendered, m_withNotes, m_slow, kFrameMs, m_ignored, m_faulty, m_crashed);
    QJsonObject values = m_costs.toJson();
    values.insert("peakMiB"_L1, rounded(double(m_peakKiB) / 1024));
    printFigure(u"first layout of the slowest row, ms"_s, values);
    return m_faulty > 0 || m_crashed > 0 || m_rendered == 0 ? 1 : 0;
}

} // namespace botline::bench
