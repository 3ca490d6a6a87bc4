#include "app/localservice/bots/practice/gallery.h"
#include "app/localservice/bots/practice/practicereplies.h"
#include "app/localservice/bots/practice/samples.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::practice;
using namespace std::chrono_literals;

namespace {

using Verdict = PracticeReplies::Verdict;

const QString kFilesUrl = u"http://127.0.0.1:1/bot/files"_s;

class RecordingSink final : public ReplySink
{
public:
    QString send(const QJsonObject &activity) override
    {
        sent.append(activity);
        return u"id-%1"_s.arg(sent.size());
    }

    void sendAfter(std::chrono::milliseconds delay, const QJsonObject &activity) override
    {
        waited += delay;
        sent.append(activity);
    }

    QString text(qsizetype i = 0) const { return sent.value(i).value("text"_L1).toString(); }

    QList<QJsonObject> sent;
    std::chrono::milliseconds waited{0};
};

QJsonObject message(const QString &text)
{
    return {{u"type"_s, u"message"_s}, {u"text"_s, text}};
}

// The words that the help offers, each with an argument where it needs one.
QStringList offeredCommands()
{
    RecordingSink sink;
    PracticeReplies(kFilesUrl).answer(message(u"help"_s), {}, sink);
    static const QRegularExpression item(u"^- `([^`]+)` – ."_s,
                                         QRegularExpression::MultilineOption);
    QStringList commands;
    for (const QRegularExpressionMatch &match : item.globalMatch(sink.text()))
        commands.append(match.captured(1)
                            .replace(u" NAME"_s, u" hero"_s)
                            .replace(u" N"_s, u" 3"_s)
                            .replace(u" S"_s, u" 1"_s));
    return commands;
}

// Every string of a JSON value that begins with `prefix`.
QStringList stringsBeginningWith(const QString &prefix, const QJsonValue &value)
{
    if (value.isString())
        return value.toString().startsWith(prefix) ? QStringList{value.toString()} : QStringList();
    QStringList found;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        found += stringsBeginningWith(prefix, item);
    const QJsonObject object = value.toObject();
    for (const QJsonValue &item : object)
        found += stringsBeginningWith(prefix, item);
    return found;
}

// Every string that stands under `key` anywhere in a JSON value.
QStringList stringsUnder(QLatin1StringView key, const QJsonValue &value)
{
    QStringList found;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        found += stringsUnder(key, item);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == key && it.value().isString())
            found += it.value().toString();
        found += stringsUnder(key, it.value());
    }
    return found;
}

QJsonArray asArray(const QList<QJsonObject> &objects)
{
    QJsonArray array;
    for (const QJsonObject &object : objects)
        array.append(object);
    return array;
}

// What stands in the fenced block of an answer.
QJsonValue fencedJson(const QString &text)
{
    static const QRegularExpression block(u"(`{3,})json\\n(.*)\\n\\1"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    const QByteArray json = block.match(text).captured(2).toUtf8();
    return QJsonDocument::fromJson("[" + json + "]").array().at(0);
}

} // namespace

class TestPracticeBot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sink = {}; }
    void greets();
    void greetsByName();
    void helpNamesWhatItCan();
    void doesWhatHelpNames_data();
    void doesWhatHelpNames();
    void showsEveryCard_data();
    void showsEveryCard();
    void referencesOnlyWhatIsServed_data();
    void referencesOnlyWhatIsServed();
    void adaptiveCardHasEveryInput();
    void showsEveryPartOfTheGallery_data();
    void showsEveryPartOfTheGallery();
    void everyGalleryFileBelongsToAPart();
    void theGalleryGoesFromBeginningToEnd();
    void theGalleryHasEveryKind_data();
    void theGalleryHasEveryKind();
    void namesItsGalleryToWhoAsksForAnother();
    void fillsInWhatIsKnownOnlyThen();
    void carouselAndSuggestions();
    void echoesExactly_data();
    void echoesExactly();
    void isNotFussyAboutCase();
    void burstCounts();
    void explainsNumbersOutOfRange_data();
    void explainsNumbersOutOfRange();
    void takesItsTime();
    void failsSilently();
    void namesWhatItReceived();
    void answersTheTextOfAFile();
    void saysWhatStandsInAHostileName();
    void showsSubmittedValues_data();
    void showsSubmittedValues();
    void showsAHiddenText();
    void answersEvents();
    void hearsOtherTypesInSilence_data();
    void hearsOtherTypesInSilence();
    void changesAndTakesBack();
    void endsTheConversation();
    void showsWhatReachedIt();
    void noticesEmptyMessagesAndLinks();

