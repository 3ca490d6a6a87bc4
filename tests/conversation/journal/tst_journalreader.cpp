#include "app/conversation/journal/journalcompaction.h"
#include "app/conversation/journal/journalreader.h"
#include "app/conversation/journal/journalredaction.h"
#include "tests/support/builders.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::journal;
using botline::directline::Activity;

// The format of a journal, and reading it whatever its bytes are (architecture.md §4).
class TestJournalReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRecordSurvivesTheRoundTrip();
    void aTornTailAtEveryByte();
    void damagedLinesAreCountedAndLeftOut_data();
    void damagedLinesAreCountedAndLeftOut();
    void hostileJournalsAreSurvived_data();
    void hostileJournalsAreSurvived();
    void unknownKindsAreKept();
    void keptFileNamesLeadNowhere_data();
    void keptFileNamesLeadNowhere();

    void attachmentTokensStayOut_data();
    void attachmentTokensStayOut();
    void hiddenCredentialsStayOut_data();
    void hiddenCredentialsStayOut();
    void whatHasNoCredentialsIsKeptAsItWasWritten_data();
    void whatHasNoCredentialsIsKeptAsItWasWritten();
    void noCredentialIsOverlooked();
    void whatABotSaysStays();
    void whatAButtonSendsStays();

    void compactingKeepsWhatMustNotGetLost();
    void compactingKeepsTheNewest();

private:
    static Activity received(const QString &text, const QString &id)
    {
        return *Activity::fromJson(test::botMessage(text, id));
    }
    static Activity own(const QString &text, const QString &clientId)
    {
        return *Activity::fromJson(
            test::withClientActivityId(test::userMessage(text, {}, u"user-1"_s), clientId));
    }
    static QList<Record> everything();
    static QByteArray bytesOf(const QList<Record> &records)
    {
        QByteArray bytes;
        for (const Record &record : records)
            bytes += toLine(record);
        return bytes;
    }
};

const QDateTime kAt({2026, 3, 4}, {9, 15, 27, 318}, Qt::UTC);

QList<Record> TestJournalReader::everything()
{
    return {
        Begin(),
        Connection{CredentialKind::TokenUrl, u"https://h/v3/directline"_s, u"https://t/token"_s,
                   u"dl_1"_s, u"Ada"_s, u"pl-PL"_s},
        Conversation{u"c/1"_s, u"A new one"_s, kAt},
        Received{kAt, received(u"line\nbreak \u00e9 \U0001F600 \"quoted\""_s, u"c|1"_s)},
        Watermark{u"w+1/="_s},
        Queued{kAt,
               own(u"mine"_s, u"id-1"_s),
               {{u"/tmp/a b.txt"_s, {}, u"a b.txt"_s, u"text/plain"_s, 3},
                {{}, u"0af1"_s, u"pasted image.png"_s, u"image/png"_s, 1'000'000'000'000}},
               u"Order"_s,
               true},
        State{u"id-1"_s, SendState::Failed, u"c|2"_s, u"It failed."_s, u"HTTP 400\nBad"_s, true},
        Carried{u"id-1"_s},
        Discarded{u"id-1"_s},
        Note{kAt, u"Three lines could not be read."_s, 3},
        Card{u"c|1"_s, 2, {{u"name"_s, u"Ada"_s}, {u"on"_s, true}}, true},
        History{{u"one"_s, u"two"_s}},
        Seen{u"c|0"_s, kAt},
        Draft{u"half"_s, {{u"/tmp/x"_s, {}, u"x"_s, u"text/plain"_s, 1}}},
    };
}

void TestJournalReader::everyRecordSurvivesTheRoundTrip()
{
    const QList<Record> records = everything();
    QByteArray bytes;
    for (const Record &record : records) {
        const QByteArray line = toLine(record);
        QCOMPARE(line.count('\n'), 1);
        QVERIFY(line.endsWith('\n'));
        bytes += line;
    }
    const JournalReader::Parsed parsed = JournalReader::parse(bytes);
    QCOMPARE(parsed.unreadable, 0);
    QVERIFY(!parsed.torn);
    QCOMPARE(parsed.goodBytes, bytes.size());
    QCOMPARE(parsed.version, kVersion);
    QCOMPARE(parsed.records.size(), records.size());
    for (qsizetype i = 0; i < records.size(); ++i)
        QVERIFY2(parsed.records.at(i) == records.at(i), toLine(records.at(i)).constData());
}

