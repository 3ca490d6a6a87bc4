#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <chrono>

namespace botline::practice {

// What the bot may do during one turn. The channel behind it fills in ids, times and accounts.
class BotSink
{
public:
    virtual ~BotSink() = default;

    // Sends one activity and answers the id that it got.
    virtual QString send(const QJsonObject &activity) = 0;

    // Takes its time. False: the service is going away; the bot should end its turn.
    virtual bool wait(std::chrono::milliseconds duration) = 0;
};

} // namespace botline::practice
