// Uploads: what stands on the wire, what is refused before it, and what happens in the middle.
#include "wiretest.h"

#include "app/directline/uploadbody.h"
#include "tests/support/builders.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;
using namespace std::chrono_literals;

using Kind = Error::Kind;

class TestClientUpload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theRequestIsOneMultipart_C085();
    void theBotSeesTheSameBytes();
    void sameNamesBecomeDistinct_C086();
    void dangerousNamesStayInOneHeader_C087_data();
    void dangerousNamesStayInOneHeader_C087();
    void contentTypesAreSniffed_data();
    void contentTypesAreSniffed();
    void tooLargeIsRefusedBeforeTraffic_C088();
    void theLimitIsExact();
    void unsendableFilesSendNothing_data();
    void unsendableFilesSendNothing();
    void acceptedWithoutABody_C089();
    void aServiceErrorIsReportedOnce_C090();
    void anEarlyRefusalIsUnderstood_C090();
    void aConnectionLostInTheMiddleIsNotRepeated_C091();
    void aClosedConnectionAfterTheUploadIsNotRepeated();
    void progressGrowsToTheTotal();
    void cancelStopsInTheMiddle();
    void aStalledUploadTimesOut();
    void aFileThatShrinksFails();
    void aFileThatGrowsIsSentAsItWas();
    void memoryDoesNotGrowWithTheFile();
    void theRecordNamesTheFiles();

private:
    UploadFile makeFile(const QString &name, const QByteArray &content, const QString &shown = {});

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QByteArray kUpload = "/v3/directline/conversations/c1/upload";

struct Part
{
    QList<QByteArray> header;
    QByteArray content;
};

// Takes a multipart body apart, strictly.
QList<Part> partsOf(const RecordedRequest &request)
{
    const QByteArray prefix = "multipart/form-data; boundary=";
    const QByteArray contentType = request.header("Content-Type");
    if (!contentType.startsWith(prefix))
        return {};
    const QByteArray mark = "\r\n--" + contentType.mid(prefix.size());
    QByteArray rest = "\r\n" + request.body;
    if (!rest.startsWith(mark + "\r\n") || !rest.endsWith(mark + "--\r\n"))
        return {};
    rest.chop(4);

    QList<Part> parts;
    for (qsizetype begin = 0, end = 0; (end = rest.indexOf(mark, begin + mark.size())) > 0;
         begin = end) {
        const QByteArray part = rest.mid(begin + mark.size() + 2, end - begin - mark.size() - 2);
        const qsizetype blank = part.indexOf("\r\n\r\n");
        QList<QByteArray> header = part.first(blank).split('\n');
        for (QByteArray &line : header)
            line = line.trimmed();
        parts.append({header, part.sliced(blank + 4)});
    }
    return parts;
}

QJsonObject caption()
{
    return withClientActivityId(userMessage(u"the invoice"_s), u"guid"_s);
}

} // namespace

void TestClientUpload::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

UploadFile TestClientUpload::makeFile(const QString &name, const QByteArray &content,
                                      const QString &shown)
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("Cannot write a test file");
    return {file.fileName(), shown, {}};
}

