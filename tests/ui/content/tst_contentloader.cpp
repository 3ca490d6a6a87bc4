#include "routingmanager.h"

#include "tests/support/recordingobserver.h"
#include "tests/support/scriptedserver.h"
#include "ui/content/contentloader.h"
#include "ui/content/contentrules.h"

#include <QtCore/QBuffer>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace botline;
using botline::test::RecordedRequest;
using botline::test::RoutingManager;
using botline::test::ScriptedReply;
using botline::test::ScriptedServer;
using Trouble = ContentLoader::Trouble;

namespace {

QByteArray picture(int width, int height, const char *format = "png")
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

ScriptedReply pictureReply(int width = 40, int height = 20)
{
    return ScriptedReply::text(200, picture(width, height), "image/png");
}

// One call of image() and what came of it.
struct Asked : QObject
{
    QList<ContentLoader::ImageResult> results;

    void image(ContentLoader &loader, const QString &address, int maxSide = 0, bool local = false)
    {
        loader.image(
            address, maxSide, this,
            [this](const ContentLoader::ImageResult &result) { results.append(result); }, local);
    }
    Trouble trouble() const { return results.isEmpty() ? Trouble::None : results.last().trouble; }
};

struct Saved : QObject
{
    QList<Trouble> ends;
    QString message;
    qint64 received = 0;
    qint64 total = 0;

