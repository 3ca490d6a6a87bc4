#include "ui/compose/attachmentchip.h"
#include "ui/compose/attachmenttray.h"
#include "ui/style/roundbutton.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>

#include <memory>

using namespace Qt::StringLiterals;
using botline::AttachmentChip;
using botline::AttachmentTray;
using botline::ChatStyle;
using botline::RoundButton;
using botline::StagedFile;

class TestAttachmentTray : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<AttachmentTray> m_tray;

    StagedFile file(const QString &name, qint64 size)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || !made.resize(size))
            qFatal("cannot write a test file");
        return {.path = made.fileName(),
                .name = name,
                .contentType = u"application/pdf"_s,
                .size = size,
                .temporary = {}};
    }

    QList<AttachmentChip *> chips() const
    {
        QList<AttachmentChip *> shown = m_tray->findChildren<AttachmentChip *>();
        shown.removeIf([](const AttachmentChip *chip) { return chip->isHidden(); });
        return shown;
    }

    QStringList names() const
    {
        QStringList names;
        for (const StagedFile &each : m_tray->files())
            names.append(each.name);
        return names;
    }

private Q_SLOTS:
    void init()
    {
        m_tray = std::make_unique<AttachmentTray>(ChatStyle(false, 100, QApplication::font()));
        m_tray->resize(800, 300);
        m_tray->setLimit(1000);
    }
    void cleanup() { m_tray.reset(); }

    void isHiddenWhileEmpty()
    {
        QVERIFY(m_tray->isHidden());
        m_tray->add(file(u"a.pdf"_s, 10));
        QVERIFY(!m_tray->isHidden());
        m_tray->clear();
        QVERIFY(m_tray->isHidden());
        QCOMPARE(m_tray->count(), 0);
    }

    void showsBigChipsUpToThree()
    {
        for (int i = 0; i < AttachmentTray::kBigChips; ++i)
            m_tray->add(file(u"%1.pdf"_s.arg(i), 10));
        const int big = chips().constFirst()->sizeHint().height();
        m_tray->add(file(u"3.pdf"_s, 10));
        const int compact = chips().constFirst()->sizeHint().height();
        QVERIFY2(compact < big, qPrintable(u"%1 %2"_s.arg(compact).arg(big)));
        chips().constLast()->removeButton().click();
        QCOMPARE(chips().constFirst()->sizeHint().height(), big);
    }

    void saysNameTypeAndSizeToThoseWhoCannotSee()
    {
        m_tray->add(file(u"report <b>.pdf"_s, 500));
        const AttachmentChip *chip = chips().constFirst();
        QVERIFY(chip->accessibleName().contains(u"report <b>.pdf"_s));
        QVERIFY(chip->accessibleDescription().contains(u"500"_s));
        QCOMPARE(chip->removeButton().accessibleName(), u"Remove report <b>.pdf"_s);
        // Tooltips would take the name for HTML.
        QVERIFY(chip->toolTip().contains(u"&lt;b&gt;"_s));
        QVERIFY(!chip->toolTip().contains(u"<b>"_s));
        const QSize target = chip->removeButton().sizeHint();
        QVERIFY(target.width() >= 24 && target.height() >= 24);
    }

    void marksTheChipsThatDoNotFitAnyMore()
    {
        m_tray->add(file(u"a.pdf"_s, 600));
        m_tray->add(file(u"b.pdf"_s, 600));
        m_tray->add(file(u"c.pdf"_s, 400));
        const QList<AttachmentChip *> all = chips();
        QCOMPARE(all.at(0)->warning(), QString());
        QVERIFY(!all.at(1)->warning().isEmpty());
        QCOMPARE(all.at(2)->warning(), QString());
        QVERIFY(all.at(1)->accessibleDescription().contains(u"takes up to"_s));
        auto *total = m_tray->findChild<QLabel *>(u"attachmentTotal"_s);
        QVERIFY(!total->isHidden());
        QVERIFY2(total->text().contains(u" of "_s), qPrintable(total->text()));

        const QString why = m_tray->checkAgain();
        QVERIFY2(why.startsWith(u"Together the files are too large"_s), qPrintable(why));
        QVERIFY(why.contains(u"“b.pdf”"_s));

        all.at(1)->removeButton().click();
        QCOMPARE(m_tray->checkAgain(), QString());
    }

    void aLowerLimitIsNoticed()
    {
        m_tray->add(file(u"a.pdf"_s, 600));
        QCOMPARE(m_tray->checkAgain(), QString());
        m_tray->setLimit(500);
        QVERIFY(!chips().constFirst()->warning().isEmpty());
        const QString why = m_tray->checkAgain();
        QVERIFY2(why.startsWith(u"“a.pdf” is too large"_s), qPrintable(why));
        m_tray->setLimit(600);
        QCOMPARE(m_tray->checkAgain(), QString());
    }

    void noticesAtSendingThatAFileVanished()
    {
        m_tray->add(file(u"a.pdf"_s, 10));
        m_tray->add(file(u"b.pdf"_s, 10));
        QFile::remove(m_folder.filePath(u"b.pdf"_s));
        QCOMPARE(m_tray->checkAgain(), u"“b.pdf” is no longer there. Attach it again."_s);
        QCOMPARE(m_tray->count(), 2);
        QVERIFY(chips().at(0)->warning().isEmpty());
        QVERIFY(!chips().at(1)->warning().isEmpty());
        // It came back.
        file(u"b.pdf"_s, 10);
        QCOMPARE(m_tray->checkAgain(), QString());
        QVERIFY(chips().at(1)->warning().isEmpty());
    }

    void noticesAtSendingThatAFileGrewOrWasEmptied()
    {
        m_tray->add(file(u"a.pdf"_s, 10));
        file(u"a.pdf"_s, 700);
        QCOMPARE(m_tray->checkAgain(), QString());
        QCOMPARE(m_tray->files().constFirst().size, 700);
        file(u"a.pdf"_s, 1500);
        QVERIFY(m_tray->checkAgain().contains(u"too large"_s));
        file(u"a.pdf"_s, 0);
        QCOMPARE(m_tray->checkAgain(), u"“a.pdf” is empty. There is nothing to send."_s);
    }

    void chipsAreUsedWithTheKeyboard()
    {
        for (const QChar c : u"abc"_s)
            m_tray->add(file(QString(c), 10));
        m_tray->show();
        m_tray->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_tray.get()));
        QSignalSpy changed(m_tray.get(), &AttachmentTray::filesChanged);
        QSignalSpy left(m_tray.get(), &AttachmentTray::focusLeft);

        chips().at(0)->removeButton().setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(QApplication::focusWidget(), &chips().at(1)->removeButton());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Home);
        QCOMPARE(QApplication::focusWidget(), &chips().at(0)->removeButton());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QCOMPARE(QApplication::focusWidget(), &chips().at(0)->removeButton());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_End);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        QCOMPARE(QApplication::focusWidget(), &chips().at(1)->removeButton());

        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(names(), (QStringList{u"a"_s, u"c"_s}));
        QCOMPARE(QApplication::focusWidget(), &chips().at(1)->removeButton());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(names(), QStringList{u"a"_s});
        QCOMPARE(left.count(), 0);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(names(), QStringList());
        QCOMPARE(left.count(), 1);
        QCOMPARE(changed.count(), 3);
    }

    void theSameFileMayBeAttachedTwice()
    {
        m_tray->add(file(u"a.pdf"_s, 10));
        m_tray->add(file(u"a.pdf"_s, 10));
        QCOMPARE(m_tray->count(), 2);
        chips().at(0)->removeButton().click();
        QCOMPARE(m_tray->count(), 1);
    }

    void anImageGetsItsThumbnail()
    {
        const QString path = m_folder.filePath(u"red.png"_s);
        QImage image(400, 200, QImage::Format_RGB32);
        image.fill(QColor(250, 0, 0));
        QVERIFY(image.save(path));
        m_tray->add({.path = path,
                     .name = u"red.png"_s,
                     .contentType = u"image/png"_s,
                     .size = 10,
                     .temporary = {}});
        m_tray->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_tray.get()));
        AttachmentChip *chip = chips().constFirst();
        const auto isRedInside = [chip] {
            const QImage shown = chip->grab().toImage();
            for (int x = 0; x < shown.width() / 3; ++x) {
                if (shown.pixelColor(x, shown.height() / 2) == QColor(250, 0, 0))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(isRedInside());
    }

    void aBrokenImageKeepsItsSymbol()
    {
        const QString path = m_folder.filePath(u"broken.png"_s);
        QFile broken(path);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("\x89PNG\r\n\x1a\nnonsense");
        broken.close();
        m_tray->add({.path = path,
                     .name = u"broken.png"_s,
                     .contentType = u"image/png"_s,
                     .size = 10,
                     .temporary = {}});
        m_tray->clear(); // also while it is still being decoded
        QCOMPARE(m_tray->count(), 0);
    }
};

QTEST_MAIN(TestAttachmentTray)
#include "tst_attachmenttray.moc"