private:
    Verdict say(const QString &text) { return m_bot.answer(message(text), {}, m_sink); }

    const PracticeReplies m_bot{kFilesUrl};
    RecordingSink m_sink;
};

void TestPracticeBot::greets()
{
    m_bot.greet(QString(), m_sink);
    QCOMPARE(m_sink.sent.size(), 1);
    QCOMPARE(m_sink.sent[0].value("type"_L1).toString(), u"message"_s);
    QVERIFY(m_sink.text().startsWith("Hello! "_L1));
    const QJsonArray actions = m_sink.sent[0]["suggestedActions"_L1]["actions"_L1].toArray();
    QVERIFY(actions.size() >= 3);
    const QStringList commands = offeredCommands();
    for (const QJsonValue &action : actions) {
        QCOMPARE(action["type"_L1].toString(), u"imBack"_s);
        QVERIFY(commands.contains(action["value"_L1].toString()));
    }
}

void TestPracticeBot::greetsByName()
{
    m_bot.greet(u"Ada *L*"_s, m_sink);
    QVERIFY(m_sink.text().startsWith("Hello, Ada \\*L\\*! "_L1));
}

void TestPracticeBot::helpNamesWhatItCan()
{
    const QStringList commands = offeredCommands();
    for (const QString &word :
         {u"help"_s,    u"markdown"_s, u"hero"_s,     u"thumbnail"_s, u"receipt"_s,
          u"signin"_s,  u"oauth"_s,    u"audio"_s,    u"video"_s,     u"animation"_s,
          u"flex"_s,    u"adaptive"_s, u"carousel"_s, u"actions"_s,   u"image"_s,
          u"burst 3"_s, u"slow 1"_s,   u"fail"_s,     u"event"_s,     u"end"_s})
        QVERIFY2(commands.contains(word), qPrintable(word));
}

void TestPracticeBot::doesWhatHelpNames_data()
{
    QTest::addColumn<QString>("command");
    for (const QString &command : offeredCommands())
        QTest::newRow(qPrintable(command)) << command;
}

void TestPracticeBot::doesWhatHelpNames()
{
    QFETCH(QString, command);
    const Verdict verdict = say(command);
    if (command == "fail"_L1) {
        QCOMPARE(verdict, Verdict::Rejected);
        return;
    }
    QCOMPARE(verdict, Verdict::Accepted);
    QVERIFY(!m_sink.sent.isEmpty());
    for (const QJsonObject &activity : m_sink.sent) {
        QVERIFY(!activity.value("type"_L1).toString().isEmpty());
        QVERIFY(!activity.value("text"_L1).toString().startsWith("You said"_L1));
        QVERIFY(!QJsonDocument(activity).toJson().contains("{{"));
    }
}

void TestPracticeBot::showsEveryCard_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"hero", "thumbnail", "receipt", "signin", "oauth", "audio", "video",
                             "animation", "adaptive", "flex"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestPracticeBot::showsEveryCard()
{
    QFETCH(QString, kind);
    say(kind);
    QCOMPARE(m_sink.sent.size(), 1);
    const QJsonArray attachments = m_sink.sent[0].value("attachments"_L1).toArray();
    QCOMPARE(attachments.size(), 1);
    QCOMPARE(attachments[0]["contentType"_L1].toString(),
             "application/vnd.microsoft.card."_L1 + kind);
    QVERIFY(!attachments[0]["content"_L1].toObject().isEmpty());
}

void TestPracticeBot::referencesOnlyWhatIsServed_data()
{
    doesWhatHelpNames_data();
}

void TestPracticeBot::referencesOnlyWhatIsServed()
{
    QFETCH(QString, command);
    say(command);
    for (const QJsonObject &activity : m_sink.sent) {
        for (const QString &url : stringsBeginningWith(kFilesUrl, activity)) {
            const auto medium = sampleMedium(url.mid(kFilesUrl.size() + 1));
            if (command == "unknown"_L1) { // shows what is not there, on purpose
                QVERIFY(!medium);
                continue;
            }
            QVERIFY2(medium.has_value(), qPrintable(url));
            QVERIFY(!medium->bytes.isEmpty());
            QVERIFY(medium->bytes.size() < 60 * 1024);
        }
    }
}