void TestJournalReader::aTornTailAtEveryByte()
{
    QByteArray bytes;
    QList<qsizetype> ends{0};
    for (const Record &record : everything()) {
        bytes += toLine(record);
        ends << bytes.size();
    }
    for (qsizetype size = 0; size <= bytes.size(); ++size) {
        const JournalReader::Parsed parsed = JournalReader::parse(bytes.first(size));
        // A line that lacks only its end counts.
        qsizetype complete = 0;
        while (complete + 1 < ends.size() && ends.at(complete + 1) - 1 <= size)
            ++complete;
        QCOMPARE(parsed.records.size(), complete);
        QCOMPARE(parsed.unreadable, 0);
        QCOMPARE(parsed.torn, size > ends.at(complete));
        QCOMPARE(parsed.goodBytes, qMin(size, ends.at(complete)));
    }
}

void TestJournalReader::damagedLinesAreCountedAndLeftOut_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<int>("unreadable");
    const QByteArray good = toLine(Watermark{u"5"_s}).chopped(1);
    QTest::newRow("cut short") << good.chopped(3) << 1;
    QTest::newRow("zeros") << QByteArray(512, '\0') << 1;
    QTest::newRow("one bit") << QByteArray(good).replace('{', '[') << 1;
    QTest::newRow("two lines in one") << good + good << 1;
    QTest::newRow("no UTF-8") << QByteArray(good).replace("5", "\xff\xfe") << 1;
    QTest::newRow("no object") << QByteArray("[1,2]") << 1;
    QTest::newRow("no kind") << QByteArray("{\"value\":\"5\"}") << 1;
    QTest::newRow("kind is a number") << QByteArray("{\"record\":5}") << 1;
    QTest::newRow("message without id") << QByteArray("{\"record\":\"queued\",\"activity\":{"
                                                      "\"type\":\"message\",\"text\":\"x\"}}")
                                        << 1;
    QTest::newRow("unknown state")
        << QByteArray("{\"record\":\"state\",\"id\":\"x\",\"state\":\"lost\"}") << 1;
    QTest::newRow("activity without type")
        << QByteArray("{\"record\":\"received\",\"activity\":{}}") << 1;
    QTest::newRow("several") << QByteArray("x\ny\n{") << 3;
    QTest::newRow("blank lines are none") << QByteArray("\n  \n\r\n") << 0;
}

void TestJournalReader::damagedLinesAreCountedAndLeftOut()
{
    QFETCH(QByteArray, damage);
    QFETCH(int, unreadable);
    const QByteArray before = toLine(Begin());
    const QByteArray after = toLine(Watermark{u"6"_s});
    const JournalReader::Parsed parsed = JournalReader::parse(before + damage + '\n' + after);
    QCOMPARE(parsed.unreadable, unreadable);
    QVERIFY(!parsed.torn);
    QCOMPARE(parsed.records.size(), 2);
    QVERIFY(parsed.records.constLast() == Record(Watermark{u"6"_s}));
}