void TestClientUpload::theRequestIsOneMultipart_C085()
{
    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::json(200, {{"id"_L1, "c1|0000004"_L1}})});
    Wire wire(rootOf(server));
    QJsonObject activity = caption();
    activity.insert("attachments"_L1,
                    QJsonArray{QJsonObject{{"contentUrl"_L1, "file:///home/me/invoice.pdf"_L1}}});
    const auto ending
        = finish(wire.client.upload(bearer(), u"c1"_s, u"dl_user+1"_s, activity,
                                    {makeFile(u"invoice.txt"_s, "total: 12"),
                                     makeFile(u"b.bin"_s, QByteArray("\0\r\n--dl", 7))}));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.result.id, u"c1|0000004"_s);

    QCOMPARE(server.requests().size(), 1);
    const RecordedRequest request = server.requests().first();
    QCOMPARE(request.target, kUpload + "?userId=dl_user%2B1");
    QCOMPARE(request.header("Authorization"), "Bearer wire-token");
    QCOMPARE(request.header("Content-Length"), QByteArray::number(request.bodyBytes));
    QVERIFY(!request.hasHeader("Transfer-Encoding"));
    QCOMPARE(request.headerCount("Content-Type"), 1);
    const QByteArray boundary = request.header("Content-Type").split('=').last();
    QVERIFY(
        std::all_of(boundary.begin(), boundary.end(), [](char c) { return isalnum(uchar(c)); }));

    const QList<Part> parts = partsOf(request);
    QCOMPARE(parts.size(), 3);
    QCOMPARE(
        parts.at(0).header,
        (QList<QByteArray>{"Content-Disposition: form-data; name=\"activity\"; filename=\"blob\"",
                           "Content-Type: application/vnd.microsoft.activity"}));
    QCOMPARE(QJsonDocument::fromJson(parts.at(0).content).object(), caption());
    QCOMPARE(parts.at(1).header,
             (QList<QByteArray>{"Content-Disposition: form-data; name=\"file\"; "
                                "filename=\"invoice.txt\"",
                                "Content-Type: text/plain"}));
    QCOMPARE(parts.at(1).content, "total: 12");
    QCOMPARE(parts.at(2).content, QByteArray("\0\r\n--dl", 7));
}

void TestClientUpload::theBotSeesTheSameBytes()
{
    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::empty(204)});
    Wire wire(rootOf(server));
    QByteArray content(3'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < content.size(); ++i)
        content[i] = char(i * 7 + i / 251);
    QVERIFY(finish(wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(),
                                      {makeFile(u"big.bin"_s, content)}))
                .succeeded);
    const QList<Part> parts = partsOf(server.requests().first());
    QCOMPARE(parts.size(), 2);
    QVERIFY(parts.at(1).content == content);
}

void TestClientUpload::sameNamesBecomeDistinct_C086()
{
    QCOMPARE(distinctNames({u"a.png"_s, u"a.png"_s, u"a.png"_s}),
             (QStringList{u"a.png"_s, u"a (1).png"_s, u"a (2).png"_s}));
    QCOMPARE(distinctNames({u"a.png"_s, u"a.png"_s, u"a (1).png"_s}),
             (QStringList{u"a.png"_s, u"a (2).png"_s, u"a (1).png"_s}));
    QCOMPARE(distinctNames({u"A.PNG"_s, u"a.png"_s}), (QStringList{u"A.PNG"_s, u"a (1).png"_s}));
    QCOMPARE(distinctNames({u"100%2.txt"_s, u"100%2.txt"_s}),
             (QStringList{u"100%2.txt"_s, u"100%2 (1).txt"_s}));
    QCOMPARE(distinctNames({u".profile"_s, u".profile"_s}),
             (QStringList{u".profile"_s, u".profile (1)"_s}));

    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::empty(204)});
    Wire wire(rootOf(server));
    QVERIFY(finish(wire.client.upload(
                       bearer(), u"c1"_s, u"u"_s, caption(),
                       {makeFile(u"1"_s, "one", u"a.png"_s), makeFile(u"2"_s, "two", u"a.png"_s)}))
                .succeeded);
    const QList<Part> parts = partsOf(server.requests().first());
    QCOMPARE(parts.size(), 3);
    QVERIFY(parts.at(1).header.first().endsWith("filename=\"a.png\""));
    QVERIFY(parts.at(2).header.first().endsWith("filename=\"a (1).png\""));
    QCOMPARE(parts.at(2).content, "two");
}

