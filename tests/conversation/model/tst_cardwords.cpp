#include "app/conversation/model/activityentry.h"
#include "app/conversation/model/cardwords.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

directline::Attachment card(const QString &kind, const QByteArray &content)
{
    directline::Attachment attachment;
    attachment.contentType = u"application/vnd.microsoft.card."_s + kind;
    attachment.content = QJsonDocument::fromJson(content).object();
    return attachment;
}

} // namespace

class tst_CardWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHeroCard();
    void aReceipt();
    void anAdaptiveCard();
    void whatIsHiddenIsNotThere();
    void isBounded();
    void filesAreNamed();
    void ownFilesAreNamed();
};

void tst_CardWords::aHeroCard()
{
    const QStringList words
        = cardWords(card(u"hero"_s, R"({"title":"Trip","subtitle":"to *Oslo*","text":"**Soon**",
        "images":[{"url":"https://example.com/a.png","alt":"A fjord"}],
        "buttons":[{"type":"imBack","title":"Book","value":"hidden"}]})"));
    QCOMPARE(words, (QStringList{u"Trip"_s, u"to Oslo"_s, u"Soon"_s, u"A fjord"_s, u"Book"_s}));
}

void tst_CardWords::aReceipt()
{
    QCOMPARE(
        cardWords(card(u"receipt"_s, R"({"title":"Receipt","facts":[{"key":"Order","value":1234}],
        "items":[{"title":"Pen","price":"$2"}],"tax":"$1","total":"$3"})")),
        (QStringList{u"Receipt"_s, u"Order"_s, u"1234"_s, u"Pen"_s, u"$2"_s, u"$1"_s, u"$3"_s}));
}

void tst_CardWords::anAdaptiveCard()
{
    const QStringList words = cardWords(card(u"adaptive"_s, R"({"type":"AdaptiveCard","body":[
        {"type":"TextBlock","text":"**Flight**"},
        {"type":"ColumnSet","columns":[{"type":"Column","items":[{"type":"TextBlock","text":"Gate"}]}]},
        {"type":"FactSet","facts":[{"title":"Seat","value":"12A"}]},
        {"type":"RichTextBlock","inlines":["one ",{"type":"TextRun","text":"two"}]},
        {"type":"Image","url":"x","altText":"A plane"},
        {"type":"Table","rows":[{"type":"TableRow","cells":[{"type":"TableCell","items":[
            {"type":"TextBlock","text":"cell"}]}]}]},
        {"type":"Input.ChoiceSet","id":"meal","label":"Meal","choices":[{"title":"Fish","value":"f"}]}
        ],"actions":[{"type":"Action.Submit","title":"Check in","data":{"text":"secret"}}]})"));
    QCOMPARE(words,
             (QStringList{u"Flight"_s, u"Gate"_s, u"Seat"_s, u"12A"_s, u"one"_s, u"two"_s,
                          u"A plane"_s, u"cell"_s, u"Meal"_s, u"Fish"_s, u"Check in"_s}));
}

void tst_CardWords::whatIsHiddenIsNotThere()
{
    const QStringList words = cardWords(card(u"adaptive"_s, R"({"body":[
        {"type":"TextBlock","text":"seen"},{"type":"TextBlock","text":"unseen","isVisible":false}],
        "actions":[{"type":"Action.ShowCard","title":"More","card":{"body":[
            {"type":"TextBlock","text":"later"}]}}]})"));
    QCOMPARE(words, (QStringList{u"seen"_s, u"More"_s}));
}

void tst_CardWords::isBounded()
{
    QJsonArray body;
    for (int i = 0; i < 300; ++i)
        body << QJsonObject{{"type"_L1, "TextBlock"_L1}, {"text"_L1, u"x"_s.repeated(1000)}};
    directline::Attachment attachment = card(u"adaptive"_s, "{}");
    attachment.content = QJsonObject{{"body"_L1, body}};
    QCOMPARE(cardWords(attachment).size(), 100);
}

void tst_CardWords::filesAreNamed()
{
    ActivityEntry entry;
    directline::Attachment file;
    file.contentType = u"application/pdf"_s;
    file.name = u"report.pdf"_s;
    entry.activity.attachments << file << card(u"hero"_s, R"({"title":"Trip"})");
    QCOMPARE(attachedWords(entry), (QStringList{u"report.pdf"_s, u"Trip"_s}));
}

void tst_CardWords::ownFilesAreNamed()
{
    ActivityEntry entry;
    entry.files << StagedFile{u"/tmp/x"_s, u"holiday.jpg"_s, u"image/jpeg"_s, 1, {}};
    QCOMPARE(attachedWords(entry), QStringList{u"holiday.jpg"_s});
}

QTEST_GUILESS_MAIN(tst_CardWords)
#include "tst_cardwords.moc"
