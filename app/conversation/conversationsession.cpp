#include "conversationsession.h"

#include "activitymodel.h"
#include "activitytimeline.h"
#include "clock.h"
#include "connectionstatus.h"
#include "conversationline.h"
#include "outgoingactivity.h"
#include "presence.h"
#include "throttlegate.h"
#include "transcript.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace botline {

using directline::Activity;
using directline::Conversation;
using directline::Error;

struct ConversationSession::Private
{
    using Part = ConnectionStatus::Part;

    Private(ConversationSession &session, directline::ApiNetwork apiNetwork, const Clock &wallClock,
            const Timing &allTiming)
        : q(session),
          network(apiNetwork),
          clock(wallClock),
          timing(allTiming),
          policy(allTiming),
          timeline(model, wallClock),
          presence(allTiming, wallClock),
          gate(wallClock),
          status(wallClock, policy, allTiming)
    {
    }

    ConversationSession &q;
    directline::ApiNetwork network;
    const Clock &clock;
    Timing timing;
    RetryPolicy policy;

    ActivityModel model;
    CardStates cardStates;
    ActivityTimeline timeline;
    Transcript transcript;
    Presence presence;
    ThrottleGate gate; // outlives a line: a throttled service stays throttled for the next one
    ConnectionStatus status;

    ConnectionProfile profile;
    QString conversationId;
    QString divider; // to stand above the next conversation; "" for none
    bool visible = true;
    bool historyPending = false; // until the backlog is drained
    bool replaying = false; // that backlog was there before us
    bool broughtAnything = false; // the last set
    QList<directline::CardAction> chips;
    QHash<QString, QString> hiddenTitles; // of messages without a row, should they need one

    // Last: it is ended before what it uses.
    std::unique_ptr<ConversationLine> line;

    void openLine();
    void endLine();
    void watchStarter();
    void watchCredential();
    void watchPoller();
    void watchOutbox();

    void begin(const ConnectionProfile &with);
    void setPhase(State phase);
    void end(State phase, const Error &error);
    void updateHeld();
    void enter(const Conversation &conversation, bool existing);
    void startAnother(const QString &dividerText);
    void setUser(const QString &userId);

    bool receive(const directline::ActivitySet &set);
    void take(const ActivityTimeline::Item &item);
    void setChips(const QList<directline::CardAction> &actions);

    outgoing::Sender sender() const;
    bool maySend(const Activity &activity, const QList<StagedFile> &files, QString *why) const;
    QString dispatch(const Activity &activity, const QList<StagedFile> &files, const QString &title,
                     QString *why);
};

// ---- Connecting

void ConversationSession::Private::openLine()
{
    line = std::make_unique<ConversationLine>(
        network, profile, clock, timing, policy, gate,
        [this](const directline::ActivitySet &set) { return receive(set); });
    line->poller.setVisible(visible);
    connect(&line->client, &directline::Client::exchanged, &q, &ConversationSession::exchanged);
    watchStarter();
    watchCredential();
    watchPoller();
    watchOutbox();
}

void ConversationSession::Private::endLine()
{
    if (line)
        line.release()->end();
}

void ConversationSession::Private::begin(const ConnectionProfile &with)
{
    setChips({});
    presence.spoke();
    line->poller.stop();
    line->starter.begin(with);
}

void ConversationSession::Private::setPhase(State phase)
{
    status.setPhase(phase);
    updateHeld();
}

void ConversationSession::Private::end(State phase, const Error &error)
{
    line->poller.stop();
    presence.spoke();
    status.setEnd(phase, error);
    updateHeld();
}

// While the conversation cannot be read, nothing is said into it: the echo could not be seen.
void ConversationSession::Private::updateHeld()
{
    if (line)
        line->outbox.setHeld(status.phase() != State::Online || status.hasTrouble(Part::Poll));
}

