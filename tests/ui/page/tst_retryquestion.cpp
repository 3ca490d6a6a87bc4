#include "tests/conversation/sessiontest.h"
#include "ui/page/retryquestion.h"

#include <QtWidgets/QMessageBox>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// What may have arrived already is sent a second time only by somebody who knows.
class tst_RetryQuestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failedMessagesGoAtOnce();
    void doubtfulOnesAskOnce();

private:
    static QMessageBox *questionIn(const QWidget &page)
    {
        return page.findChild<QMessageBox *>("retryQuestion"_L1);
    }
    // A message of which nobody knows whether it arrived.
    static QString sendDoubtful(SessionRig &rig, const QString &text)
    {
        rig.service.fail(Endpoint::Post, ScriptedReply::closeAfterRequest());
        const QString key = rig.send(text);
        return until([&] {
            return rig.stateOf(key) == SendState::Unconfirmed && rig.rowOf(key).canRetry;
        })
            ? key
            : QString();
    }
};

void tst_RetryQuestion::failedMessagesGoAtOnce()
{
    SessionRig rig;
    QWidget page;
    RetryQuestion question(rig.session, page);
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Failed);
    question.retry(key);
    QVERIFY(!questionIn(page));
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    question.retry(u"a row that is gone"_s);
    QVERIFY(!questionIn(page));
}

void tst_RetryQuestion::doubtfulOnesAskOnce()
{
    SessionRig rig;
    QWidget page;
    RetryQuestion question(rig.session, page);
    QVERIFY(rig.goOnline());
    const QString first = sendDoubtful(rig, u"one"_s);
    QVERIFY(!first.isEmpty());
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
    question.retry(first);
    QVERIFY(questionIn(page));
    questionIn(page)->reject();
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
    QTRY_VERIFY(!questionIn(page));

    question.retry(first);
    questionIn(page)->accept();
    QTRY_COMPARE(rig.stateOf(first), SendState::Sent);
    QCOMPARE(rig.service.count(Endpoint::Post), 2);
    QTRY_VERIFY(!questionIn(page));

    const QString second = sendDoubtful(rig, u"two"_s);
    QVERIFY(!second.isEmpty());
    question.retry(second);
    QVERIFY(!questionIn(page)); // said already
    QTRY_COMPARE(rig.stateOf(second), SendState::Sent);
    QCOMPARE(rig.service.count(Endpoint::Post), 4);
}

QTEST_MAIN(tst_RetryQuestion)
#include "tst_retryquestion.moc"
