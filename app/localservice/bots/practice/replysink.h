#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <chrono>

namespace botline::practice {

// Where the practice bot's replies of one turn go.
class ReplySink
{
public:
    virtual ~ReplySink() = default;

    // Sends one activity and answers the id that it got.
    virtual QString send(const QJsonObject &activity) = 0;

    // Sends it that much later, which ends the turn; at most one in a turn, as the last.
    virtual void sendAfter(std::chrono::milliseconds delay, const QJsonObject &activity) = 0;
};

} // namespace botline::practice
