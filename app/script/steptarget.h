#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>

#include <chrono>

namespace botline {

// What a scenario acts on and looks at: one conversation with a bot. The window is one; a session
// without a window can be another.
//
// Actions happen at once. They answer "" or, in one sentence, why they did not.
class StepTarget : public QObject
{
    Q_OBJECT

public:
    enum class Reply
    {
        None, // yet
        Arrived,
        Impossible // what was sent did not arrive; replyProblem() says why
    };
    enum class Press
    {
        Pressed,
        NoButton // none that is enabled, now
    };

    using QObject::QObject;

    // The conversation is open and its backlog is there.
    virtual bool isReady() const = 0;
    // "" as long as the connection may come back by itself; else why it does not.
    virtual QString finalProblem() const = 0;
    virtual QString statusText() const = 0; // of the connection, in one sentence
    // How long nothing more must come until a reply is complete.
    virtual std::chrono::milliseconds replySettles() const = 0;

    virtual QString say(const QString &text) = 0;
    virtual QString upload(const QStringList &paths) = 0;
    virtual Press press(const QString &title) = 0; // the newest enabled button

    // Of the bot since the last action.
    virtual Reply reply() const = 0;
    virtual QString replyProblem() const = 0; // "" when there is nothing to tell

    virtual QString screenshot(const QString &path) = 0;
    virtual QString save(const QString &path) = 0;

Q_SIGNALS:
    // Any of the answers of isReady(), finalProblem() and reply() may be another now, or a reply
    // goes on.
    void changed();
};

} // namespace botline
