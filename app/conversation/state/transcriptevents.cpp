#include "transcriptevents.h"

using namespace Qt::StringLiterals;

namespace botline {

using directline::Activity;

namespace {

QString userOf(const QList<Activity> &activities)
{
    for (const Activity &activity : activities) {
        if (activity.from && activity.from->role == "user"_L1 && !activity.from->id.isEmpty())
            return activity.from->id;
    }
    return {};
}

} // namespace

QList<ConversationEvent> transcriptEvents(const QJsonArray &transcript, const QString &divider)
{
    QList<Activity> activities;
    for (const QJsonValue &json : transcript) {
        if (auto activity = Activity::fromJson(json))
            activities.append(*std::move(activity));
    }

    QList<ConversationEvent> events;
    if (const QString user = userOf(activities); !user.isEmpty()) {
        event::ConnectionChanged connection;
        connection.userId = user;
        events.append(connection);
    }
    QString conversation;
    event::ActivitiesReceived set;
    set.history = true;
    const auto endSet = [&] {
        if (!set.activities.isEmpty())
            events.append(set);
        set.activities.clear();
        set.at = {};
    };
    for (Activity &activity : activities) {
        const QString id = activity.conversation ? activity.conversation->id : QString();
        if (!id.isEmpty() && id != conversation) {
            endSet();
            events.append(event::ConversationBegan{id, conversation.isEmpty() ? QString() : divider,
                                                   activity.timestamp});
            conversation = id;
        }
        if (!set.at.isValid())
            set.at = activity.timestamp;
        set.activities.append(std::move(activity));
    }
    endSet();
    return events;
}

} // namespace botline
