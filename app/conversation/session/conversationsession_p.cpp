#include "conversationsession_p.h"

#include "app/conversation/policy/clock.h"
#include "app/conversation/wording/wording.h"
#include "app/directline/servicetext.h"
#include "app/directline/uploadbody.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace botline {

using directline::Activity;
using directline::Conversation;
using directline::Error;

namespace {

constexpr qint64 kLongestExpiryWaitMs = 60 * 60 * 1000;

} // namespace

// ---- Connecting

void ConversationSession::Private::openLine()
{
    line = std::make_unique<ServiceConnection>(
        network, profile, clock, timing, policy, gate,
        [this](std::span<const Activity> activities) { return receive(activities); }, &q);
    line->poller.setVisible(visible);
    line->client.setExchangeObserver(observer);
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
    ServiceConnection *const mine = line.get();
    mine->poller.stop();
    if (!fromDisk) // else the bot's question may still be open
        setChips({});
    presence.spoke();
    if (line.get() == mine) // else somebody who heard of that ended it
        mine->starter.begin(with, resumeAt);
}

void ConversationSession::Private::setPhase(State phase)
{
    status.setPhase(phase);
    updateHeld();
}

void ConversationSession::Private::end(State phase, const Error &error)
{
    line->poller.stop();
    status.setEnd(phase, error);
    updateHeld();
    presence.spoke();
}

// While the conversation cannot be read, nothing is said into it: the echo could not be seen.
void ConversationSession::Private::updateHeld()
{
    if (line)
        line->outbox.setHeld(status.phase() != State::Online || status.hasTrouble(Part::Poll));
}

void ConversationSession::Private::enter(const Conversation &conversation, bool existing)
{
    ServiceConnection *const mine = line.get();
    const bool same = conversation.conversationId == conversationId;
    const bool first = !same || fromDisk;
    std::optional<QString> watermark;
    if (same)
        watermark = mine->poller.watermark() ? mine->poller.watermark() : resumeAt;
    if (!same && fromDisk) {
        mine->outbox.abandonAll(tr("The conversation this was written for could not be continued. "
                                   "Retry sends it in this one."),
                                true);
        setChips({});
        if (line.get() != mine) // somebody who heard of that ended it
            return;
    }
    if (!same) {
        conversationId = conversation.conversationId;
        timeline.beginConversation(conversationId, divider);
        journal.conversationBegan(conversationId, divider);
    } else if (startingOver) {
        addNote(tr("This token belongs to one conversation, so it goes on."));
    }
    if (first) {
        replaying = existing;
        historyPending = true;
    }
    startingOver = false;
    fromDisk = false;
    resumeAt.reset();
    divider.clear();
    mine->credential.setConversationId(conversationId);
    mine->credential.setWatermark(watermark);
    mine->outbox.setConversationId(conversationId);
    setPhase(State::Online);
    if (line.get() != mine)
        return;
    mine->poller.start(conversationId, watermark);
    if (first)
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
    journal.connectionChanged(profile);
}

