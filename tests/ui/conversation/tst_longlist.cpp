// What the list does for a conversation of many thousand messages: counted, not timed.
#include "conversationfixture.h"
#include "longconversation.h"

#include "app/conversation/model/rowfacts.h"
#include "tests/ui/recordingactions.h"
#include "ui/cards/attachmentspanel.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace botline;
using namespace botline::test;

namespace {

constexpr int kMany = 20'000;

// The first of them; reading so many takes a while.
QList<directline::Activity> theFirst(int count)
{
    static const QList<directline::Activity> all = LongConversation::activities(0, kMany);
    return all.first(count);
}

} // namespace

class tst_LongList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void workDoesNotGrowWithTheConversation_data();
    void workDoesNotGrowWithTheConversation();
    void everyFrameOfASweepIsFinished();
    void cardsLiveNearTheView();
    void textsAreForgottenBeyondTheLimit();
    void aHistoryThatIsReadIsShownNowAndThen();
    void zoomingLooksAtNoCard();
    void nothingMovesWhatIsRead_data();
    void nothingMovesWhatIsRead();
};

void tst_LongList::workDoesNotGrowWithTheConversation_data()
{
    QTest::addColumn<int>("rows");
    QTest::newRow("100") << 100;
    QTest::newRow("20000") << kMany;
}

void tst_LongList::workDoesNotGrowWithTheConversation()
{
    QFETCH(const int, rows);
    LongConversation talk;
    talk.receive(theFirst(rows));
    talk.paint();
    talk.rest();
    QCOMPARE(talk.model().rowCount(), rows);

    quint64 before = 0;
    const auto measured = [&] {
        return int(talk.measured() - before);
    };
    const auto begin = [&] {
        talk.rest();
        before = talk.measured();
    };
    // Appending measures the one that came.
    for (int i = 0; i < 20; ++i) {
        const int index = rows + i;
        begin();
        talk.receive(LongConversation::activities(index, 1));
        talk.paint();
        const bool hasText = MixedConversation::kindOf(index) != MixedConversation::Kind::HeroCard;
        QCOMPARE(measured(), hasText ? 1 : 0);
        QCOMPARE(talk.unfinishedRows(), 0);
    }
    // Changes out of sight measure nothing.
    begin();
    for (int row = 0; row < 30; ++row) {
        ActivityEntry entry = talk.model().entry(row);
        entry.activity.text += u" and more"_s.repeated(row);
        talk.model().update(row, entry);
    }
    QCOMPARE(measured(), 0);
    // Everything else measures what is in view.
    const auto limit = [&] {
        return talk.visibleCount() + 1;
    };
    begin();
    talk.bar()->setValue(talk.bar()->maximum() / 2);
    talk.paint();
    QVERIFY2(measured() <= limit(), qPrintable(QString::number(measured())));
    begin();
    talk.view().resize(700, 600);
    QCoreApplication::sendPostedEvents();
    talk.paint();
    QVERIFY2(measured() <= limit(), qPrintable(QString::number(measured())));
    begin();
    talk.view().goToEnd();
    talk.paint();
    QVERIFY2(measured() <= limit(), qPrintable(QString::number(measured())));
    // And what is prepared meanwhile are the screens above and below.
    talk.bar()->setValue(talk.bar()->maximum() / 3);
    before = talk.measured();
    talk.rest();
    QVERIFY2(measured() <= 4 * talk.visibleCount() + 8, qPrintable(QString::number(measured())));
}

void tst_LongList::everyFrameOfASweepIsFinished()
{
    LongConversation talk;
    talk.receive(theFirst(kMany));
    for (int stretch = 0; stretch < 4; ++stretch) {
        talk.bar()->setValue(talk.bar()->maximum() / 4 * stretch);
        for (int step = 0; step < 40; ++step) {
            // Slow and fast, with time to prepare and without.
            talk.bar()->setValue(talk.bar()->value() + (step % 5 == 0 ? 1500 : 100));
            talk.paint();
            QCOMPARE(talk.unfinishedRows(), 0);
            if (step % 2 == 0)
                QCoreApplication::processEvents();
        }
    }
}

