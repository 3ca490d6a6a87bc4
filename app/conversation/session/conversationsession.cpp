#include "conversationsession.h"

#include "connectionevent.h"
#include "outgoinglimits.h"
#include "sessionrecovery.h"

#include "app/conversation/policy/clock.h"

#include <QtCore/QMetaMethod>
#include <QtCore/QTimer>

namespace botline {

using directline::Activity;
using Kind = SignalQueue::Kind;

namespace {

constexpr qint64 kLongestExpiryWaitMs = 60 * 60 * 1000;

} // namespace

struct ConversationSession::Private
{
    Private(ConversationSession &session, directline::ApiNetwork network, const Clock &wallClock,
            const Timing &allTiming)
        : q(session),
          clock(wallClock),
          timing(allTiming),
          state(allTiming, wallClock),
          journal(state, wallClock, allTiming),
          driver(network, wallClock, allTiming, state, signalQueue),
          recovery(state, journal, driver, wallClock)
    {
    }

    ConversationSession &q;
    const Clock &clock;
    const Timing timing;
    SignalQueue signalQueue;
    ConversationState state;
    ConversationJournal journal;
    ConnectionDriver driver;
    SessionRecovery recovery;
    QTimer expiryTimer; // until the next message is to go by itself
    QString folder; // where conversations are kept
    JournalLimits journalLimits;

    // Passes a signal on as `signal` of the session, when what it tells of is complete.
    template <typename Sender, typename... Args>
    void relay(Sender *sender, void (Sender::*from)(Args...), Kind kind,
               void (ConversationSession::*to)(Args...))
    {
        connect(sender, from, &q, [this, kind, to](Args... args) {
            signalQueue.add(kind, [this, to, args...] { Q_EMIT(q.*to)(args...); });
        });
    }

    void watch();
    void dropExpired();
    bool restore(const JournalStore::About &about, QString *why);
    void restoreAgain();
    void announceRestored();
    void close();
    QString dispatch(const Activity &activity, const QList<StagedFile> &files, const QString &title,
                     const event::MessageSource &source, QString *why, bool typed = false);
};

void ConversationSession::Private::watch()
{
    using Session = ConversationSession;
    relay(&driver, &ConnectionDriver::stateChanged, Kind::Change, &Session::stateChanged);
    relay(&driver, &ConnectionDriver::statusTextChanged, Kind::Change, &Session::statusTextChanged);
    relay(&driver, &ConnectionDriver::userChanged, Kind::News, &Session::userChanged);
    relay(&driver, &ConnectionDriver::conversationStarted, Kind::News,
          &Session::conversationStarted);
    connect(&driver, &ConnectionDriver::historyLoaded, &q, [this] {
        signalQueue.add(Kind::News, [this] { Q_EMIT q.historyLoaded(state.model().rowCount()); });
    });
    connect(&driver, &ConnectionDriver::received, &q, [this] { dropExpired(); });
    connect(&driver, &ConnectionDriver::exchanged, &q, &Session::exchanged);

    relay(&state, &ConversationState::activitiesReceived, Kind::News, &Session::activitiesReceived);
    relay(&state, &ConversationState::echoReceived, Kind::News, &Session::echoReceived);
    relay(&state, &ConversationState::conversationEndedByBot, Kind::News,
          &Session::conversationEndedByBot);
    relay(&state, &ConversationState::botNameChanged, Kind::Change, &Session::botNameChanged);
    relay(&state, &ConversationState::suggestedActionsChanged, Kind::Change,
          &Session::suggestedActionsChanged);
    relay(&state, &ConversationState::botTypingChanged, Kind::Change, &Session::botTypingChanged);
    relay(&state, &ConversationState::waitingForReplyChanged, Kind::Change,
          &Session::waitingForReplyChanged);
    relay(&journal, &ConversationJournal::failed, Kind::Change, &Session::keepingFailed);

    expiryTimer.setSingleShot(true);
    connect(&expiryTimer, &QTimer::timeout, &q, [this] { dropExpired(); });
}

void ConversationSession::Private::dropExpired()
{
    state.apply(event::TimePassed{clock.nowUtc()});
    const QDateTime next = state.nextExpiry();
    if (!next.isValid()) {
        expiryTimer.stop();
        return;
    }
    // A timer counts in another way than the clock on the wall, and its range is bounded.
    const qint64 wait = clock.nowUtc().msecsTo(next);
    expiryTimer.start(int(std::clamp<qint64>(wait, 0, kLongestExpiryWaitMs)));
}

void ConversationSession::Private::close()
{
    signalQueue.dropNews();
    journal.end(); // what is unsent stays so, for the next time
    recovery.forget();
    driver.close();
}

bool ConversationSession::Private::restore(const JournalStore::About &about, QString *why)
{
    if (!recovery.restore(about, why))
        return false;
    announceRestored();
    return true;
}

// What is on disk is all that is known.
void ConversationSession::Private::restoreAgain()
{
    const JournalStore::About about = journal.about();
    close();
    state.clear();
    QString why;
    if (!restore(about, &why))
        state.apply(event::NoteAdded{clock.nowUtc(), why, 0});
}

void ConversationSession::Private::announceRestored()
{
    dropExpired();
    signalQueue.add(Kind::Change, [this] { Q_EMIT q.suggestedActionsChanged(); });
    signalQueue.add(Kind::Change, [this] { Q_EMIT q.botNameChanged(state.botName()); });
}

QString ConversationSession::Private::dispatch(const Activity &activity,
                                               const QList<StagedFile> &files, const QString &title,
                                               const event::MessageSource &source, QString *why,
                                               bool typed)
{
    QString reason;
    if (!driver.isOpen())
        reason = tr("There is no conversation yet. Connect to a bot first.");
    else if (driver.status().phase() == State::Ended)
        reason = tr("This conversation has ended. Start a new one, then send.");
    else
        reason = whyNotSendable(activity, files, driver.limits());
    if (!reason.isEmpty()) {
        if (why)
            *why = reason;
        return {};
    }
    const SignalQueue::Hold hold(signalQueue);
    const QString shownTitle = outgoing::isShown(activity) ? QString()
        : title.isEmpty()                                  ? tr("Your choice")
                                                           : title;
    state.apply(event::MessageQueued{clock.nowUtc(), activity, files, shownTitle, typed, source});
    const QString key = state.keyOf(activity.clientActivityId());
    driver.outbox().add({key, activity, files});
    journal.waitForDisk(); // unless posting it did already
    return key;
}

// ---- The session

ConversationSession::ConversationSession(directline::ApiNetwork network, const Clock &clock,
                                         const Timing &timing, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, network, clock, timing))
{
    d->watch();
}

