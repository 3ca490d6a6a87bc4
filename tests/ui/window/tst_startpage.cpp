#include "ui/window/startpage.h"

#include <QtTest/QtTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace botline;

class tst_StartPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsClipped_data();
    void nothingIsClipped();
    void offersBothWays();
};

void tst_StartPage::nothingIsClipped_data()
{
    QTest::addColumn<int>("zoom");
    for (const int zoom : {50, 100, 200, 300})
        QTest::addRow("%d %%", zoom) << zoom;
}

void tst_StartPage::nothingIsClipped()
{
    QFETCH(int, zoom);
    StartPage page(ChatStyle(false, 100, QFont()), true);
    page.setChatStyle(ChatStyle(false, zoom, QFont()));
    page.resize(zoom * 8, zoom * 7);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const auto labels = page.findChildren<QLabel *>();
    QCOMPARE(labels.size(), 2);
    for (const QLabel *label : labels) {
        const int needed = label->wordWrap() ? label->heightForWidth(label->width())
                                             : label->sizeHint().height();
        QVERIFY2(label->height() >= needed, qPrintable(label->text()));
        QVERIFY(page.rect().contains(label->geometry()));
    }
}

void tst_StartPage::offersBothWays()
{
    StartPage page(ChatStyle(false, 100, QFont()), true);
    QSignalSpy practice(&page, &StartPage::practiceRequested);
    QSignalSpy connecting(&page, &StartPage::connectRequested);
    page.findChild<QPushButton *>(u"startPractice"_s)->click();
    page.findChild<QPushButton *>(u"startConnect"_s)->click();
    QCOMPARE(practice.count(), 1);
    QCOMPARE(connecting.count(), 1);

    const StartPage without(ChatStyle(false, 100, QFont()), false);
    const auto *button = without.findChild<QPushButton *>(u"startPractice"_s);
    QVERIFY(!button->isEnabled());
    QVERIFY(!button->toolTip().isEmpty());
}

QTEST_MAIN(tst_StartPage)
#include "tst_startpage.moc"