void TestClientUpload::dangerousNamesStayInOneHeader_C087_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    QTest::newRow("quote") << u"a\"b.txt"_s << u"a%22b.txt"_s;
    QTest::newRow("header injection") << u"a\r\nX-Evil: 1\r\n\r\nb.txt"_s << u"aX-Evil: 1b.txt"_s;
    QTest::newRow("NUL") << u"a"_s + QChar(0) + u"b.txt"_s << u"ab.txt"_s;
    QTest::newRow("path") << u"../../etc/passwd"_s << u"passwd"_s;
    QTest::newRow("Windows path") << u"C:\\Users\\me\\a.txt"_s << u"a.txt"_s;
    QTest::newRow("only dots") << u".."_s << u"file"_s;
    QTest::newRow("nothing left") << u"folder/"_s << u"file"_s;
    QTest::newRow("non-ASCII") << u"zażółć 文件.txt"_s << u"zażółć 文件.txt"_s;
    QTest::newRow("bidi override") << u"a\u202Egpj.exe"_s << u"agpj.exe"_s;
    QTest::newRow("lone surrogate") << u"a"_s + QChar(0xD800) + u".txt"_s << u"a?.txt"_s;
    QTest::newRow("very long") << QString(300, u'n') + u".pdf"_s << QString(196, u'n') + u".pdf"_s;
}

void TestClientUpload::dangerousNamesStayInOneHeader_C087()
{
    QFETCH(QString, name);
    QFETCH(QString, safe);
    QCOMPARE(safePartName(name), safe);

    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::empty(204)});
    Wire wire(rootOf(server));
    UploadFile file = makeFile(u"x"_s, "content", name);
    file.contentType = u"text/plain"_s;
    QVERIFY(finish(wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), {file})).succeeded);
    const QList<Part> parts = partsOf(server.requests().first());
    QCOMPARE(parts.size(), 2);
    QCOMPARE(parts.at(1).header,
             (QList<QByteArray>{"Content-Disposition: form-data; name=\"file\"; filename=\""
                                    + safe.toUtf8() + "\"",
                                "Content-Type: text/plain"}));
    QCOMPARE(parts.at(1).content, "content");
}

void TestClientUpload::contentTypesAreSniffed_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QByteArray>("sent");
    const QByteArray png = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452");
    QTest::newRow("by content") << u"picture"_s << png << u""_s << QByteArray("image/png");
    QTest::newRow("by ending") << u"a.json"_s << QByteArray("{}") << u""_s
                               << QByteArray("application/json");
    QTest::newRow("unknown") << u"a.qqq"_s << QByteArray("\0\1\2\3\xfe", 5) << u""_s
                             << QByteArray("application/octet-stream");
    QTest::newRow("given") << u"a.json"_s << QByteArray("{}") << u"text/x-mine; charset=utf-8"_s
                           << QByteArray("text/x-mine; charset=utf-8");
    QTest::newRow("given, injecting") << u"a.json"_s << QByteArray("{}") << u"text/x\r\nX-Evil: 1"_s
                                      << QByteArray("application/json");
}

void TestClientUpload::contentTypesAreSniffed()
{
    QFETCH(QString, fileName);
    QFETCH(QByteArray, content);
    QFETCH(QString, given);
    QFETCH(QByteArray, sent);
    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::empty(204)});
    Wire wire(rootOf(server));
    UploadFile file = makeFile(fileName, content);
    file.contentType = given;
    QVERIFY(finish(wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), {file})).succeeded);
    const QList<Part> parts = partsOf(server.requests().first());
    QCOMPARE(parts.size(), 2);
    QCOMPARE(parts.at(1).header.last(), "Content-Type: " + sent);
}