    void download(ContentLoader &loader, const QString &address, const QString &path)
    {
        loader.download(
            address, path, this,
            [this](qint64 bytes, qint64 all) {
                received = bytes;
                total = all;
            },
            [this](Trouble trouble, const QString &words) {
                ends.append(trouble);
                message = words;
            });
    }
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class tst_ContentLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void ownPicturesCome();
    void decodedPicturesAreKept();
    void theCacheIsBounded();
    void anotherServiceForgetsEverything();
    void C092_carriesNoCredentials();
    void C094_followsSafeRedirects();
    void eachHopIsReportedWithoutItsBody();
    void C094_refusesUnsafeRedirects_data();
    void C094_refusesUnsafeRedirects();
    void C096_missingIsNotAskedAgain_data();
    void C096_missingIsNotAskedAgain();
    void networkTroubleMayBeTriedAgain();
    void foreignPicturesNeedPermission();
    void refusesAddresses_data();
    void refusesAddresses();
    void knowsPrivateHosts_data();
    void knowsPrivateHosts();
    void refusesWhatIsNoPicture_data();
    void refusesWhatIsNoPicture();
    void keepsToItsLimits_data();
    void keepsToItsLimits();
    void givesUpInTime();
    void loadsFourAtOnce();
    void asksOnceForManyWaiters();
    void forgetsWhoWentAway();
    void readsDataUrls_data();
    void readsDataUrls();
    void readsOwnFilesOnlyWhenTrusted();
    void downloads();
    void downloadsAreNoPrograms();
    void failedDownloadsLeaveNothing_data();
    void failedDownloadsLeaveNothing();
    void brokenDownloadsKeepTheOldFile();
    void downloadsEndWithTheirContext();
    void downloadsData();
    void C094_downloadsObeyTheRules();

private:
    // A service on this computer, whose pictures are its own.
    void serveHere(ContentLoader &loader) const
    {
        loader.setServiceUrl(
            *directline::ServiceUrl::parse(m_server->url(u"/v3/directline"_s).toString()));
    }
    // A service somewhere else; "service.example" is our TLS server.
    void serveThere(ContentLoader &loader)
    {
        m_network->routes.insert(u"service.example"_s, m_tls->url());
        loader.setServiceUrl(
            *directline::ServiceUrl::parse(u"https://service.example/v3/directline"_s));
    }
    QString at(const QString &path) const { return m_server->url(path).toString(); }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ScriptedServer> m_tls;
    std::unique_ptr<RoutingManager> m_network;
};

void tst_ContentLoader::init()
{
    m_network.reset();
    m_server = std::make_unique<ScriptedServer>();
    m_tls = std::make_unique<ScriptedServer>(ScriptedServer::Transport::Tls);
    m_network = std::make_unique<RoutingManager>();
}

void tst_ContentLoader::ownPicturesCome()
{
    m_server->script("GET", "/a.png", {pictureReply(200, 100)});
    ContentLoader loader(*m_network);
    serveHere(loader);
    Asked asked;
    asked.image(loader, at(u"/a.png"_s), 50);
    QVERIFY(asked.results.isEmpty()); // never before image() returns
    QTRY_COMPARE(asked.results.size(), 1);
    QCOMPARE(asked.trouble(), Trouble::None);
    QCOMPARE(asked.results.last().message, QString());
    QCOMPARE(asked.results.last().image.size(), QSize(50, 25));
    QCOMPARE(asked.results.last().naturalSize, QSize(200, 100));
    QCOMPARE(loader.naturalSize(at(u"/a.png"_s)), QSize(200, 100));
}

void tst_ContentLoader::decodedPicturesAreKept()
{
    m_server->script("GET", "/a.png", {pictureReply()});
    ContentLoader loader(*m_network);
    serveHere(loader);
    Asked first;
    first.image(loader, at(u"/a.png"_s));
    QTRY_COMPARE(first.results.size(), 1);
    Asked second;
    second.image(loader, at(u"/a.png"_s));
    QCOMPARE(second.results.size(), 1);
    QCOMPARE(second.results.last().image, first.results.last().image);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ContentLoader::theCacheIsBounded()
{
    m_server->script("GET", "/a.png", {pictureReply(), pictureReply()});
    m_server->script("GET", "/b.png", {pictureReply()});
    ContentLimits limits;
    limits.cacheBytes = 40 * 20 * 4 + 100; // one picture and a bit
    ContentLoader loader(*m_network, limits);
    serveHere(loader);
    for (const QString &path : {u"/a.png"_s, u"/b.png"_s, u"/a.png"_s}) {
        Asked asked;
        asked.image(loader, at(path));
        QTRY_COMPARE(asked.results.size(), 1);
        QCOMPARE(asked.trouble(), Trouble::None);
    }
    QCOMPARE(m_server->count("GET", "/a.png"), 2);
}

void tst_ContentLoader::anotherServiceForgetsEverything()
{
    m_server->script("GET", "/a.png", {pictureReply(), pictureReply()});
    ContentLoader loader(*m_network);
    serveHere(loader);
    loader.setRemoteContentAllowed(true);
    Asked first;
    first.image(loader, at(u"/a.png"_s));
    QTRY_COMPARE(first.results.size(), 1);

    QSignalSpy changed(&loader, &ContentLoader::remoteContentAllowedChanged);
    serveHere(loader);
    QVERIFY(!loader.remoteContentAllowed());
    QCOMPARE(changed.size(), 1);
    Asked second;
    second.image(loader, at(u"/a.png"_s));
    QTRY_COMPARE(second.results.size(), 1);
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_ContentLoader::C092_carriesNoCredentials()
{
    m_server->script("GET", "/a.png", {pictureReply().with("Set-Cookie", "session=1; Path=/")});
    m_server->script("GET", "/b.png",
                     {ScriptedReply::empty(401).with("WWW-Authenticate", "Basic realm=\"x\"")});
    ContentLoader loader(*m_network);
    serveHere(loader);
    for (const QString &path : {u"/a.png"_s, u"/b.png"_s}) {
        Asked asked;
        asked.image(loader, at(path));
        QTRY_COMPARE(asked.results.size(), 1);
    }
    QCOMPARE(m_server->requests().size(), 2);
    for (const RecordedRequest &request : m_server->requests()) {
        QVERIFY(!request.hasHeader("Authorization"));
        QVERIFY(!request.hasHeader("Cookie"));
        QVERIFY(!request.hasHeader("Referer"));
    }
}

void tst_ContentLoader::C094_followsSafeRedirects()
{
    m_server->script("GET", "/a.png", {ScriptedReply::redirect(302, "/b.png")});
    m_server->script("GET", "/b.png", {ScriptedReply::redirect(307, "c.png")});
    m_server->script("GET", "/c.png", {pictureReply()});
    ContentLoader loader(*m_network);
    serveHere(loader);
    Asked asked;
    asked.image(loader, at(u"/a.png"_s));
    QTRY_COMPARE(asked.results.size(), 1);
    QCOMPARE(asked.trouble(), Trouble::None);
}

void tst_ContentLoader::eachHopIsReportedWithoutItsBody()
{
    const QByteArray bytes = picture(40, 20);
    m_server->script("GET", "/here?t=hop-secret", {ScriptedReply::redirect(302, "/there")});
    m_server->script("GET", "/there", {ScriptedReply::text(200, bytes, "image/png")});
    m_server->script("GET", "/gone", {ScriptedReply::empty(404)});
    botline::test::RecordingObserver observer; // outlives the loader
    ContentLoader loader(*m_network);
    loader.setExchangeObserver(&observer);
    serveHere(loader);
    Asked asked;
    asked.image(loader, at(u"/here?t=hop-secret"_s));
    QTRY_COMPARE(asked.results.size(), 1);
    QCOMPARE(asked.trouble(), Trouble::None);
    asked.image(loader, at(u"/gone"_s));
    QTRY_COMPARE(asked.results.size(), 2);

    QCOMPARE(observer.started, quint64(3));
    QCOMPARE(observer.finished.size(), 3);
    const directline::Exchange hop = observer.finished.at(0);
    QCOMPARE(hop.operation, directline::Exchange::Operation::Content);
    QCOMPARE(hop.number, quint64(1));
    QCOMPARE(hop.httpStatus, 302);
    QVERIFY(!hop.error);
    QVERIFY(!hop.url.toEncoded().contains("hop-secret"));
    const directline::Exchange got = observer.finished.at(1);
    QCOMPARE(got.httpStatus, 200);
    QCOMPARE(got.bytesReceived, bytes.size());
    QVERIFY(got.responseBody.isEmpty());
    QVERIFY(!got.error);
    QVERIFY(got.timings.finished >= got.timings.firstByte);
    QCOMPARE(observer.finished.at(2).error->kind, directline::Error::Kind::NotFound);
}

void tst_ContentLoader::C094_refusesUnsafeRedirects_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<Trouble>("trouble");
    QTest::newRow("to http") << QByteArray("http://service.example/b.png") << Trouble::Refused;
    QTest::newRow("to a private address")
        << QByteArray("https://192.168.1.1/b.png") << Trouble::Refused;
    QTest::newRow("to loopback") << QByteArray("https://127.0.0.1/b.png") << Trouble::Refused;
    QTest::newRow("to a file") << QByteArray("file:///etc/passwd") << Trouble::Refused;
    QTest::newRow("to a user") << QByteArray("https://a@service.example/b.png") << Trouble::Refused;
    QTest::newRow("to a stranger")
        << QByteArray("https://foreign.example/b.png") << Trouble::NeedsPermission;
    QTest::newRow("to nowhere") << QByteArray("") << Trouble::Refused;
    QTest::newRow("in circles") << QByteArray("/a.png") << Trouble::Refused;
}

void tst_ContentLoader::C094_refusesUnsafeRedirects()
{
    QFETCH(QByteArray, location);
    m_tls->script("GET", "/a.png",
                  QList<ScriptedReply>(10, ScriptedReply::redirect(302, location)));
    ContentLoader loader(*m_network);
    serveThere(loader);
    Asked asked;
    asked.image(loader, u"https://service.example/a.png"_s);
    QTRY_COMPARE(asked.results.size(), 1);
    QTEST(asked.trouble(), "trouble");
    QVERIFY(!asked.results.last().message.isEmpty());
    for (const QString &address : std::as_const(m_network->asked))
        QVERIFY2(address.startsWith("https://service.example/"_L1)
                     || address.startsWith(m_tls->url().toString()),
                 qPrintable(address));
    QVERIFY(m_tls->requests().size() <= 6);
}

void tst_ContentLoader::C096_missingIsNotAskedAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("not found") << 404;
    QTest::newRow("gone") << 410;
    QTest::newRow("expired link") << 403;
}

void tst_ContentLoader::C096_missingIsNotAskedAgain()
{
    QFETCH(int, status);
    m_server->script("GET", "/a.png",
                     {ScriptedReply::error(status, u"BadArgument"_s, u"File not found"_s)});
    ContentLoader loader(*m_network);
    serveHere(loader);
    for (int i = 0; i < 3; ++i) {
        Asked asked;
        asked.image(loader, at(u"/a.png"_s));
        QVERIFY(asked.results.isEmpty());
        QTRY_COMPARE(asked.results.size(), 1);
        QCOMPARE(asked.trouble(), Trouble::NotFound);
        QVERIFY(!asked.results.last().message.isEmpty());
    }
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ContentLoader::networkTroubleMayBeTriedAgain()
{
    m_server->script("GET", "/a.png", {ScriptedReply::empty(500), pictureReply()});
    ContentLoader loader(*m_network);
    serveHere(loader);
    Asked asked;
    asked.image(loader, at(u"/a.png"_s));
    QTRY_COMPARE(asked.results.size(), 1);
    QCOMPARE(asked.trouble(), Trouble::Network);
    asked.image(loader, at(u"/a.png"_s));
    QTRY_COMPARE(asked.results.size(), 2);
    QCOMPARE(asked.trouble(), Trouble::None);
}

void tst_ContentLoader::foreignPicturesNeedPermission()
{
    m_tls->setHandler([](const RecordedRequest &) { return pictureReply(); });
    ContentLoader loader(*m_network);
    serveThere(loader);
    m_network->routes.insert(u"foreign.example"_s, m_tls->url());
    const QString one = u"https://foreign.example/one.png"_s;
    const QString two = u"https://foreign.example/two.png"_s;

    Asked asked;
    asked.image(loader, one);
    QTRY_COMPARE(asked.results.size(), 1);
    QCOMPARE(asked.trouble(), Trouble::NeedsPermission);
    QVERIFY(asked.results.last().message.contains(u"foreign.example"_s));
    QCOMPARE(m_network->asked, QStringList());

    loader.allow(one);
    asked.image(loader, one);
    QTRY_COMPARE(asked.results.size(), 2);
    QCOMPARE(asked.trouble(), Trouble::None);
    asked.image(loader, two);
    QTRY_COMPARE(asked.results.size(), 3);
    QCOMPARE(asked.trouble(), Trouble::NeedsPermission);

    loader.setRemoteContentAllowed(true);
    asked.image(loader, two);
    QTRY_COMPARE(asked.results.size(), 4);
    QCOMPARE(asked.trouble(), Trouble::None);
}

void tst_ContentLoader::refusesAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("http") << u"http://service.example/a.png"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s;
    QTest::newRow("ftp") << u"ftp://service.example/a.png"_s;
    QTest::newRow("share") << u"//service.example/a.png"_s;
    QTest::newRow("private address") << u"https://10.0.0.1/a.png"_s;
    QTest::newRow("loopback in disguise") << u"https://2130706433/a.png"_s;
    QTest::newRow("localhost") << u"https://localhost/a.png"_s;
    QTest::newRow("user info") << u"https://a@service.example/a.png"_s;
    QTest::newRow("nothing") << QString();
}

void tst_ContentLoader::refusesAddresses()
{
    QFETCH(QString, address);
    ContentLoader loader(*m_network);
    serveThere(loader);
    loader.setRemoteContentAllowed(true);
    Asked asked;
    asked.image(loader, address);
    QTRY_COMPARE(asked.results.size(), 1);
    QCOMPARE(asked.trouble(), Trouble::Refused);
    QVERIFY(!asked.results.last().message.isEmpty());
    QCOMPARE(m_network->asked, QStringList());
}

void tst_ContentLoader::knowsPrivateHosts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isPrivate");
    for (const char *host : {"127.0.0.1",
                             "127.9.9.9",
                             "10.1.2.3",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.0.1",
                             "169.254.169.254",
                             "100.64.0.1",
                             "0.0.0.0",
                             "224.0.0.1",
                             "255.255.255.255",
                             "::1",
                             "::",
                             "fe80::1",
                             "fe80::1%eth0",
                             "fc00::1",
                             "fd12::1",
                             "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1",
                             "localhost",
                             "LOCALHOST.",
                             "x.localhost",
                             "printer.local",
                             "metadata.internal",
                             ""})
        QTest::newRow(host) << QString::fromLatin1(host) << true;
    for (const char *host : {"8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "100.128.0.1",
                             "2606:4700::1111", "example.org", "localhost.example.org"})
        QTest::newRow(host) << QString::fromLatin1(host) << false;
}

