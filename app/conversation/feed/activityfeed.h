#pragma once

#include <QtCore/QObject>

#include <chrono>
#include <functional>
#include <optional>
#include <span>

namespace botline {

namespace directline {
struct Activity;
struct Error;
} // namespace directline

// What the service has for one conversation, in order, by whatever transport: PollingFeed asks
// again and again. Nothing but stop() and gone() ends it: every other trouble means a wait and
// another try, and a transport that fails is the feed's own business. Whichever brings them, each
// activity counts from the watermark on, so that changing the transport loses none; one may come
// twice, the consumer knows it by then.
//
// All signals come from the event loop of the thread it lives in, or from inside refresh() and
// start(). A receiver may call stop() and start() from any of them.
class ActivityFeed : public QObject
{
    Q_OBJECT

public:
    // Takes activities over; true when at least one of them was new. A large set comes in parts,
    // with other events handled in between. Its watermark counts only after the last part was
    // taken, so that a crash in between repeats a set and loses none.
    using Consumer = std::function<bool(std::span<const directline::Activity> activities)>;

    ~ActivityFeed() override;

    // Reads at once. `watermark` nullopt: from the beginning of the conversation. Begins anew when
    // it was running.
    virtual void start(const QString &conversationId, const std::optional<QString> &watermark) = 0;
    virtual void stop() = 0; // idempotent; nothing but stopped() is heard of it any more
    virtual bool isRunning() const = 0;
    virtual const std::optional<QString> &watermark() const = 0;

    // Asks the service now, whatever wait is under way. Many wishes make one request.
    virtual void refresh() = 0;
    // The machine slept or changed its network: what has been under way for too long by the wall
    // clock is dead, whatever its timer says. Then as refresh().
    virtual void resume() = 0;
    // Something was sent: its echo is to be seen shortly after. Does not shorten a back-off.
    virtual void expectEcho() = 0;
    // One read without the watermark, to find what a broken watermark hides (protocol.md §3.2.6);
    // with the next request.
    virtual void rereadFromStart() = 0;
    // Nobody looks: the service is asked less often. Becoming visible is a refresh().
    virtual void setVisible(bool visible) = 0;

Q_SIGNALS:
    void watermarkChanged(const std::optional<QString> &watermark);
    void leftOut(int activities); // of the service's, because they could not be read
    // The service was heard: a set, maybe an empty one, was taken over whole. `broughtAnything`
    // that was not known before. Trouble is over.
    void received(bool broughtAnything);
    // After received(), when no more waits at the service, as far as it says.
    void caughtUp(bool broughtAnything);
    // Nothing can be had right now; the next try comes after `wait`.
    void troubled(const botline::directline::Error &error, std::chrono::milliseconds wait);
    // The service does not know the conversation (any more): the feed has stopped.
    void gone(const botline::directline::Error &error);
    // It runs no longer: after stop() and after gone().
    void stopped();

protected:
    explicit ActivityFeed(QObject *parent);
};

} // namespace botline
