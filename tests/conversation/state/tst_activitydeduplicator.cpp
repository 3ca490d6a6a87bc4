#include "app/conversation/state/activitydeduplicator.h"
#include "tests/support/builders.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using Verdict = ActivityDeduplicator::Verdict;

namespace {

directline::Activity read(const QJsonObject &json)
{
    return *directline::Activity::fromJson(json);
}

QJsonObject at(const QString &time, const QJsonObject &activity)
{
    return withMember(activity, u"timestamp"_s, time);
}

} // namespace

class TestActivityDeduplicator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameIdIsSeenOnce_C056();
    void withoutIdsDifferentOnesAreTwo_C057();
    void withoutIdTheSameAgainIsOne();
    void aReusedIdIsNew_C058();
    void anotherUrlIsNoNews_C059();
    void withoutIdOnlyTheLastFiftyCount();
};

void TestActivityDeduplicator::theSameIdIsSeenOnce_C056()
{
    ActivityDeduplicator seen;
    const auto first = read(at(u"2026-03-04T09:15:27Z"_s, botMessage(u"a"_s, u"1"_s)));
    QCOMPARE(seen.take(first), Verdict::New);
    QCOMPARE(seen.take(first), Verdict::Duplicate);
    // One of time and content is enough: services round times, and bots edit.
    QCOMPARE(seen.take(read(at(u"2026-03-04T09:15:28Z"_s, botMessage(u"a"_s, u"1"_s)))),
             Verdict::Duplicate);
    QCOMPARE(seen.take(read(at(u"2026-03-04T09:15:27Z"_s, botMessage(u"b"_s, u"1"_s)))),
             Verdict::Duplicate);
}

void TestActivityDeduplicator::withoutIdsDifferentOnesAreTwo_C057()
{
    ActivityDeduplicator seen;
    QCOMPARE(seen.take(read(botMessage(u"a"_s))), Verdict::New);
    QCOMPARE(seen.take(read(botMessage(u"b"_s))), Verdict::New);
}

void TestActivityDeduplicator::withoutIdTheSameAgainIsOne()
{
    ActivityDeduplicator seen;
    const auto activity = read(at(u"2026-03-04T09:15:27Z"_s, botMessage(u"a"_s)));
    QCOMPARE(seen.take(activity), Verdict::New);
    QCOMPARE(seen.take(activity), Verdict::Duplicate);
    QCOMPARE(seen.take(read(at(u"2026-03-04T09:15:28Z"_s, botMessage(u"a"_s)))), Verdict::New);
}

void TestActivityDeduplicator::aReusedIdIsNew_C058()
{
    ActivityDeduplicator seen;
    const auto old = read(at(u"2026-03-01T09:00:00Z"_s, botMessage(u"old"_s, u"1"_s)));
    const auto fresh = read(at(u"2026-03-04T09:00:00Z"_s, botMessage(u"fresh"_s, u"1"_s)));
    QCOMPARE(seen.take(old), Verdict::New);
    QCOMPARE(seen.take(fresh), Verdict::IdReused);
    QCOMPARE(seen.take(fresh), Verdict::Duplicate);
    QCOMPARE(seen.take(old), Verdict::Duplicate);
}

void TestActivityDeduplicator::anotherUrlIsNoNews_C059()
{
    const auto withUrl = [](const QString &url, const QString &time) {
        const QJsonObject attachment{{"contentType"_L1, "image/png"_L1}, {"contentUrl"_L1, url}};
        return read(
            at(time,
               withMember(botMessage(u"see"_s, u"1"_s), u"attachments"_s, QJsonArray{attachment})));
    };
    ActivityDeduplicator seen;
    QCOMPARE(seen.take(withUrl(u"https://a.example/1"_s, u"2026-03-04T09:00:00Z"_s)), Verdict::New);
    QCOMPARE(seen.take(withUrl(u"https://b.example/2"_s, u"2026-03-04T09:00:00Z"_s)),
             Verdict::Duplicate);
    QCOMPARE(seen.take(withUrl(u"https://c.example/3"_s, u"2026-03-04T09:00:01Z"_s)),
             Verdict::Duplicate);
}

void TestActivityDeduplicator::withoutIdOnlyTheLastFiftyCount()
{
    ActivityDeduplicator seen;
    for (int i = 0; i < 51; ++i)
        QCOMPARE(seen.take(read(botMessage(QString::number(i)))), Verdict::New);
    QCOMPARE(seen.take(read(botMessage(u"50"_s))), Verdict::Duplicate);
    QCOMPARE(seen.take(read(botMessage(u"0"_s))), Verdict::New);
}

QTEST_GUILESS_MAIN(TestActivityDeduplicator)

#include "tst_activitydeduplicator.moc"
