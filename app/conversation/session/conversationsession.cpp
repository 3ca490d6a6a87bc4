#include "conversationsession.h"

#include "conversationsession_p.h"

#include "app/directline/servicetext.h"

namespace botline {

using directline::Activity;

ConversationSession::ConversationSession(directline::ApiNetwork network, const Clock &clock,
                                         const Timing &timing, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, network, clock, timing))
{
    d->expiryTimer.setSingleShot(true);
    connect(&d->expiryTimer, &QTimer::timeout, this, [this] { d->dropExpired(); });
    connect(&d->status, &ConnectionStatus::stateChanged, this, &ConversationSession::stateChanged);
    connect(&d->status, &ConnectionStatus::textChanged, this,
            &ConversationSession::statusTextChanged);
    connect(&d->journal, &ConversationJournal::failed, this, &ConversationSession::keepingFailed);
    connect(&d->presence, &BotActivityTracker::typingChanged, this,
            &ConversationSession::botTypingChanged);
    connect(&d->presence, &BotActivityTracker::waitingChanged, this,
            &ConversationSession::waitingForReplyChanged);
}

ConversationSession::~ConversationSession()
{
    // Ended lines too, while what they refer to is still there.
    d->endLine();
    qDeleteAll(findChildren<ServiceConnection *>(Qt::FindDirectChildrenOnly));
}

void ConversationSession::setExchangeObserver(directline::ExchangeObserver *observer)
{
    d->observer = observer;
    if (d->line)
        d->line->client.setExchangeObserver(observer);
}

void ConversationSession::open(const ConnectionProfile &profile)
{
    if (!d->goesOnWith(profile)) {
        close();
        d->clear();
        d->openJournal(profile);
    } else if (d->line) { // it was not reached so far; what is on disk is what is known
        d->restoreAgain();
    }
    if (!(profile.serviceUrl == d->profile.serviceUrl))
        d->gate.open();
    d->profile = d->takenUp(profile);
    d->openLine();
    if (!d->profile.userId.isEmpty())
        d->setUser(d->profile.userId);
    d->takeUpUnsent();
    d->begin(d->profile);
}

void ConversationSession::startOver(User user)
{
    if (!d->line)
        return;
    d->line->starter.stop();
    d->line->poller.stop();
    d->line->outbox.setHeld(true);
    d->line->outbox.abandonAll(
        tr("A new conversation began before this was sent. Retry sends it there."), true);
    d->startingOver = true;
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
    d->journal.end(); // what is unsent stays so, for the next time
    if (d->line)
        d->line->outbox.abandonAll(tr("The connection was closed before this was sent."), false);
    d->endLine();
    d->conversationId.clear();
    d->divider.clear();
    d->startingOver = false;
    d->historyPending = false;
    d->replaying = false;
    d->restored = false;
    d->fromDisk = false;
    d->resumeAt.reset();
    d->unsent.clear();
    d->hiddenTitles.clear();
    d->answers.clear();
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

bool ConversationSession::canTryAgain() const
{
    return d->line && d->status.phase() == State::Failed && d->status.lastError()
        && mayStartAgain(*d->status.lastError());
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
    d->dropExpired(); // no timer ran while the machine slept
    if (!d->line || !d->gate.isOpen())
        return;
    if (d->status.phase() == State::Online || d->line->starter.isRunning())
        tryNow();
    d->line->poller.resume();
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

void ConversationSession::setShowsAllActivities(bool on)
{
    d->timeline.setShowsQuiet(on);
}

bool ConversationSession::showsAllActivities() const
{
    return d->timeline.showsQuiet();
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
                       {}, why, true);
}

QString ConversationSession::perform(const directline::CardAction &action, const QString &sourceKey,
                                     QString *why)
{
    if (const QString pending = d->answers.pressed(sourceKey, action); !pending.isEmpty())
        return pending;
    const std::optional<Activity> activity = outgoing::forAction(
        d->sender(), action, outgoing::newClientActivityId(), d->timeline.activityIdOf(sourceKey));
    if (!activity) {
        if (why)
            *why = tr("This button sends nothing to the bot.");
        return {};
    }
    const QString key
        = d->dispatch(*activity, {}, directline::cleanServiceText(action.label()), why);
    if (!key.isEmpty() && !sourceKey.isEmpty())
        d->answers.addPressed(key, sourceKey, action);
    return key;
}

QString ConversationSession::submit(const QJsonValue &data, const QJsonObject &inputs,
                                    const QString &sourceKey, int attachment, QString *why)
{
    if (const QString pending = d->answers.submitted(sourceKey, attachment); !pending.isEmpty())
        return pending;
    const QString key = d->dispatch(outgoing::forSubmit(d->sender(), data, inputs,
                                                        outgoing::newClientActivityId(),
                                                        d->timeline.activityIdOf(sourceKey)),
                                    {}, {}, why);
    if (!key.isEmpty())
        d->answers.addSubmitted(key, sourceKey, attachment);
    return key;
}

void ConversationSession::retry(QString key)
{
    if (!d->line || !d->line->outbox.retry(key))
        return;
    d->timeline.carryOver(key);
    d->journal.carried(key);
}

void ConversationSession::cancel(QString key)
{
    if (d->line)
        d->line->outbox.cancel(key);
}

void ConversationSession::discard(QString key)
{
    if (!d->line || !d->line->outbox.discard(key))
        return;
    d->journal.discarded(key);
    d->timeline.removeOwn(key);
    d->transcript.remove(key);
    d->hiddenTitles.remove(key);
    d->answers.discarded(key);
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
