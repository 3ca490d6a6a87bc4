#pragma once

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/session/conversationsession.h"
#include "tests/support/builders.h"
#include "tests/support/manualclock.h"
#include "tests/support/scripteddirectline.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <memory>

namespace botline::test {

// Every wait of a conversation, a hundred times shorter. No chance in it: back-offs are exact.
inline Timing fastTiming()
{
    using ms = std::chrono::milliseconds;
    Timing timing;
    timing.client.readTimeout = ms(3000);
    timing.client.postTimeout = ms(4000);
    timing.client.uploadBaseTimeout = ms(4000);
    timing.pollActive = ms(20);
    timing.pollQuiet = ms(40);
    timing.pollIdle = ms(100);
    timing.pollHidden = ms(200);
    timing.quietAfter = ms(20'000);
    timing.idleAfter = ms(60'000);
    timing.hiddenLongAfter = ms(60'000);
    timing.pollAfterSend = ms(5);
    timing.backOffBase = ms(10);
    timing.backOffCap = ms(80);
    timing.startBackOffCap = ms(80);
    timing.backOffResetAfter = ms(600);
    timing.backOffJitter = 0;
    timing.retryAfterSecond = ms(100);
    timing.retryAfterCap = ms(90'000);
    timing.unconfirmedAfter = ms(200);
    timing.selfHealAfter = ms(100);
    timing.selfHealAtMostEvery = ms(600);
    timing.typingShown = ms(60);
    timing.replyAwaited = ms(10'000);
    timing.countdownStep = ms(10);
    return timing;
}

// As QTest::qWaitFor(), but it never sleeps: events are handled the moment they come.
template <typename Condition> bool until(Condition condition, int timeoutMs = 5000)
{
    QEventLoop loop;
    QTimer check;
    QElapsedTimer elapsed;
    elapsed.start();
    QObject::connect(&check, &QTimer::timeout, &loop, [&] {
        if (condition() || elapsed.hasExpired(timeoutMs))
            loop.quit();
    });
    check.start(1);
    loop.exec();
    return condition();
}

// A session over real sockets with a scripted service. The wall clock stands still unless a test
// moves it; timers run for real, but fastTiming() makes them short.
class SessionRig
{
public:
    using State = ConversationSession::State;

    struct Seen
    {
        State state;
        QString text;
        std::optional<QDateTime> nextTry;
    };

    explicit SessionRig(const Timing &timing = fastTiming(),
                        const QByteArray &rootPath = "/v3/directline")
        : service(rootPath),
          session(directline::ApiNetwork{reads, writes}, clock, timing),
          tester(&session.model(), QAbstractItemModelTester::FailureReportingMode::Fatal)
    {
        // The service dates its activities by the real clock; so do we, to begin with.
        clock.setNow(QDateTime::currentDateTimeUtc());
        QObject::connect(&session, &ConversationSession::stateChanged, &session,
                         [this](State state) {
                             states.append({state, session.statusText(), session.nextTryAt()});
                         });
    }

    ConnectionProfile secretProfile() const
    {
        ConnectionProfile profile;
        profile.kind = CredentialKind::Secret;
        profile.serviceUrl = *directline::ServiceUrl::parse(service.rootUrl());
        profile.credential = *directline::Bearer::parse(service.secret());
        return profile;
    }

    // With a token that the service issued, or with this one.
    ConnectionProfile tokenProfile(const QByteArray &token = {})
    {
        ConnectionProfile profile = secretProfile();
        profile.kind = CredentialKind::Token;
        profile.credential
            = *directline::Bearer::parse(token.isEmpty() ? service.issueToken() : token);
        profile.userId = QStringLiteral("user-1");
        return profile;
    }

    // Opens and waits until the backlog was read. False: it did not come to that.
    bool goOnline(const ConnectionProfile &profile)
    {
        QSignalSpy loaded(&session, &ConversationSession::historyLoaded);
        session.open(profile);
        return loaded.wait(5000) && session.state() == State::Online;
    }
    bool goOnline() { return goOnline(tokenProfile()); }

    // Waits for so many more polls: what did not happen meanwhile does not happen.
    bool pollsGoOn(int polls = 5)
    {
        const int before = service.count(Endpoint::Activities);
        return until([&] { return service.count(Endpoint::Activities) >= before + polls; });
    }

    // Where nothing polls, time itself has to pass: as long as the longest back-offs together.
    bool longEnoughForARetry()
    {
        QElapsedTimer timer;
        timer.start();
        return until([&] { return timer.hasExpired(300); });
    }

    // Waits until the session has been in that state, be it for a moment, since `states` was
    // cleared.
    bool passed(State state)
    {
        const auto seen = [state](const Seen &change) {
            return change.state == state;
        };
        return until([&] { return std::any_of(states.begin(), states.end(), seen); });
    }
    const Seen &lastSeen(State state) const
    {
        const auto seen = [state](const Seen &change) {
            return change.state == state;
        };
        return *std::find_if(states.rbegin(), states.rend(), seen);
    }

    ActivityModel &model() { return session.model(); }
    const ActivityEntry &row(int row) { return session.model().at(row); }
    const ActivityEntry &rowOf(const QString &key) { return row(model().rowOfKey(key)); }
    QStringList texts()
    {
        QStringList texts;
        for (int i = 0; i < model().rowCount(); ++i)
            texts << row(i).shownText();
        return texts;
    }
    QString send(const QString &text) { return session.send(text, {}); }
    SendState stateOf(const QString &key) { return rowOf(key).delivery.state; }

    ScriptedDirectLine service;
    QNetworkAccessManager reads;
    QNetworkAccessManager writes;
    ManualClock clock;
    ConversationSession session;
    QAbstractItemModelTester tester;
    QList<Seen> states; // every change
};

using State = ConversationSession::State;

// The token a request carried.
inline QByteArray bearerOf(const RecordedRequest &request)
{
    return request.header("Authorization").mid(7);
}

} // namespace botline::test