void TestJournalReader::hostileJournalsAreSurvived_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto nested = [](int depth) {
        return "{\"record\":\"received\",\"activity\":{\"type\":\"message\",\"value\":"
            + QByteArray(depth, '[') + QByteArray(depth, ']') + "}}\n";
    };
    QTest::newRow("deep") << nested(100);
    QTest::newRow("very deep") << nested(200'000);
    QTest::newRow("never closed") << QByteArray(500'000, '{');
    QTest::newRow("a huge line") << QByteArray(kLongestLine + 2, ' ') + "{}\n";
    QTest::newRow("a huge text") << "{\"record\":\"note\",\"text\":\""
            + QByteArray(kLongestLine, 'x') + "\"}\n";
    QTest::newRow("many lines") << QByteArray(200'000, '\n') + QByteArray("x\n").repeated(200'000);
    QTest::newRow("wrong types") << QByteArray(
        "{\"record\":\"queued\",\"at\":5,\"files\":{\"a\":1},\"activity\":[]}\n"
        "{\"record\":\"card\",\"activityId\":[],\"attachment\":\"1\"}\n"
        "{\"record\":\"state\",\"id\":null,\"state\":{}}\n"
        "{\"record\":[\"begin\"]}\n");
}

void TestJournalReader::hostileJournalsAreSurvived()
{
    QFETCH(QByteArray, bytes);
    const JournalReader::Parsed parsed = JournalReader::parse(bytes);
    QVERIFY(parsed.records.isEmpty());
    QVERIFY(parsed.unreadable > 0 || parsed.torn);
    // And what follows is read.
    const JournalReader::Parsed more = JournalReader::parse(bytes + '\n' + toLine(Begin()));
    QCOMPARE(more.records.size(), 1);
}

void TestJournalReader::unknownKindsAreKept()
{
    const QByteArray line = "{\"from\":\"later\",\"record\":\"reaction\",\"value\":[1,2]}\n";
    const JournalReader::Parsed parsed = JournalReader::parse(line);
    QCOMPARE(parsed.unreadable, 0);
    QCOMPARE(parsed.records.size(), 1);
    QCOMPARE(toLine(parsed.records.constFirst()), line);
}

void TestJournalReader::keptFileNamesLeadNowhere_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"../../secret", "/etc/passwd", "..", ".hidden", "a\\b"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestJournalReader::keptFileNamesLeadNowhere()
{
    QFETCH(QString, name);
    Draft draft;
    draft.files = {{{}, name, u"x"_s, u"text/plain"_s, 1}};
    const auto read = fromLine(toLine(draft).chopped(1));
    QVERIFY(read);
    QVERIFY(std::get<Draft>(*read).files.isEmpty());
}

void TestJournalReader::attachmentTokensStayOut_data()
{
    QTest::addColumn<QJsonObject>("member");
    const QString address = u"https://directline.example/attachments/c1/0/0/a.png?"_s;
    const auto attachment = [](const QJsonObject &object) {
        return QJsonObject{{u"attachments"_s, QJsonArray{object}}};
    };
    QTest::newRow("contentUrl") << attachment({{u"contentUrl"_s, address + u"t=SECRET.x-y_z"_s}});
    QTest::newRow("second parameter")
        << attachment({{u"contentUrl"_s, address + u"v=1&t=SECRET.x-y_z"_s}});
    QTest::newRow("thumbnailUrl") << attachment(
        {{u"thumbnailUrl"_s, address + u"t=SECRET.x-y_z&v=1"_s}});
    QTest::newRow("card image") << attachment(
        {{u"content"_s,
          QJsonObject{
              {u"images"_s, QJsonArray{QJsonObject{{u"url"_s, address + u"t=SECRET.x-y_z"_s}}}}}}});
    QTest::newRow("button") << attachment(
        {{u"content"_s,
          QJsonObject{{u"buttons"_s,
                       QJsonArray{QJsonObject{{u"type"_s, u"openUrl"_s},
                                              {u"value"_s, address + u"t=SECRET.x-y_z"_s}}}}}}});
    QTest::newRow("in words") << QJsonObject{
        {u"text"_s, u"see ![it]("_s + address + u"t=SECRET.x-y_z) and go"_s}};
    QTest::newRow("as HTML") << QJsonObject{
        {u"text"_s, u"<a href='"_s + address + u"v=1&amp;t=SECRET.x-y_z'>"_s}};
    QTest::newRow("storage link") << attachment(
        {{u"contentUrl"_s, u"https://blob.example/a.png?sv=1&sig=SECRET.x-y_z"_s}});
    QTest::newRow("token member") << QJsonObject{
        {u"channelData"_s, QJsonObject{{u"token"_s, u"SECRET.x-y_z"_s}}}};
    QTest::newRow("streamUrl") << QJsonObject{
        {u"value"_s, QJsonObject{{u"streamUrl"_s, u"wss://h/?watermark=-&t=SECRET.x-y_z"_s}}}};
}

void TestJournalReader::attachmentTokensStayOut()
{
    QFETCH(QJsonObject, member);
    QJsonObject json = test::botMessage(u"hello"_s, u"c|1"_s);
    for (auto it = member.begin(); it != member.end(); ++it)
        json.insert(it.key(), it.value());
    const QByteArray line = toLine(Received{kAt, *Activity::fromJson(json)});
    QVERIFY2(!line.contains("SECRET"), line.constData());
    const auto read = fromLine(line.chopped(1));
    QVERIFY(read);
    // What is around it stays.
    const QJsonObject kept = std::get<Received>(*read).activity.raw.toObject();
    QCOMPARE(kept.keys(), json.keys());
    QCOMPARE(withoutCredentials(kept), kept);
}

void TestJournalReader::hiddenCredentialsStayOut_data()
{
    QTest::addColumn<QByteArray>("member");
    const auto row = [](const char *tag, const QByteArray &member) {
        QTest::newRow(tag) << member;
    };
    row("an escaped letter", "\"channelData\":{\"t\\u006fken\":\"hush5\"}");
    row("an escaped capital", "\"channelData\":{\"\\u0054OKEN\":\"hush5\"}");
    row("an escaped underscore", "\"channelData\":{\"access\\u005Ftoken\":\"hush5\"}");
    row("escaped slashes", "\"text\":\"https:\\/\\/h\\/v3\\/attachments\\/a\\/views?t=hush5\"");
    row("a slash by number", "\"text\":\"https://h\\u002fattachments/a/views?t=hush5\"");
    row("behind an escaped quote", "\"text\":\"\\\"https://h/attachments/a/views?t=hush5\\\"\"");
    row("blanks before the colon", "\"channelData\":{\"Secret\" : \"hush5\"}");
    row("several lines", "\n\"channelData\":\r\n{\"token\":\n\"hush5\"}");
    row("an address", "\"attachments\":[{\"contentUrl\":\"https://h/a.png?sig=hush5\"}]");
}

void TestJournalReader::hiddenCredentialsStayOut()
{
    QFETCH(QByteArray, member);
    const auto raw = directline::RawObject::fromText("{\"type\":\"message\"," + member + '}');
    const QByteArray line = toLine(Received{kAt, *Activity::fromRaw(raw)});
    QVERIFY2(!line.contains("hush5"), line.constData());
    QCOMPARE(line.count('\n'), 1);
    const auto read = fromLine(line.chopped(1));
    QVERIFY(read);
    QCOMPARE(std::get<Received>(*read).at, kAt);
}

void TestJournalReader::whatHasNoCredentialsIsKeptAsItWasWritten_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::newRow("order and numbers") << QByteArray("\"zulu\":1.50,\"alpha\":1e3");
    QTest::newRow("beyond ASCII") << QByteArray("\"text\":\"caf\\u00e9 \\ud83d\\ude00 \xc3\xa9\"");
    QTest::newRow("apostrophes by number") << QByteArray("\"text\":\"I\\u0027m \\u003cb\\u003e\"");
    QTest::newRow("quotes and line breaks") << QByteArray("\"text\":\"\\\"a\\\"\\n\\tb\\\\\"");
    QTest::newRow("blanks") << QByteArray(" \"text\" : \"a token\" ");
    QTest::newRow("the words around it")
        << QByteArray("\"text\":\"x\",\"activity\":{\"at\":\"\\\",\\\"activity\\\":\"}");
    QTest::newRow("links") << QByteArray("\"text\":\"https://h/a.png?t=1&sig=2\"");
}

void TestJournalReader::whatHasNoCredentialsIsKeptAsItWasWritten()
{
    QFETCH(QByteArray, member);
    const QByteArray written = "{\"type\":\"message\"," + member + '}';
    const Received record{kAt, *Activity::fromRaw(directline::RawObject::fromText(written))};
    const QByteArray line = toLine(record);
    QVERIFY2(line.contains(written), line.constData());
    const auto read = fromLine(line.chopped(1));
    QVERIFY(read);
    QCOMPARE(std::get<Received>(*read).activity.raw.text(), written);
    QVERIFY(std::get<Received>(*read) == record);
    QVERIFY(QJsonDocument::fromJson(line)["activity"_L1].isObject()); // for whoever reads it so
}

// Whatever the text looks like, only what taking credentials out would not change may pass.
void TestJournalReader::noCredentialIsOverlooked()
{
    static constexpr const char *kParts[]
        = {"token",   "hush5", "\"",        "\\u006f",    "\\/",  "/attachments/", "?t=1", "{",
           "}",       ":",     "streamUrl", "contentUrl", "\\\\", "https://h",     "[",    "]",
           "\\u0061", ",",     "sasUrl",    "?sig=1",     "\\\"", "value",         "1",    " "};
    QRandomGenerator random(7);
    int sound = 0;
    for (int round = 0; round < 30'000; ++round) {
        QByteArray json = "{\"attachments\":[{\"";
        for (int part = random.bounded(1, 9); part > 0; --part)
            json += kParts[random.bounded(int(std::size(kParts)))];
        json += random.bounded(2) ? "\":\"x\"}]}" : "\"}]}";
        const QJsonObject object = QJsonDocument::fromJson(json).object();
        if (object.isEmpty())
            continue;
        ++sound;
        if (!mayHoldCredentials(json))
            QVERIFY2(withoutCredentials(object) == object, json.constData());
    }
    QVERIFY(sound > 500);
}

void TestJournalReader::whatABotSaysStays()
{
    const QString text
        = u"Watch https://video.example/w?t=42s or https://x.example/?code=7&key=a"_s;
    QJsonObject json = test::botMessage(text, u"c|1"_s);
    json.insert(u"attachments"_s,
                QJsonArray{QJsonObject{{u"contentType"_s, u"image/png"_s},
                                       {u"contentUrl"_s, u"data:image/png;base64,AAAA?t=1"_s}},
                           QJsonObject{{u"contentUrl"_s, u"https://h/a b.png?size=5&x=%20"_s}}});
    QCOMPARE(withoutCredentials(json), json);
}

void TestJournalReader::whatAButtonSendsStays()
{
    const QJsonObject payload{{u"token"_s, u"of-the-bot"_s}, {u"secret"_s, 5}};
    const QJsonObject button{{u"type"_s, u"postBack"_s}, {u"value"_s, payload}};
    const QJsonObject submit{{u"type"_s, u"Action.Submit"_s}, {u"data"_s, payload}};
    QJsonObject json = test::botMessage(u"pick"_s, u"c|1"_s);
    json.insert(u"suggestedActions"_s, QJsonObject{{u"actions"_s, QJsonArray{button}}});
    json.insert(
        u"attachments"_s,
        QJsonArray{QJsonObject{{u"content"_s, QJsonObject{{u"actions"_s, QJsonArray{submit}}}}}});
    QCOMPARE(withoutCredentials(json), json);
}

void TestJournalReader::compactingKeepsWhatMustNotGetLost()
{
    QList<Record> records{
        Begin(),
        Connection{CredentialKind::Secret, u"https://h/v3/directline"_s, {}, u"dl_1"_s, {}, {}},
        Conversation{u"c"_s, {}, kAt},
        Queued{kAt, own(u"failed"_s, u"id-f"_s), {}, {}, true},
        State{u"id-f"_s, SendState::Failed, {}, u"It failed."_s, {}, true},
        Queued{kAt, own(u"sent"_s, u"id-s"_s), {}, {}, true},
        State{u"id-s"_s, SendState::Sent, {}, {}, {}, false},
        Queued{kAt, own(u"queued"_s, u"id-q"_s), {}, {}, true},
        Queued{kAt, own(u"discarded"_s, u"id-d"_s), {}, {}, true},
        Discarded{u"id-d"_s},
        Received{kAt, received(u"old"_s, u"c|1"_s)},
        Received{kAt.addDays(-3), received(u"older"_s, u"c|0"_s)},
        Watermark{u"7"_s}};
    const QByteArray bytes = compacted(bytesOf(records) + "damage\n", 0, u"Gone."_s, kAt);
    const JournalReader::Parsed parsed = JournalReader::parse(bytes);
    QCOMPARE(parsed.unreadable, 0);
    const QList<Record> &left = parsed.records;
    QVERIFY(left.constFirst() == Record(Begin()));
    for (const Record &needed :
         {records.at(1), records.at(2), records.at(3), records.at(4), records.at(7), records.at(12),
          Record(Note{kAt, u"Gone."_s, 0}), Record(History{{u"sent"_s, u"discarded"_s}}),
          Record(Seen{u"c|1"_s, {}})})
        QVERIFY2(left.contains(needed), toLine(needed).constData());
    QCOMPARE(left.size(), 10);
    // Once more changes nothing but the note.
    QCOMPARE(compacted(bytes, 0, u"Gone."_s, kAt), bytes);
}

void TestJournalReader::compactingKeepsTheNewest()
{
    QList<Record> records{Begin(), Conversation{u"c"_s, {}, kAt}};
    for (int i = 0; i < 100; ++i) {
        records << Received{kAt, received(u"message %1"_s.arg(i), u"c|%1"_s.arg(i))};
        records << Watermark{QString::number(i)};
    }
    const QByteArray bytes = bytesOf(records);
    const QByteArray result = compacted(bytes, bytes.size() / 4, u"Gone."_s, kAt);
    const QList<Record> left = JournalReader::parse(result).records;
    QVERIFY(left.constLast() == records.constLast());
    QCOMPARE(left.last(20), records.last(20));
    QVERIFY(!result.contains("message 50"));
    QVERIFY(result.contains("\"c|50\"")); // but should the service say it again, it is known
}

QTEST_APPLESS_MAIN(TestJournalReader)
#include "tst_journalreader.moc"