ConversationSession::~ConversationSession() = default;

void ConversationSession::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&ConversationSession::exchanged))
        d->driver.observeExchanges();
}

void ConversationSession::open(const ConnectionProfile &profile)
{
    const SignalQueue::Hold hold(d->signalQueue);
    if (!d->recovery.canResumeWith(profile)) {
        d->close();
        d->state.clear();
        d->recovery.openJournal(profile);
        if (d->recovery.isRestored())
            d->announceRestored();
    } else if (d->driver.isOpen()) { // it was not reached so far
        d->restoreAgain();
    }
    const ConnectionProfile resumed = d->recovery.resumedProfile(profile);
    d->driver.open(resumed, d->recovery.takeUnsent());
}

void ConversationSession::startOver(User user)
{
    const SignalQueue::Hold hold(d->signalQueue);
    if (d->driver.isOpen())
        d->driver.startOver(user == User::New);
}

void ConversationSession::renewCredential(const directline::Bearer &credential)
{
    const SignalQueue::Hold hold(d->signalQueue);
    if (d->driver.isOpen())
        d->driver.renewCredential(credential);
}

void ConversationSession::close()
{
    const SignalQueue::Hold hold(d->signalQueue);
    d->close();
}

void ConversationSession::tryNow()
{
    const SignalQueue::Hold hold(d->signalQueue);
    if (d->driver.isOpen())
        d->driver.tryNow();
}

bool ConversationSession::canTryAgain() const
{
    return d->driver.canTryAgain();
}

void ConversationSession::setVisible(bool visible)
{
    const SignalQueue::Hold hold(d->signalQueue);
    d->driver.setVisible(visible);
}

void ConversationSession::resume()
{
    const SignalQueue::Hold hold(d->signalQueue);
    d->dropExpired(); // no timer ran while the machine slept
    d->driver.resume();
}

ConversationSession::State ConversationSession::state() const
{
    return d->driver.status().state();
}

QString ConversationSession::statusText() const
{
    return d->driver.status().text();
}

QString ConversationSession::errorDetails() const
{
    return d->driver.status().details();
}

std::optional<QDateTime> ConversationSession::nextTryAt() const
{
    return d->driver.status().nextTryAt();
}

void ConversationSession::setShowsAllActivities(bool on)
{
    d->state.setShowsHidden(on);
}

bool ConversationSession::showsAllActivities() const
{
    return d->state.showsHidden();
}

ActivityModel &ConversationSession::model() const
{
    return d->state.model();
}

CardStates &ConversationSession::cardStates() const
{
    return d->state.cardStates();
}

const ConnectionProfile &ConversationSession::profile() const
{
    return d->driver.profile();
}

QString ConversationSession::conversationId() const
{
    return d->driver.conversationId();
}

QString ConversationSession::botName() const
{
    return d->state.botName();
}

const Timing &ConversationSession::timing() const
{
    return d->timing;
}

QJsonArray ConversationSession::transcript() const
{
    return d->state.transcript(outgoing::account(d->driver.sender()));
}

QList<directline::CardAction> ConversationSession::suggestedActions() const
{
    return d->state.suggestedActions();
}

QString ConversationSession::send(const QString &text, const QList<StagedFile> &files, QString *why)
{
    return d->dispatch(outgoing::message(d->driver.sender(), text, outgoing::newClientActivityId()),
                       files, {}, {}, why, true);
}

