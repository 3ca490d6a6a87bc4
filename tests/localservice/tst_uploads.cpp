#include "app/localservice/bots/practice/practiceservice.h"
#include "localtalk.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtTest/QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace botline::localservice;
using namespace botline::practice;
using namespace botline::test;

namespace {

constexpr qint64 kLimit = 1'000'000;

// Bytes that look like anything, line ends and dashes among them.
QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 2463534242;
    for (char &byte : bytes) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        byte = "\r\n--\0\xff"[state % 7] ^ char(state % 5 == 0 ? state >> 8 : 0);
    }
    return bytes;
}

QString sha256(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

// Path and query of a link.
QByteArray target(const QString &url)
{
    return QUrl(url).toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
}

QStringList folders()
{
    return QDir::temp().entryList({u"botline-uploads-*"_s}, QDir::Dirs);
}

} // namespace

class TestUploads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void takesMultipart();
    void takesARawBody();
    void takesAChunkedBody();
    void takesContentThatLooksLikeABoundary();
    void worksWithoutActivityPart();
    void findsTheActivityPartAnywhere();
    void makesNamesHarmless();
    void refusesBadUploads_data();
    void refusesBadUploads();
    void refusesMoreThanTheLimit();
    void refusesMoreThanTheLimitInChunks();
    void forgetsAnUploadThatBreaksOff();
    void filesDownloadWithTheirLinkAlone();
    void linksOpenNothingElse();
    void linksExpire();
    void sendsAnEmptyFile();

private:
    QJsonArray newest(int count); // the last activities

    QTemporaryDir m_temp;
    std::atomic<qint64> m_now;
    std::unique_ptr<LocalService> m_service;
    std::unique_ptr<LocalTalk> m_talk;
};

void TestUploads::initTestCase()
{
    // Other programs may serve on this computer, too.
    qputenv("TMPDIR", QFile::encodeName(m_temp.path()));
    QCOMPARE(QDir::tempPath(), m_temp.path());
}

void TestUploads::init()
{
    m_now = 1'772'615'727'318; // 2026-03-04T09:15:27.318Z
    LocalServiceOptions options;
    options.nowMs = [this] {
        return m_now.load();
    };
    options.uploadBytes = kLimit;
    m_service = startPracticeService(options);
    QVERIFY(m_service);
    m_talk = std::make_unique<LocalTalk>(m_service->port(), m_service->secret());
}

void TestUploads::cleanup()
{
    m_talk.reset();
    m_service.reset();
    QCOMPARE(folders(), QStringList()); // nothing stays behind
}

QJsonArray TestUploads::newest(int count)
{
    QJsonArray all = m_talk->activities();
    while (all.size() > count)
        all.removeFirst();
    return all;
}

