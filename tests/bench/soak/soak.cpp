// A day of a conversation in minutes: somebody types thousands of lines at a client whose network
// fails in every way a network can, whose service goes away now and then, and which is killed with
// SIGKILL again and again. At the end, what the bot received is compared with what was typed, and
// what the user sees with what the bot said. Prints one JSON line; the exit code is 1 unless
// nothing was lost, doubled or misreported.
//
//   soak CLIENT [--hours 24] [--lines 10000] [--kills 100] [--speed 100] [--seed N] [--folder DIR]
//
// Lines, kills and outages are spread over the virtual hours. A retry counts as the user's wish:
// Retry is pressed wherever it is offered, so a line that the user sent twice may arrive twice.

#include "faultproxy.h"
#include "soaktime.h"
#include "soakuser.h"

#include "app/localservice/bots/practice/practiceservice.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::soak;

namespace {

constexpr int kRowOwn = 0; // ActivityEntry's Side::Own
constexpr int kRowBot = 1;

struct Plan
{
    double hours = 24;
    int lines = 10'000;
    int kills = 100;
    double speed = 100;
    quint32 seed = 1;
    qint64 journalBytes = 0; // the limit of a journal; 0: as in Botline
    QString client;
    QString folder;
};

struct Verdict
{
    int lost = 0; // typed, and the bot never got it
    int sentTwice = 0; // more often than the user asked
    int shownTwice = 0;
    int shownFailed = 0; // though it arrived
    int unseen = 0; // said by the bot, and not shown

    bool isClean() const { return lost + sentTwice + shownTwice + shownFailed + unseen == 0; }
};

class Soak : public QObject
{
    Q_OBJECT

public:
    explicit Soak(const Plan &plan)
        : m_plan(plan),
          m_origin(QDateTime::currentMSecsSinceEpoch()),
          m_service(startService()),
          m_proxy(quint16(m_service->port()), plan.speed, plan.seed),
          m_random(plan.seed + 1),
          m_user(
              {plan.client, u"--url"_s, u"http://127.0.0.1:%1/v3/directline"_s.arg(m_proxy.port()),
               u"--folder"_s, plan.folder, u"--speed"_s, QString::number(plan.speed), u"--origin"_s,
               QString::number(m_origin), u"--journal-bytes"_s, QString::number(plan.journalBytes)},
              m_service->secret())
    {
        connect(&m_user, &SoakUser::died, this, [this](const QString &how) {
            qWarning("the client %s by itself", qPrintable(how));
            ++m_deaths;
            m_user.start();
        });
        connect(&m_user, &SoakUser::looked, this,
                [this](const QJsonObject &state) { m_state = state; });
        connect(&m_user, &SoakUser::dumped, this, [this](const QJsonArray &rows) {
            m_rows = rows;
            m_hasRows = true;
        });
    }

