#include "activitydeduplicator.h"

#include <QtCore/QJsonDocument>

#include <algorithm>

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

ActivityDeduplicator::Print ActivityDeduplicator::printOf(const Activity &activity)
{
    return {activity.timestamp.isValid() ? activity.timestamp.toMSecsSinceEpoch() : 0,
            qHashMulti(0, activity.type, senderId(activity), activity.text, activity.name)};
}

ActivityDeduplicator::Verdict ActivityDeduplicator::take(const Activity &activity)
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

    return take(activity.id, printOf(activity));
}

ActivityDeduplicator::Verdict ActivityDeduplicator::take(const QString &id, const Print &print)
{
    const auto isSame = [&print](const Print &known) {
        return known.timestamp == print.timestamp || known.content == print.content;
    };
    const qsizetype before = m_prints.size();
    Print &first = m_prints[id];
    if (m_prints.size() > before) {
        first = print;
        return Verdict::New;
    }
    const auto [begin, end] = std::as_const(m_further).equal_range(id);
    if (isSame(first) || std::any_of(begin, end, isSame))
        return Verdict::Duplicate;
    m_further.insert(id, print);
    return Verdict::IdReused;
}

void ActivityDeduplicator::remember(const Activity &activity)
{
    take(activity);
}

void ActivityDeduplicator::remember(const QString &id, const QDateTime &timestamp)
{
    take(id, {timestamp.isValid() ? timestamp.toMSecsSinceEpoch() : 0, 0});
}

void ActivityDeduplicator::clear()
{
    m_prints.clear();
    m_further.clear();
    m_withoutId.clear();
}

} // namespace botline