void ConversationSession::Private::watchStarter()
{
    const ConversationOpener *starter = &line->starter;
    connect(starter, &ConversationOpener::authenticating, &q,
            [this] { setPhase(State::Authenticating); });
    connect(starter, &ConversationOpener::starting, &q, [this] { setPhase(State::Starting); });
    connect(starter, &ConversationOpener::userResolved, &q, [this](const QString &userId) {
        setUser(userId);
        Q_EMIT q.userChanged(userId);
    });
    connect(starter, &ConversationOpener::delayed, &q,
            [this](const Error &error, std::chrono::milliseconds wait) {
                status.setTrouble(Part::Start, error, wait);
            });
    connect(starter, &ConversationOpener::started, &q,
            [this](const Conversation &conversation, ConversationOpener::Entry entry) {
                enter(conversation, entry != ConversationOpener::Entry::New);
            });
    connect(starter, &ConversationOpener::failed, &q,
            [this](const Error &error, ConversationOpener::Failure failure) {
                switch (failure) {
                case ConversationOpener::Failure::Permanent:
                case ConversationOpener::Failure::GaveUp:
                    end(State::Failed, error);
                    break;
                case ConversationOpener::Failure::Expired:
                    end(State::Expired, error);
                    break;
                case ConversationOpener::Failure::Gone:
                    line->outbox.abandonAll(
                        tr("The conversation this was written for no longer exists. Start a new "
                           "one, then Retry."),
                        true);
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
    // An ended line lives on until its own code has returned, so this may be used to the last.
    ServiceConnection *const mine = line.get();
    const WatermarkPoller *poller = &mine->poller;
    connect(poller, &WatermarkPoller::watermarkChanged, &q,
            [this, mine](const std::optional<QString> &watermark) {
                mine->credential.setWatermark(watermark);
                journal.watermarkMoved(watermark);
            });
    connect(poller, &WatermarkPoller::polled, &q,
            [this, mine](bool broughtAnything, bool caughtUp) {
                const bool recovered = status.hasTrouble(Part::Poll);
                status.clearTrouble(Part::Poll);
                mine->outbox.polled(broughtAnything, caughtUp);
                updateHeld();
                if (recovered)
                    mine->outbox.tryNow();
            });
    connect(poller, &WatermarkPoller::drained, &q, [this] {
        replaying = false;
        if (std::exchange(historyPending, false))
            Q_EMIT q.historyLoaded(model.rowCount());
    });
    connect(poller, &WatermarkPoller::troubled, &q,
            [this, mine](const Error &error, std::chrono::milliseconds wait) {
                status.setTrouble(Part::Poll, error, wait);
                mine->outbox.pollFailed();
                updateHeld();
            });
    connect(poller, &WatermarkPoller::leftOut, &q, [this](int activities) {
        addNote(activities == 1
                    ? tr("A message could not be read and is not shown.")
                    : tr("%1 messages could not be read and are not shown.").arg(activities));
    });
    connect(poller, &WatermarkPoller::gone, &q,
            [this](const Error &error) { end(State::Ended, error); });
}

void ConversationSession::Private::watchOutbox()
{
    const Outbox *outbox = &line->outbox;
    connect(outbox, &Outbox::deliveryChanged, &q,
            [this](const QString &key, const Delivery &delivery) {
                journal.deliveryChanged(key, delivery);
                timeline.setDelivery(key, delivery, hiddenTitles.value(key));
                answers.deliveryChanged(key, delivery);
                if (delivery.state != SendState::Sending && delivery.state != SendState::Delivered)
                    presence.postFailed(key);
            });
    connect(outbox, &Outbox::accepted, &q, [this](const QString &key, const QString &id) {
        journal.accepted(key, id);
        timeline.setAccepted(key, id);
    });
    connect(outbox, &Outbox::aboutToPost, &journal, &ConversationJournal::aboutToPost);
    // The bot's turn begins when it has all of a message, which for an upload takes its time.
    connect(outbox, &Outbox::requestSent, &q, [this](const QString &key) { presence.posted(key); });
    connect(outbox, &Outbox::requestSent, &line->poller, &WatermarkPoller::pollSoon);
    connect(outbox, &Outbox::requestEnded, &line->poller, &WatermarkPoller::pollSoon);
    connect(outbox, &Outbox::troubled, &q,
            [this](const Error &error, std::chrono::milliseconds wait) {
                status.setTrouble(Part::Post, error, wait);
            });
    connect(outbox, &Outbox::troubleEnded, &q, [this] { status.clearTrouble(Part::Post); });
    connect(outbox, &Outbox::conversationGone, &q,
            [this](const Error &error) { end(State::Ended, error); });
    connect(outbox, &Outbox::arrivedWithTrouble, &q,
            [this](const QString &key, const Error &error) {
                timeline.setRemark(key, wording::botInTrouble(error), wording::details(error));
            });
    connect(outbox, &Outbox::readFromStartWanted, &line->poller, &WatermarkPoller::readFromStart);
}

// ---- Receiving

bool ConversationSession::Private::receive(std::span<const Activity> activities)
{
    ServiceConnection *const mine = line.get();
    const QString knownName = timeline.botName();
    const ActivityTimeline::Received received = timeline.receive(activities);
    journal.received(activities, received.items); // before anybody hears of it
    dropExpired();
    if (timeline.botName() != knownName)
        Q_EMIT q.botNameChanged(timeline.botName());
    QList<directline::CardAction> offered = chips;
    for (const ActivityTimeline::Item &item : received.items) {
        if (line.get() != mine) // somebody who heard of the last one left
            return false;
        take(activities[item.activity], item, offered);
    }
    setChips(offered);
    if (received.rows > 0)
        Q_EMIT q.activitiesReceived(received.rows, replaying);
    return !received.items.isEmpty();
}

void ConversationSession::Private::take(const Activity &activity,
                                        const ActivityTimeline::Item &item,
                                        QList<directline::CardAction> &offered)
{
    if (!item.echoOf.isEmpty() && !item.echoAgain) {
        transcript.replaceOwn(item.echoOf, activity);
        hiddenTitles.remove(item.echoOf);
        line->outbox.echoed(item.echoOf);
        answers.echoed(item.echoOf);
        Q_EMIT q.echoReceived(item.echoOf, activity.id);
        return;
    }
    transcript.addReceived(activity, item.side != Side::Bot);
    const auto chipsNow = JournalReplay::chipsAfter(activity, item, profile.userId);
    if (item.side != Side::Bot) {
        if (chipsNow)
            offered = *chipsNow;
        return;
    }
    if (activity.type == "messageUpdate"_L1) {
        if (const int row = model.rowOfId(activity.id); row >= 0)
            answers.cardsReplaced(model.at(row).key, int(activity.attachments.size()));
    }
    if (activity.type == "typing"_L1) {
        if (!replaying)
            presence.typed();
        return;
    }
    presence.spoke();
    if (chipsNow) {
        offered = *chipsNow;
    } else if (activity.type == "endOfConversation"_L1 && !replaying) {
        Q_EMIT q.conversationEndedByBot(directline::cleanServiceText(activity.text));
    }
}

void ConversationSession::Private::dropExpired()
{
    timeline.dropExpired();
    const QDateTime next = timeline.nextExpiry();
    if (!next.isValid()) {
        expiryTimer.stop();
        return;
    }
    // A timer counts in another way than the clock on the wall, and its range is bounded.
    const qint64 wait = clock.nowUtc().msecsTo(next);
    expiryTimer.start(int(std::clamp<qint64>(wait, 0, kLongestExpiryWaitMs)));
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
    const bool typed = activity.textFormat == "plain"_L1; // else a button, which may say nothing
    if (typed && activity.text.isEmpty() && files.isEmpty()) {
        *why = tr("There is nothing to send yet. Type something or attach a file.");
        return false;
    }
    const directline::ClientLimits &limits = line->client.limits();
    const QJsonObject json = activity.toJson();
    const qint64 size = QJsonDocument(json).toJson(QJsonDocument::Compact).size();
    if (size > limits.activityJsonBytes) {
        *why = wording::describe(directline::Refusal{
            directline::Refusal::Reason::MessageTooLong, {}, size, limits.activityJsonBytes});
        return false;
    }
    if (files.isEmpty())
        return true;
    QList<directline::UploadFile> uploads;
    for (const StagedFile &file : files)
        uploads.append({file.path, file.name, file.contentType});
    directline::Refusal refusal;
    if (directline::uploadSize(json, uploads, limits, &refusal))
        return true;
    *why = wording::describe(refusal);
    return false;
}

QString ConversationSession::Private::dispatch(const Activity &activity,
                                               const QList<StagedFile> &files, const QString &title,
                                               QString *why, bool typed)
{
    QString reason;
    if (!maySend(activity, files, &reason)) {
        if (why)
            *why = reason;
        return {};
    }
    ServiceConnection *const mine = line.get();
    const QString key = timeline.newKey();
    timeline.addOwn(key, activity, files);
    transcript.addOwn(key, activity);
    if (!outgoing::isShown(activity))
        hiddenTitles.insert(key, title.isEmpty() ? tr("Your choice") : title);
    const Outbox::Message message{key, activity, files};
    journal.queued(message, hiddenTitles.value(key), typed);
    mine->outbox.add(message);
    journal.waitForDisk(); // unless posting it did already
    setChips({});
    return key;
}

} // namespace botline
