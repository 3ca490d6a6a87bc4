#include "app/adaptive/adaptivecard.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::adaptive;

namespace {

QJsonObject object(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        qFatal("bad JSON in a test: %s", qPrintable(error.errorString()));
    return document.object();
}

std::vector<Remark> remarksOn(const QJsonObject &card)
{
    return parseCard(card, QLocale::c()).remarks;
}

} // namespace

// What is said about cards. Each row: what a bot sends, and where and what is said about it.
class TestCardChecker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remarks_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("said"); // path, what and a part of why, joined by "|"
        const auto row = [](const char *name, const QByteArray &body, const QStringList &said) {
            QTest::newRow(name) << body << said;
        };
        row("nothing", R"([{"type":"TextBlock","text":"a","wrap":true,"color":"GOOD"}])", {});
        row("null counts as absent", R"([{"type":"TextBlock","text":"a","color":null}])", {});
        row("annotations of templates", R"([{"type":"TextBlock","text":"a","$when":"x"}])", {});
        row("ignored on purpose", R"([{"type":"TextBlock","text":"a","speak":"b"}])", {});
        row("words as a number", R"([{"type":"TextBlock","text":5}])", {});
        row("a number as words", R"([{"type":"TextBlock","text":"a","maxLines":"3"}])", {});
        row("unknown element", R"([{"type":"TextBlock","text":"a"},{"type":"Hologram"}])",
            {u"$.body[1]|Hologram|not known"_s});
        row("element without a type", R"([{"text":"a"}])", {u"$.body[0]||does not say what"_s});
        row("no object", R"(["a"])", {u"$.body[0]|body|Expected an object"_s});
        row("a part as an element", R"([{"type":"Column"}])",
            {u"$.body[0]|Column|cannot stand here"_s});
        row("an action as an element", R"([{"type":"Action.Submit"}])",
            {u"$.body[0]|Action.Submit|cannot stand here"_s});
        row("fallback", R"([{"type":"Hologram","fallback":{"type":"TextBlock"}}])",
            {u"$.body[0]|Hologram|in its place is used"_s,
             u"$.body[0].fallback|TextBlock|“text” is missing"_s});
        row("dropped", R"([{"type":"Hologram","fallback":"drop"}])",
            {u"$.body[0]|Hologram|left out, as the card asks"_s});
        row("fallback that is not used",
            R"([{"type":"TextBlock","text":"a","fallback":{"type":"TextBlock"}}])", {});
        row("requirement", R"([{"type":"TextBlock","text":"a","requires":{"magic":"2.0"}}])",
            {u"$.body[0]|TextBlock|requires magic 2.0"_s});
        row("requirement met",
            R"([{"type":"TextBlock","text":"a","requires":{"adaptiveCards":"1.6"}}])", {});
        row("unknown property", R"([{"type":"TextBlock","text":"a","blink":true}])",
            {u"$.body[0].blink|blink|TextBlock has no such property"_s});
        row("other capitals", R"([{"type":"TextBlock","Text":"a"}])",
            {u"$.body[0].Text|Text|written “text”"_s, u"$.body[0]|TextBlock|“text” is missing"_s});
        row("wrong type", R"([{"type":"TextBlock","text":"a","wrap":"yes"}])",
            {u"$.body[0].wrap|wrap|Expected true or false, not “yes”"_s});
        row("wrong word", R"([{"type":"TextBlock","text":"a","size":"huge"}])",
            {u"$.body[0].size|size|one of default, small"_s});
        row("wrong size", R"([{"type":"Container","items":[],"minHeight":"3em"}])",
            {u"$.body[0].minHeight|minHeight|pixels such as 80px"_s});
        row("wrong date", R"([{"type":"Input.Date","id":"a","value":"31.1.2026"}])",
            {u"$.body[0].value|value|a date such as"_s});
        row("wrong time", R"([{"type":"Input.Time","id":"a","min":"25:00"}])",
            {u"$.body[0].min|min|a time such as"_s});
        row("no list", R"([{"type":"Container","items":{"type":"TextBlock","text":"a"}}])",
            {u"$.body[0].items|items|Expected a list"_s});
        row("missing", R"([{"type":"Image"}])", {u"$.body[0]|Image|“url” is missing"_s});
        row("input without id", R"([{"type":"Input.Text"}])",
            {u"$.body[0]|Input.Text|no id, so nothing of it is sent"_s});
        row("input with an empty id", R"([{"type":"Input.Text","id":""}])",
            {u"$.body[0]|Input.Text|no id, so nothing of it is sent"_s});
        row("ids twice", R"([{"type":"Input.Text","id":"a"},{"type":"Input.Number","id":"a"}])",
            {u"$.body[1].id|id|Another input has the id “a”"_s});
        row("bad regex", R"([{"type":"Input.Text","id":"a","regex":"*"}])",
            {u"$.body[0].regex|regex|no regular expression"_s});
        row("long regex",
            QByteArray(R"([{"type":"Input.Text","id":"a","regex":"LONG"}])")
                .replace("LONG", QByteArray(3000, 'x')),
            {u"$.body[0].regex|regex|too long"_s});
        row("choices of the bot",
            R"([{"type":"Input.ChoiceSet","id":"a","choices.data":{"type":"Data.Query"}}])",
            {u"$.body[0]['choices.data']|choices.data|Only those in the card"_s});
        row("deep down",
            R"([{"type":"ColumnSet","columns":[{},{"items":[{"type":"FactSet","facts":[{"title":"a"}]}]}]}])",
            {u"$.body[0].columns[1].items[0].facts[0]|Fact|“value” is missing"_s});
        row("column that is none", R"([{"type":"ColumnSet","columns":[{"type":"Pillar"}]}])",
            {u"$.body[0].columns[0]|Pillar|not known"_s});
        row("selectAction that opens a card",
            R"([{"type":"Container","items":[],"selectAction":{"type":"Action.ShowCard"}}])",
            {u"$.body[0].selectAction|Action.ShowCard|cannot stand here"_s});
        row("target that is none",
            R"([{"type":"ActionSet","actions":[{"type":"Action.ToggleVisibility","targetElements":
                ["x",{"elementId":"y"},"z"]}]},{"type":"TextBlock","text":"a","id":"z"}])",
            {u"$.body[0].actions[0].targetElements[0]|targetElements|no element with the id “x”"_s,
             u"$.body[0].actions[0].targetElements[1]|targetElements|id “y”"_s});
        row("in a card that opens",
            R"([{"type":"ActionSet","actions":[{"type":"Action.ShowCard","card":
                {"body":[{"type":"Hologram"}]}}]}])",
            {u"$.body[0].actions[0].card.body[0]|Hologram|not known"_s});
    }
    void remarks()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QStringList, said);
        const std::vector<Remark> remarks
            = remarksOn(object(R"({"type":"AdaptiveCard","version":"1.5","body":)" + body + "}"));
        QStringList found;
        for (const Remark &remark : remarks)
            found.append(u"%1|%2|%3"_s.arg(remark.path, remark.what, remark.why));
        QVERIFY2(found.size() == said.size(), qPrintable(found.join(u'\n')));
        for (qsizetype i = 0; i < said.size(); ++i) {
            const QStringList parts = said.at(i).split(u'|');
            QCOMPARE(remarks[size_t(i)].path, parts.at(0));
            QCOMPARE(remarks[size_t(i)].what, parts.at(1));
            QVERIFY2(remarks[size_t(i)].why.contains(parts.at(2)), qPrintable(found.at(i)));
        }
    }

    void cards_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QStringList>("paths");
        QTest::newRow("fine") << QByteArray(
            R"("version":"1.6","speak":"a","$schema":"b","metadata":{"webUrl":5},"msteams":{},)")
                              << QStringList();
        QTest::newRow("no version") << QByteArray() << QStringList{u"$"_s};
        QTest::newRow("later version")
            << QByteArray(R"("version":"1.7",)") << QStringList{u"$.version"_s};
        QTest::newRow("no version at all")
            << QByteArray(R"("version":"newest",)") << QStringList{u"$.version"_s};
        QTest::newRow("version of a wrong type")
            << QByteArray(R"("version":1.5,)") << QStringList{u"$.version"_s};
        QTest::newRow("refresh and authentication")
            << QByteArray(R"("version":"1.5","refresh":{"action":5},"authentication":{},)")
            << QStringList{u"$.authentication"_s, u"$.refresh"_s};
    }
    void cards()
    {
        QFETCH(const QByteArray, members);
        QFETCH(const QStringList, paths);
        const std::vector<Remark> remarks
            = remarksOn(object(R"({"type":"AdaptiveCard",)" + members + R"("body":[]})"));
        QStringList found;
        for (const Remark &remark : remarks)
            found.append(remark.path);
        QCOMPARE(found, paths);
    }

    // However much there is to say, the list ends.
    void bounded()
    {
        QJsonArray body;
        for (int i = 0; i < 500; ++i)
            body.append(QJsonObject{{u"type"_s, u"Hologram"_s}});
        const std::vector<Remark> remarks = remarksOn(
            {{u"type"_s, u"AdaptiveCard"_s}, {u"version"_s, u"1.5"_s}, {u"body"_s, body}});
        QCOMPARE(int(remarks.size()), kMaxRemarks);
        QVERIFY(remarks.back().why.contains(u"ends here"_s));
    }

    void longTextsAreCut()
    {
        const QString text(100'000, u'x');
        const std::vector<Remark> remarks
            = remarksOn({{u"type"_s, u"AdaptiveCard"_s},
                         {u"version"_s, u"1.5"_s},
                         {u"body"_s, QJsonArray{QJsonObject{{u"type"_s, text}}}},
                         {text, 1}});
        QCOMPARE(remarks.size(), 2U);
        for (const Remark &remark : remarks)
            QVERIFY(remark.path.size() + remark.what.size() + remark.why.size() < 400);
    }

    void cutCardsSaySo()
    {
        QJsonArray body;
        for (int i = 0; i <= kMaxElements; ++i)
            body.append(QJsonObject{{u"type"_s, u"TextBlock"_s}, {u"text"_s, u"a"_s}});
        const std::vector<Remark> remarks = remarksOn(
            {{u"type"_s, u"AdaptiveCard"_s}, {u"version"_s, u"1.5"_s}, {u"body"_s, body}});
        QCOMPARE(remarks.size(), 1U);
        QVERIFY(remarks.front().why.contains(u"longer than Botline shows"_s));
    }

    // Each could be a remark of its own; nobody waits for all of them.
    void endlessTargetsEnd()
    {
        QJsonArray targets;
        for (int i = 0; i < 200'000; ++i)
            targets.append(QString::number(i));
        const QJsonObject action{{u"type"_s, u"Action.ToggleVisibility"_s},
                                 {u"targetElements"_s, targets}};
        const std::vector<Remark> remarks = remarksOn({{u"type"_s, u"AdaptiveCard"_s},
                                                       {u"version"_s, u"1.5"_s},
                                                       {u"actions"_s, QJsonArray{action}}});
        QVERIFY(remarks.size() < size_t(kMaxRemarks));
        QVERIFY(remarks.front().why.contains(u"longer than Botline shows"_s));
    }

    void deepCardsEnd()
    {
        QJsonObject inner{{u"type"_s, u"Hologram"_s}};
        for (int i = 0; i < 400; ++i)
            inner = {{u"type"_s, u"Container"_s}, {u"items"_s, QJsonArray{inner}}};
        QVERIFY(remarksOn({{u"type"_s, u"AdaptiveCard"_s},
                           {u"version"_s, u"1.5"_s},
                           {u"body"_s, QJsonArray{inner}}})
                    .empty());
    }
};

QTEST_GUILESS_MAIN(TestCardChecker)
#include "tst_cardchecker.moc"