void TestPracticeBot::adaptiveCardHasEveryInput()
{
    say(u"adaptive"_s);
    const QJsonValue card = m_sink.sent[0]["attachments"_L1][0]["content"_L1];
    for (const char *type : {"TextBlock", "Image", "Container", "ColumnSet", "FactSet",
                             "Input.Text", "Input.Number", "Input.Toggle", "Input.ChoiceSet",
                             "Input.Date", "Input.Time", "Action.OpenUrl", "Action.Submit"})
        QVERIFY2(stringsBeginningWith(QString::fromLatin1(type), card)
                     .contains(QString::fromLatin1(type)),
                 type);
    QVERIFY(!card["fallbackText"_L1].toString().isEmpty());
}

void TestPracticeBot::showsEveryPartOfTheGallery_data()
{
    QTest::addColumn<QString>("name");
    for (const GallerySection &section : gallerySections()) {
        for (const GalleryPart &part : section.parts)
            QTest::newRow(qPrintable(part.name)) << part.name;
    }
}

void TestPracticeBot::showsEveryPartOfTheGallery()
{
    QFETCH(const QString, name);
    QCOMPARE(say(u"Gallery "_s + name.toUpper()), Verdict::Accepted);
    QVERIFY(m_sink.sent.size() >= 2); // the heading, and what it is about
    QVERIFY2(m_sink.text().contains("`gallery "_L1 + name + u'`'), qPrintable(m_sink.text()));
    // Shown on purpose although they are not there, or not quite.
    static const QStringList missing{u"harbour.map"_s, u"lost.png"_s, u"expired.png"_s};
    for (const QJsonObject &activity : std::as_const(m_sink.sent)) {
        QVERIFY(!activity.value("type"_L1).toString().isEmpty());
        const QByteArray json = QJsonDocument(activity).toJson();
        for (const char *blank : {"{{files", "{{elsewhere", "{{id", "{{in"})
            QVERIFY2(!json.contains(blank), json.constData());
        for (const QString &url : stringsBeginningWith(kFilesUrl, activity)) {
            const QString file = url.mid(kFilesUrl.size() + 1);
            QVERIFY2(missing.contains(file) || sampleMedium(file), qPrintable(url));
        }
    }
}

void TestPracticeBot::everyGalleryFileBelongsToAPart()
{
    QSet<QString> names;
    for (const GallerySection &section : gallerySections()) {
        for (const GalleryPart &part : section.parts) {
            QVERIFY2(!names.contains(part.name), qPrintable(part.name));
            names.insert(part.name);
            QVERIFY(!part.name.contains(u' '));
        }
    }
    QStringList files = QDir(u":/practice/gallery"_s).entryList();
    QVERIFY(files.removeOne(u"index.json"_s));
    QVERIFY(files.size() > 50);
    for (const QString &file : std::as_const(files))
        QVERIFY2(names.contains(file.chopped(5)), qPrintable(file));
}

void TestPracticeBot::theGalleryGoesFromBeginningToEnd()
{
    say(u"gallery"_s);
    QStringList headings;
    for (const QJsonObject &activity : std::as_const(m_sink.sent)) {
        const QString text = activity.value("text"_L1).toString();
        if (const auto at = text.indexOf("`gallery "_L1); at >= 0)
            headings << text.mid(at + 9, text.indexOf(u'`', at + 9) - at - 9);
        // It would end the conversation while there is more to come.
        QVERIFY(activity.value("type"_L1).toString() != "endOfConversation"_L1);
    }
    QStringList names;
    for (const GallerySection &section : gallerySections()) {
        for (const GalleryPart &part : section.parts)
            names << part.name;
    }
    QCOMPARE(headings, names);
    // Only those of the last message live.
    QVERIFY(m_sink.sent.last().contains("suggestedActions"_L1));
}

