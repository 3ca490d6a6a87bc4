// The client over real sockets: what each endpoint sends, and what each answer becomes.
#include "wiretest.h"

#include "tests/support/builders.h"
#include "tests/support/mixedconversation.h"

#include <QtCore/QSemaphore>
#include <QtCore/QThreadPool>
#include <QtNetwork/QNetworkCookieJar>
#include <QtNetwork/QNetworkReply>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;

using Kind = Error::Kind;

class TestClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startSendsOnePostWithTheBearer_C001();
    void theRootDecidesThePath_C002_C003_data();
    void theRootDecidesThePath_C002_C003();
    void everyEndpointHasItsRequest_data();
    void everyEndpointHasItsRequest();
    void startReadsTheConversation_data();
    void startReadsTheConversation();
    void startWithoutConversationIdIsAProtocolError_C008();
    void statusBecomesKind_data();
    void statusBecomesKind();
    void regionAndSiteErrorsAreNoExpiry_C011_C012_data();
    void regionAndSiteErrorsAreNoExpiry_C011_C012();
    void conflictIsReportedOnce_C013();
    void retryAfterIsReadInBothForms_C014_C047_C048_C049_data();
    void retryAfterIsReadInBothForms_C014_C047_C048_C049();
    void theTokenUrlGetsNoCredential_C026();
    void theTokenUrlMustBeSecure_data();
    void theTokenUrlMustBeSecure();
    void theTokenUrlAnswerIsCapped();
    void watermarkTravelsVerbatim_C030_C032_C033_data();
    void watermarkTravelsVerbatim_C030_C032_C033();
    void numericWatermarkIsText_C034();
    void missingActivitiesAreAnEmptySet_C041();
    void oneBadElementIsSkipped_C042();
    void unreadableBodyIsAProtocolError_C043_data();
    void unreadableBodyIsAProtocolError_C043();
    void invalidUtf8CannotStallTheFeed();
    void redirectsAreNotFollowed_C093_data();
    void redirectsAreNotFollowed_C093();
    void conversationIdsStayOneSegment();
    void badConversationIdsSendNothing_data();
    void badConversationIdsSendNothing();
    void cookiesAreNeitherKeptNorSent();
    void aLargeAnswerIsReadOnAnotherThread();
    void aLargeAnswerThatIsNoJson();
    void aLargeAnswerCanBeCancelledWhileItIsRead();
    void aCallMayGoWhileItsAnswerIsRead();
};

namespace {

const QByteArray kConversations = "/v3/directline/conversations";
const QByteArray kActivities = "/v3/directline/conversations/c1/activities";

ScriptedReply started(const QString &id = u"c1"_s)
{
    return ScriptedReply::json(201, conversation(id, u"token-2"_s));
}

ScriptedReply page(const QByteArray &body)
{
    return ScriptedReply::text(200, body, "application/json");
}

// All threads of the pool wait until this goes.
class BusyPool
{
public:
    BusyPool()
    {
        for (int i = 0; i < QThreadPool::globalInstance()->maxThreadCount(); ++i)
            QThreadPool::globalInstance()->start([this] { m_go.acquire(); });
    }
    ~BusyPool()
    {
        m_go.release(QThreadPool::globalInstance()->maxThreadCount());
        QThreadPool::globalInstance()->waitForDone();
    }

private:
    QSemaphore m_go;
};

} // namespace