void ConversationSession::Private::enter(const Conversation &conversation, bool existing)
{
    const bool same = conversation.conversationId == conversationId;
    if (!same) {
        conversationId = conversation.conversationId;
        timeline.beginConversation(conversationId, divider);
        replaying = existing;
    }
    divider.clear();
    historyPending = historyPending || !same;
    line->credential.setConversationId(conversationId);
    line->outbox.setConversationId(conversationId);
    const std::optional<QString> watermark = same ? line->poller.watermark() : std::nullopt;
    line->credential.setWatermark(watermark);
    setPhase(State::Online);
    line->poller.start(conversationId, watermark);
    if (!same)
        Q_EMIT q.conversationStarted(conversationId);
}

void ConversationSession::Private::startAnother(const QString &dividerText)
{
    divider = model.rowCount() > 0 ? dividerText : QString();
    ConnectionProfile fresh = profile;
    fresh.conversationId.clear();
    begin(fresh);
}

void ConversationSession::Private::setUser(const QString &userId)
{
    profile.userId = userId;
    timeline.setUserId(userId);
    line->outbox.setSender(outgoing::account(sender()));
}

void ConversationSession::Private::watchStarter()
{
    const ConversationStarter *starter = &line->starter;
    connect(starter, &ConversationStarter::authenticating, &q,
            [this] { setPhase(State::Authenticating); });
    connect(starter, &ConversationStarter::starting, &q, [this] { setPhase(State::Starting); });
    connect(starter, &ConversationStarter::userResolved, &q, [this](const QString &userId) {
        setUser(userId);
        Q_EMIT q.userChanged(userId);
    });
    connect(starter, &ConversationStarter::delayed, &q,
            [this](const Error &error, std::chrono::milliseconds wait) {
                status.setTrouble(Part::Start, error, wait);
            });
    connect(starter, &ConversationStarter::started, &q,
            [this](const Conversation &conversation, ConversationStarter::Entry entry) {
                enter(conversation, entry != ConversationStarter::Entry::New);
            });
    connect(starter, &ConversationStarter::failed, &q,
            [this](const Error &error, ConversationStarter::Failure failure) {
                switch (failure) {
                case ConversationStarter::Failure::Permanent:
                case ConversationStarter::Failure::GaveUp:
                    end(State::Failed, error);
                    break;
                case ConversationStarter::Failure::Expired:
                    end(State::Expired, error);
                    break;
                case ConversationStarter::Failure::Gone:
                    end(State::Ended, error);
                    break;
                }
            });
}

void ConversationSession::Private::watchCredential()
{
    const Credential *credential = &line->credential;
    connect(credential, &Credential::recoveryStarted, &q, [this] { status.setRecovering(); });
    connect(credential, &Credential::recoveryDelayed, &q,
            [this](const Error &error, std::chrono::milliseconds wait) {
                status.setTrouble(Part::Recovery, error, wait);
            });
    connect(credential, &Credential::renewed, &q, [this] { status.clearTrouble(Part::Recovery); });
    connect(credential, &Credential::expired, &q,
            [this](const Error &error) { end(State::Expired, error); });
    connect(credential, &Credential::newConversationNeeded, &q, [this] {
        startAnother(tr("The earlier conversation could not be continued. This is a new one."));
    });
    connect(credential, &Credential::conversationReplaced, &q,
            [this](const Conversation &conversation) {
                divider = tr("The service went on in a new conversation.");
                enter(conversation, true);
            });
}

void ConversationSession::Private::watchPoller()
{
    const WatermarkPoller *poller = &line->poller;
    connect(poller, &WatermarkPoller::watermarkChanged, &q,
            [this](const std::optional<QString> &watermark) {
                line->credential.setWatermark(watermark);
            });
    connect(poller, &WatermarkPoller::polled, &q, [this] {
        const bool recovered = status.hasTrouble(Part::Poll);
        status.clearTrouble(Part::Poll);
        line->outbox.polled(broughtAnything);
        updateHeld();
        if (recovered)
            line->outbox.tryNow();
    });
    connect(poller, &WatermarkPoller::drained, &q, [this] {
        replaying = false;
        if (std::exchange(historyPending, false))
            Q_EMIT q.historyLoaded(model.rowCount());
    });
    connect(poller, &WatermarkPoller::troubled, &q,
            [this](const Error &error, std::chrono::milliseconds wait) {
                status.setTrouble(Part::Poll, error, wait);
                line->outbox.pollFailed();
                updateHeld();
            });
    connect(poller, &WatermarkPoller::gone, &q,
            [this](const Error &error) { end(State::Ended, error); });
}