void tst_ContentLoader::knowsPrivateHosts()
{
    QFETCH(QString, host);
    QTEST(isPrivateHost(host), "isPrivate");
}

void tst_ContentLoader::refusesWhatIsNoPicture_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<Trouble>("trouble");
    const QByteArray png = picture(10, 10);
    QTest::newRow("page") << QByteArray("<html>") << QByteArray("text/html") << Trouble::Unreadable;
    QTest::newRow("page that says png")
        << QByteArray("<html>") << QByteArray("image/png") << Trouble::Unreadable;
    QTest::newRow("png that says page") << png << QByteArray("text/html") << Trouble::Unreadable;
    QTest::newRow("svg") << QByteArray("<svg xmlns='x'/>") << QByteArray("image/svg+xml")
                         << Trouble::Unreadable;
    QTest::newRow("svg that says png")
        << QByteArray("<?xml version='1.0'?><svg/>") << QByteArray("image/png") << Trouble::Refused;
    QTest::newRow("xpm") << QByteArray(
        "/* XPM */ static char *x[] = {\"1 1 1 1\",\"a c red\",\"a\"};")
                         << QByteArray("image/xpm") << Trouble::Unreadable;
    QTest::newRow("cut short") << png.left(40) << QByteArray("image/png") << Trouble::Unreadable;
    QTest::newRow("empty") << QByteArray() << QByteArray("image/png") << Trouble::Unreadable;
    QTest::newRow("no type") << png << QByteArray() << Trouble::None;
    QTest::newRow("octets") << png << QByteArray("application/octet-stream") << Trouble::None;
    QTest::newRow("another picture")
        << picture(10, 10, "bmp") << QByteArray("image/png") << Trouble::None;
}