void TestClient::startSendsOnePostWithTheBearer_C001()
{
    QCoreApplication::setApplicationName(u"Botline"_s);
    QCoreApplication::setApplicationVersion(u"1.2"_s);
    ScriptedServer server;
    server.script("POST", kConversations, {started()});
    Wire wire(rootOf(server));

    TokenParameters parameters;
    parameters.user = ChannelAccount{u"user-1"_s, u"Ada"_s, {}, {}, {}};
    parameters.locale = u"pl-PL"_s;
    const auto ending = finish(wire.client.startConversation(bearer(), parameters));

    QVERIFY(ending.succeeded);
    QCOMPARE(ending.httpStatus, 201);
    QCOMPARE(server.requests().size(), 1);
    const RecordedRequest request = server.requests().first();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.target, kConversations);
    QCOMPARE(request.header("Authorization"), "Bearer wire-token");
    QCOMPARE(request.headerCount("Authorization"), 1);
    QCOMPARE(request.header("Accept"), "application/json");
    QCOMPARE(request.header("Content-Type"), "application/json");
    QCOMPARE(request.header("Content-Length"), QByteArray::number(request.body.size()));
    QVERIFY(!request.hasHeader("Transfer-Encoding"));
    QVERIFY(!request.hasHeader("Cookie"));
    QVERIFY(!request.hasHeader("Origin"));
    QCOMPARE(request.header("User-Agent"), "Botline/1.2");
    QCOMPARE(request.header("x-ms-bot-agent"), "DirectLine/3.0 (Botline/1.2)");
    QCOMPARE(request.json(),
             (QJsonObject{{"user"_L1, QJsonObject{{"id"_L1, "user-1"_L1}, {"name"_L1, "Ada"_L1}}},
                          {"locale"_L1, "pl-PL"_L1}}));
}

void TestClient::theRootDecidesThePath_C002_C003_data()
{
    QTest::addColumn<QString>("root");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("C002 no path") << u""_s << kConversations;
    QTest::newRow("C002 offline-directline")
        << u"/directline"_s << QByteArray("/directline/conversations");
    QTest::newRow("C003 trailing slash") << u"/v3/directline/"_s << kConversations;
    QTest::newRow("C003 only a slash") << u"/"_s << kConversations;
}

void TestClient::theRootDecidesThePath_C002_C003()
{
    QFETCH(QString, root);
    QFETCH(QByteArray, path);
    ScriptedServer server;
    server.script("POST", path, {started()});
    Wire wire(rootOf(server, root));
    QVERIFY(finish(wire.client.startConversation(bearer(), {})).succeeded);
    QCOMPARE(server.requests().first().target, path);
}

void TestClient::everyEndpointHasItsRequest_data()
{
    using Make = std::function<Call *(Client &)>;
    QTest::addColumn<Make>("make");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Exchange::Operation>("operation");
    const auto row = [](const char *tag, const QByteArray &method, const QByteArray &target,
                        const QByteArray &body, Exchange::Operation operation, Make make) {
        QTest::newRow(tag) << std::move(make) << method << "/v3/directline" + target << body
                           << operation;
    };
    using Operation = Exchange::Operation;
    row("generate", "POST", "/tokens/generate", "{}", Operation::GenerateToken,
        [](Client &client) { return client.generateToken(bearer(), {}); });
    row("refresh", "POST", "/tokens/refresh", "", Operation::RefreshToken,
        [](Client &client) { return client.refreshToken(bearer()); });
    row("start", "POST", "/conversations", "{}", Operation::StartConversation,
        [](Client &client) { return client.startConversation(bearer(), {}); });
    row("reconnect", "GET", "/conversations/c1", "", Operation::Reconnect,
        [](Client &client) { return client.reconnect(bearer(), u"c1"_s, std::nullopt); });
    row("reconnect with watermark", "GET", "/conversations/c1?watermark=7", "",
        Operation::Reconnect,
        [](Client &client) { return client.reconnect(bearer(), u"c1"_s, u"7"_s); });
    row("get activities", "GET", "/conversations/c1/activities", "", Operation::GetActivities,
        [](Client &client) { return client.getActivities(bearer(), u"c1"_s, std::nullopt); });
    row("post", "POST", "/conversations/c1/activities", R"({"type":"typing"})",
        Operation::PostActivity, [](Client &client) {
            return client.postActivity(bearer(), u"c1"_s, {{"type"_L1, "typing"_L1}});
        });
}

