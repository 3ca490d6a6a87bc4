#include "connectiondriver.h"

#include "connectionevent.h"

#include "app/conversation/policy/clock.h"
#include "app/conversation/state/conversationstate.h"
#include "app/conversation/wording/wording.h"

#include <QtCore/QLocale>

namespace botline {

using directline::Activity;
using directline::Conversation;
using directline::Error;

ConnectionDriver::ConnectionDriver(directline::ApiNetwork network, const Clock &clock,
                                   const Timing &timing, ConversationState &state,
                                   SignalQueue &signalQueue, QObject *parent)
    : QObject(parent),
      m_network(network),
      m_clock(clock),
      m_timing(timing),
      m_policy(timing),
      m_state(state),
      m_signals(signalQueue),
      m_gate(clock),
      m_status(clock, m_policy, timing)
{
    connect(&m_status, &ConnectionStatus::stateChanged, this, &ConnectionDriver::stateChanged);
    connect(&m_status, &ConnectionStatus::textChanged, this, &ConnectionDriver::statusTextChanged);
    connect(&m_state, &ConversationState::echoReceived, this, [this](const QString &key) {
        if (m_line)
            m_line->outbox.echoed(key);
    });
}

ConnectionDriver::~ConnectionDriver()
{
    // Ended lines too, while what they refer to is still there.
    endLine();
    qDeleteAll(findChildren<ServiceConnection *>(Qt::FindDirectChildrenOnly));
}

outgoing::Sender ConnectionDriver::sender() const
{
    const QString locale = m_profile.locale.isEmpty() ? QLocale().bcp47Name() : m_profile.locale;
    return {m_profile.userId, m_profile.userName, locale, m_clock.nowUtc()};
}

void ConnectionDriver::setRestored(const QString &conversationId,
                                   const std::optional<QString> &watermark)
{
    m_conversationId = conversationId;
    m_resumeAt = watermark;
    m_fromDisk = true;
}

void ConnectionDriver::forgetRestored()
{
    m_conversationId.clear();
    m_resumeAt.reset();
}

// ---- What the user wants

void ConnectionDriver::open(const ConnectionProfile &profile, const QList<OwnMessage> &unsent)
{
    if (!(profile.serviceUrl == m_profile.serviceUrl))
        m_gate.open();
    m_profile = profile;
    openLine();
    if (!m_profile.userId.isEmpty())
        setUser(m_profile.userId);
    for (const OwnMessage &own : unsent)
        m_line->outbox.restore(own.message, own.delivery);
    begin(m_profile);
}

void ConnectionDriver::startOver(bool asNewUser)
{
    m_line->starter.stop();
    m_line->poller.stop();
    m_line->outbox.setHeld(true);
    m_line->outbox.abandonAll(
        tr("A new conversation began before this was sent. Retry sends it there."), true);
    m_startingOver = true;
    if (asNewUser)
        m_profile.userId.clear();
    startAnother(tr("New conversation"));
}

void ConnectionDriver::renewCredential(const directline::Bearer &credential)
{
    m_line->starter.stop();
    m_profile.credential = credential;
    m_line->credential.replace(credential);
    m_line->credential.setConversationId(m_conversationId);
    m_divider = m_state.model().rowCount() > 0 ? tr("New conversation") : QString();
    // A secret can go back to where we were; a token says itself which conversation it is for.
    ConnectionProfile with = m_profile;
    const bool goesBack = !m_line->credential.secret().isEmpty();
    if (!m_conversationId.isEmpty())
        with.conversationId = goesBack ? m_conversationId : QString();
    begin(with);
}

void ConnectionDriver::close()
{
    if (m_line)
        m_line->outbox.abandonAll(tr("The connection was closed before this was sent."), false);
    endLine();
    m_conversationId.clear();
    m_divider.clear();
    m_startingOver = false;
    m_historyPending = false;
    m_replaying = false;
    m_fromDisk = false;
    m_resumeAt.reset();
    m_state.apply(event::ConversationLeft());
    setPhase(State::Idle);
}

void ConnectionDriver::tryNow()
{
    m_gate.open();
    if (m_status.phase() == State::Online) {
        m_line->credential.tryNow();
        m_line->outbox.tryNow();
        m_line->poller.pollNow();
    } else if (m_line->starter.isRunning() || m_status.phase() == State::Failed) {
        m_line->starter.tryNow();
    }
}

bool ConnectionDriver::canTryAgain() const
{
    return m_line && m_status.phase() == State::Failed && m_status.lastError()
        && mayStartAgain(*m_status.lastError());
}

void ConnectionDriver::setVisible(bool visible)
{
    m_visible = visible;
    if (m_line)
        m_line->poller.setVisible(visible);
}

void ConnectionDriver::resume()
{
    m_gate.checkClock();
    if (!m_line || !m_gate.isOpen())
        return;
    if (m_status.phase() == State::Online || m_line->starter.isRunning())
        tryNow();
    m_line->poller.resume();
}

void ConnectionDriver::observeExchanges()
{
    m_observed = true;
    if (m_line)
        connect(&m_line->client, &directline::Client::exchanged, this, &ConnectionDriver::exchanged,
                Qt::UniqueConnection);
}

std::optional<QString> ConnectionDriver::watermark() const
{
    return m_line ? m_line->poller.watermark() : std::nullopt;
}

// ---- Connecting

void ConnectionDriver::openLine()
{
    m_line = std::make_unique<ServiceConnection>(
        m_network, m_profile, m_clock, m_timing, m_policy, m_gate,
        [this](std::span<const Activity> activities) { return receive(activities); }, this);
    m_line->poller.setVisible(m_visible);
    if (m_observed)
        observeExchanges();
    watchOpener();
    watchCredential();
    watchPoller();
    watchOutbox();
}

void ConnectionDriver::endLine()
{
    if (m_line)
        m_line.release()->end();
}

void ConnectionDriver::begin(const ConnectionProfile &with)
{
    m_line->poller.stop();
    m_state.apply(event::ConnectionBegan{m_fromDisk});
    m_line->starter.begin(with, m_resumeAt);
}

void ConnectionDriver::setPhase(State phase)
{
    m_status.setPhase(phase);
    updateHeld();
}

void ConnectionDriver::end(State phase, const Error &error)
{
    m_line->poller.stop();
    m_status.setEnd(phase, error);
    updateHeld();
    m_state.apply(event::ConnectionEnded());
}

// While the conversation cannot be read, nothing is said into it: the echo could not be seen.
void ConnectionDriver::updateHeld()
{
    if (m_line)
        m_line->outbox.setHeld(m_status.phase() != State::Online
                               || m_status.hasTrouble(Part::Poll));
}

void ConnectionDriver::enter(const Conversation &conversation, bool existing)
{
    const bool same = conversation.conversationId == m_conversationId;
    const bool first = !same || m_fromDisk;
    std::optional<QString> watermark;
    if (same)
        watermark = m_line->poller.watermark() ? m_line->poller.watermark() : m_resumeAt;
    if (!same && m_fromDisk)
        m_line->outbox.abandonAll(tr("The conversation this was written for could not be "
                                     "continued. Retry sends it in this one."),
                                  true);
    if (!same) {
        m_conversationId = conversation.conversationId;
        m_state.apply(event::ConversationBegan{m_conversationId, m_divider, m_clock.nowUtc()});
    } else if (m_startingOver) {
        addNote(tr("This token belongs to one conversation, so it goes on."));
    }
    if (first) {
        m_replaying = existing;
        m_historyPending = true;
    }
    m_startingOver = false;
    m_fromDisk = false;
    m_resumeAt.reset();
    m_divider.clear();
    m_line->credential.setConversationId(m_conversationId);
    m_line->credential.setWatermark(watermark);
    m_line->outbox.setConversationId(m_conversationId);
    setPhase(State::Online);
    m_line->poller.start(m_conversationId, watermark);
    if (first)
        Q_EMIT conversationStarted(m_conversationId);
}

void ConnectionDriver::startAnother(const QString &divider)
{
    m_divider = m_state.model().rowCount() > 0 ? divider : QString();
    ConnectionProfile fresh = m_profile;
    fresh.conversationId.clear();
    begin(fresh);
}

void ConnectionDriver::setUser(const QString &userId)
{
    m_profile.userId = userId;
    m_line->outbox.setSender(outgoing::account(sender()));
    m_state.apply(connectionOf(m_profile));
}

void ConnectionDriver::addNote(const QString &note)
{
    m_state.apply(event::NoteAdded{m_clock.nowUtc(), note, 0});
}

bool ConnectionDriver::receive(std::span<const Activity> activities)
{
    const SignalQueue::Hold hold(m_signals);
    const bool anyNew = m_state.apply(event::ActivitiesReceived{
        m_clock.nowUtc(), QList<Activity>(activities.begin(), activities.end()), m_replaying});
    Q_EMIT received();
    return anyNew;
}

// ---- What the parts of the line report

void ConnectionDriver::watchOpener()
{
    const ConversationOpener *opener = &m_line->starter;
    connect(opener, &ConversationOpener::authenticating, this, [this] {
        const SignalQueue::Hold hold(m_signals);
        setPhase(State::Authenticating);
    });
    connect(opener, &ConversationOpener::starting, this, [this] {
        const SignalQueue::Hold hold(m_signals);
        setPhase(State::Starting);
    });
    connect(opener, &ConversationOpener::userResolved, this, [this](const QString &userId) {
        const SignalQueue::Hold hold(m_signals);
        setUser(userId);
        Q_EMIT userChanged(userId);
    });
    connect(opener, &ConversationOpener::delayed, this,
            [this](const Error &error, std::chrono::milliseconds wait) {
                const SignalQueue::Hold hold(m_signals);
                m_status.setTrouble(Part::Start, error, wait);
            });
    connect(opener, &ConversationOpener::started, this,
            [this](const Conversation &conversation, ConversationOpener::Entry entry) {
                const SignalQueue::Hold hold(m_signals);
                enter(conversation, entry != ConversationOpener::Entry::New);
            });
    connect(opener, &ConversationOpener::failed, this,
            [this](const Error &error, ConversationOpener::Failure failure) {
                const SignalQueue::Hold hold(m_signals);
                switch (failure) {
                case ConversationOpener::Failure::Permanent:
                case ConversationOpener::Failure::GaveUp:
                    end(State::Failed, error);
                    break;
                case ConversationOpener::Failure::Expired:
                    end(State::Expired, error);
                    break;
                case ConversationOpener::Failure::Gone:
                    m_line->outbox.abandonAll(
                        tr("The conversation this was written for no longer exists. Start a new "
                           "one, then Retry."),
                        true);
                    end(State::Ended, error);
                    break;
                }
            });
}

void ConnectionDriver::watchCredential()
{
    const Credential *credential = &m_line->credential;
    connect(credential, &Credential::recoveryStarted, this, [this] {
        const SignalQueue::Hold hold(m_signals);
        m_status.setRecovering();
    });
    connect(credential, &Credential::recoveryDelayed, this,
            [this](const Error &error, std::chrono::milliseconds wait) {
                const SignalQueue::Hold hold(m_signals);
                m_status.setTrouble(Part::Recovery, error, wait);
            });
    connect(credential, &Credential::renewed, this, [this] {
        const SignalQueue::Hold hold(m_signals);
        m_status.clearTrouble(Part::Recovery);
    });
    connect(credential, &Credential::expired, this, [this](const Error &error) {
        const SignalQueue::Hold hold(m_signals);
        end(State::Expired, error);
    });
    connect(credential, &Credential::newConversationNeeded, this, [this] {
        const SignalQueue::Hold hold(m_signals);
        startAnother(tr("The earlier conversation could not be continued. This is a new one."));
    });
    connect(credential, &Credential::conversationReplaced, this,
            [this](const Conversation &conversation) {
                const SignalQueue::Hold hold(m_signals);
                m_divider = tr("The service went on in a new conversation.");
                enter(conversation, true);
            });
}

void ConnectionDriver::watchPoller()
{
    const WatermarkPoller *poller = &m_line->poller;
    connect(poller, &WatermarkPoller::watermarkChanged, this,
            [this](const std::optional<QString> &watermark) {
                const SignalQueue::Hold hold(m_signals);
                m_line->credential.setWatermark(watermark);
                if (watermark && !watermark->isEmpty())
                    m_state.apply(event::WatermarkMoved{*watermark});
            });
    connect(poller, &WatermarkPoller::polled, this, [this](bool broughtAnything, bool caughtUp) {
        const SignalQueue::Hold hold(m_signals);
        const bool recovered = m_status.hasTrouble(Part::Poll);
        m_status.clearTrouble(Part::Poll);
        m_line->outbox.polled(broughtAnything, caughtUp);
        updateHeld();
        if (recovered)
            m_line->outbox.tryNow();
    });
    connect(poller, &WatermarkPoller::drained, this, [this] {
        const SignalQueue::Hold hold(m_signals);
        m_replaying = false;
        if (std::exchange(m_historyPending, false))
            Q_EMIT historyLoaded();
    });
    connect(poller, &WatermarkPoller::troubled, this,
            [this](const Error &error, std::chrono::milliseconds wait) {
                const SignalQueue::Hold hold(m_signals);
                m_status.setTrouble(Part::Poll, error, wait);
                m_line->outbox.pollFailed();
                updateHeld();
            });
    connect(poller, &WatermarkPoller::leftOut, this, [this](int activities) {
        const SignalQueue::Hold hold(m_signals);
        addNote(activities == 1
                    ? tr("A message could not be read and is not shown.")
                    : tr("%1 messages could not be read and are not shown.").arg(activities));
    });
    connect(poller, &WatermarkPoller::gone, this, [this](const Error &error) {
        const SignalQueue::Hold hold(m_signals);
        end(State::Ended, error);
    });
}

void ConnectionDriver::watchOutbox()
{
    const Outbox *outbox = &m_line->outbox;
    connect(outbox, &Outbox::deliveryChanged, this,
            [this](const QString &key, const Delivery &delivery) {
                const SignalQueue::Hold hold(m_signals);
                m_state.apply(event::DeliveryChanged{m_state.idOf(key), delivery});
            });
    connect(outbox, &Outbox::accepted, this, [this](const QString &key, const QString &id) {
        const SignalQueue::Hold hold(m_signals);
        m_state.apply(event::MessageAccepted{m_state.idOf(key), id});
    });
    connect(outbox, &Outbox::aboutToPost, this, [this](const QString &key) {
        m_state.apply(event::MessagePosting{m_state.idOf(key)});
    });
    // The bot's turn begins when it has all of a message, which for an upload takes its time.
    connect(outbox, &Outbox::requestSent, this, [this](const QString &key) {
        const SignalQueue::Hold hold(m_signals);
        m_state.apply(event::MessagePosted{m_state.idOf(key)});
    });
    connect(outbox, &Outbox::requestSent, &m_line->poller, &WatermarkPoller::pollSoon);
    connect(outbox, &Outbox::requestEnded, &m_line->poller, &WatermarkPoller::pollSoon);
    connect(outbox, &Outbox::troubled, this,
            [this](const Error &error, std::chrono::milliseconds wait) {
                const SignalQueue::Hold hold(m_signals);
                m_status.setTrouble(Part::Post, error, wait);
            });
    connect(outbox, &Outbox::troubleEnded, this, [this] {
        const SignalQueue::Hold hold(m_signals);
        m_status.clearTrouble(Part::Post);
    });
    connect(outbox, &Outbox::conversationGone, this, [this](const Error &error) {
        const SignalQueue::Hold hold(m_signals);
        end(State::Ended, error);
    });
    connect(outbox, &Outbox::arrivedWithTrouble, this,
            [this](const QString &key, const Error &error) {
                const SignalQueue::Hold hold(m_signals);
                m_state.apply(event::MessageRemarked{
                    m_state.idOf(key), wording::botInTrouble(error), wording::details(error)});
            });
    connect(outbox, &Outbox::readFromStartWanted, &m_line->poller, &WatermarkPoller::readFromStart);
}

} // namespace botline