void TestPracticeBot::theGalleryHasEveryKind_data()
{
    QTest::addColumn<QLatin1StringView>("member");
    QTest::addColumn<QString>("word");
    const auto rows = [](QLatin1StringView member, std::initializer_list<const char *> words) {
        for (const char *word : words)
            QTest::addRow("%s %s", member.data(), word) << member << QString::fromLatin1(word);
    };
    rows("type"_L1,
         {"message", "typing", "event", "trace", "messageReaction", "messageUpdate",
          "messageDelete", "mention", "https://schema.org/Message",
          // CardAction
          "imBack", "postBack", "messageBack", "openUrl", "signin", "call", "downloadFile",
          "showImage", "playAudio", "playVideo", "invoke",
          // Adaptive Cards 1.0 to 1.6
          "TextBlock", "RichTextBlock", "TextRun", "Image", "ImageSet", "Media", "Container",
          "ColumnSet", "Column", "FactSet", "Table", "TableRow", "TableCell", "ActionSet",
          "Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle",
          "Input.ChoiceSet", "Action.OpenUrl", "Action.Submit", "Action.Execute", "Action.ShowCard",
          "Action.ToggleVisibility"});
    rows("contentType"_L1,
         {"image/png", "image/gif", "image/svg+xml", "audio/wav", "video/x-msvideo",
          "application/pdf", "text/plain", "application/x-practice-map",
          "application/vnd.microsoft.card.hero", "application/vnd.microsoft.card.thumbnail",
          "application/vnd.microsoft.card.receipt", "application/vnd.microsoft.card.signin",
          "application/vnd.microsoft.card.oauth", "application/vnd.microsoft.card.audio",
          "application/vnd.microsoft.card.video", "application/vnd.microsoft.card.animation",
          "application/vnd.microsoft.card.flex", "application/vnd.microsoft.card.adaptive"});
    rows("style"_L1,
         {"default", "emphasis", "good", "attention", "warning", "accent", "person", "heading",
          "compact", "expanded", "filtered", "password", "email", "tel", "url", "positive",
          "destructive", "columnHeader"});
    rows("textFormat"_L1, {"markdown", "plain", "xml"});
    rows("attachmentLayout"_L1, {"list", "carousel"});
    rows("importance"_L1, {"low", "normal", "high"});
    rows("version"_L1, {"1.5", "1.6", "1.7"});
}

void TestPracticeBot::theGalleryHasEveryKind()
{
    QFETCH(const QLatin1StringView, member);
    QFETCH(const QString, word);
    say(u"gallery"_s);
    QVERIFY(stringsUnder(member, asArray(m_sink.sent)).contains(word));
}

void TestPracticeBot::namesItsGalleryToWhoAsksForAnother()
{
    say(u"gallery of `ships`"_s); // no command at all
    QVERIFY(m_sink.text().startsWith("You said"_L1));
    say(u"gallery `ships`"_s);
    QVERIFY2(m_sink.text(1).contains("`` `ships` ``"_L1), qPrintable(m_sink.text(1)));
    say(u"help"_s);
    for (const GallerySection &section : gallerySections()) {
        for (const GalleryPart &part : section.parts) {
            QVERIFY(m_sink.text(1).contains(u'`' + part.name + u'`'));
            QVERIFY(m_sink.text(2).contains(u'`' + part.name + u'`'));
        }
    }
}

void TestPracticeBot::fillsInWhatIsKnownOnlyThen()
{
    say(u"gallery reaction"_s);
    QCOMPARE(m_sink.sent.at(2).value("replyToId"_L1).toString(), u"id-2"_s);
    say(u"gallery expiration"_s);
    const auto secondsLeft = [this](qsizetype i) {
        const QString time = m_sink.sent.at(i).value("expiration"_L1).toString();
        return QDateTime::currentDateTimeUtc().secsTo(QDateTime::fromString(time, Qt::ISODate));
    };
    QVERIFY2(std::abs(secondsLeft(5) - 30) <= 5, qPrintable(QString::number(secondsLeft(5))));
    QVERIFY(secondsLeft(6) < -80'000);
    say(u"gallery foreign"_s);
    QCOMPARE(m_sink.sent.last()["attachments"_L1][0]["contentUrl"_L1].toString(),
             u"http://localhost:1/bot/files/mountains.png"_s);
}

void TestPracticeBot::carouselAndSuggestions()
{
    say(u"carousel"_s);
    QCOMPARE(m_sink.sent[0].value("attachmentLayout"_L1).toString(), u"carousel"_s);
    QCOMPARE(m_sink.sent[0].value("attachments"_L1).toArray().size(), 4);
    say(u"actions"_s);
    QVERIFY(m_sink.sent[1]["suggestedActions"_L1]["actions"_L1].toArray().size() >= 4);
    say(u"images"_s);
    QVERIFY(m_sink.sent[2].value("attachments"_L1).toArray().size() > 1);
}

void TestPracticeBot::echoesExactly_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a word") << u"hello"_s;
    QTest::newRow("blanks around") << u"  hello  "_s;
    QTest::newRow("lines") << u"one\ntwo\n\n  three"_s;
    QTest::newRow("Markdown and HTML") << u"12. *x* <b>y</b> `z`"_s;
    QTest::newRow("emoji and U+2028") << u"👋\u2028ż"_s;
    QTest::newRow("begins like a command") << u"help me please"_s;
    QTest::newRow("number command with words") << u"burst of joy"_s;
    QTest::newRow("number command with too much") << u"slow 3 times"_s;
    QTest::newRow("command with a number too many") << u"hero 3"_s;
}