void TestClientUpload::tooLargeIsRefusedBeforeTraffic_C088()
{
    ScriptedServer server;
    ClientLimits limits;
    limits.uploadBytes = 10'000;
    Wire wire(rootOf(server), limits);
    const QList<UploadFile> files{makeFile(u"small.txt"_s, "tiny"),
                                  makeFile(u"huge %2.bin"_s, QByteArray(20'000, 'x'))};
    const auto ending = finish(wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), files));
    QCOMPARE(ending.error.kind, Kind::InvalidRequest);
    QCOMPARE(ending.error.refusal.reason, Refusal::Reason::FilesTooLarge);
    QCOMPARE(ending.error.refusal.name, u"huge %2.bin"_s);
    QCOMPARE(ending.error.refusal.limit, limits.uploadBytes);
    QCOMPARE(server.connections(), 0);
}

void TestClientUpload::theLimitIsExact()
{
    ClientLimits limits;
    Refusal why;
    const QList<UploadFile> files{makeFile(u"a.txt"_s, QByteArray(5'000, 'x'))};
    const std::optional<qint64> size = uploadSize(caption(), files, limits, &why);
    QVERIFY(size.has_value());
    limits.uploadBytes = *size;
    QCOMPARE(uploadSize(caption(), files, limits, &why), size);
    limits.uploadBytes = *size - 1;
    QVERIFY(!uploadSize(caption(), files, limits, &why));
    QCOMPARE(why, (Refusal{Refusal::Reason::FileTooLarge, u"a.txt"_s, *size, *size - 1}));

    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::empty(204)});
    Wire wire(rootOf(server));
    QVERIFY(finish(wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), files)).succeeded);
    QCOMPARE(server.requests().first().bodyBytes, *size);
}

void TestClientUpload::unsendableFilesSendNothing_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("vanished") << u"vanished"_s;
    QTest::newRow("folder") << u"folder"_s;
    QTest::newRow("empty") << u"empty"_s;
    QTest::newRow("pipe") << u"pipe"_s;
#ifdef Q_OS_UNIX
    if (::geteuid() != 0) // root may read everything
        QTest::newRow("unreadable") << u"unreadable"_s;
#endif
    QTest::newRow("none") << u"none"_s;
    QTest::newRow("too many") << u"too many"_s;
}

void TestClientUpload::unsendableFilesSendNothing()
{
    QFETCH(QString, what);
    QList<UploadFile> files;
    if (what == "vanished"_L1) {
        files = {makeFile(u"gone.txt"_s, "x")};
        QVERIFY(QFile::remove(files.first().path));
    } else if (what == "folder"_L1) {
        files = {{m_folder->path(), {}, {}}};
    } else if (what == "empty"_L1) {
        files = {makeFile(u"empty.txt"_s, {})};
    } else if (what == "pipe"_L1) {
#ifdef Q_OS_UNIX
        files = {{m_folder->filePath(u"pipe"_s), {}, {}}};
        QCOMPARE(::mkfifo(qPrintable(files.first().path), 0600), 0);
#else
        QSKIP("there are no pipes in the file system here");
#endif
    } else if (what == "unreadable"_L1) {
        files = {makeFile(u"secret.txt"_s, "x")};
        QVERIFY(QFile::setPermissions(files.first().path, {}));
    } else if (what == "too many"_L1) {
        files = QList<UploadFile>(11, makeFile(u"a.txt"_s, "x"));
    }

    Refusal why;
    QVERIFY(!uploadSize(caption(), files, {}, &why));
    QVERIFY(why);

    ScriptedServer server;
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), files));
    QCOMPARE(ending.error.kind, Kind::InvalidRequest);
    QCOMPARE(ending.error.refusal, why);
    QVERIFY(!ending.error.requestWritten);
    QCOMPARE(server.connections(), 0);
}

void TestClientUpload::acceptedWithoutABody_C089()
{
    for (const int status : {202, 204}) {
        ScriptedServer server;
        server.script("POST", kUpload, {ScriptedReply::empty(status)});
        Wire wire(rootOf(server));
        const auto ending = finish(
            wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), {makeFile(u"a.txt"_s, "x")}));
        QVERIFY(ending.succeeded);
        QCOMPARE(ending.httpStatus, status);
        QVERIFY(ending.result.id.isEmpty());
    }
}

void TestClientUpload::aServiceErrorIsReportedOnce_C090()
{
    ScriptedServer server;
    server.script("POST", kUpload,
                  {ScriptedReply::text(500, R"({"error":{"code":"ServiceError"}})")});
    Wire wire(rootOf(server));
    const auto ending = finish(
        wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), {makeFile(u"a.txt"_s, "x")}));
    QCOMPARE(ending.error.kind, Kind::ServerError);
    QCOMPARE(ending.error.code, u"ServiceError"_s);
    QVERIFY(ending.error.requestWritten);
    QCOMPARE(server.requests().size(), 1);
}