void tst_LongList::cardsLiveNearTheView()
{
    LongConversation talk;
    talk.receive(theFirst(kMany));
    for (int stretch = 1; stretch < 4; ++stretch) {
        talk.bar()->setValue(talk.bar()->maximum() / 4 * stretch);
        for (int step = 0; step < 30; ++step) {
            talk.bar()->setValue(talk.bar()->value() + 700);
            talk.paint();
            talk.rest();
            // A screen above and one below, with half a screen of grace for those on their way out.
            const RowGeometry &geometry = talk.list().rows().geometry();
            const auto [first, last] = talk.list().visibleRows();
            const int screen = talk.list().viewport()->height();
            const int from = geometry.rowAt(geometry.top(first) - 3 * screen / 2);
            const int to = geometry.rowAt(geometry.top(last + 1) + 3 * screen / 2);
            int cards = 0;
            for (int row = from; row <= to; ++row)
                cards += talk.list().rows().parts(row).testFlag(RowPart::Widget) ? 1 : 0;
            const auto alive = talk.list().findChildren<AttachmentsPanel *>();
            QVERIFY2(alive.size() <= cards + 1,
                     qPrintable(u"%1 for %2"_s.arg(alive.size()).arg(cards)));
        }
    }
}

void tst_LongList::textsAreForgottenBeyondTheLimit()
{
    LongConversation talk;
    talk.receive(theFirst(kMany));
    qsizetype most = 0;
    for (int step = 0; step < 300; ++step) {
        talk.bar()->setValue(talk.bar()->maximum() / 300 * step);
        talk.paint();
        most = std::max(most, talk.list().rows().cache().bytes());
    }
    QVERIFY2(most <= 9 * 1024 * 1024, qPrintable(QString::number(most)));
    QVERIFY(talk.list().rows().cache().count() > 50);
}

void tst_LongList::aHistoryThatIsReadIsShownNowAndThen()
{
    constexpr int kPages = 30;
    LongConversation talk;
    talk.view().setLoading(true);
    QList<QList<directline::Activity>> pages;
    for (int page = 0; page < kPages; ++page)
        pages << LongConversation::activities(100 * page, 100);
    // The first page shows at once, what follows waits for its turn.
    talk.receive(pages.first());
    talk.paint();
    QVERIFY(talk.measured() > 0);
    QCOMPARE(talk.unfinishedRows(), 0);
    QVERIFY(talk.list().isAtEnd());
    const quint64 before = talk.measured();
    for (const auto &page : pages.sliced(1))
        talk.receive(page);
    QVERIFY(talk.measured() - before < quint64(kPages) * 5);
    talk.view().setLoading(false);
    talk.paint();
    QCOMPARE(talk.model().rowCount(), 100 * kPages);
    QVERIFY(talk.list().isAtEnd());
    QCOMPARE(talk.list().visibleRows().second, 100 * kPages - 1);
    QCOMPARE(talk.unfinishedRows(), 0);

    // Whoever paints in between sees it right.
    talk.view().setLoading(true);
    talk.receive(LongConversation::activities(100 * kPages, 100));
    talk.receive(LongConversation::activities(100 * kPages + 100, 100));
    talk.paint();
    QCOMPARE(talk.unfinishedRows(), 0);
    QTRY_COMPARE(talk.list().visibleRows().second, 100 * kPages + 199);
    QCOMPARE(talk.bar()->value(), talk.bar()->maximum());
}