    int run()
    {
        m_real.start();
        m_user.start();
        m_proxy.setFaultiness(0.12, 0.03);
        live();
        m_proxy.setFaultiness(0, 0);
        if (m_proxy.isDown())
            m_proxy.comeUp();
        const bool settled = settle();
        m_user.dump();
        wait(60'000, [this] { return m_hasRows; });
        const Verdict verdict = judge();
        report(verdict, settled);
        return settled && verdict.isClean() && m_deaths == 0 && m_user.refused() == 0 ? 0 : 1;
    }

private:
    std::unique_ptr<localservice::LocalService> startService() const
    {
        localservice::LocalServiceOptions options;
        options.nowMs = [speed = m_plan.speed, origin = m_origin] {
            return nowAt(speed, origin);
        };
        QString why;
        auto service = practice::startPracticeService(options, &why);
        if (!service)
            qFatal("%s", qPrintable(why));
        return service;
    }

    void wait(int milliseconds, const std::function<bool()> &until = {})
    {
        QElapsedTimer elapsed;
        elapsed.start();
        QEventLoop loop;
        QTimer check;
        connect(&check, &QTimer::timeout, &loop, [&] {
            if (elapsed.hasExpired(milliseconds) || (until && until()))
                loop.quit();
        });
        check.start(1);
        loop.exec();
    }

    // Types, kills and takes the service away, each at its time.
    void live()
    {
        const double whole = m_plan.hours * 3'600'000 / m_plan.speed; // real milliseconds
        int lines = 0;
        int kills = 0;
        const int outages = std::max(1, int(m_plan.hours * 2));
        int outage = 0;
        qint64 upAt = -1;
        qint64 nextRetry = 0;
        while (lines < m_plan.lines || kills < m_plan.kills) {
            const double now = double(m_real.elapsed());
            if (lines < m_plan.lines && now >= whole * lines / m_plan.lines && m_user.isReady()) {
                m_user.typeNext();
                ++lines;
            }
            // At odd moments, not in step with the typing.
            if (kills < m_plan.kills && now >= whole * (kills + 0.7) / m_plan.kills) {
                wait(int(m_random.bounded(40)));
                m_user.kill();
                m_user.start();
                ++kills;
            }
            if (upAt < 0 && outage < outages && now >= whole * (outage + 0.4) / outages) {
                m_proxy.goDown();
                upAt = qint64(now) + m_random.bounded(50, 1500);
                ++outage;
            }
            if (upAt >= 0 && now >= double(upAt)) {
                m_proxy.comeUp();
                upAt = -1;
            }
            if (now >= double(nextRetry)) {
                m_user.pressRetry();
                nextRetry = qint64(now) + 500;
            }
            wait(2);
        }
    }

    // All is well again: everything that was typed finds its way.
    bool settle()
    {
        QElapsedTimer elapsed;
        elapsed.start();
        while (!elapsed.hasExpired(120'000)) {
            m_user.pressRetry();
            wait(300);
            m_state = {};
            m_user.look();
            wait(10'000, [this] { return !m_state.isEmpty(); });
            if (!m_state.isEmpty() && m_state["pending"_L1].toInt() == 0
                && m_state["doubtful"_L1].toInt() == 0) {
                // Quiet on our side; the last answers may still be on their way.
                wait(1500);
                return true;
            }
        }
        qWarning("not settled: %s",
                 QJsonDocument(m_state).toJson(QJsonDocument::Compact).constData());
        return false;
    }

    // All that the service holds, asked for without the proxy.
    QJsonArray conversation()
    {
        QNetworkAccessManager network;
        QJsonArray all;
        QString watermark;
        m_user.look();
        m_state = {};
        wait(10'000, [this] { return !m_state.isEmpty(); });
        const QString id = m_state["conversation"_L1].toString();
        for (;;) {
            QNetworkRequest request(QUrl(u"%1/conversations/%2/activities?watermark=%3"_s.arg(
                m_service->serviceUrl(), id, watermark)));
            request.setRawHeader("Authorization", "Bearer " + m_service->secret());
            const std::unique_ptr<QNetworkReply> reply(network.get(request));
            QEventLoop loop;
            connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
            loop.exec();
            const QJsonObject set = QJsonDocument::fromJson(reply->readAll()).object();
            const QJsonArray activities = set["activities"_L1].toArray();
            if (activities.isEmpty())
                return all;
            for (const QJsonValue &activity : activities)
                all.append(activity);
            watermark = set["watermark"_L1].toString();
        }
    }

    Verdict judge()
    {
        QHash<QString, int> received; // by the bot
        QHash<QString, int> answered; // by the bot, as the user should see it
        const QJsonArray all = conversation();
        for (const QJsonValue &value : all) {
            const QJsonObject activity = value.toObject();
            const bool bot = activity["from"_L1]["role"_L1].toString() == "bot"_L1;
            if (activity["type"_L1].toString() == "message"_L1)
                ++(bot ? answered : received)[activity["text"_L1].toString()];
        }
        QHash<QString, int> own;
        QHash<QString, int> seen;
        QSet<QString> inTrouble;
        for (const QJsonValue &value : std::as_const(m_rows)) {
            const QJsonObject row = value.toObject();
            const QString text = row["text"_L1].toString();
            if (row["side"_L1].toInt() == kRowOwn) {
                ++own[text];
                if (row["trouble"_L1].toBool())
                    inTrouble.insert(text);
            } else if (row["side"_L1].toInt() == kRowBot) {
                ++seen[text];
            }
        }

        Verdict verdict;
        for (int number = 1; number <= m_plan.lines; ++number) {
            const QString line = u"line %1"_s.arg(number);
            const int arrived = received.value(line);
            verdict.lost += arrived == 0;
            verdict.sentTwice += arrived > 1 + m_user.retries().value(number);
            m_arrivedTwice += arrived > 1;
            verdict.shownTwice += own.value(line) > 1;
            verdict.unseen += own.value(line) == 0;
            verdict.shownFailed += arrived > 0 && inTrouble.contains(line);
            if (arrived == 0 || arrived > 1 + m_user.retries().value(number) || own.value(line) != 1
                || inTrouble.contains(line))
                qWarning("%s: arrived %d, retried %d, shown %d%s", qPrintable(line), arrived,
                         m_user.retries().value(number), own.value(line),
                         inTrouble.contains(line) ? " as failed" : "");
        }
        for (auto answer = answered.cbegin(); answer != answered.cend(); ++answer) {
            const int times = seen.value(answer.key());
            verdict.unseen += std::max(0, answer.value() - times);
            verdict.shownTwice += std::max(0, times - answer.value());
            if (times != answer.value())
                qWarning("answer “%s”: said %d, shown %d", qPrintable(answer.key().left(60)),
                         answer.value(), times);
        }
        return verdict;
    }

    void report(const Verdict &verdict, bool settled)
    {
        QJsonObject faults;
        int sum = 0;
        for (auto it = m_proxy.injected().cbegin(); it != m_proxy.injected().cend(); ++it) {
            faults[it.key()] = it.value();
            sum += it.value();
        }
        int retries = 0;
        for (const int times : m_user.retries())
            retries += times;
        const QJsonObject line{{u"virtualHours"_s, m_plan.hours},
                               {u"realSeconds"_s, double(m_real.elapsed()) / 1000},
                               {u"seed"_s, qint64(m_plan.seed)},
                               {u"typed"_s, m_user.typed()},
                               {u"kills"_s, m_user.kills()},
                               {u"deaths"_s, m_deaths},
                               {u"settled"_s, settled},
                               {u"lost"_s, verdict.lost},
                               {u"sentTwiceUnasked"_s, verdict.sentTwice},
                               {u"shownTwice"_s, verdict.shownTwice},
                               {u"shownFailedThoughDelivered"_s, verdict.shownFailed},
                               {u"unseen"_s, verdict.unseen},
                               {u"retriesByUser"_s, retries},
                               {u"arrivedTwiceAfterRetry"_s, m_arrivedTwice},
                               {u"exchanges"_s, m_proxy.exchanges()},
                               {u"faultsInjected"_s, sum},
                               {u"faults"_s, faults}};
        std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    }

    Plan m_plan;
    qint64 m_origin;
    std::unique_ptr<localservice::LocalService> m_service;
    FaultProxy m_proxy;
    QRandomGenerator m_random;
    SoakUser m_user;
    QElapsedTimer m_real;
    QJsonObject m_state;
    QJsonArray m_rows;
    bool m_hasRows = false;
    int m_deaths = 0;
    int m_arrivedTwice = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addPositionalArgument(u"client"_s, u"The soakclient program."_s);
    options.addOptions({{u"hours"_s, {}, u"hours"_s, u"24"_s},
                        {u"lines"_s, {}, u"lines"_s, u"10000"_s},
                        {u"kills"_s, {}, u"kills"_s, u"100"_s},
                        {u"speed"_s, {}, u"factor"_s, u"100"_s},
                        {u"seed"_s, {}, u"number"_s, u"1"_s},
                        {u"journal-bytes"_s, {}, u"bytes"_s, u"0"_s},
                        {u"folder"_s, {}, u"folder"_s}});
    options.process(application);
    QTemporaryDir folder;
    Plan plan;
    plan.hours = options.value(u"hours"_s).toDouble();
    plan.lines = options.value(u"lines"_s).toInt();
    plan.kills = options.value(u"kills"_s).toInt();
    plan.speed = options.value(u"speed"_s).toDouble();
    plan.seed = options.value(u"seed"_s).toUInt();
    plan.journalBytes = options.value(u"journal-bytes"_s).toLongLong();
    plan.client = options.positionalArguments().value(0);
    plan.folder = options.isSet(u"folder"_s) ? options.value(u"folder"_s) : folder.path();
    if (plan.client.isEmpty() || plan.hours <= 0 || plan.speed <= 0 || plan.lines <= 0) {
        std::fprintf(stderr,
                     "soak CLIENT [--hours H] [--lines N] [--kills N] [--speed X] "
                     "[--seed N] [--folder DIR]\n");
        return 2;
    }
    if (const QFileInfo client(plan.client); !client.isFile() || !client.isExecutable()) {
        std::fprintf(stderr, "soak: cannot start the program %s: it is no program\n",
                     qPrintable(plan.client));
        return 2;
    }
    Soak soak(plan);
    return soak.run();
}

#include "soak.moc"
