#include "mixedconversation.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline::test {

namespace {

constexpr int kPictures = 16; // different addresses

constexpr const char *kWords[]
    = {"the",    "order",  "ticket",  "please", "status", "for",    "your",  "account", "is",
       "ready",  "and",    "we",      "will",   "send",   "a",      "note",  "when",    "it",
       "leaves", "the",    "house",   "on",     "Monday", "about",  "noon",  "weather", "in",
       "Krakow", "looks",  "fine",    "with",   "some",   "clouds", "later", "thanks",  "again",
       "report", "number", "shipped", "to",     "Berlin", "by",     "train", "tomorrow"};

// Well spread and the same on every machine.
quint32 scrambled(quint32 value)
{
    value = (value ^ (value >> 16)) * 0x7feb352dU;
    value = (value ^ (value >> 15)) * 0x846ca68bU;
    return value ^ (value >> 16);
}

// A sentence of `count` words, another one for each seed.
QString words(int seed, int count)
{
    QString text;
    quint32 state = scrambled(static_cast<quint32>(seed) + 1);
    for (int i = 0; i < count; ++i) {
        state = scrambled(state + static_cast<quint32>(i));
        if (i > 0)
            text += u' ';
        text += QLatin1StringView(kWords[state % std::size(kWords)]);
    }
    text[0] = text.at(0).toUpper();
    return text + u'.';
}

QString markdown(int index)
{
    return u"**%1**\n\n- %2\n- `%3` and *%4*\n- [%5](https://example.com/%6)\n\n%7"_s.arg(
        words(index, 3), words(index + 1, 6), words(index + 2, 2), words(index + 3, 3),
        words(index + 4, 2), QString::number(index), words(index + 5, 12));
}

QString longText(int index)
{
    QStringList paragraphs;
    for (int i = 0; i < 4; ++i)
        paragraphs << words(index + 100 * i, 60);
    return paragraphs.join("\n\n"_L1);
}

// 320 x 180, striped in two colours.
QString dataUrl(int number)
{
    static constexpr const char *kPixels[] = {
        "UoWsjmyDwO4aLEAAAAQUlEQVR42u3RMREAAAjEMBzgXy1Y+BUunbulOqxejRP2a2TNmjVr1qxZs2bNmjVr1q"
        "xZs2bNmjVr1qxZs2bN+uC4FXQVs//EVUwAAAAASUVORK5CYII=",
        "VaWqDmqmSE4gEBAAAARUlEQVR42u3SIQEAAAjEQBrQPy1UeIPipievOqx+jhP2dKSHHnrooYceeuihhx566K"
        "GHHnrooYceeuihhx566KGHnvNxAb0DsDMytstiAAAAAElFTkSuQmCC",
        "WMWnjmjIzOaoYrAAAARUlEQVR42u3SMREAAAjEMBzgXy3sDNwLSOeOqQ4r4ztOmPEfMeORRx6NPPLII4+Y8c"
        "gjjzxixiOPPBp55JFHHnnkkcfTAnW6irOEkXkHAAAAAElFTkSuQmCC",
        "W+WlDmbrSmFI6sAAAARUlEQVR42u3SoQ0AAAgEMTZg/2lhhRcYkp4+2eqwMt6ME2Y8GnkknHBwCSfcSDjhRs"
        "IJJxxcwgk3Ek64kXDCCQeX8OfjAhsA1bPN3AEjAAAAAElFTkSuQmCC",
    };
    return u"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAUAAAAC0AQMAAADfKmdSAAAABlBMVE"_s
        + QLatin1StringView(kPixels[static_cast<size_t>(number) % std::size(kPixels)]);
}

QJsonObject button(const QString &type, const QString &title, const QString &value)
{
    return {{"type"_L1, type}, {"title"_L1, title}, {"value"_L1, value}};
}

QJsonObject heroCard(int index, const QString &picture)
{
    const QJsonObject image{{"url"_L1, picture}, {"alt"_L1, words(index, 3)}};
    const QJsonObject content{
        {"title"_L1, words(index, 4)},
        {"subtitle"_L1, words(index + 1, 6)},
        {"text"_L1, words(index + 2, 20)},
        {"images"_L1, QJsonArray{image}},
        {"buttons"_L1,
         QJsonArray{button(u"imBack"_s, u"Tell me more"_s, u"more %1"_s.arg(index)),
                    button(u"openUrl"_s, u"Open"_s, u"https://example.com/%1"_s.arg(index))}}};
    return {{"contentType"_L1, "application/vnd.microsoft.card.hero"_L1}, {"content"_L1, content}};
}

} // namespace

