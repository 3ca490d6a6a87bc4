#pragma once

#include "connectionstatus.h"
#include "serviceconnection.h"
#include "signalqueue.h"

#include "app/conversation/policy/retrypolicy.h"
#include "app/conversation/policy/throttlegate.h"
#include "app/conversation/policy/timing.h"
#include "app/conversation/sending/outgoingactivity.h"

#include <QtCore/QObject>

#include <memory>

namespace botline {

class ConversationState;
struct OwnMessage;

// Connects a conversation to its service and keeps it there: starts or resumes it, goes on in
// another one when it must, and makes events of what the parts of the ServiceConnection report.
class ConnectionDriver : public QObject
{
    Q_OBJECT

public:
    // All must outlive it.
    ConnectionDriver(directline::ApiNetwork network, const Clock &clock, const Timing &timing,
                     ConversationState &state, SignalQueue &signalQueue, QObject *parent = nullptr);
    ~ConnectionDriver() override;

    const ConnectionProfile &profile() const { return m_profile; } // userId is the one in use
    void setProfile(const ConnectionProfile &profile) { m_profile = profile; }
    const QString &conversationId() const { return m_conversationId; } // "" between conversations
    const ConnectionStatus &status() const { return m_status; }
    ConnectionStatus &status() { return m_status; }
    outgoing::Sender sender() const;

    // A conversation that was brought back from disk: open() continues it unless it cannot.
    void setRestored(const QString &conversationId, const std::optional<QString> &watermark);
    bool isRestored() const { return m_fromDisk; } // until it was entered
    void forgetRestored(); // its ids mean nothing to the service of open()
    // To stand above the next conversation; "" for none.
    void setDivider(const QString &divider) { m_divider = divider; }

    bool isOpen() const { return m_line != nullptr; }
    // `unsent`: what an earlier run left to the outbox.
    void open(const ConnectionProfile &profile, const QList<OwnMessage> &unsent);
    void startOver(bool asNewUser);
    void renewCredential(const directline::Bearer &credential);
    void close();

    void tryNow();
    bool canTryAgain() const;
    void setVisible(bool visible);
    void resume();
    // Exchanges are recorded only from then on: each takes a pass over the bodies.
    void observeExchanges();

    Outbox &outbox() { return m_line->outbox; } // while isOpen()
    const directline::ClientLimits &limits() const { return m_line->client.limits(); } // likewise
    std::optional<QString> watermark() const; // of the conversation that is read

Q_SIGNALS:
    void stateChanged(botline::ConnectionState state);
    void statusTextChanged(const QString &text);
    void userChanged(const QString &userId);
    void conversationStarted(const QString &conversationId);
    void historyLoaded();
    void received(); // activities were taken in
    void exchanged(const botline::directline::Exchange &exchange);

private:
    using Part = ConnectionStatus::Part;
    using State = ConnectionState;

    void openLine();
    void endLine();
    void watchOpener();
    void watchCredential();
    void watchPoller();
    void watchOutbox();

    void begin(const ConnectionProfile &with);
    void setPhase(State phase);
    void end(State phase, const directline::Error &error);
    void updateHeld();
    void enter(const directline::Conversation &conversation, bool existing);
    void startAnother(const QString &divider);
    void setUser(const QString &userId);
    void addNote(const QString &note);
    bool receive(std::span<const directline::Activity> activities);

    const directline::ApiNetwork m_network;
    const Clock &m_clock;
    const Timing m_timing;
    const RetryPolicy m_policy;
    ConversationState &m_state;
    SignalQueue &m_signals;
    ThrottleGate m_gate; // outlives a line: a throttled service stays throttled for the next one
    ConnectionStatus m_status;

    ConnectionProfile m_profile;
    QString m_conversationId;
    QString m_divider;
    bool m_startingOver = false; // because the user asked for it
    bool m_visible = true;
    bool m_observed = false;
    bool m_historyPending = false; // until the backlog is drained
    bool m_replaying = false; // that backlog was there before us
    bool m_fromDisk = false; // brought back, and not entered yet
    std::optional<QString> m_resumeAt; // its watermark

    std::unique_ptr<ServiceConnection> m_line; // a child as well: see ~ConnectionDriver
};

} // namespace botline