void tst_ContentLoader::refusesWhatIsNoPicture()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    m_server->script("GET", "/a", {ScriptedReply::text(200, body, type)});
    ContentLoader loader(*m_network);
    serveHere(loader);
    Asked asked;
    asked.image(loader, at(u"/a"_s));
    QTRY_COMPARE(asked.results.size(), 1);
    QTEST(asked.trouble(), "trouble");
    QCOMPARE(asked.results.last().image.isNull(), asked.trouble() != Trouble::None);
}

void tst_ContentLoader::keepsToItsLimits_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<Trouble>("trouble");
    QTest::newRow("fits") << pictureReply(60, 40) << Trouble::None;
    QTest::newRow("announced too large") << ScriptedReply::text(200, picture(10, 10), "image/png")
                                                .with("Content-Length", "999999")
                                                .withoutLength()
                                         << Trouble::TooLarge;
    QTest::newRow("too large without announcing")
        << ScriptedReply::text(200, QByteArray(30'000, 'x'), "image/png").withoutLength()
        << Trouble::TooLarge;
    QTest::newRow("too wide") << pictureReply(201, 1) << Trouble::TooLarge;
    QTest::newRow("too many pixels") << pictureReply(150, 150) << Trouble::TooLarge;
    QTest::newRow("broken off") << pictureReply(60, 40).cutAfter(30) << Trouble::Network;
}

void tst_ContentLoader::keepsToItsLimits()
{
    QFETCH(ScriptedReply, reply);
    m_server->script("GET", "/a.png", {reply, reply});
    ContentLimits limits;
    limits.imageBytes = 20'000;
    limits.side = 200;
    limits.pixels = 20'000;
    ContentLoader loader(*m_network, limits);
    serveHere(loader);
    Asked asked;
    asked.image(loader, at(u"/a.png"_s));
    QTRY_COMPARE(asked.results.size(), 1);
    QTEST(asked.trouble(), "trouble");
}

void tst_ContentLoader::givesUpInTime()
{
    m_server->script("GET", "/a.png", {ScriptedReply::neverAnswer()});
    m_server->script("GET", "/b.png", {pictureReply().heldAfter(20)});
    ContentLimits limits;
    limits.timeoutMs = 100;
    ContentLoader loader(*m_network, limits);
    serveHere(loader);
    for (const QString &path : {u"/a.png"_s, u"/b.png"_s}) {
        Asked asked;
        asked.image(loader, at(path));
        QTRY_COMPARE(asked.results.size(), 1);
        QCOMPARE(asked.trouble(), Trouble::Network);
    }
}

void tst_ContentLoader::loadsFourAtOnce()
{
    m_server->setHandler(
        [](const RecordedRequest &) { return ScriptedReply::held(pictureReply()); });
    ContentLoader loader(*m_network);
    serveHere(loader);
    Asked asked;
    for (int i = 0; i < 10; ++i)
        asked.image(loader, at(u"/%1.png"_s.arg(i)));
    QTRY_COMPARE(m_server->heldReplies(), 4);
    QCOMPARE(m_server->requests().size(), 4);
    m_server->setHandler([](const RecordedRequest &) { return pictureReply(); });
    m_server->release();
    QTRY_COMPARE(asked.results.size(), 10);
    QCOMPARE(m_server->requests().size(), 10);
}

void tst_ContentLoader::asksOnceForManyWaiters()
{
    m_server->script("GET", "/a.png", {pictureReply()});
    ContentLoader loader(*m_network);
    serveHere(loader);
    Asked one;
    Asked two;
    one.image(loader, at(u"/a.png"_s));
    two.image(loader, at(u"/a.png"_s));
    QTRY_COMPARE(one.results.size(), 1);
    QCOMPARE(two.results.size(), 1);
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_ContentLoader::forgetsWhoWentAway()
{
    m_server->setHandler(
        [](const RecordedRequest &) { return ScriptedReply::held(pictureReply()); });
    ContentLimits limits;
    limits.parallel = 1;
    ContentLoader loader(*m_network, limits);
    serveHere(loader);
    auto running = std::make_unique<Asked>();
    running->image(loader, at(u"/running.png"_s));
    auto queued = std::make_unique<Asked>();
    queued->image(loader, at(u"/queued.png"_s));
    Asked patient;
    patient.image(loader, at(u"/patient.png"_s));
    QTRY_COMPARE(m_server->heldReplies(), 1);

    running.reset();
    queued.reset();
    m_server->setHandler([](const RecordedRequest &) { return pictureReply(); });
    m_server->release();
    QTRY_COMPARE(patient.results.size(), 1);
    QCOMPARE(m_server->count("GET", "/queued.png"), 0);
}

void tst_ContentLoader::readsDataUrls_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<Trouble>("trouble");
    const QString png = QString::fromLatin1(picture(8, 8).toBase64());
    QTest::newRow("base64") << u"data:image/png;base64,"_s + png << Trouble::None;
    QTest::newRow("upper case") << u"DATA:IMAGE/PNG;BASE64,"_s + png << Trouble::None;
    QTest::newRow("percent") << u"data:image/png,"_s
            + QString::fromLatin1(picture(8, 8).toPercentEncoding())
                             << Trouble::None;
    QTest::newRow("broken base64") << u"data:image/png;base64,%%%"_s << Trouble::Unreadable;
    QTest::newRow("no comma") << u"data:image/png;base64"_s << Trouble::Unreadable;
    QTest::newRow("a page") << u"data:text/html;base64,"_s + png << Trouble::Unreadable;
    QTest::newRow("svg") << u"data:image/svg+xml,<svg/>"_s << Trouble::Unreadable;
    QTest::newRow("too large") << u"data:image/png;base64,"_s + QString(20'000, u'A')
                               << Trouble::TooLarge;
}

void tst_ContentLoader::readsDataUrls()
{
    QFETCH(QString, address);
    ContentLimits limits;
    limits.dataUrlBytes = 10'000;
    ContentLoader loader(*m_network, limits);
    serveThere(loader);
    Asked asked;
    asked.image(loader, address);
    QTRY_COMPARE(asked.results.size(), 1);
    QTEST(asked.trouble(), "trouble");
    QCOMPARE(m_network->asked, QStringList());
}

void tst_ContentLoader::readsOwnFilesOnlyWhenTrusted()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"own.png"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(picture(30, 30));
    file.close();
    const QString address = QUrl::fromLocalFile(path).toString();
    ContentLoader loader(*m_network);
    serveHere(loader);

    Asked stranger;
    stranger.image(loader, address);
    QTRY_COMPARE(stranger.results.size(), 1);
    QCOMPARE(stranger.trouble(), Trouble::Refused);

    Asked own;
    own.image(loader, address, 15, true);
    QTRY_COMPARE(own.results.size(), 1);
    QCOMPARE(own.trouble(), Trouble::None);
    QCOMPARE(own.results.last().image.size(), QSize(15, 15));

    Asked gone;
    gone.image(loader, QUrl::fromLocalFile(folder.filePath(u"gone.png"_s)).toString(), 0, true);
    QTRY_COMPARE(gone.results.size(), 1);
    QCOMPARE(gone.trouble(), Trouble::NotFound);
}

void tst_ContentLoader::downloads()
{
    QByteArray content;
    for (int i = 0; i < 3'000'000; ++i)
        content.append(char(i * 31 + i / 256));
    m_server->script("GET", "/a.bin",
                     {ScriptedReply::text(200, content, "application/octet-stream")});
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.bin"_s);
    ContentLoader loader(*m_network);
    serveHere(loader);
    Saved saved;
    saved.download(loader, at(u"/a.bin"_s), path);
    QTRY_COMPARE(saved.ends.size(), 1);
    QCOMPARE(saved.ends.last(), Trouble::None);
    QCOMPARE(saved.received, content.size());
    QCOMPARE(saved.total, content.size());
    QCOMPARE(contentOf(path), content);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void tst_ContentLoader::downloadsAreNoPrograms()
{
    m_server->script("GET", "/a.sh", {ScriptedReply::text(200, "echo")});
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.sh"_s);
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.close();
    QVERIFY(old.setPermissions(old.permissions() | QFileDevice::ExeOwner | QFileDevice::ExeGroup));
    ContentLoader loader(*m_network);
    serveHere(loader);
    Saved saved;
    saved.download(loader, at(u"/a.sh"_s), path);
    QTRY_COMPARE(saved.ends, QList<Trouble>{Trouble::None});
    QVERIFY(!QFileInfo(path).isExecutable());
    QVERIFY(!(QFile::permissions(path) & (QFileDevice::ExeGroup | QFileDevice::ExeOther)));
}

void tst_ContentLoader::failedDownloadsLeaveNothing_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<Trouble>("trouble");
    QTest::newRow("C096 missing") << ScriptedReply::error(404, u"BadArgument"_s)
                                  << Trouble::NotFound;
    QTest::newRow("server error") << ScriptedReply::empty(503) << Trouble::Network;
    QTest::newRow("connection lost")
        << ScriptedReply::text(200, QByteArray(5000, 'x')).cutAfter(9) << Trouble::Network;
    QTest::newRow("too large") << ScriptedReply::text(200, QByteArray(20'000, 'x')).withoutLength()
                               << Trouble::TooLarge;
}

void tst_ContentLoader::failedDownloadsLeaveNothing()
{
    QFETCH(ScriptedReply, reply);
    m_server->script("GET", "/a.bin", {reply, reply});
    QTemporaryDir folder;
    ContentLimits limits;
    limits.fileBytes = 10'000;
    ContentLoader loader(*m_network, limits);
    serveHere(loader);
    Saved saved;
    saved.download(loader, at(u"/a.bin"_s), folder.filePath(u"a.bin"_s));
    QTRY_COMPARE(saved.ends.size(), 1);
    QTEST(saved.ends.last(), "trouble");
    QVERIFY(!saved.message.isEmpty());
    QTRY_COMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void tst_ContentLoader::brokenDownloadsKeepTheOldFile()
{
    m_server->script("GET", "/a.bin",
                     {ScriptedReply::text(200, QByteArray(5000, 'x')).cutAfter(100),
                      ScriptedReply::text(200, QByteArray(5000, 'x')).cutAfter(100)});
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.bin"_s);
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    ContentLoader loader(*m_network);
    serveHere(loader);
    Saved saved;
    saved.download(loader, at(u"/a.bin"_s), path);
    QTRY_COMPARE(saved.ends.size(), 1);
    QCOMPARE(contentOf(path), QByteArray("old"));

    Saved nowhere;
    nowhere.download(loader, at(u"/a.bin"_s), folder.filePath(u"no/such/folder/a.bin"_s));
    QTRY_COMPARE(nowhere.ends.size(), 1);
    QVERIFY(nowhere.ends.last() != Trouble::None);
    QVERIFY(!nowhere.message.isEmpty());
}

void tst_ContentLoader::downloadsEndWithTheirContext()
{
    m_server->script("GET", "/a.bin",
                     {ScriptedReply::text(200, QByteArray(200'000, 'x')).heldAfter(100'000)});
    QTemporaryDir folder;
    ContentLoader loader(*m_network);
    serveHere(loader);
    auto saved = std::make_unique<Saved>();
    saved->download(loader, at(u"/a.bin"_s), folder.filePath(u"a.bin"_s));
    QTRY_VERIFY(saved->received > 0);
    saved.reset();
    QTRY_COMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void tst_ContentLoader::downloadsData()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.txt"_s);
    ContentLoader loader(*m_network);
    serveThere(loader);
    Saved saved;
    saved.download(loader, u"data:text/plain;base64,aGVsbG8="_s, path);
    QVERIFY(saved.ends.isEmpty());
    QTRY_COMPARE(saved.ends, QList<Trouble>{Trouble::None});
    QCOMPARE(contentOf(path), QByteArray("hello"));
}

void tst_ContentLoader::C094_downloadsObeyTheRules()
{
    m_tls->script("GET", "/lan", {ScriptedReply::redirect(302, "https://10.0.0.1/x")});
    m_tls->script("GET", "/plain", {ScriptedReply::redirect(302, "http://service.example/x")});
    m_tls->script("GET", "/fine", {ScriptedReply::text(200, "fine")});
    QTemporaryDir folder;
    ContentLoader loader(*m_network);
    serveThere(loader);
    m_network->routes.insert(u"foreign.example"_s, m_tls->url());

    for (const QString &address :
         {u"https://service.example/lan"_s, u"https://service.example/plain"_s,
          u"http://127.0.0.1/x"_s, u"http://foreign.example/x"_s, u"file:///etc/passwd"_s}) {
        Saved saved;
        saved.download(loader, address, folder.filePath(u"x"_s));
        QTRY_COMPARE(saved.ends, QList<Trouble>{Trouble::Refused});
        QVERIFY(!QFileInfo::exists(folder.filePath(u"x"_s)));
    }
    // The person asked for it: another host is fine.
    Saved saved;
    saved.download(loader, u"https://foreign.example/fine"_s, folder.filePath(u"x"_s));
    QTRY_COMPARE(saved.ends, QList<Trouble>{Trouble::None});
}

QTEST_MAIN(tst_ContentLoader)
#include "tst_contentloader.moc"