void ConversationSession::Private::watchOutbox()
{
    const Outbox *outbox = &line->outbox;
    connect(outbox, &Outbox::deliveryChanged, &q,
            [this](const QString &key, const Delivery &delivery) {
                timeline.setDelivery(key, delivery, hiddenTitles.value(key));
                if (delivery.state != SendState::Sending && delivery.state != SendState::Delivered)
                    presence.postFailed(key);
            });
    connect(outbox, &Outbox::accepted, &q,
            [this](const QString &key, const QString &id) { timeline.setAccepted(key, id); });
    connect(outbox, &Outbox::requestStarted, &q,
            [this](const QString &key) { presence.posted(key); });
    connect(outbox, &Outbox::requestSent, &line->poller, &WatermarkPoller::pollSoon);
    connect(outbox, &Outbox::requestEnded, &line->poller, &WatermarkPoller::pollSoon);
    connect(outbox, &Outbox::troubled, &q,
            [this](const Error &error, std::chrono::milliseconds wait) {
                status.setTrouble(Part::Post, error, wait);
            });
    connect(outbox, &Outbox::troubleEnded, &q, [this] { status.clearTrouble(Part::Post); });
    connect(outbox, &Outbox::conversationGone, &q,
            [this](const Error &error) { end(State::Ended, error); });
    connect(outbox, &Outbox::readFromStartWanted, &line->poller, &WatermarkPoller::readFromStart);
}

// ---- Receiving

bool ConversationSession::Private::receive(const directline::ActivitySet &set)
{
    const QString knownName = timeline.botName();
    const ActivityTimeline::Received received = timeline.receive(set.activities);
    timeline.dropExpired();
    broughtAnything = !received.items.isEmpty();
    if (timeline.botName() != knownName)
        Q_EMIT q.botNameChanged(timeline.botName());
    for (const ActivityTimeline::Item &item : received.items)
        take(item);
    if (received.rows > 0)
        Q_EMIT q.activitiesReceived(received.rows, replaying);
    return broughtAnything;
}

void ConversationSession::Private::take(const ActivityTimeline::Item &item)
{
    const Activity &activity = item.activity;
    if (!item.echoOf.isEmpty() && !item.echoAgain) {
        transcript.replaceOwn(item.echoOf, activity);
        hiddenTitles.remove(item.echoOf);
        line->outbox.echoed(item.echoOf);
        Q_EMIT q.echoReceived(item.echoOf, activity.id);
        return;
    }
    transcript.addReceived(activity, item.side != Side::Bot);
    if (item.side != Side::Bot) {
        if (activity.isMessage() && item.echoOf.isEmpty())
            setChips({}); // somebody said something after the bot asked
        return;
    }
    if (activity.type == "typing"_L1) {
        if (!replaying)
            presence.typed();
        return;
    }
    presence.spoke();
    if (activity.isMessage()) {
        const auto &suggested = activity.suggestedActions;
        const bool forUs = suggested && suggested->isFor(profile.userId);
        setChips(forUs ? suggested->actions : QList<directline::CardAction>());
    } else if (activity.type == "endOfConversation"_L1 && !replaying) {
        Q_EMIT q.conversationEndedByBot(directline::cleanServiceText(activity.text));
    }
}

void ConversationSession::Private::setChips(const QList<directline::CardAction> &actions)
{
    if (chips == actions)
        return;
    chips = actions;
    Q_EMIT q.suggestedActionsChanged();
}

// ---- Sending

outgoing::Sender ConversationSession::Private::sender() const
{
    const QString locale = profile.locale.isEmpty() ? QLocale().bcp47Name() : profile.locale;
    return {profile.userId, profile.userName, locale, clock.nowUtc()};
}

