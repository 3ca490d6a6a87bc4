#include "app/localservice/http/multipartparser.h"

#include <QtCore/QList>
#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace botline::localservice;

namespace {

struct Seen
{
    QString name;
    QByteArray type;
    QByteArray content;

    bool operator==(const Seen &) const = default;
};

// Everything that the parser says of a body that comes in pieces of `step` bytes.
QList<Seen> parsed(const QByteArray &type, const QByteArray &body, qsizetype step, bool *complete)
{
    QList<Seen> all;
    MultipartParser parser(
        type,
        [&all](const MultipartParser::Part &part) {
            all.append({part.fileName, part.contentType, {}});
        },
        [&all](QByteArrayView bytes) { all.last().content.append(bytes); });
    for (qsizetype i = 0; i < body.size(); i += step)
        parser.feed(QByteArrayView(body).sliced(i, std::min(step, body.size() - i)));
    *complete = parser.isComplete();
    return all;
}

} // namespace

class TestMultipartParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesPiecesOfAnySize();
    void understandsBodies_data();
    void understandsBodies();
    void boundsTheHeadersOfAPart();
    void knowsMultipart();
};

void TestMultipartParser::takesPiecesOfAnySize()
{
    const QByteArray body("preamble\r\n--b\r\n"
                          "Content-Disposition: form-data; name=\"file\"; filename=\"a b.txt\"\r\n"
                          "content-type: text/plain\r\n\r\n"
                          "one\r\n--\r\n-b\r\n--b\r\n\r\n\r\n--b--\r\nepilogue");
    const QList<Seen> wanted{{u"a b.txt"_s, "text/plain", "one\r\n--\r\n-b"}};
    for (qsizetype step = 1; step <= body.size(); ++step) {
        bool complete = false;
        const QList<Seen> all = parsed("multipart/form-data; boundary=b", body, step, &complete);
        QVERIFY2(complete, qPrintable(QString::number(step)));
        QCOMPARE(all, (wanted + QList<Seen>{{QString(), QByteArray(), QByteArray()}}));
    }
}

void TestMultipartParser::understandsBodies_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("complete");
    QTest::addColumn<int>("parts");
    const QByteArray b("multipart/form-data; boundary=b");
    const auto row = [](const char *name, const QByteArray &type, const QByteArray &body,
                        bool complete, int parts) {
        QTest::newRow(name) << type << body << complete << parts;
    };
    row("quoted", "multipart/form-data; boundary=\"b\"", "--b\r\n\r\nx\r\n--b--", true, 1);
    row("other parameters", "Multipart/Form-Data; charset=x; Boundary=b; y=z",
        "--b\r\n\r\nx\r\n--b--", true, 1);
    row("no parts", b, "--b--\r\n", true, 0);
    row("no boundary parameter", "multipart/form-data", "--b\r\n\r\nx\r\n--b--", false, 0);
    row("endless boundary", "multipart/form-data; boundary=" + QByteArray(71, 'b'), "--b", false,
        0);
    row("empty", b, "", false, 0);
    row("no end", b, "--b\r\n\r\nx\r\n--b", false, 1);
    row("half an end", b, "--b\r\n\r\nx\r\n--b-", false, 1);
    row("no headers' end", b, "--b\r\nA: b\r\n", false, 0);
    row("nonsense behind a boundary", b, "--bx\r\n\r\nx\r\n--b--", false, 0);
    row("nothing else is read", b, "--b--\r\n--b\r\n\r\nx\r\n--b--", true, 0);
}

void TestMultipartParser::understandsBodies()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    bool complete = false;
    const QList<Seen> all = parsed(type, body, 3, &complete);
    QTEST(complete, "complete");
    QTEST(int(all.size()), "parts");
}

void TestMultipartParser::boundsTheHeadersOfAPart()
{
    const QByteArray begin("--b\r\nA: ");
    bool complete = false;
    QCOMPARE(parsed("multipart/form-data; boundary=b",
                    begin + QByteArray(16'000, 'x') + "\r\n\r\ny\r\n--b--", 1000, &complete)
                 .size(),
             1);
    QVERIFY(complete);
    QCOMPARE(parsed("multipart/form-data; boundary=b",
                    begin + QByteArray(17'000, 'x') + "\r\n\r\ny\r\n--b--", 1000, &complete)
                 .size(),
             0);
    QVERIFY(!complete);
}

void TestMultipartParser::knowsMultipart()
{
    QVERIFY(MultipartParser::isMultipart(" Multipart/Form-Data; boundary=x"));
    QVERIFY(!MultipartParser::isMultipart("multipart/mixed; boundary=x"));
    QVERIFY(!MultipartParser::isMultipart("image/png"));
    QVERIFY(!MultipartParser::isMultipart(""));
}

QTEST_GUILESS_MAIN(TestMultipartParser)
#include "tst_multipartparser.moc"
