// bench_list [ACTIVITIES]: the list of messages over a long conversation, 100 000 activities unless
// told, with real cards and pictures: opening it, memory, appending, jumping, another width, and a
// sweep of wheel steps with every frame painted.

#include "figures.h"

#include "app/conversation/model/rowfacts.h"
#include "tests/ui/conversation/longconversation.h"

#include <QtCore/QJsonDocument>
#include <QtWidgets/QApplication>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::bench;
using botline::directline::Activity;
using botline::directline::ActivitySet;
using botline::test::LongConversation;

namespace {

constexpr int kAllActivities = 100'000;
constexpr int kFewRows = 100;
constexpr int kAppends = 300;
constexpr int kStretches = 10; // of the sweep, spread over the conversation
constexpr int kStepsInStretch = 300;
constexpr int kWheelStep = 100;

ActivitySet read(const QByteArray &body)
{
    QString why;
    auto set = ActivitySet::fromBody(body, &why);
    if (!set)
        qFatal("%s", qPrintable(why));
    return *std::move(set);
}

double parseOnce(const QByteArray &body)
{
    const Stopwatch watch;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    return document.isObject() ? watch.cost().cpu : 0;
}

void printOpening(LongConversation &shown, const QByteArray &body, int activities)
{
    Costs parsing;
    for (int i = 0; i < 3; ++i)
        parsing.add({0, parseOnce(body)});
    const double parsed = parsing.medianCpu();

    malloc_trim(0);
    const qint64 heapBefore = heapBytes();
    const qint64 residentBefore = residentBytes();
    Cost reading;
    Cost showing;
    quint64 measured = 0;
    {
        const Stopwatch readWatch;
        const ActivitySet set = read(body);
        reading = readWatch.cost();
        const Stopwatch showWatch;
        shown.view().list()->setLoading(true);
        shown.receive(set.activities);
        shown.view().list()->setLoading(false);
        shown.paint();
        showing = showWatch.cost();
        measured = shown.list().rows().measureCount();
    }
    printFigure(u"open: CPU ms"_s,
                {{"activities"_L1, activities},
                 {"bytes"_L1, body.size()},
                 {"jsonDocument"_L1, rounded(parsed)},
                 {"readSet"_L1, rounded(reading.cpu)},
                 {"openList"_L1, rounded(showing.cpu)},
                 {"ratioOfList"_L1, rounded(showing.cpu / parsed)},
                 {"ratioFromBytes"_L1, rounded((reading.cpu + showing.cpu) / parsed)},
                 {"rowsMeasured"_L1, qint64(measured)},
                 {"rowsVisible"_L1,
                  shown.list().visibleRows().second - shown.list().visibleRows().first + 1}});

    shown.rest();
    malloc_trim(0);
    qint64 text = 0;
    for (int row = 0; row < shown.model().rowCount(); ++row)
        text += shown.model().facts(row).text.size() * qint64(sizeof(QChar));
    const double rows = shown.model().rowCount();
    const auto heap = double(heapBytes() - heapBefore);
    const auto resident = double(residentBytes() - residentBefore);
    printFigure(u"memory: bytes a message, model and view"_s,
                {{"messages"_L1, rows},
                 {"heap"_L1, rounded(heap / rows)},
                 {"resident"_L1, rounded(resident / rows)},
                 {"text"_L1, rounded(double(text) / rows)},
                 {"heapOverText"_L1, rounded((heap - double(text)) / rows)},
                 {"residentOverText"_L1, rounded((resident - double(text)) / rows)}});
}

void printAppending(LongConversation &few, LongConversation &many,
                    const test::MixedConversation &mix, int next)
{
    Costs appendFew;
    Costs appendMany;
    Costs paintedFew;
    Costs paintedMany;
    quint64 measured = 0;
    for (int i = 0; i < kAppends; ++i) {
        // In turns, so that whatever else the machine does falls on both.
        const QList<Activity> one{*Activity::fromJson(mix.activity(next + i))};
        for (LongConversation *shown : {&few, &many}) {
            shown->rest();
            const quint64 before = shown->list().rows().measureCount();
            const Stopwatch watch;
            shown->receive(one);
            const Cost inserted = watch.cost();
            shown->paint();
            (shown == &few ? appendFew : appendMany).add(inserted);
            (shown == &few ? paintedFew : paintedMany).add(watch.cost());
            if (shown == &many)
                measured += shown->list().rows().measureCount() - before;
        }
    }
    const auto print = [&](const QString &figure, const Costs &inFew, const Costs &inMany) {
        printFigure(figure,
                    {{"appends"_L1, kAppends},
                     {"rowsFew"_L1, kFewRows},
                     {"rowsMany"_L1, next},
                     {"few"_L1, rounded(inFew.medianCpu())},
                     {"many"_L1, rounded(inMany.medianCpu())},
                     {"ratio"_L1, rounded(inMany.medianCpu() / inFew.medianCpu())},
                     {"rowsMeasuredEach"_L1, rounded(double(measured) / kAppends)}});
    };
    print(u"append one, CPU ms"_s, appendFew, appendMany);
    print(u"append one and paint, CPU ms"_s, paintedFew, paintedMany);
}

void printJumps(LongConversation &shown)
{
    QScrollBar *bar = shown.list().verticalScrollBar();
    const auto jump = [&](const QString &figure, const std::function<void()> &act) {
        shown.rest();
        const quint64 before = shown.list().rows().measureCount();
        const Stopwatch watch;
        act();
        shown.paint();
        const Cost cost = watch.cost();
        const auto [first, last] = shown.list().visibleRows();
        printFigure(figure,
                    {{"ms"_L1, rounded(cost.wall)},
                     {"cpuMs"_L1, rounded(cost.cpu)},
                     {"rowsMeasured"_L1, qint64(shown.list().rows().measureCount() - before)},
                     {"rowsVisible"_L1, last - first + 1}});
    };
    jump(u"jump to the middle and paint"_s, [&] { bar->setValue(bar->maximum() / 2); });
    jump(u"another width in the middle and paint"_s, [&] {
        shown.view().resize(shown.view().width() - 60, shown.view().height());
        QCoreApplication::sendPostedEvents();
    });
    jump(u"jump to the end and paint"_s, [&] { shown.view().goToEnd(); });
    jump(u"zoom 110 % and paint"_s,
         [&] { shown.view().setChatStyle(LongConversation::style(110)); });
    shown.view().setChatStyle(LongConversation::style());
}

void printSweep(LongConversation &shown)
{
    QScrollBar *bar = shown.list().verticalScrollBar();
    Costs frames;
    Costs between;
    int unfinished = 0;
    int mostWidgets = 0;
    for (int stretch = 0; stretch < kStretches; ++stretch) {
        bar->setValue(int(qint64(bar->maximum()) * stretch / kStretches));
        shown.rest();
        for (int step = 0; step < kStepsInStretch; ++step) {
            const Stopwatch frame;
            bar->setValue(bar->value() + kWheelStep);
            shown.paint();
            frames.add(frame.cost());
            unfinished += shown.unfinishedRows();
            const Stopwatch idle;
            QCoreApplication::processEvents();
            between.add(idle.cost());
            mostWidgets = std::max(mostWidgets, int(shown.list().rowWidgets().rows().size()));
        }
    }
    QJsonObject values = frames.toJson();
    values.insert("rowsNotFinishedWhenPainted"_L1, unfinished);
    values.insert("mostRowsWithWidgets"_L1, mostWidgets);
    printFigure(u"sweep: a wheel step and its painted frame, ms"_s, values);
    printFigure(u"sweep: work between frames, ms"_s, between.toJson());
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const int activities = argc > 1 ? std::max(kFewRows, std::atoi(argv[1])) : kAllActivities;
    const test::MixedConversation mix;

    LongConversation few;
    few.receive(read(mix.page(0, kFewRows)).activities);
    few.rest();
    LongConversation many;
    printOpening(many, mix.page(0, activities), activities);
    printAppending(few, many, mix, activities);
    printJumps(many);
    printSweep(many);
    return 0;
}
