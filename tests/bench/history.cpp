// bench_history [ACTIVITIES]: from connecting to the painted end of a history that a local server
// hands out in pages of 100, 10 000 activities unless told, in the whole window; beside what a bare
// program needs to fetch and parse the same pages one after the other. Then the same history in a
// single answer. A 50 ms heartbeat tells for how long the window could not answer.

#include "figures.h"

#include "app/conversation/activitymodel.h"
#include "app/conversation/clock.h"
#include "app/conversation/conversationsession.h"
#include "tests/support/mixedconversation.h"
#include "tests/support/scriptedserver.h"
#include "ui/appearance.h"
#include "ui/connect/settings.h"
#include "ui/content/contentloader.h"
#include "ui/conversation/conversationview.h"
#include "ui/mainwindow.h"
#include "ui/timinglog.h"

#include <QtCore/QBuffer>
#include <QtCore/QEventLoop>
#include <QtCore/QJsonDocument>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtGui/QPainter>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtWidgets/QApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::bench;
using botline::test::RecordedRequest;
using botline::test::ScriptedReply;
using botline::test::ScriptedServer;

namespace {

constexpr int kAllActivities = 10'000;
constexpr int kPageSize = 100;
constexpr int kRuns = 3;
constexpr int kHeartbeatMs = 50;
constexpr int kPatienceMs = 120'000;

const QString kConversation = u"mixed"_s;
const QString kActivitiesPath = u"/v3/directline/conversations/mixed/activities"_s;

QByteArray picture()
{
    QImage image(640, 360, QImage::Format_RGB32);
    image.fill(QColor(40, 90, 160));
    QPainter painter(&image);
    for (int x = 0; x < 640; x += 16)
        painter.fillRect(x, x % 360, 8, 40, QColor(240, 200, 80));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

// A service with one long conversation, on a thread of its own, with every answer ready.
class ServedConversation
{
public:
    ServedConversation(int activities, int pageSize)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context, [this] { m_server = std::make_unique<ScriptedServer>(); },
            Qt::BlockingQueuedConnection);
        test::MixedConversation mix(kConversation);
        mix.setPictureAddress(m_server->url(u"/pictures/"_s).toString());
        for (int first = 0; first <= activities; first += pageSize)
            m_pages.insert(first, mix.page(first, std::min(pageSize, activities - first)));
        m_pages.insert(activities, mix.page(activities, 0));
        QMetaObject::invokeMethod(
            &m_context,
            [this] {
                m_server->setHandler(
                    [this](const RecordedRequest &request) { return answer(request); });
            },
            Qt::BlockingQueuedConnection);
    }

    ~ServedConversation()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    QUrl url(const QString &path) const { return m_server->url(path); }

private:
    ScriptedReply answer(const RecordedRequest &request) const
    {
        const QByteArray path = request.path();
        if (path == kActivitiesPath.toLatin1()) {
            const int first = request.query("watermark").value_or(u"0"_s).toInt();
            return ScriptedReply::text(200, m_pages.value(first), "application/json");
        }
        if (path.startsWith("/pictures/"))
            return ScriptedReply::text(200, m_picture, "image/png");
        return ScriptedReply::json(200,
                                   {{"conversationId"_L1, kConversation},
                                    {"token"_L1, "the-token"_L1},
                                    {"expires_in"_L1, 1800}});
    }

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<ScriptedServer> m_server;
    QHash<int, QByteArray> m_pages; // by watermark
    QByteArray m_picture = picture();
};

double fetchBare(const ServedConversation &service)
{
    const Stopwatch watch;
    QNetworkAccessManager network;
    QString watermark;
    while (true) {
        QUrl url = service.url(kActivitiesPath);
        if (!watermark.isEmpty())
            url.setQuery(u"watermark="_s + watermark);
        QNetworkReply *reply = network.get(QNetworkRequest(url));
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        const QJsonDocument document = QJsonDocument::fromJson(reply->readAll());
        delete reply;
        if (document["activities"_L1].toArray().isEmpty())
            return watch.cost().wall;
        watermark = document["watermark"_L1].toString();
    }
}

struct Painted
{
    double ms = 0;
    double longestGapMs = 0;
    int rows = 0;
};

// Everything main() makes, connected to the service.
Painted showInWindow(const ServedConversation &service)
{
    QTemporaryDir folder;
    QSettings store(folder.filePath(u"botline.ini"_s), QSettings::IniFormat);
    Settings settings(store);
    Appearance appearance(*qApp, settings);
    QNetworkAccessManager reads;
    QNetworkAccessManager writes;
    QNetworkAccessManager contentNetwork;
    SystemClock clock;
    ContentLoader content(contentNetwork);
    ConversationSession session({reads, writes}, clock);
    const TimingLog timing{QElapsedTimer()};
    MainWindow window({session, content, appearance, settings, timing, LinkOpener(), {}});
    window.show();
    QCoreApplication::processEvents();

    ConnectionProfile profile;
    profile.kind = CredentialKind::Token;
    profile.serviceUrl
        = *directline::ServiceUrl::parse(service.url(u"/v3/directline"_s).toString());
    profile.credential = *directline::Bearer::parse("the-token");
    profile.conversationId = kConversation;
    profile.userId = u"user-1"_s;

    Painted painted;
    QEventLoop loop;
    QElapsedTimer sinceBeat;
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    QObject::connect(&heart, &QTimer::timeout, &loop, [&] {
        painted.longestGapMs = std::max(painted.longestGapMs, double(sinceBeat.restart()));
    });
    bool loaded = false;
    QObject::connect(&session, &ConversationSession::historyLoaded, &loop, [&] { loaded = true; });
    const Stopwatch watch;
    QObject::connect(&window.conversationView(), &ConversationView::painted, &loop,
                     [&](int, int last) {
                         if (loaded && painted.ms == 0 && last == session.model().rowCount() - 1) {
                             painted.ms = watch.cost().wall;
                             QTimer::singleShot(2 * kHeartbeatMs, &loop, &QEventLoop::quit);
                         }
                     });
    QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
    sinceBeat.start();
    heart.start(kHeartbeatMs);
    window.connectTo(profile);
    loop.exec();
    painted.rows = session.model().rowCount();
    session.close();
    return painted;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void printHistory(const QString &figure, int activities, int pageSize)
{
    const ServedConversation service(activities, pageSize);
    fetchBare(service); // warms up
    std::vector<double> bare;
    std::vector<double> painted;
    std::vector<double> gaps;
    for (int run = 0; run < kRuns; ++run) {
        bare.push_back(fetchBare(service));
        const Painted window = showInWindow(service);
        if (window.ms == 0 || window.rows != activities)
            qFatal("the history was not shown: %d rows", window.rows);
        painted.push_back(window.ms);
        gaps.push_back(window.longestGapMs);
    }
    printFigure(figure,
                {{"activities"_L1, activities},
                 {"runs"_L1, kRuns},
                 {"bareFetchAndParse"_L1, rounded(median(bare))},
                 {"historyPainted"_L1, rounded(median(painted))},
                 {"ratio"_L1, rounded(median(painted) / median(bare))},
                 {"longestGap"_L1, rounded(median(gaps))},
                 {"longestGapOfAll"_L1, rounded(*std::max_element(gaps.begin(), gaps.end()))}});
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const int activities = argc > 1 ? std::max(1, std::atoi(argv[1])) : kAllActivities;
    printHistory(u"history in pages of 100, ms"_s, activities, kPageSize);
    printHistory(u"history in one answer, ms"_s, activities, activities);
    return 0;
}