void TestClient::everyEndpointHasItsRequest()
{
    using Make = std::function<Call *(Client &)>;
    QFETCH(Make, make);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(Exchange::Operation, operation);

    ScriptedServer server;
    server.setHandler([](const RecordedRequest &) {
        QJsonObject answer = conversation(u"c1"_s, u"t"_s);
        answer.insert("id"_L1, "c1|0000001"_L1);
        return ScriptedReply::json(200, answer);
    });
    Wire wire(rootOf(server));
    Call *call = make(wire.client);
    QSignalSpy succeeded(call, &Call::succeeded);
    QSignalSpy sent(call, &Call::requestSent);
    QTRY_COMPARE(succeeded.size(), 1);

    QCOMPARE(sent.size(), 1);
    QCOMPARE(server.requests().size(), 1);
    const RecordedRequest request = server.requests().first();
    QCOMPARE(request.method, method);
    QCOMPARE(request.target, target);
    QCOMPARE(request.body, body);
    QCOMPARE(request.header("Authorization"), "Bearer wire-token");
    QCOMPARE(request.header("Accept"), "application/json");
    QVERIFY(!request.hasHeader("Transfer-Encoding"));
    QCOMPARE(request.hasHeader("Content-Length"), method == "POST");
    QCOMPARE(request.hasHeader("Content-Type"), !body.isEmpty());
    QCOMPARE(wire.exchanges.size(), 1);
    QCOMPARE(wire.exchanges.first().operation, operation);
}

void TestClient::startReadsTheConversation_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("lifetime");
    QTest::newRow("201 with token C005")
        << 201 << QByteArray(R"({"conversationId":"c1","token":"T2","expires_in":3600})")
        << QByteArray("T2") << 3600;
    QTest::newRow("200 C006") << 200 << QByteArray(R"({"conversationId":"c1","token":"T2"})")
                              << QByteArray("T2") << 1800;
    QTest::newRow("202 without token C007")
        << 202 << QByteArray(R"({"conversationId":"c1","expires_in":2147483647})") << QByteArray()
        << 86400;
}

void TestClient::startReadsTheConversation()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, token);
    QFETCH(int, lifetime);
    ScriptedServer server;
    server.script("POST", kConversations, {ScriptedReply::text(status, body, "application/json")});
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.startConversation(bearer(), {}));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.httpStatus, status);
    QCOMPARE(ending.result.conversationId, u"c1"_s);
    QCOMPARE(ending.result.token, token);
    QCOMPARE(ending.result.expiresIn, std::chrono::seconds(lifetime));
}

void TestClient::startWithoutConversationIdIsAProtocolError_C008()
{
    ScriptedServer server;
    server.script("POST", kConversations, {ScriptedReply::json(201, {{"token"_L1, "T2"_L1}})});
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.startConversation(bearer(), {}));
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, Kind::Protocol);
    QCOMPARE(ending.error.httpStatus, 201);
    QVERIFY(ending.error.detail.contains("conversationId"_L1));
}

void TestClient::statusBecomesKind_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("400 C074") << 400 << Kind::BadRequest;
    QTest::newRow("401 C010") << 401 << Kind::Unauthorized;
    QTest::newRow("403 C021") << 403 << Kind::Forbidden;
    QTest::newRow("404 C050") << 404 << Kind::NotFound;
    QTest::newRow("405 C116") << 405 << Kind::UnexpectedStatus;
    QTest::newRow("409 C013") << 409 << Kind::Conflict;
    QTest::newRow("412") << 412 << Kind::Conflict;
    QTest::newRow("413") << 413 << Kind::TooLarge;
    QTest::newRow("418") << 418 << Kind::UnexpectedStatus;
    QTest::newRow("429 C047") << 429 << Kind::Throttled;
    QTest::newRow("500 C044") << 500 << Kind::ServerError;
    QTest::newRow("501 C116") << 501 << Kind::ServerError;
    QTest::newRow("502 C071") << 502 << Kind::BadGateway;
    QTest::newRow("503 C084") << 503 << Kind::Unavailable;
    QTest::newRow("504 C072") << 504 << Kind::GatewayTimeout;
    QTest::newRow("599") << 599 << Kind::ServerError;
}

