#include "widgetfaults.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace botline::bench;

// The program itself, over cards whose result is known.
class TestCardCheck : public QObject
{
    Q_OBJECT

private:
    struct Run
    {
        int exitCode = -1;
        QString output;

        // What was said of the file.
        QString lineOf(const QString &file) const
        {
            const QStringList lines = output.split(u'\n').filter(file);
            return lines.size() == 1 ? lines.first() : QString();
        }
    };

    static Run run(const QStringList &arguments)
    {
        constexpr int kPatienceMs = 60'000;
        QProcess process;
        process.start(QStringLiteral(CARDCHECK), arguments);
        if (!process.waitForFinished(kPatienceMs))
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput())};
    }

    static QString data(const QString &name)
    {
        return QStringLiteral(BOTLINE_TEST_DATA "/cards/") + name;
    }

    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    static int pixelsOf(const QImage &image, QRgb color)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixel(x, y) == color ? 1 : 0;
        }
        return count;
    }

private Q_SLOTS:
    void goodCards()
    {
        const QTemporaryDir pictures;
        const Run good = run({u"--verbose"_s, u"--save"_s, pictures.path(), data(u"good"_s)});
        QVERIFY2(good.exitCode == 0, qPrintable(good.output));
        QVERIFY(good.lineOf(u"agenda.json"_s).contains(u"card"_s));
        QVERIFY(good.lineOf(u"agenda.json"_s).contains(u"notes 0"_s));
        QVERIFY(good.lineOf(u"booking.json"_s).contains(u"notes 1"_s));
        QVERIFY(good.output.contains(u"- Unsupported element: Hologram"_s));
        QVERIFY(good.lineOf(u"talk.json"_s).contains(u"set"_s));
        QVERIFY(good.lineOf(u"talk.json"_s).contains(u"rows 2"_s));
        QVERIFY(good.lineOf(u"template.json"_s).contains(u"card"_s));
        QVERIFY(good.lineOf(u"hostconfig.json"_s).startsWith(u"ignored"_s));
        QVERIFY(good.output.contains(u"4 rendered"_s));
        QVERIFY(good.output.contains(u"\"p99\""_s));
        const QStringList saved = QDir(pictures.path()).entryList(QDir::Files);
        QCOMPARE(saved.size(), 4 * 4);
        QVERIFY(!QImage(pictures.filePath(saved.first())).isNull());
    }

    void blankCardIsFaulty()
    {
        const Run blank = run({data(u"blank"_s), data(u"good"_s)});
        QCOMPARE(blank.exitCode, 1);
        QVERIFY(blank.lineOf(u"transparent.json"_s).startsWith(u"FAULTY"_s));
        QVERIFY(blank.output.contains(u"blank card"_s));
        QVERIFY(!blank.lineOf(u"agenda.json"_s).startsWith(u"FAULTY"_s));
        QVERIFY(blank.output.contains(u"1 faulty, 0 crashed"_s));
    }

    // A file whose process ends is named, and the others are rendered all the same.
    void lostProcessIsTheFilesFault()
    {
        const Run hanging = run({u"--patience"_s, u"1"_s, data(u"good"_s)});
        QCOMPARE(hanging.exitCode, 1);
        QVERIFY(hanging.lineOf(u"agenda.json"_s).startsWith(u"CRASHED"_s));
        QVERIFY(hanging.lineOf(u"agenda.json"_s).contains(u"longer than 1 ms"_s));
        QVERIFY(hanging.lineOf(u"talk.json"_s).startsWith(u"CRASHED"_s));
        QVERIFY(hanging.lineOf(u"hostconfig.json"_s).startsWith(u"ignored"_s));
    }

    // Pictures of any host come from the folder, and from nowhere without one.
    void mediaOfAFolder()
    {
        const QTemporaryDir folder;
        QDir(folder.path()).mkpath(u"media/pictures"_s);
        QImage red(60, 60, QImage::Format_RGB32);
        red.fill(Qt::red);
        QVERIFY(red.save(folder.filePath(u"media/pictures/red.png"_s)));
        write(folder.filePath(u"red.json"_s),
              R"({"type":"AdaptiveCard","version":"1.0","body":[
                  {"type":"Image","url":"https:\/\/pictures.invalid\/pictures\/red.png"}]})");
        const auto redPixels = [&](const QStringList &options) {
            const QTemporaryDir pictures;
            const Run saved = run(QStringList{u"--save"_s, pictures.path()} + options
                                  + QStringList{folder.filePath(u"red.json"_s)});
            const QStringList files = QDir(pictures.path()).entryList(QDir::Files);
            return saved.exitCode == 0 && !files.isEmpty()
                ? pixelsOf(QImage(pictures.filePath(files.first())), qRgb(255, 0, 0))
                : -1;
        };
        QVERIFY(redPixels({u"--media"_s, folder.filePath(u"media"_s)}) > 3000);
        QCOMPARE(redPixels({}), 0);
    }

    void hostileCards()
    {
        const Run hostile = run({u"--hostile"_s});
        QVERIFY2(hostile.exitCode == 0, qPrintable(hostile.output));
    }

    void faultsOfWidgets()
    {
        QWidget root;
        root.resize(200, 100);
        auto *label = new QLabel(u"All is well"_s, &root);
        label->setGeometry(0, 0, 150, 30);
        root.show();
        QCOMPARE(layoutFaults(root), QStringList());
        QVERIFY(showsAnything(root));

        label->setGeometry(0, 0, 20, 30);
        QVERIFY(layoutFaults(root).value(0).contains(u"too narrow"_s));
        label->setGeometry(100, 0, 150, 30);
        QVERIFY(layoutFaults(root).value(0).contains(u"leaves its parent"_s));
        label->setWordWrap(true);
        label->setGeometry(0, 0, 40, 10);
        QVERIFY(layoutFaults(root).value(0).contains(u"in height"_s));
        label->setGeometry(0, 0, 150, 30);
        auto *button = new QPushButton(u"On top"_s, &root);
        button->setGeometry(50, 10, 150, 30);
        QCOMPARE(layoutFaults(root), QStringList());
        button->show();
        QVERIFY(layoutFaults(root).value(0).contains(u"overlap"_s));
        label->hide();
        button->hide();
        QVERIFY(!showsAnything(root));
    }
};

QTEST_MAIN(TestCardCheck)
#include "tst_cardcheck.moc"
