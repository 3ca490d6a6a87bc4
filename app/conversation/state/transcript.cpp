#include "transcript.h"

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// The account as received, completed by what we know of it.
QJsonObject completed(const QJsonValue &received, const directline::ChannelAccount &known,
                      QLatin1StringView role)
{
    QJsonObject account = received.toObject();
    const auto complete = [&account](QLatin1StringView key, const QString &value) {
        if (account.value(key).toString().isEmpty() && !value.isEmpty())
            account.insert(key, value);
    };
    complete("id"_L1, known.id);
    complete("name"_L1, known.name);
    complete("role"_L1, role);
    return account;
}

} // namespace

void Transcript::clear()
{
    m_records.clear();
    m_recordOfKey.clear();
}

void Transcript::addReceived(const directline::Activity &activity, bool own)
{
    m_records.append({activity.raw, own});
}

void Transcript::addOwn(const QString &key, const directline::Activity &activity)
{
    m_recordOfKey.insert(key, m_records.size());
    m_records.append({directline::RawObject(activity.toJson()), true});
}

void Transcript::replaceOwn(const QString &key, const directline::Activity &echo)
{
    const auto found = m_recordOfKey.constFind(key);
    if (found != m_recordOfKey.cend())
        m_records[*found].activity = echo.raw;
    else
        addReceived(echo, true);
}

void Transcript::remove(const QString &key)
{
    const auto found = m_recordOfKey.constFind(key);
    if (found == m_recordOfKey.cend())
        return;
    m_records[*found].activity = {};
    m_recordOfKey.erase(found);
}

QJsonArray Transcript::toJson(const directline::ChannelAccount &user,
                              const directline::ChannelAccount &bot) const
{
    QJsonArray activities;
    for (const Record &record : m_records) {
        if (record.activity.isEmpty())
            continue;
        QJsonObject activity = record.activity.toObject();
        const directline::ChannelAccount &sender = record.own ? user : bot;
        const directline::ChannelAccount &receiver = record.own ? bot : user;
        const QLatin1StringView senderRole = record.own ? "user"_L1 : "bot"_L1;
        const QLatin1StringView receiverRole = record.own ? "bot"_L1 : "user"_L1;
        activity.insert("from"_L1, completed(activity.value("from"_L1), sender, senderRole));
        activity.insert("recipient"_L1,
                        completed(activity.value("recipient"_L1), receiver, receiverRole));
        activities.append(activity);
    }
    return activities;
}

} // namespace botline
