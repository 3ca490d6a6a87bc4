// Activities that only testers see, in the list.
#include "conversationfixture.h"

#include "app/conversation/model/rowfacts.h"
#include "app/conversation/state/activitytimeline.h"
#include "tests/support/builders.h"
#include "tests/support/manualclock.h"
#include "ui/conversation/conversationlist.h"

#include <QtGui/QAccessible>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QScrollBar>

using namespace botline;
using namespace botline::test;

namespace {

class OpenList : public ConversationList
{
public:
    using ActivityListView::arranger;
    using ConversationList::ConversationList;
};

QJsonObject at(int second, const QJsonObject &activity)
{
    const QDateTime time = QDateTime({2026, 3, 4}, {9, 15}, Qt::UTC).addSecs(second);
    return withMember(activity, u"timestamp"_s, time.toString(Qt::ISODateWithMs));
}

} // namespace

class tst_QuietRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void togglingKeepsTheReadersPlace();
    void togglingKeepsTheEnd();
    void areNoNews();
    void standCloseTogether();
    void theirJsonIsOneClickAway();
    void theKeyboardShowsTheirJson();
    void hiddenOnesAreNotThereForScreenReaders();

private:
    void receive(const QJsonArray &activities);
    void talk(int from, int to); // every other one is an event
    [[nodiscard]] bool show();

    ManualClock m_clock;
    std::unique_ptr<ActivityModel> m_model;
    std::unique_ptr<ActivityTimeline> m_timeline;
    std::unique_ptr<PanelRows> m_rows;
    std::unique_ptr<OpenList> m_list;
};

void tst_QuietRows::init()
{
    m_list.reset();
    m_timeline.reset();
    m_model = std::make_unique<ActivityModel>();
    m_timeline = std::make_unique<ActivityTimeline>(*m_model, m_clock);
    m_timeline->beginConversation(u"c1"_s, {});
    m_rows = std::make_unique<PanelRows>();
    m_list = std::make_unique<OpenList>(*m_model, *m_rows, testStyle());
    m_list->resize(480, 500);
}

void tst_QuietRows::receive(const QJsonArray &activities)
{
    QList<directline::Activity> read;
    for (const QJsonValue &activity : activities)
        read.append(*directline::Activity::fromJson(activity));
    m_timeline->receive(read);
}

void tst_QuietRows::talk(int from, int to)
{
    QJsonArray activities;
    for (int i = from; i < to; ++i) {
        const QString id = QString::number(i);
        activities.append(at(2 * i, botMessage(u"Message "_s + id, u"m"_s + id)));
        activities.append(
            at(2 * i + 1, withMember(activityOfType(u"event"_s, u"e"_s + id), u"name"_s, id)));
    }
    receive(activities);
}

bool tst_QuietRows::show()
{
    m_list->show();
    m_list->activateWindow();
    return QTest::qWaitForWindowActive(m_list.get());
}

void tst_QuietRows::togglingKeepsTheReadersPlace()
{
    talk(0, 100);
    QVERIFY(show());
    m_list->verticalScrollBar()->setValue(m_list->verticalScrollBar()->maximum() / 2);
    const QPersistentModelIndex read(m_model->index(m_list->visibleRows().first + 1));
    const int y = m_list->visualRect(read).top();
    // Without the space between groups, which the neighbours decide.
    const auto bubbleTop = [&] {
        return m_list->arranger().layoutOf(read.row()).bubble.top();
    };
    const int top = bubbleTop();
    QSignalSpy arranged(&m_list->arranger(), &ListArranger::arranged);
    m_list->inOneGo([this] { m_timeline->setShowsHidden(true); });
    QCOMPARE(m_model->rowCount(), 200);
    QCOMPARE(arranged.count(), 1); // not once for each row
    QVERIFY(read.isValid());
    QVERIFY2(std::abs(bubbleTop() - top) < 80, qPrintable(QString::number(bubbleTop() - top)));
    m_list->inOneGo([this] { m_timeline->setShowsHidden(false); });
    QCOMPARE(m_model->rowCount(), 100);
    QCOMPARE(m_list->visualRect(read).top(), y);
}

