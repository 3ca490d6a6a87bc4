#include "ui/content/filename.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace botline;

class tst_FileName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesHarmlessNames_data();
    void makesHarmlessNames();
    void keepsNamesShort();
    void knowsPrograms_data();
    void knowsPrograms();
};

void tst_FileName::makesHarmlessNames_data()
{
    QTest::addColumn<QString>("suggested");
    QTest::addColumn<QString>("name");

    QTest::newRow("C095 path") << u"../../.bashrc"_s << u"bashrc"_s;
    QTest::newRow("C095 device") << u"CON.txt"_s << u"_CON.txt"_s;
    QTest::newRow("C095 bidi") << u"a\u202Egpj.exe"_s << u"agpj.exe"_s;
    QTest::newRow("plain") << u"report 2026.pdf"_s << u"report 2026.pdf"_s;
    QTest::newRow("other letters") << u"zażółć.txt"_s << u"zażółć.txt"_s;
    QTest::newRow("backslashes") << u"C:\\Users\\x\\y.doc"_s << u"y.doc"_s;
    QTest::newRow("reserved characters") << u"a<b>c:d\"e|f?g*.txt"_s << u"abcdefg.txt"_s;
    QTest::newRow("controls") << u"a\nb\tc\u0007.txt"_s << u"abc.txt"_s;
    QTest::newRow("dots and blanks around") << u" ..name.txt. . "_s << u"name.txt"_s;
    QTest::newRow("numbered device") << u"lpt1"_s << u"_lpt1"_s;
    QTest::newRow("no device") << u"console.txt"_s << u"console.txt"_s;
    QTest::newRow("nothing left") << u"../.."_s << u"attachment"_s;
    QTest::newRow("only dots") << u"..."_s << u"attachment"_s;
    QTest::newRow("empty") << QString() << u"attachment"_s;
    QTest::newRow("ends with a separator") << u"folder/"_s << u"attachment"_s;
}

void tst_FileName::makesHarmlessNames()
{
    QFETCH(QString, suggested);
    QTEST(safeFileName(suggested), "name");
}

void tst_FileName::keepsNamesShort()
{
    const QString name = safeFileName(QString(300, u'ż') + u".tar.gz"_s);
    QVERIFY(name.toUtf8().size() <= 120);
    QVERIFY(name.endsWith(u".gz"_s));
    // A suffix that is none does not count as one, and characters are never cut in two.
    const QString emoji = safeFileName(u"x."_s + QString::fromUtf8("😀").repeated(100));
    QVERIFY(emoji.toUtf8().size() <= 120);
    QVERIFY(!emoji.back().isHighSurrogate());
    QVERIFY(!emoji.contains(QChar::ReplacementCharacter));
}

void tst_FileName::knowsPrograms_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("program");
    QTest::newRow("exe") << u"setup.EXE"_s << true;
    QTest::newRow("script") << u"run.sh"_s << true;
    QTest::newRow("desktop file") << u"x.desktop"_s << true;
    QTest::newRow("trailing dot") << u"setup.exe."_s << true;
    QTest::newRow("hidden by bidi") << u"a\u202Egpj.exe"_s << true;
    QTest::newRow("two suffixes") << u"photo.jpg.exe"_s << true;
    QTest::newRow("picture") << u"photo.jpg"_s << false;
    QTest::newRow("no suffix") << u"sh"_s << false;
    QTest::newRow("document") << u"a.exe.pdf"_s << false;
}

void tst_FileName::knowsPrograms()
{
    QFETCH(QString, name);
    QTEST(isExecutableName(name), "program");
}

QTEST_APPLESS_MAIN(tst_FileName)
#include "tst_filename.moc"