void tst_LongList::zoomingLooksAtNoCard()
{
    LongConversation talk;
    talk.receive(theFirst(2000));
    talk.rest();
    const double before = double(talk.list().rows().geometry().total());
    const quint64 measured = talk.measured();
    talk.view().setChatStyle(LongConversation::style(150));
    talk.paint();
    QVERIFY(int(talk.measured() - measured) <= talk.visibleCount() + 1);
    QCOMPARE(talk.unfinishedRows(), 0);
    QVERIFY(talk.list().isAtEnd());
    const double grown = double(talk.list().rows().geometry().total()) / before;
    QVERIFY2(grown > 1.4 && grown < 2.6, qPrintable(QString::number(grown)));
}

void tst_LongList::nothingMovesWhatIsRead_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 3; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Against the simplest layout there is: the heights of all rows, added up.
void tst_LongList::nothingMovesWhatIsRead()
{
    QFETCH(const quint32, seed);
    QRandomGenerator random(seed);
    ActivityModel model;
    PanelRows panels;
    RecordingActions actions;
    ActivityListView list(model, panels, actions, testStyle());
    list.resize(480, 600);
    QList<ActivityEntry> entries = chatter(3000);
    for (qsizetype i = 0; i < entries.size(); i += 9)
        entries[i] = withAttachment(entries[i]);
    model.append(entries);
    list.show();
    QVERIFY(QTest::qWaitForWindowExposed(&list));
    list.verticalScrollBar()->setValue(list.verticalScrollBar()->maximum() / 2);
    for (int i = 0; i < 50; ++i)
        QCoreApplication::processEvents();

    const auto top = [&](int row) {
        return list.visualRect(model.index(row)).top();
    };
    const auto readRow = [&] {
        const auto [first, last] = list.visibleRows();
        return top(first) < 0 && first < last ? first + 1 : first;
    };
    const QPersistentModelIndex read(model.index(readRow()));
    const int y = top(read.row());
    const int firstRow = list.visibleRows().first;

    // 1000 rows that come, 100 pictures, 20 widths, in any order.
    QList<int> turns = QList<int>(1000, 0) + QList<int>(100, 1) + QList<int>(20, 2);
    std::shuffle(turns.begin(), turns.end(), random);
    int number = 0;
    for (const int turn : std::as_const(turns)) {
        ++number;
        if (turn == 0) {
            model.append({botSays(u"new words "_s.repeated(random.bounded(1, 60)),
                                  noon(60 * (3000 + number)))});
        } else if (turn == 1) {
            // Near the view, where they show at once, as well as far away.
            const int from = random.bounded(2) == 0 ? std::max(0, read.row() - 40) : 0;
            const int row = random.bounded(from, std::min(model.rowCount(), read.row() + 400));
            panels.setHeight(model.facts(row - row % 9).key, random.bounded(20, 400));
        } else {
            list.resize(random.bounded(300, 700), 600);
        }
        if (random.bounded(4) == 0)
            QCoreApplication::processEvents();

        QCOMPARE(readRow(), read.row());
        QCOMPARE(top(read.row()), y);
        QVERIFY(std::abs(list.visibleRows().first - firstRow) <= 1);
        if (number % 50 != 0)
            continue;
        std::vector<qint64> naive{0};
        for (int row = 0; row < model.rowCount(); ++row)
            naive.push_back(naive.back() + list.rows().geometry().height(row));
        const qint64 scroll = naive[size_t(read.row())] - y;
        const auto [first, last] = list.visibleRows();
        for (int row = first; row <= last; ++row) {
            QCOMPARE(qint64(top(row)), naive[size_t(row)] - scroll);
            QVERIFY(list.rows().isTextExact(row));
        }
        QVERIFY(first == 0 || naive[size_t(first)] <= scroll);
        QVERIFY(naive[size_t(last) + 1] >= scroll + list.viewport()->height());
        QCOMPARE(list.rows().geometry().total(), naive.back());
    }
    QCOMPARE(model.rowCount(), 4000);
}

QTEST_MAIN(tst_LongList)

#include "tst_longlist.moc"