void TestClient::statusBecomesKind()
{
    QFETCH(int, status);
    QFETCH(Kind, kind);
    ScriptedServer server;
    const ScriptedReply reply
        = ScriptedReply::error(status, u"SomeCode"_s, u"Some words."_s).with("Retry-After", "7");
    server.script("POST", kActivities, {reply});
    server.script("GET", kActivities, {reply});
    Wire wire(rootOf(server));

    const auto posted = finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s)));
    const auto got = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    for (const Error &error : {posted.error, got.error}) {
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(error.code, u"SomeCode"_s);
        QCOMPARE(error.message, u"Some words."_s);
        QVERIFY(error.requestWritten);
        QCOMPARE(error.retryAfter.has_value(), status == 429 || status == 503);
    }
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(!posted.succeeded);
    QVERIFY(!got.succeeded);
}

void TestClient::regionAndSiteErrorsAreNoExpiry_C011_C012_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("region");
    QTest::addColumn<bool>("site");
    QTest::newRow("region C011") << QByteArray(
        R"({"error":{"code":"RegionNotAllowed","message":"Use europe.directline.botframework.com"}})")
                                 << true << false;
    QTest::newRow("site C012") << QByteArray(
        R"({"message":"BadArgument:Site missing or disabled"})")
                               << false << true;
    QTest::newRow("expired") << QByteArray(R"({"error":{"code":"TokenExpired"}})") << false
                             << false;
}

void TestClient::regionAndSiteErrorsAreNoExpiry_C011_C012()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, region);
    QFETCH(bool, site);
    ScriptedServer server;
    server.script("POST", kConversations, {ScriptedReply::text(403, body, "application/json")});
    Wire wire(rootOf(server));
    const Error error = finish(wire.client.startConversation(bearer(), {})).error;
    QCOMPARE(error.kind, Kind::Forbidden);
    QCOMPARE(error.isRegionError(), region);
    QCOMPARE(error.isSiteError(), site);
    QCOMPARE(error.isCredentialProblem(), !region && !site);
}

void TestClient::conflictIsReportedOnce_C013()
{
    ScriptedServer server;
    server.script("POST", kConversations, {ScriptedReply::empty(409), started()});
    Wire wire(rootOf(server));
    QCOMPARE(finish(wire.client.startConversation(bearer(), {})).error.kind, Kind::Conflict);
    QCOMPARE(server.requests().size(), 1);
}

void TestClient::retryAfterIsReadInBothForms_C014_C047_C048_C049_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("seconds"); // -1: none
    QTest::newRow("C014 C047 seconds") << QByteArray("3") << 3;
    QTest::newRow("C048 date") << QByteArray("Wed, 04 Mar 2026 09:15:31 GMT") << 4;
    QTest::newRow("date in the past") << QByteArray("Wed, 04 Mar 2026 09:00:00 GMT") << 0;
    QTest::newRow("C049 garbage") << QByteArray("banana") << -1;
}

void TestClient::retryAfterIsReadInBothForms_C014_C047_C048_C049()
{
    QFETCH(QByteArray, value);
    QFETCH(int, seconds);
    ScriptedServer server;
    server.script("GET", kActivities, {ScriptedReply::empty(429).with("Retry-After", value)});
    Wire wire(rootOf(server));
    wire.client.setClock([] { return QDateTime({2026, 3, 4}, {9, 15, 27}, Qt::UTC); });
    const Error error = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt)).error;
    QCOMPARE(error.retryAfter,
             seconds < 0 ? std::nullopt : std::optional(std::chrono::seconds(seconds)));
}

void TestClient::theTokenUrlGetsNoCredential_C026()
{
    ScriptedServer server;
    server.script("GET", "/powervirtualagents/token", {started()});
    Wire wire(rootOf(server));
    const auto ending = finish(
        wire.client.fetchToken(server.url(u"/powervirtualagents/token?api-version=2022"_s)));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.result.token, "token-2");
    const RecordedRequest request = server.requests().first();
    QCOMPARE(request.target, "/powervirtualagents/token?api-version=2022");
    QVERIFY(!request.hasHeader("Authorization"));
    QVERIFY(!request.hasHeader("Cookie"));
    QCOMPARE(request.header("Accept"), "application/json");
}