void tst_QuietRows::togglingKeepsTheEnd()
{
    talk(0, 50);
    QVERIFY(show());
    QVERIFY(m_list->isAtEnd());
    m_timeline->setShowsHidden(true);
    QVERIFY(m_list->isAtEnd());
    QCOMPARE(m_list->visibleRows().second, m_model->rowCount() - 1);
    talk(50, 52);
    QCOMPARE(m_model->rowCount(), 104);
    QVERIFY(m_list->isAtEnd());
}

void tst_QuietRows::areNoNews()
{
    talk(0, 50);
    QVERIFY(show());
    m_timeline->setShowsHidden(true);
    m_list->verticalScrollBar()->setValue(0);
    receive({at(500, withMember(activityOfType(u"event"_s, u"new"_s), u"name"_s, u"new"_s))});
    QCOMPARE(m_list->unread().count(), 0);
    QCOMPARE(m_list->rows().unreadBar(), -1);
    receive({at(501, botMessage(u"News"_s, u"news"_s))});
    QCOMPARE(m_list->unread().count(), 1);
}

void tst_QuietRows::standCloseTogether()
{
    receive({at(1, botMessage(u"A"_s, u"1"_s)), at(2, activityOfType(u"event"_s, u"2"_s)),
             at(3, activityOfType(u"event"_s, u"3"_s)), at(4, botMessage(u"B"_s, u"4"_s))});
    QVERIFY(show());
    QVERIFY(!m_list->rows().parts(1).testFlag(RowPart::GroupStart)); // A and B are one group
    m_timeline->setShowsHidden(true);
    QVERIFY(m_list->rows().parts(1).testFlag(RowPart::GroupStart));
    QVERIFY(!m_list->rows().parts(2).testFlag(RowPart::GroupStart));
    QVERIFY(m_list->rows().parts(3).testFlag(RowPart::GroupStart));
    m_timeline->setShowsHidden(false);
    QVERIFY(!m_list->rows().parts(1).testFlag(RowPart::GroupStart));
}

void tst_QuietRows::theirJsonIsOneClickAway()
{
    receive({at(1, withMember(activityOfType(u"event"_s, u"1"_s), u"name"_s, u"buy"_s))});
    m_timeline->setShowsHidden(true);
    QVERIFY(show());
    QSignalSpy json(m_list.get(), &ConversationList::jsonRequested);
    QSignalSpy links(m_list.get(), &ConversationList::linkRequested);
    const QRect words = m_list->arranger().layoutOf(0).text;
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {},
                      QPoint(words.right() - 6, words.center().y()));
    QCOMPARE(json.count(), 1);
    QCOMPARE(json.first().first().toString(), m_model->facts(0).key);
    QCOMPARE(links.count(), 0);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {},
                      QPoint(words.left() + 6, words.center().y()));
    QCOMPARE(json.count(), 1); // only the words that say so
}

void tst_QuietRows::theKeyboardShowsTheirJson()
{
    receive({at(1, activityOfType(u"trace"_s, u"1"_s))});
    m_timeline->setShowsHidden(true);
    QVERIFY(show());
    QSignalSpy json(m_list.get(), &ConversationList::jsonRequested);
    m_list->setFocus(Qt::TabFocusReason);
    m_list->setCurrentIndex(m_model->index(0));
    QTest::keyClick(m_list.get(), Qt::Key_Return);
    QCOMPARE(json.count(), 1);
    bool offered = false;
    for (const RowAction &action : m_list->rowActions(0))
        offered |= action.name == u"Show JSON"_s;
    QVERIFY(offered);
}

void tst_QuietRows::hiddenOnesAreNotThereForScreenReaders()
{
    receive({at(1, botMessage(u"A"_s, u"1"_s)), at(2, activityOfType(u"trace"_s, u"2"_s))});
    QVERIFY(show());
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_list.get());
    QVERIFY(list);
    QCOMPARE(list->childCount(), 1);
    m_timeline->setShowsHidden(true);
    QCOMPARE(list->childCount(), 2);
    QCOMPARE(list->child(1)->text(QAccessible::Name), u"trace"_s);
    m_timeline->setShowsHidden(false);
    QCOMPARE(list->childCount(), 1);
}

QTEST_MAIN(tst_QuietRows)
#include "tst_quietrows.moc"
