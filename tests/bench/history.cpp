// bench_history [ACTIVITIES]: from connecting to the painted end of a history that a local server
// hands out in pages of 100, 10 000 activities unless told, in the whole window; beside what a bare
// program needs to fetch and parse the same pages one after the other. Then the same history in a
// single answer. A 50 ms heartbeat tells for how long the window could not answer. On a busy
// machine the CPU times say more than the wall clock: of all threads, the server's included, and
// for the gap of the window's own.

#include "figures.h"

#include "app/conversation/model/activitymodel.h"
#include "app/logging/timinglog.h"
#include "app/workspace/settings.h"
#include "tests/support/mixedconversation.h"
#include "tests/support/scriptedserver.h"
#include "ui/application/application.h"
#include "ui/conversation/conversationlist.h"
#include "ui/conversation/conversationview.h"

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

struct Taken
{
    double wallMs = 0;
    double cpuMs = 0;
};

Taken fetchBare(const ServedConversation &service)
{
    const Stopwatch watch;
    const double cpuBefore = processCpuMs();
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
            return {watch.cost().wall, processCpuMs() - cpuBefore};
        watermark = document["watermark"_L1].toString();
    }
}

struct Painted
{
    Taken taken;
    double longestGapMs = 0;
    double longestGapCpuMs = 0;
    int rows = 0;
};

// The program as main() makes it, connected to the service.
Painted showInWindow(const ServedConversation &service)
{
    QTemporaryDir folder;
    QSettings store(folder.filePath(u"botline.ini"_s), QSettings::IniFormat);
    const TimingLog timing{QElapsedTimer()};
    Application::Options options;
    options.conversationsFolder = folder.filePath(u"conversations"_s);
    Application application(*qApp, store, timing, options);
    MainWindow &window = application.window();
    ConversationSession &session = window.currentPage().session();
    window.show();
    QCoreApplication::processEvents();

    ConnectionProfile profile;
    profile.kind = CredentialKind::Token;
    profile.serviceUrl
        = *directline::ServiceUrl::parse(service.url(u"/v3/directline"_s).toString());
    profile.credential = *directline::Bearer::parse(QByteArray("the-token"));
    profile.conversationId = kConversation;
    profile.userId = u"user-1"_s;

    Painted painted;
    QEventLoop loop;
    Stopwatch sinceBeat;
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    QObject::connect(&heart, &QTimer::timeout, &loop, [&] {
        const Cost gap = sinceBeat.cost();
        sinceBeat = {};
        painted.longestGapMs = std::max(painted.longestGapMs, gap.wall);
        painted.longestGapCpuMs = std::max(painted.longestGapCpuMs, gap.cpu);
    });
    bool loaded = false;
    QObject::connect(&session, &ConversationSession::historyLoaded, &loop, [&] { loaded = true; });
    const Stopwatch watch;
    const double cpuBefore = processCpuMs();
    QObject::connect(
        window.currentPage().view().list(), &ActivityListView::painted, &loop, [&](int, int last) {
            if (loaded && painted.taken.wallMs == 0 && last == session.model().rowCount() - 1) {
                painted.taken = {watch.cost().wall, processCpuMs() - cpuBefore};
                QTimer::singleShot(2 * kHeartbeatMs, &loop, &QEventLoop::quit);
            }
        });
    QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
    sinceBeat = {};
    heart.start(kHeartbeatMs);
    window.connectTo(profile);
    loop.exec();
    painted.rows = session.model().rowCount();
    session.close();
    return painted;
}

// The middle one of the runs.
class Median
{
public:
    void add(double value) { m_values.push_back(value); }
    double value() const
    {
        std::vector<double> sorted = m_values;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }

private:
    std::vector<double> m_values;
};

void printHistory(const QString &figure, int activities, int pageSize)
{
    const ServedConversation service(activities, pageSize);
    fetchBare(service); // warms up
    Median bare;
    Median bareCpu;
    Median painted;
    Median paintedCpu;
    Median gap;
    Median gapCpu;
    for (int run = 0; run < kRuns; ++run) {
        const Taken fetched = fetchBare(service);
        bare.add(fetched.wallMs);
        bareCpu.add(fetched.cpuMs);
        const Painted window = showInWindow(service);
        if (window.taken.wallMs == 0)
            qFatal("the history was not shown: %d rows", window.rows);
        painted.add(window.taken.wallMs);
        paintedCpu.add(window.taken.cpuMs);
        gap.add(window.longestGapMs);
        gapCpu.add(window.longestGapCpuMs);
    }
    printFigure(figure,
                {{"activities"_L1, activities},
                 {"runs"_L1, kRuns},
                 {"bareFetchAndParse"_L1, rounded(bare.value())},
                 {"historyPainted"_L1, rounded(painted.value())},
                 {"ratio"_L1, rounded(painted.value() / bare.value())},
                 {"bareCpu"_L1, rounded(bareCpu.value())},
                 {"historyCpu"_L1, rounded(paintedCpu.value())},
                 {"ratioCpu"_L1, rounded(paintedCpu.value() / bareCpu.value())},
                 {"longestGap"_L1, rounded(gap.value())},
                 {"longestGapCpu"_L1, rounded(gapCpu.value())}});
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