void TestClient::theTokenUrlMustBeSecure_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("http") << QUrl(u"http://example.org/token"_s);
    QTest::newRow("file") << QUrl(u"file:///etc/passwd"_s);
    QTest::newRow("relative") << QUrl(u"token"_s);
    QTest::newRow("user info") << QUrl(u"https://me:pass@example.org/token"_s);
    QTest::newRow("empty") << QUrl();
}

void TestClient::theTokenUrlMustBeSecure()
{
    QFETCH(QUrl, url);
    Wire wire(ServiceUrl::publicCloud());
    const auto ending = finish(wire.client.fetchToken(url));
    QCOMPARE(ending.error.kind, Kind::InvalidRequest);
    QVERIFY(!ending.error.detail.isEmpty());
    QVERIFY(wire.exchanges.isEmpty());
}

void TestClient::theTokenUrlAnswerIsCapped()
{
    ScriptedServer server;
    QJsonObject large = conversation(u"c1"_s, u"t"_s);
    large.insert("padding"_L1, QString(70'000, u'x'));
    server.script("GET", "/token", {ScriptedReply::json(200, large)});
    Wire wire(rootOf(server));
    QCOMPARE(finish(wire.client.fetchToken(server.url(u"/token"_s))).error.kind,
             Kind::BodyTooLarge);
}

void TestClient::watermarkTravelsVerbatim_C030_C032_C033_data()
{
    QTest::addColumn<std::optional<QString>>("watermark");
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("C030 none") << std::optional<QString>() << kActivities;
    QTest::newRow("C031 digits") << std::optional(u"12"_s) << kActivities + "?watermark=12";
    QTest::newRow("C032 reserved characters")
        << std::optional(u"a+b/c=="_s) << kActivities + "?watermark=a%2Bb%2Fc%3D%3D";
    QTest::newRow("C033 opaque") << std::optional(u"0000a-42"_s)
                                 << kActivities + "?watermark=0000a-42";
    QTest::newRow("everything else")
        << std::optional(u"ä &#%?"_s) << kActivities + "?watermark=%C3%A4%20%26%23%25%3F";
}

void TestClient::watermarkTravelsVerbatim_C030_C032_C033()
{
    QFETCH(std::optional<QString>, watermark);
    QFETCH(QByteArray, target);
    ScriptedServer server;
    server.script("GET", kActivities, {ScriptedReply::json(200, activitySet({}, u"x"_s))});
    Wire wire(rootOf(server));
    QVERIFY(finish(wire.client.getActivities(bearer(), u"c1"_s, watermark)).succeeded);
    const RecordedRequest request = server.requests().first();
    QCOMPARE(request.target, target);
    QCOMPARE(request.query("watermark"), watermark);
}

void TestClient::numericWatermarkIsText_C034()
{
    ScriptedServer server;
    server.script("GET", kActivities, {ScriptedReply::json(200, activitySet({}, 7))});
    Wire wire(rootOf(server));
    QCOMPARE(finish(wire.client.getActivities(bearer(), u"c1"_s, u"3"_s)).result.watermark, u"7"_s);
}

void TestClient::missingActivitiesAreAnEmptySet_C041()
{
    ScriptedServer server;
    server.script(
        "GET", kActivities,
        {ScriptedReply::text(200, R"({"watermark":"4"})", "application/json"),
         ScriptedReply::text(200, R"({"activities":null,"watermark":"5"})", "application/json")});
    Wire wire(rootOf(server));
    for (const QString &expected : {u"4"_s, u"5"_s}) {
        const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
        QVERIFY(ending.succeeded);
        QVERIFY(ending.result.activities.isEmpty());
        QCOMPARE(ending.result.watermark, expected);
    }
}

void TestClient::oneBadElementIsSkipped_C042()
{
    ScriptedServer server;
    server.script("GET", kActivities,
                  {ScriptedReply::json(200,
                                       activitySet({botMessage(u"one"_s, u"1"_s), 5, QJsonObject(),
                                                    botMessage(u"two"_s, u"2"_s)},
                                                   u"4"_s))});
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.result.activities.size(), 2);
    QCOMPARE(ending.result.activities.last().text, u"two"_s);
    QCOMPARE(ending.result.skipped, 2);
    QCOMPARE(ending.result.watermark, u"4"_s);
}

void TestClient::unreadableBodyIsAProtocolError_C043_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("HTML") << QByteArray("<html><body>Sign in to this Wi-Fi</body></html>");
    QTest::newRow("broken JSON") << QByteArray(R"({"activities":[)");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("wrong type") << QByteArray(R"({"activities":"none"})");
}