bool ConversationSession::Private::maySend(const Activity &activity, const QList<StagedFile> &files,
                                           QString *why) const
{
    if (!line) {
        *why = tr("There is no conversation yet. Connect to a bot first.");
        return false;
    }
    if (status.phase() == State::Ended) {
        *why = tr("This conversation has ended. Start a new one, then send.");
        return false;
    }
    if (activity.text.isEmpty() && activity.value.isUndefined() && files.isEmpty()) {
        *why = tr("There is nothing to send yet. Type something or attach a file.");
        return false;
    }
    const directline::ClientLimits &limits = line->client.limits();
    const QJsonObject json = activity.toJson();
    const qint64 size = QJsonDocument(json).toJson(QJsonDocument::Compact).size();
    if (size > limits.activityJsonBytes) {
        *why = tr("This is too long for one message: %1, the limit is %2. Shorten it or send it as "
                  "a file.")
                   .arg(QLocale().formattedDataSize(size),
                        QLocale().formattedDataSize(limits.activityJsonBytes));
        return false;
    }
    if (files.isEmpty())
        return true;
    QList<directline::UploadFile> uploads;
    for (const StagedFile &file : files)
        uploads.append({file.path, file.name, file.contentType});
    return directline::uploadSize(json, uploads, limits, why).has_value();
}

QString ConversationSession::Private::dispatch(const Activity &activity,
                                               const QList<StagedFile> &files, const QString &title,
                                               QString *why)
{
    QString reason;
    if (!maySend(activity, files, &reason)) {
        if (why)
            *why = reason;
        return {};
    }
    const QString key = timeline.newKey();
    timeline.addOwn(key, activity, files);
    transcript.addOwn(key, activity);
    if (!outgoing::isShown(activity))
        hiddenTitles.insert(key, title.isEmpty() ? tr("Your choice") : title);
    setChips({});
    line->outbox.add({key, activity, files});
    return key;
}

// ---- The session

ConversationSession::ConversationSession(directline::ApiNetwork network, const Clock &clock,
                                         const Timing &timing, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, network, clock, timing))
{
    connect(&d->status, &ConnectionStatus::stateChanged, this, &ConversationSession::stateChanged);
    connect(&d->status, &ConnectionStatus::textChanged, this,
            &ConversationSession::statusTextChanged);
    connect(&d->presence, &Presence::typingChanged, this, &ConversationSession::botTypingChanged);
    connect(&d->presence, &Presence::waitingChanged, this,
            &ConversationSession::waitingForReplyChanged);
}

ConversationSession::~ConversationSession() = default;

void ConversationSession::open(const ConnectionProfile &profile)
{
    close();
    if (!(profile.serviceUrl == d->profile.serviceUrl))
        d->gate.open();
    d->profile = profile;
    d->timeline.clear();
    d->transcript.clear();
    d->cardStates.clear();
    d->openLine();
    if (!profile.userId.isEmpty())
        d->setUser(profile.userId);
    d->begin(profile);
}

void ConversationSession::startOver(User user)
{
    if (!d->line)
        return;
    d->line->starter.stop();
    d->line->poller.stop();
    d->line->outbox.setHeld(true);
    d->line->outbox.leaveConversation();
    if (user == User::New)
        d->profile.userId.clear();
    d->startAnother(tr("New conversation"));
}

void ConversationSession::renewCredential(const directline::Bearer &credential)
{
    if (!d->line)
        return;
    d->line->starter.stop();
    d->profile.credential = credential;
    d->line->credential.replace(credential);
    d->line->credential.setConversationId(d->conversationId);
    d->divider = d->model.rowCount() > 0 ? tr("New conversation") : QString();
    // A secret can go back to where we were; a token says itself which conversation it is for.
    ConnectionProfile with = d->profile;
    const bool goesBack = !d->line->credential.secret().isEmpty();
    if (!d->conversationId.isEmpty())
        with.conversationId = goesBack ? d->conversationId : QString();
    d->begin(with);
}

