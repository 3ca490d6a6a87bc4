#include "seenactivities.h"

#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace botline {

using directline::Activity;

namespace {

constexpr qsizetype kRememberedWithoutId = 50;

QString senderId(const Activity &activity)
{
    return activity.from ? activity.from->id : QString();
}

size_t printWithoutId(const Activity &activity)
{
    QByteArray attachments;
    for (const directline::Attachment &attachment : activity.attachments) {
        attachments += attachment.contentType.toUtf8() + attachment.name.toUtf8()
            + QJsonDocument(attachment.content.toObject()).toJson(QJsonDocument::Compact);
    }
    return qHashMulti(0, activity.type, senderId(activity),
                      activity.raw.value("timestamp"_L1).toString(), activity.text, activity.name,
                      attachments);
}

} // namespace

SeenActivities::Print SeenActivities::printOf(const Activity &activity)
{
    return {activity.timestamp.isValid() ? activity.timestamp.toMSecsSinceEpoch() : 0,
            qHashMulti(0, activity.type, senderId(activity), activity.text, activity.name)};
}

SeenActivities::Verdict SeenActivities::take(const Activity &activity)
{
    if (activity.id.isEmpty()) {
        const size_t print = printWithoutId(activity);
        if (m_withoutId.contains(print))
            return Verdict::Duplicate;
        m_withoutId.append(print);
        if (m_withoutId.size() > kRememberedWithoutId)
            m_withoutId.removeFirst();
        return Verdict::New;
    }

    const Print print = printOf(activity);
    const auto [first, last] = std::as_const(m_prints).equal_range(activity.id);
    for (auto known = first; known != last; ++known) {
        if (known->timestamp == print.timestamp || known->content == print.content)
            return Verdict::Duplicate;
    }
    const bool reused = first != last;
    m_prints.insert(activity.id, print);
    return reused ? Verdict::IdReused : Verdict::New;
}

void SeenActivities::remember(const Activity &activity)
{
    take(activity);
}

void SeenActivities::remember(const QString &id, const QDateTime &timestamp)
{
    m_prints.insert(id, {timestamp.isValid() ? timestamp.toMSecsSinceEpoch() : 0, 0});
}

void SeenActivities::clear()
{
    m_prints.clear();
    m_withoutId.clear();
}

} // namespace botline