void TestPracticeBot::echoesExactly()
{
    QFETCH(QString, text);
    QCOMPARE(say(text), Verdict::Accepted);
    QCOMPARE(m_sink.sent.size(), 1);
    QCOMPARE(m_sink.text(), "You said: "_L1 + text);
    QCOMPARE(m_sink.sent[0].value("textFormat"_L1).toString(), u"plain"_s);
}

void TestPracticeBot::isNotFussyAboutCase()
{
    say(u" Help\n"_s);
    QVERIFY(m_sink.text().startsWith("Here is what I understand"_L1));
}

void TestPracticeBot::burstCounts()
{
    say(u"burst 300"_s);
    QCOMPARE(m_sink.sent.size(), 300);
    QCOMPARE(m_sink.text(0), u"Line 1 of 300"_s);
    QCOMPARE(m_sink.text(299), u"Line 300 of 300"_s);
}

void TestPracticeBot::explainsNumbersOutOfRange_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"burst", "burst -1", "burst 10001", "burst 1e99", "burst nan",
                             "burst inf", "slow", "slow -1", "slow 121"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestPracticeBot::explainsNumbersOutOfRange()
{
    QFETCH(QString, text);
    say(text);
    QCOMPARE(m_sink.sent.size(), 1);
    QVERIFY2(m_sink.text().contains("with a number from 0 to"_L1), qPrintable(m_sink.text()));
    QCOMPARE(m_sink.waited, 0ms);
}

void TestPracticeBot::takesItsTime()
{
    say(u"slow 2.5"_s);
    QCOMPARE(m_sink.waited, 2500ms);
    QCOMPARE(m_sink.sent.size(), 2);
    QCOMPARE(m_sink.sent[0].value("type"_L1).toString(), u"typing"_s);
    QCOMPARE(m_sink.text(1), u"That took me 2.5 s."_s);
}

void TestPracticeBot::failsSilently()
{
    QCOMPARE(say(u"fail"_s), Verdict::Rejected);
    QVERIFY(m_sink.sent.isEmpty());
}

void TestPracticeBot::namesWhatItReceived()
{
    const QByteArray hash(64, 'a');
    m_bot.answer(message(QString()),
                 {{QString(), u"invoice.pdf"_s, "application/pdf"_ba, 48213, hash},
                  {QString(), u"note.txt"_s, "text/plain"_ba, 0, hash}},
                 m_sink);
    QCOMPARE(m_sink.sent.size(), 1);
    for (const char *part : {"2 files", "`invoice.pdf`", "`application/pdf`", "48213 bytes",
                             "`note.txt`", "`text/plain`", " 0 bytes"})
        QVERIFY2(m_sink.text().contains(QString::fromLatin1(part)), part);
    QCOMPARE(m_sink.text().count(QString::fromLatin1(hash)), 2);
}

void TestPracticeBot::answersTheTextOfAFile()
{
    m_bot.answer(message(u"the invoice"_s), {{QString(), u"invoice.pdf"_s, {}, 1, {}}}, m_sink);
    QCOMPARE(m_sink.sent.size(), 2);
    QCOMPARE(m_sink.text(1), u"You said: the invoice"_s);
}

void TestPracticeBot::saysWhatStandsInAHostileName()
{
    m_bot.answer(message(QString()), {{QString(), u"`a``b`"_s, {}, 1, {}}}, m_sink);
    QVERIFY2(m_sink.text().contains("Name: ``` `a``b` ```"_L1), qPrintable(m_sink.text()));
}

void TestPracticeBot::showsSubmittedValues_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"name"_s, u"Ada"_s}, {u"people"_s, 2}});
    QTest::newRow("array") << QJsonValue(QJsonArray{1, u"two"_s, QJsonValue::Null});
    QTest::newRow("text") << QJsonValue(u"help"_s);
    QTest::newRow("number") << QJsonValue(42);
    QTest::newRow("false") << QJsonValue(false);
    QTest::newRow("a fence inside") << QJsonValue(QJsonObject{{u"code"_s, u"````\n```"_s}});
}

