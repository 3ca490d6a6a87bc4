#include "app/directline/bearer.h"

#include "tests/support/builders.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;

class TestBearer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodTexts_data();
    void goodTexts();
    void badTexts_C115_data();
    void badTexts_C115();
    void noneHasNoHeader();
    void hints_C027();
    void otherTokensHaveNoHints_C028_data();
    void otherTokensHaveNoHints_C028();
};

void TestBearer::goodTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("plain") << QByteArray("abc.DEF-_=") << QByteArray("abc.DEF-_=");
    QTest::newRow("blanks around") << QByteArray("  abc\r\n") << QByteArray("abc");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "abc\n")
                                     << QByteArray("abc");
    QTest::newRow("all printable") << QByteArray("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
                                   << QByteArray("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
}

void TestBearer::goodTexts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const auto bearer = Bearer::parse(text);
    QVERIFY(bearer);
    QCOMPARE(bearer->value(), value);
    QCOMPARE(bearer->headerValue(), "Bearer " + value);
    QCOMPARE(Bearer::parse(QString::fromUtf8(text)), bearer);
}

void TestBearer::badTexts_C115_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blanks") << QByteArray(" \r\n\t");
    QTest::newRow("two lines") << QByteArray("hunter2\r\nX-Evil: 1");
    QTest::newRow("line feed") << QByteArray("hunter2\nmore");
    QTest::newRow("NUL") << QByteArray("hunter2\0more", 12);
    QTest::newRow("blank inside") << QByteArray("Bearer hunter2");
    QTest::newRow("tab inside") << QByteArray("hunter2\tmore");
    QTest::newRow("not ASCII") << QByteArray("hunter2\xC3\xA4");
    QTest::newRow("delete") << QByteArray("hunter2\x7f");
    QTest::newRow("endless") << QByteArray(100'000, 'h');
}

void TestBearer::badTexts_C115()
{
    QFETCH(QByteArray, text);
    QString why;
    QVERIFY(!Bearer::parse(text, &why));
    QVERIFY(why.endsWith(u'.'));
    QVERIFY(!why.contains("hunter2"_L1));
}

void TestBearer::noneHasNoHeader()
{
    QVERIFY(Bearer().isEmpty());
    QCOMPARE(Bearer().headerValue(), QByteArray());
}

void TestBearer::hints_C027()
{
    const TokenHints hints = tokenHints(*Bearer::parse(
        jwt({{"user"_L1, "dl_x"_L1}, {"conv"_L1, "Kx3v-eu"_L1}, {"exp"_L1, 1'772'615'727}})));
    QCOMPARE(hints.user, u"dl_x"_s);
    QCOMPARE(hints.conversation, u"Kx3v-eu"_s);
    QCOMPARE(hints.expiresAt, QDateTime({2026, 3, 4}, {9, 15, 27}, Qt::UTC));
    QCOMPARE(hints.expiresAt.timeSpec(), Qt::UTC);
}

void TestBearer::otherTokensHaveNoHints_C028_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("legacy") << QByteArray(
        "RCurR_XV9ZA.cwA.BKA.iaJrC8xpy8qbOF5xnR2vtCX7CZj0LdjAPGfiCpg4Fv0");
    QTest::newRow("two parts") << QByteArray("abc.def");
    QTest::newRow("three parts of nothing") << QByteArray("a.b.c");
    QTest::newRow("no base64") << QByteArray("a.!!!.c");
    QTest::newRow("no object") << QByteArray("a.") + QByteArray("[1]").toBase64() + ".c";
    QTest::newRow("wrong types") << jwt(
        {{"user"_L1, 5}, {"conv"_L1, QJsonArray()}, {"exp"_L1, "x"_L1}});
    QTest::newRow("impossible times") << jwt({{"exp"_L1, 1e300}});
    QTest::newRow("negative times") << jwt({{"exp"_L1, -5}});
}

void TestBearer::otherTokensHaveNoHints_C028()
{
    QFETCH(QByteArray, token);
    const TokenHints hints = tokenHints(*Bearer::parse(token));
    QVERIFY(hints.user.isEmpty());
    QVERIFY(hints.conversation.isEmpty());
    QVERIFY(!hints.expiresAt.isValid());
}

QTEST_APPLESS_MAIN(TestBearer)
#include "tst_bearer.moc"