QString ConversationSession::perform(const directline::CardAction &action, const QString &sourceKey,
                                     QString *why)
{
    const QString pending = d->state.ownMessages().pressed(sourceKey, action);
    if (!pending.isEmpty())
        return pending;
    const std::optional<Activity> activity
        = outgoing::forAction(d->driver.sender(), action, outgoing::newClientActivityId(),
                              d->state.activityIdOf(sourceKey));
    if (!activity) {
        if (why)
            *why = tr("This button sends nothing to the bot.");
        return {};
    }
    event::MessageSource source;
    if (!sourceKey.isEmpty())
        source = {sourceKey, action, -1};
    return d->dispatch(*activity, {}, directline::cleanServiceText(action.label()), source, why);
}

QString ConversationSession::submit(const QJsonValue &data, const QJsonObject &inputs,
                                    const QString &sourceKey, int attachment, QString *why)
{
    const QString pending = d->state.ownMessages().submitted(sourceKey, attachment);
    if (!pending.isEmpty())
        return pending;
    return d->dispatch(outgoing::forSubmit(d->driver.sender(), data, inputs,
                                           outgoing::newClientActivityId(),
                                           d->state.activityIdOf(sourceKey)),
                       {}, {}, {sourceKey, std::nullopt, attachment}, why);
}

void ConversationSession::retry(QString key)
{
    const SignalQueue::Hold hold(d->signalQueue);
    if (d->driver.isOpen() && d->driver.outbox().retry(key))
        d->state.apply(event::MessageCarried{d->state.idOf(key)});
}

void ConversationSession::cancel(QString key)
{
    const SignalQueue::Hold hold(d->signalQueue);
    if (d->driver.isOpen())
        d->driver.outbox().cancel(key);
}

void ConversationSession::discard(QString key)
{
    const SignalQueue::Hold hold(d->signalQueue);
    if (d->driver.isOpen() && d->driver.outbox().discard(key))
        d->state.apply(event::MessageDiscarded{d->state.idOf(key)});
}

bool ConversationSession::waitingForReply() const
{
    return d->state.botActivity().isWaiting();
}

QDateTime ConversationSession::waitingSince() const
{
    return d->state.botActivity().waitingSince();
}

bool ConversationSession::botIsTyping() const
{
    return d->state.botActivity().isTyping();
}

// ---- What is kept on disk

void ConversationSession::setConversationsFolder(const QString &folder, const JournalLimits &limits)
{
    d->folder = folder;
    d->journalLimits = limits;
    d->journal.setStore(JournalStore(folder, limits));
}

void ConversationSession::setKeepsConversations(bool on)
{
    const SignalQueue::Hold hold(d->signalQueue);
    if (on == keepsConversations() || d->folder.isEmpty())
        return;
    if (!on) {
        d->journal.forget();
        d->journal.setStore(std::nullopt);
        return;
    }
    d->journal.setStore(JournalStore(d->folder, d->journalLimits));
    if (!d->driver.isOpen())
        return;
    // The journal alone is told: nothing of this is new to the conversation.
    d->journal.begin();
    d->journal.on(connectionOf(d->driver.profile()));
    if (d->driver.conversationId().isEmpty())
        return;
    d->journal.on(event::ConversationBegan{d->driver.conversationId(), {}, d->clock.nowUtc()});
    if (const auto watermark = d->driver.watermark(); watermark && !watermark->isEmpty())
        d->journal.on(event::WatermarkMoved{*watermark});
}

bool ConversationSession::keepsConversations() const
{
    return d->journal.store().has_value();
}

std::optional<ConnectionProfile> ConversationSession::savedConversation() const
{
    const auto about = d->journal.store() ? d->journal.store()->last() : std::nullopt;
    if (!about)
        return std::nullopt;
    ConnectionProfile profile = profileOf(about->connection);
    profile.conversationId = about->conversationId;
    return profile;
}

bool ConversationSession::restore()
{
    const SignalQueue::Hold hold(d->signalQueue);
    const auto about = d->journal.store() ? d->journal.store()->last() : std::nullopt;
    if (!about)
        return false;
    d->close();
    d->state.clear();
    QString why;
    return d->restore(*about, &why);
}

bool ConversationSession::isRestored() const
{
    return d->recovery.isRestored();
}

void ConversationSession::forgetConversation()
{
    const SignalQueue::Hold hold(d->signalQueue);
    d->journal.forget();
    d->close();
    d->state.clear();
    d->driver.setProfile({});
}

void ConversationSession::setDraft(const QString &text, const QList<StagedFile> &files)
{
    const SignalQueue::Hold hold(d->signalQueue);
    d->journal.setDraft({text, files});
}

std::pair<QString, QList<StagedFile>> ConversationSession::draft() const
{
    const ConversationJournal::Draft draft = d->journal.draft();
    return {draft.text, draft.files};
}

QStringList ConversationSession::sentHistory() const
{
    return d->state.typedTexts();
}

} // namespace botline