void TestClientUpload::anEarlyRefusalIsUnderstood_C090()
{
    // Services that see the size coming answer before the last byte; some as 500, some as 413.
    ScriptedServer server;
    server.script("POST", kUpload,
                  {ScriptedReply::error(413, u"MalformedData"_s, u"Too large"_s).early(1000)});
    ClientLimits limits;
    limits.uploadBytes = 100'000'000;
    Wire wire(rootOf(server), limits);
    const auto ending = finish(wire.client.upload(
        bearer(), u"c1"_s, u"u"_s, caption(), {makeFile(u"a.bin"_s, QByteArray(5'000'000, 'x'))}));
    QCOMPARE(ending.error.kind, Kind::TooLarge);
    QCOMPARE(ending.error.message, u"Too large"_s);
    QCOMPARE(server.requests().size(), 1);
}

void TestClientUpload::aConnectionLostInTheMiddleIsNotRepeated_C091()
{
    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::closeDuringRequest(100'000)});
    ClientLimits limits;
    limits.uploadBytes = 100'000'000;
    Wire wire(rootOf(server), limits);
    const auto ending = finish(wire.client.upload(
        bearer(), u"c1"_s, u"u"_s, caption(), {makeFile(u"a.bin"_s, QByteArray(20'000'000, 'x'))}));
    QCOMPARE(ending.error.kind, Kind::ConnectionLost);
    QVERIFY(ending.error.requestWritten);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(!server.requests().first().complete);
}

void TestClientUpload::aClosedConnectionAfterTheUploadIsNotRepeated()
{
    ScriptedServer server;
    server.setHandler([](const RecordedRequest &) { return ScriptedReply::closeAfterRequest(); });
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.upload(
        bearer(), u"c1"_s, u"u"_s, caption(), {makeFile(u"a.bin"_s, QByteArray(500'000, 'x'))}));
    QCOMPARE(ending.error.kind, Kind::ConnectionLost);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(server.requests().first().complete);
}

void TestClientUpload::progressGrowsToTheTotal()
{
    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::empty(204)});
    Wire wire(rootOf(server));
    auto *call = wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(),
                                    {makeFile(u"a.bin"_s, QByteArray(4'000'000, 'x'))});
    QSignalSpy progress(call, &Call::uploadProgressed);
    QSignalSpy sent(call, &Call::requestSent);
    const auto ending = watch(call);
    QTRY_VERIFY(ending->ended);
    QVERIFY(ending->succeeded);
    QCOMPARE(sent.size(), 1);

    QVERIFY(!progress.isEmpty());
    const qint64 total = server.requests().first().bodyBytes;
    qint64 last = 0;
    for (const QList<QVariant> &step : progress) {
        QVERIFY(step.at(0).toLongLong() > last);
        last = step.at(0).toLongLong();
        QCOMPARE(step.at(1).toLongLong(), total);
    }
    QCOMPARE(last, total);
}

void TestClientUpload::cancelStopsInTheMiddle()
{
    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::stallDuringRequest(1)});
    ClientLimits limits;
    limits.uploadBytes = 100'000'000;
    Wire wire(rootOf(server), limits);
    const UploadFile file = makeFile(u"a.bin"_s, QByteArray(40'000'000, 'x'));
    auto *call = wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), {file});
    const auto ending = watch(call);
    QSignalSpy progress(call, &Call::uploadProgressed);
    QTRY_VERIFY(!progress.isEmpty());
    QVERIFY(!ending->ended);
    call->cancel();
    QTRY_VERIFY(ending->ended);
    QCOMPARE(ending->error.kind, Kind::Cancelled);
    QCOMPARE(ending->signalCount, 1);
    QVERIFY(wire.exchanges.first().bytesSent < 40'000'000);
    QVERIFY(!server.requests().first().complete);
}