void TestUploads::takesMultipart()
{
    const QByteArray invoice = noise(73'412);
    const QByteArray note("hello\r\n");
    QJsonObject activity = textMessage(u"the invoice"_s);
    activity.insert("channelData"_L1, QJsonObject{{u"clientActivityID"_s, u"c-1"_s}});
    const HttpAnswer answer = m_talk->upload({activityPart(activity),
                                              filePart("invoice.pdf", "application/pdf", invoice),
                                              filePart("żółw.txt", "text/plain; charset=x", note)});
    QCOMPARE(answer.status, 200);

    const QJsonArray all = newest(3);
    QCOMPARE(all[0]["id"_L1], answer.json().value("id"_L1));
    QCOMPARE(all[0]["text"_L1].toString(), u"the invoice"_s);
    QCOMPARE(all[0]["channelData"_L1]["clientActivityID"_L1].toString(), u"c-1"_s);
    const QJsonArray attachments = all[0]["attachments"_L1].toArray();
    QCOMPARE(attachments.size(), 2);
    QCOMPARE(attachments[0]["name"_L1].toString(), u"invoice.pdf"_s);
    QCOMPARE(attachments[0]["contentType"_L1].toString(), u"application/pdf"_s);
    QCOMPARE(attachments[1]["name"_L1].toString(), u"żółw.txt"_s);
    QCOMPARE(attachments[1]["contentType"_L1].toString(), u"text/plain"_s);
    QCOMPARE(m_talk->probe.get(target(attachments[0]["contentUrl"_L1].toString())).body, invoice);
    QCOMPARE(m_talk->probe.get(target(attachments[1]["contentUrl"_L1].toString())).body, note);

    const QString facts = all[1]["text"_L1].toString();
    for (const QString &part :
         {u"2 files"_s, u"`invoice.pdf`"_s, u"`application/pdf`"_s, u"73412 bytes"_s,
          sha256(invoice), u"`żółw.txt`"_s, u" 7 bytes"_s, sha256(note)})
        QVERIFY2(facts.contains(part), qPrintable(part));
    QCOMPARE(all[2]["text"_L1].toString(), u"You said: the invoice"_s);
}

void TestUploads::takesARawBody()
{
    const QByteArray picture = noise(20'000);
    const HttpAnswer answer
        = m_talk->probe.post(m_talk->path("/upload?userId=ada+l%40x"), picture,
                             {bearer(m_talk->token), "Content-Type: image/jpeg",
                              "Content-Disposition: name=\"file\"; filename=\"../cat 1.jpg\""});
    QCOMPARE(answer.status, 200);
    const QJsonArray all = newest(2);
    QCOMPARE(all[0]["type"_L1].toString(), u"message"_s);
    QCOMPARE(all[0]["from"_L1]["id"_L1].toString(), u"ada l@x"_s);
    QCOMPARE(all[0]["attachments"_L1][0]["name"_L1].toString(), u"cat 1.jpg"_s);
    QCOMPARE(all[0]["attachments"_L1][0]["contentType"_L1].toString(), u"image/jpeg"_s);
    QVERIFY(all[1]["text"_L1].toString().contains(sha256(picture)));
}

void TestUploads::takesAChunkedBody()
{
    m_talk->probe.write("POST " + m_talk->path("/upload?userId=ada") + " HTTP/1.1\r\n"
                        + m_talk->probe.host() + bearer(m_talk->token)
                        + "\r\nContent-Disposition: name=file; filename=plain.bin\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n"
                          "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n");
    QCOMPARE(m_talk->probe.read().status, 200);
    const QJsonArray all = newest(2);
    QCOMPARE(all[0]["attachments"_L1][0]["name"_L1].toString(), u"plain.bin"_s);
    QVERIFY(all[1]["text"_L1].toString().contains(sha256("hello!")));
}

void TestUploads::takesContentThatLooksLikeABoundary()
{
    QByteArray content;
    for (int i = 0; i < 3000; ++i)
        content += "\r\n------dl7f0c1b2a3d4e5f6\r\n--\r\n-" + QByteArray(i % 17, '-');
    QCOMPARE(m_talk->upload({filePart("a.bin", "a/b", content)}).status, 200);
    QVERIFY(newest(1)[0]["text"_L1].toString().contains(sha256(content)));
}

void TestUploads::worksWithoutActivityPart()
{
    QCOMPARE(m_talk->upload({filePart("a.txt", "text/plain", "a")}, "ada%7Cx").status, 200);
    const QJsonArray all = newest(2);
    QCOMPARE(all[0]["type"_L1].toString(), u"message"_s);
    QCOMPARE(all[0]["from"_L1]["id"_L1].toString(), u"ada|x"_s);
    // Nobody has to say who sends it.
    QCOMPARE(m_talk->upload({filePart("a.txt", "text/plain", "a")}, "").status, 200);
    QCOMPARE(newest(2)[0]["from"_L1]["id"_L1].toString(), u"ada|x"_s); // who spoke first
    LocalTalk silent(m_service->port(), m_service->secret());
    QCOMPARE(silent.upload({filePart("a.txt", "text/plain", "a")}, "").status, 200);
    QCOMPARE(silent.activities()[1]["from"_L1]["id"_L1].toString(), QString::fromLatin1(silent.id));
}

void TestUploads::findsTheActivityPartAnywhere()
{
    QJsonObject activity = textMessage(u"last"_s);
    activity.insert("attachments"_L1,
                    QJsonArray{QJsonObject{{u"contentUrl"_s, u"file:///etc/passwd"_s}}});
    QCOMPARE(m_talk->upload({filePart("a.txt", "text/plain", "a"), activityPart(activity)}).status,
             200);
    const QJsonArray all = newest(3);
    QCOMPARE(all[0]["text"_L1].toString(), u"last"_s);
    QCOMPARE(all[0]["attachments"_L1].toArray().size(), 1); // the service builds them itself
    QCOMPARE(all[0]["attachments"_L1][0]["name"_L1].toString(), u"a.txt"_s);
}

void TestUploads::makesNamesHarmless()
{
    const QByteArray hostile("../../x\u202Egpj.exe?t=1#%2f&amp;");
    QCOMPARE(m_talk->upload({filePart(hostile, "text/html\tx", "<script>")}).status, 200);
    const QJsonValue attachment = newest(2)[0]["attachments"_L1][0];
    QCOMPARE(attachment["name"_L1].toString(), u"xgpj.exet=1#%2f&amp;"_s);
    QCOMPARE(attachment["contentType"_L1].toString(), u"application/octet-stream"_s);
    const HttpAnswer file = m_talk->probe.get(target(attachment["contentUrl"_L1].toString()));
    QCOMPARE(file.status, 200);
    QCOMPARE(file.body, "<script>");
}

void TestUploads::refusesBadUploads_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    const QByteArray boundary("bb");
    const QByteArray form("multipart/form-data; boundary=bb");
    const QByteArray file = filePart("a.txt", "text/plain", "a");
    const QString missing = u"MissingProperty"_s;
    const QString malformed = u"MalformedData"_s;
    QTest::newRow("nothing at all") << QByteArray("text/plain") << QByteArray() << missing;
    QTest::newRow("no file") << form << multipart({activityPart(textMessage(u"x"_s))}, boundary)
                             << missing;
    QTest::newRow("empty multipart") << form << QByteArray() << malformed;
    QTest::newRow("no multipart inside") << form << QByteArray("hello") << malformed;
    QTest::newRow("cut off") << form << multipart({file}, boundary).chopped(6) << malformed;
    QTest::newRow("no boundary") << QByteArray("multipart/form-data") << multipart({file}, boundary)
                                 << malformed;
    QTest::newRow("another boundary") << QByteArray("multipart/form-data; boundary=cc")
                                      << multipart({file}, boundary) << malformed;
    QTest::newRow("unreadable activity")
        << form
        << multipart({"Content-Type: application/vnd.microsoft.activity\r\n\r\n{", file}, boundary)
        << missing;
    QTest::newRow("endless activity")
        << form << multipart({activityPart(textMessage(QString(300'000, u'x'))), file}, boundary)
        << malformed;
    QTest::newRow("too many parts")
        << form << multipart(QList<QByteArray>(65, file), boundary) << malformed;
}

void TestUploads::refusesBadUploads()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    const HttpAnswer answer = m_talk->probe.post(m_talk->path("/upload?userId=ada"), body,
                                                 {bearer(m_talk->token), "Content-Type: " + type});
    QCOMPARE(answer.status, 400);
    QTEST(answer.errorCode(), "code");
    LocalTalk another(m_service->port(), m_service->secret());
    another.id = m_talk->id;
    another.token = m_talk->token;
    QCOMPARE(another.activities().size(), 1);
}

void TestUploads::refusesMoreThanTheLimit()
{
    const auto upload = [this](qint64 bodySize) {
        const QByteArray around
            = multipart({filePart("a.bin", "a/b", {})}, "----dl7f0c1b2a3d4e5f60");
        return m_talk->upload(
            {filePart("a.bin", "a/b", QByteArray(bodySize - around.size(), 'x'))});
    };
    QCOMPARE(upload(kLimit).status, 200);
    const HttpAnswer refused = upload(kLimit + 1);
    QCOMPARE(refused.status, 500);
    QCOMPARE(refused.errorCode(), u"ServiceError"_s);
    QCOMPARE(m_talk->activities().size(), 3); // and the connection is still good
}

void TestUploads::refusesMoreThanTheLimitInChunks()
{
    QByteArray request = "POST " + m_talk->path("/upload?userId=ada") + " HTTP/1.1\r\n"
        + m_talk->probe.host() + bearer(m_talk->token) + "\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 11; ++i)
        request += "186a0\r\n" + QByteArray(100'000, 'x') + "\r\n";
    m_talk->probe.write(request + "0\r\n\r\n");
    QCOMPARE(m_talk->probe.read().errorCode(), u"ServiceError"_s);
    QCOMPARE(m_talk->activities().size(), 1);
}

void TestUploads::forgetsAnUploadThatBreaksOff()
{
    const auto storedFiles = [] {
        QStringList files;
        for (const QString &folder : folders())
            files += QDir(QDir::tempPath() + u'/' + folder).entryList(QDir::Files);
        return files.size();
    };
    {
        LocalTalk leaving(m_service->port(), m_service->secret());
        leaving.probe.write("POST " + leaving.path("/upload?userId=ada") + " HTTP/1.1\r\n"
                            + leaving.probe.host() + bearer(leaving.token)
                            + "\r\nContent-Length: 900000\r\n\r\n" + QByteArray(300'000, 'x'));
        QTRY_COMPARE(storedFiles(), 1);
    }
    QTRY_COMPARE(storedFiles(), 0);
    QCOMPARE(m_talk->activities().size(), 1);
}

void TestUploads::filesDownloadWithTheirLinkAlone()
{
    const QByteArray page("<script>alert(1)</script>");
    m_talk->upload(
        {filePart("page one.html", "text/html", page), filePart("x.png", "image/png", "p")});
    const QJsonArray attachments = newest(2)[0]["attachments"_L1].toArray();
    const QString url = attachments[0]["contentUrl"_L1].toString();
    QVERIFY(url.startsWith(m_service->serviceUrl() + "/attachments/"_L1
                           + QString::fromLatin1(m_talk->id)));
    QVERIFY(url.contains("/0/page%20one.html?t="_L1));

    HttpProbe stranger(m_service->port());
    const HttpAnswer file = stranger.get(target(url));
    QCOMPARE(file.status, 200);
    QCOMPARE(file.body, page);
    QCOMPARE(file.headers.value("content-type"), "text/html");
    QCOMPARE(file.headers.value("content-length"), QByteArray::number(page.size()));
    QCOMPARE(file.headers.value("x-content-type-options"), "nosniff");
    QVERIFY(file.headers.value("content-security-policy").contains("sandbox"));
    QVERIFY(file.headers.value("content-disposition").startsWith("attachment;"));
    const HttpAnswer part = stranger.get(target(url), {"Range: bytes=1-3"});
    QCOMPARE(part.status, 200); // the whole file, which a server may always send
    QCOMPARE(part.body, page);
    const HttpAnswer picture = stranger.get(target(attachments[1]["contentUrl"_L1].toString()));
    QCOMPARE(picture.headers.value("content-type"), "image/png");
    QVERIFY(!picture.headers.contains("content-disposition"));
}

void TestUploads::linksOpenNothingElse()
{
    m_talk->upload({filePart("a.txt", "text/plain", "a")});
    m_talk->upload({filePart("b.txt", "text/plain", "b")});
    const QByteArray link = target(newest(2)[0]["attachments"_L1][0]["contentUrl"_L1].toString());
    const QByteArray token = link.mid(link.indexOf("?t=") + 3);
    const auto get = [&](const QByteArray &from, const QByteArray &to) {
        return m_talk->probe.get(QByteArray(link).replace(from, to));
    };
    QCOMPARE(get({}, {}).status, 200);
    QCOMPARE(get("?t=" + token, "").status, 401);
    QCOMPARE(get(token, "nope").status, 403);
    QCOMPARE(get(token, m_talk->token).status, 403); // a bearer is no link
    QCOMPARE(get("/0000002/", "/0000001/").status, 403);
    for (const HttpAnswer &gone : {get("/0/", "/1/"), get("/0/", "/-1/"), get("/0/", "/x/"),
                                   get("b.txt", "a.txt"), get("b.txt", "..%2f..%2fb.txt")}) {
        QCOMPARE(gone.status, 404);
        QCOMPARE(gone.errorCode(), u"BadArgument"_s);
        QCOMPARE(gone.json()["error"_L1]["message"_L1].toString(), u"File not found"_s);
    }
    // And a link's token is no bearer.
    QCOMPARE(m_talk->probe.get(m_talk->path(), {bearer(token)}).status, 403);
}

void TestUploads::linksExpire()
{
    m_talk->upload({filePart("a.txt", "text/plain", "a")});
    const QByteArray link = target(newest(2)[0]["attachments"_L1][0]["contentUrl"_L1].toString());
    m_now += 1'801'000;
    const HttpAnswer answer = m_talk->probe.get(link);
    QCOMPARE(answer.status, 403);
    QCOMPARE(answer.errorCode(), u"TokenExpired"_s);
}

void TestUploads::sendsAnEmptyFile()
{
    QCOMPARE(m_talk->upload({filePart("empty.txt", "text/plain", "")}).status, 200);
    const QJsonArray all = newest(2);
    QVERIFY(all[1]["text"_L1].toString().contains(" 0 bytes"_L1));
    const HttpAnswer file
        = m_talk->probe.get(target(all[0]["attachments"_L1][0]["contentUrl"_L1].toString()));
    QCOMPARE(file.status, 200);
    QCOMPARE(file.headers.value("content-length"), "0");
    QCOMPARE(m_talk->poll().status, 200);
}

QTEST_GUILESS_MAIN(TestUploads)
#include "tst_uploads.moc"