void ConversationSession::close()
{
    d->endLine();
    d->conversationId.clear();
    d->divider.clear();
    d->historyPending = false;
    d->replaying = false;
    d->hiddenTitles.clear();
    d->setChips({});
    d->presence.spoke();
    d->setPhase(State::Idle);
}

void ConversationSession::tryNow()
{
    if (!d->line)
        return;
    d->gate.open();
    if (d->status.phase() == State::Online) {
        d->line->credential.tryNow();
        d->line->outbox.tryNow();
        d->line->poller.pollNow();
    } else if (d->line->starter.isRunning() || d->status.phase() == State::Failed) {
        d->line->starter.tryNow();
    }
}

void ConversationSession::setVisible(bool visible)
{
    d->visible = visible;
    if (d->line)
        d->line->poller.setVisible(visible);
}

void ConversationSession::resume()
{
    d->gate.checkClock();
    if (!d->line || !d->gate.isOpen())
        return;
    if (d->status.phase() == State::Online || d->line->starter.isRunning())
        tryNow();
}

ConversationSession::State ConversationSession::state() const
{
    return d->status.state();
}

QString ConversationSession::statusText() const
{
    return d->status.text();
}

QString ConversationSession::errorDetails() const
{
    return d->status.details();
}

std::optional<QDateTime> ConversationSession::nextTryAt() const
{
    return d->status.nextTryAt();
}

ActivityModel &ConversationSession::model() const
{
    return d->model;
}

CardStates &ConversationSession::cardStates() const
{
    return d->cardStates;
}

const ConnectionProfile &ConversationSession::profile() const
{
    return d->profile;
}

QString ConversationSession::conversationId() const
{
    return d->conversationId;
}

QString ConversationSession::botName() const
{
    return d->timeline.botName();
}

const Timing &ConversationSession::timing() const
{
    return d->timing;
}

QJsonArray ConversationSession::transcript() const
{
    return d->transcript.toJson(outgoing::account(d->sender()), d->timeline.bot());
}

QList<directline::CardAction> ConversationSession::suggestedActions() const
{
    return d->chips;
}

QString ConversationSession::send(const QString &text, const QList<StagedFile> &files, QString *why)
{
    return d->dispatch(outgoing::message(d->sender(), text, outgoing::newClientActivityId()), files,
                       {}, why);
}

QString ConversationSession::perform(const directline::CardAction &action, const QString &sourceKey,
                                     QString *why)
{
    const std::optional<Activity> activity = outgoing::forAction(
        d->sender(), action, outgoing::newClientActivityId(), d->timeline.activityIdOf(sourceKey));
    if (!activity) {
        if (why)
            *why = tr("This button sends nothing to the bot.");
        return {};
    }
    return d->dispatch(*activity, {}, directline::cleanServiceText(action.label()), why);
}

QString ConversationSession::submit(const QJsonValue &data, const QJsonObject &inputs,
                                    const QString &sourceKey, QString *why)
{
    return d->dispatch(outgoing::forSubmit(d->sender(), data, inputs,
                                           outgoing::newClientActivityId(),
                                           d->timeline.activityIdOf(sourceKey)),
                       {}, {}, why);
}

void ConversationSession::retry(const QString &key)
{
    if (d->line && d->line->outbox.retry(key))
        d->timeline.carryOver(key);
}

void ConversationSession::cancel(const QString &key)
{
    if (d->line)
        d->line->outbox.cancel(key);
}

void ConversationSession::discard(const QString &key)
{
    if (!d->line || !d->line->outbox.discard(key))
        return;
    d->timeline.removeOwn(key);
    d->transcript.remove(key);
    d->hiddenTitles.remove(key);
}

bool ConversationSession::waitingForReply() const
{
    return d->presence.isWaiting();
}

QDateTime ConversationSession::waitingSince() const
{
    return d->presence.waitingSince();
}

bool ConversationSession::botIsTyping() const
{
    return d->presence.isTyping();
}

} // namespace botline