void TestClient::unreadableBodyIsAProtocolError_C043()
{
    QFETCH(QByteArray, body);
    ScriptedServer server;
    server.script("GET", kActivities, {ScriptedReply::text(200, body, "text/html")});
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, Kind::Protocol);
    QCOMPARE(ending.error.httpStatus, 200);
    QVERIFY(!ending.error.detail.contains(u'<'));
    QVERIFY(wire.exchanges.first().error.has_value());
}

void TestClient::invalidUtf8CannotStallTheFeed()
{
    ScriptedServer server;
    server.script("GET", kActivities,
                  {ScriptedReply::text(200,
                                       "{\"activities\":[{\"type\":\"message\",\"text\":\"a\xFF"
                                       "b\"}],\"watermark\":\"2\"}",
                                       "application/json")});
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.result.activities.first().text, u"a\uFFFDb"_s);
    QCOMPARE(ending.result.watermark, u"2"_s);
}

void TestClient::redirectsAreNotFollowed_C093_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("C093 %d", status) << status;
}

void TestClient::redirectsAreNotFollowed_C093()
{
    QFETCH(int, status);
    ScriptedServer other;
    ScriptedServer server;
    const QByteArray location
        = other.url(u"/v3/directline/conversations/c1/activities"_s).toEncoded();
    server.setHandler([status, location](const RecordedRequest &) {
        return ScriptedReply::redirect(status, location);
    });
    Wire wire(rootOf(server));
    const auto got = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QCOMPARE(got.error.kind, Kind::Redirected);
    QCOMPARE(got.error.httpStatus, status);
    const auto posted = finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s)));
    QCOMPARE(posted.error.kind, Kind::Redirected);
    const auto fetched = finish(wire.client.fetchToken(server.url(u"/token"_s)));
    QCOMPARE(fetched.error.kind, Kind::Redirected);
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(other.connections(), 0);
}

void TestClient::conversationIdsStayOneSegment()
{
    ScriptedServer server;
    server.setHandler(
        [](const RecordedRequest &) { return ScriptedReply::json(200, activitySet({})); });
    Wire wire(rootOf(server));
    const QString id = u"../a/b?c#d|e-€%2F"_s;
    QVERIFY(finish(wire.client.getActivities(bearer(), id, std::nullopt)).succeeded);
    QCOMPARE(server.requests().first().target,
             "/v3/directline/conversations/..%2Fa%2Fb%3Fc%23d%7Ce-%E2%82%AC%252F/activities");
}

void TestClient::badConversationIdsSendNothing_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << u""_s;
    QTest::newRow("dot") << u"."_s;
    QTest::newRow("dot dot") << u".."_s;
}

void TestClient::badConversationIdsSendNothing()
{
    QFETCH(QString, id);
    ScriptedServer server;
    Wire wire(rootOf(server));
    QCOMPARE(finish(wire.client.getActivities(bearer(), id, std::nullopt)).error.kind,
             Kind::InvalidRequest);
    QCOMPARE(finish(wire.client.reconnect(bearer(), id, std::nullopt)).error.kind,
             Kind::InvalidRequest);
    const auto posted = finish(wire.client.postActivity(bearer(), id, userMessage(u"hi"_s)));
    QCOMPARE(posted.error.kind, Kind::InvalidRequest);
    QVERIFY(!posted.error.requestWritten);
    QCOMPARE(server.connections(), 0);
}