void TestPracticeBot::showsSubmittedValues()
{
    QFETCH(QJsonValue, value);
    QJsonObject activity = message(u"from a button"_s);
    activity.insert("value"_L1, value);
    activity.insert("channelData"_L1, QJsonObject{{u"postBack"_s, true}});
    QCOMPARE(m_bot.answer(activity, {}, m_sink), Verdict::Accepted);
    QCOMPARE(m_sink.sent.size(), 1);
    QCOMPARE(fencedJson(m_sink.text()), value);
    QVERIFY(m_sink.text().contains("`from a button`"_L1));
}

void TestPracticeBot::showsAHiddenText()
{
    QJsonObject activity = message(u"help"_s); // a button may say what would be a command
    activity.insert("channelData"_L1, QJsonObject{{u"postBack"_s, true}});
    m_bot.answer(activity, {}, m_sink);
    QCOMPARE(m_sink.sent.size(), 1);
    QVERIFY2(m_sink.text().contains("`help`"_L1), qPrintable(m_sink.text()));
    QVERIFY(!m_sink.text().contains("value"_L1));

    activity.insert("value"_L1, QJsonValue::Null);
    activity.insert("channelData"_L1, QJsonObject{{u"clientActivityID"_s, u"x"_s}});
    m_bot.answer(activity, {}, m_sink);
    QVERIFY(m_sink.text(1).startsWith("Here is what I understand"_L1));
}

void TestPracticeBot::answersEvents()
{
    const QJsonObject value{{u"a"_s, 1}};
    m_bot.answer(
        {{u"type"_s, u"event"_s}, {u"name"_s, u"startConversation"_s}, {u"value"_s, value}}, {},
        m_sink);
    QVERIFY(m_sink.text().contains("`startConversation`"_L1));
    QCOMPARE(fencedJson(m_sink.text()), QJsonValue(value));
}

void TestPracticeBot::hearsOtherTypesInSilence_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type :
         {"typing", "endOfConversation", "conversationUpdate", "messageReaction", "custom", ""})
        QTest::newRow(*type ? type : "none") << QString::fromLatin1(type);
}

void TestPracticeBot::hearsOtherTypesInSilence()
{
    QFETCH(QString, type);
    QCOMPARE(m_bot.answer({{u"type"_s, type}, {u"text"_s, u"help"_s}}, {}, m_sink),
             Verdict::Accepted);
    QVERIFY(m_sink.sent.isEmpty());
}

void TestPracticeBot::changesAndTakesBack()
{
    say(u"update"_s);
    say(u"delete"_s);
    QCOMPARE(m_sink.sent.size(), 4);
    QCOMPARE(m_sink.sent[1].value("type"_L1).toString(), u"messageUpdate"_s);
    QCOMPARE(m_sink.sent[1].value("id"_L1).toString(), u"id-1"_s);
    QVERIFY(m_sink.text(1) != m_sink.text(0));
    QCOMPARE(m_sink.sent[3].value("type"_L1).toString(), u"messageDelete"_s);
    QCOMPARE(m_sink.sent[3].value("id"_L1).toString(), u"id-3"_s);
}

void TestPracticeBot::endsTheConversation()
{
    say(u"end"_s);
    QCOMPARE(m_sink.sent.last().value("type"_L1).toString(), u"endOfConversation"_s);
    QCOMPARE(m_sink.sent.last().value("code"_L1).toString(), u"completedSuccessfully"_s);
}

void TestPracticeBot::showsWhatReachedIt()
{
    QJsonObject activity = message(u"whoami"_s);
    activity.insert("locale"_L1, "pl-PL"_L1);
    m_bot.answer(activity, {}, m_sink);
    QCOMPARE(fencedJson(m_sink.text()), QJsonValue(activity));
}

void TestPracticeBot::noticesEmptyMessagesAndLinks()
{
    say(u" "_s);
    QCOMPARE(m_sink.text(), u"I received an empty message."_s);
    QJsonObject activity = message(QString());
    activity.insert("attachments"_L1,
                    QJsonArray{QJsonObject{{u"contentType"_s, u"image/png"_s},
                                           {u"contentUrl"_s, u"https://example.org/x.png"_s},
                                           {u"name"_s, u"x.png"_s}}});
    m_bot.answer(activity, {}, m_sink);
    QVERIFY(m_sink.text(1).contains("`x.png`, `image/png`"_L1));
}

QTEST_GUILESS_MAIN(TestPracticeBot)
#include "tst_practicebot.moc"