MixedConversation::MixedConversation(const QString &conversationId, const QString &userId)
    : m_conversationId(conversationId), m_userId(userId)
{
}

MixedConversation::Kind MixedConversation::kindOf(int index)
{
    switch (index % 20) {
    case 3:
    case 13:
        return Kind::Markdown;
    case 7:
        return Kind::Long;
    case 17:
        return Kind::HeroCard;
    default:
        return Kind::Short;
    }
}

QString MixedConversation::id(int index) const
{
    return m_conversationId + u'|' + QString::number(index).rightJustified(7, u'0');
}

QJsonObject MixedConversation::activity(int index) const
{
    const Kind kind = kindOf(index);
    const bool own = kind == Kind::Short && index % 3 == 0;
    // Three a minute, so that there are groups and days.
    const QDateTime time
        = QDateTime(QDate(2024, 3, 12), QTime(8, 0), QTimeZone::utc()).addSecs(20LL * index);

    QJsonObject activity{
        {"type"_L1, "message"_L1},
        {"id"_L1, id(index)},
        {"timestamp"_L1, time.toString("yyyy-MM-ddTHH:mm:ss"_L1) + ".1234567Z"_L1},
        {"serviceUrl"_L1, "https://directline.botframework.com/"_L1},
        {"channelId"_L1, "directline"_L1},
        {"conversation"_L1, QJsonObject{{"id"_L1, m_conversationId}}},
        {"locale"_L1, "en-US"_L1},
    };
    if (own) {
        activity["from"_L1]
            = QJsonObject{{"id"_L1, m_userId}, {"name"_L1, "Tester"_L1}, {"role"_L1, "user"_L1}};
        activity["textFormat"_L1] = "plain"_L1;
        activity["channelData"_L1] = QJsonObject{
            {"clientActivityID"_L1, u"0f3c1d2e-%1"_s.arg(index, 12, 16, QLatin1Char('0'))}};
    } else {
        activity["from"_L1] = QJsonObject{
            {"id"_L1, "mixed-bot"_L1}, {"name"_L1, "Mixed Bot"_L1}, {"role"_L1, "bot"_L1}};
        activity["inputHint"_L1] = "acceptingInput"_L1;
        activity["entities"_L1] = QJsonArray();
        if (index > 0)
            activity["replyToId"_L1] = id(index / 3 * 3);
    }
    switch (kind) {
    case Kind::Short:
        activity["text"_L1]
            = words(index, 3 + static_cast<int>(scrambled(static_cast<quint32>(index)) % 14));
        break;
    case Kind::Markdown:
        activity["text"_L1] = markdown(index);
        break;
    case Kind::Long:
        activity["text"_L1] = longText(index);
        activity["textFormat"_L1] = "plain"_L1;
        break;
    case Kind::HeroCard: {
        const int number = index / 20 % kPictures;
        const QString picture = m_pictures.isEmpty()
            ? dataUrl(number)
            : m_pictures + QString::number(number) + ".png"_L1;
        activity["attachments"_L1] = QJsonArray{heroCard(index, picture)};
        break;
    }
    }
    return activity;
}

QByteArray MixedConversation::page(int first, int count) const
{
    QByteArray body = "{\"activities\":[";
    for (int i = first; i < first + count; ++i) {
        if (i > first)
            body += ',';
        body += QJsonDocument(activity(i)).toJson(QJsonDocument::Compact);
    }
    return body + "],\"watermark\":\"" + QByteArray::number(first + count) + "\"}";
}

} // namespace botline::test