void TestClient::cookiesAreNeitherKeptNorSent()
{
    ScriptedServer server;
    server.setHandler([](const RecordedRequest &) {
        return ScriptedReply::json(200, activitySet({})).with("Set-Cookie", "trace=1; Path=/");
    });
    Wire wire(rootOf(server));
    QVERIFY(finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt)).succeeded);
    QVERIFY(finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt)).succeeded);
    QVERIFY(!server.requests().last().hasHeader("Cookie"));
    QVERIFY(wire.reads.cookieJar()->cookiesForUrl(server.url(u"/"_s)).isEmpty());
}

void TestClient::aLargeAnswerIsReadOnAnotherThread()
{
    ScriptedServer server;
    server.script("GET", kActivities, {page(MixedConversation().page(0, 300))});
    Wire wire(rootOf(server));
    CallOf<ActivitySet> *call = wire.client.getActivities(bearer(), u"c1"_s, std::nullopt);
    const auto ending = watch(call);
    {
        const BusyPool busy;
        QTRY_COMPARE(server.count("GET", kActivities), 1);
        QTest::qWait(0);
        QVERIFY(!ending->ended); // it waits for its turn, and we for nothing
    }
    QTRY_VERIFY(ending->ended);
    QVERIFY(ending->succeeded);
    QCOMPARE(ending->signalCount, 1);
    QCOMPARE(ending->httpStatus, 200);
    QCOMPARE(ending->result.activities.size(), 300);
    QCOMPARE(ending->result.watermark, u"300"_s);
    QCOMPARE(wire.exchanges.size(), 1);
    QCOMPARE(wire.exchanges.first().responseBody, MixedConversation().page(0, 300));
    QVERIFY(!wire.exchanges.first().error);
}

void TestClient::aLargeAnswerThatIsNoJson()
{
    ScriptedServer server;
    server.script("GET", kActivities, {page(MixedConversation().page(0, 300).chopped(1))});
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, Kind::Protocol);
    QCOMPARE(ending.signalCount, 1);
    QCOMPARE(wire.exchanges.size(), 1);
}

void TestClient::aLargeAnswerCanBeCancelledWhileItIsRead()
{
    ScriptedServer server;
    server.script("GET", kActivities, {page(MixedConversation().page(0, 300))});
    Wire wire(rootOf(server));
    CallOf<ActivitySet> *call = wire.client.getActivities(bearer(), u"c1"_s, std::nullopt);
    const auto ending = watch(call);
    {
        const BusyPool busy;
        const auto *reply = wire.reads.findChild<QNetworkReply *>();
        QVERIFY(reply);
        QTRY_VERIFY(reply->isFinished());
        QVERIFY(!ending->ended);
        call->cancel();
        QVERIFY(ending->ended);
    }
    QCOMPARE(ending->error.kind, Kind::Cancelled);
    QTest::qWait(0);
    QCOMPARE(ending->signalCount, 1);
    QCOMPARE(wire.exchanges.size(), 1);
}

void TestClient::aCallMayGoWhileItsAnswerIsRead()
{
    ScriptedServer server;
    server.script("GET", kActivities, {page(MixedConversation().page(0, 300))});
    Wire wire(rootOf(server));
    CallOf<ActivitySet> *call = wire.client.getActivities(bearer(), u"c1"_s, std::nullopt);
    const auto ending = watch(call);
    {
        const BusyPool busy;
        const auto *reply = wire.reads.findChild<QNetworkReply *>();
        QVERIFY(reply);
        QTRY_VERIFY(reply->isFinished());
        delete call;
    }
    QTest::qWait(0);
    QVERIFY(!ending->ended);
    QTRY_COMPARE(wire.exchanges.size(), 1);
}

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