void TestClientUpload::aStalledUploadTimesOut()
{
    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::stallDuringRequest(1)});
    ClientLimits limits;
    limits.uploadBaseTimeout = 200ms;
    Wire wire(rootOf(server), limits);
    // Below 64 KiB, so that nothing is added to the base time; the answer never comes.
    const auto ending = finish(wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(),
                                                  {makeFile(u"a.bin"_s, QByteArray(50'000, 'x'))}));
    QCOMPARE(ending.error.kind, Kind::Timeout);
    QVERIFY(ending.error.requestWritten);
}

void TestClientUpload::aFileThatShrinksFails()
{
    ScriptedServer server;
    Wire wire(rootOf(server));
    const UploadFile file = makeFile(u"a.bin"_s, QByteArray(2'000'000, 'x'));
    auto *call = wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), {file});
    const auto ending = watch(call);
    QVERIFY(QFile::resize(file.path, 1'000'000)); // before the event loop lets the network read
    QTRY_VERIFY(ending->ended);
    QCOMPARE(ending->error.kind, Kind::InvalidRequest);
    QVERIFY(ending->error.detail.contains(u"a.bin"_s));
    QVERIFY(!ending->error.requestWritten);
    QTRY_VERIFY(server.requests().isEmpty() || !server.requests().first().complete);
    QVERIFY(server.requests().size() <= 1);
}

void TestClientUpload::aFileThatGrowsIsSentAsItWas()
{
    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::empty(204)});
    Wire wire(rootOf(server));
    const UploadFile file = makeFile(u"a.bin"_s, "before");
    auto *call = wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), {file});
    const auto ending = watch(call);
    QFile grown(file.path);
    QVERIFY(grown.open(QIODevice::Append));
    QVERIFY(grown.write("and after") > 0);
    grown.close();
    QTRY_VERIFY(ending->ended);
    QVERIFY(ending->succeeded);
    QCOMPARE(partsOf(server.requests().first()).at(1).content, "before");
}

void TestClientUpload::memoryDoesNotGrowWithTheFile()
{
    // The peer reads nothing, so whatever the client took from the file waits somewhere between the
    // two: in Qt's buffers and the kernel's. That must be a small, fixed amount.
    const auto takenWhenStalled = [this](qint64 fileSize) {
        ScriptedServer server;
        server.script("POST", kUpload, {ScriptedReply::stallDuringRequest(1)});
        ClientLimits limits;
        limits.uploadBytes = 2 * fileSize;
        limits.uploadBaseTimeout = 1500ms - std::chrono::seconds(fileSize / (64 * 1024));
        Wire wire(rootOf(server), limits);
        QFile file(m_folder->filePath(u"sparse.bin"_s));
        if (!file.open(QIODevice::WriteOnly) || !file.resize(fileSize))
            qFatal("Cannot write a test file");
        const auto ending = finish(
            wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(), {{file.fileName(), {}, {}}}));
        return ending.error.kind == Kind::Timeout ? wire.exchanges.first().bytesSent : -1;
    };
    const qint64 medium = takenWhenStalled(50'000'000);
    const qint64 large = takenWhenStalled(400'000'000);
    QVERIFY(medium > 0);
    QVERIFY(medium < 50'000'000);
    QVERIFY2(large < 16'000'000, qPrintable(QString::number(large)));
}

void TestClientUpload::theRecordNamesTheFiles()
{
    ScriptedServer server;
    server.script("POST", kUpload, {ScriptedReply::empty(204)});
    Wire wire(rootOf(server));
    QVERIFY(finish(wire.client.upload(bearer(), u"c1"_s, u"u"_s, caption(),
                                      {makeFile(u"invoice.txt"_s, "total: 12")}))
                .succeeded);
    const Exchange exchange = wire.exchanges.first();
    QCOMPARE(exchange.operation, Exchange::Operation::Upload);
    QCOMPARE(exchange.note, u"invoice.txt (text/plain, 9 bytes)"_s);
    QCOMPARE(QJsonDocument::fromJson(exchange.requestBody).object(), caption());
    QCOMPARE(exchange.bytesSent, server.requests().first().bodyBytes);
}

QTEST_GUILESS_MAIN(TestClientUpload)
#include "tst_clientupload.moc"
