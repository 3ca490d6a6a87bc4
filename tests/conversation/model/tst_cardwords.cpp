#include "app/adaptive/visiblewords.h"
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
    void readsTheCardAsItIsDrawn();
    void dates();
    void filesAreNamed();
    void ownFilesAreNamed();
};

// Which words these are: tests/adaptive/tst_visiblewords.
void tst_CardWords::readsTheCardAsItIsDrawn()
{
    const auto trip = card(u"hero"_s, R"({"title":"Trip","text":"**Soon**",
        "buttons":[{"type":"imBack","title":"Book","value":"hidden"}]})");
    QCOMPARE(cardWords(trip, true).all(), (QStringList{u"Trip"_s, u"Soon"_s, u"Book"_s}));
    QCOMPARE(cardWords(trip, false).body, (QStringList{u"Trip"_s, u"**Soon**"_s}));
    directline::Attachment file;
    file.contentType = u"application/json"_s;
    file.content = trip.content;
    QVERIFY(cardWords(file, true).all().isEmpty());
}

// As searched (attachedWords), and as read aloud.
void tst_CardWords::dates()
{
    ActivityEntry entry;
    entry.side = Side::Bot;
    entry.activity.attachments << card(u"adaptive"_s, R"({"type":"AdaptiveCard","lang":"en-GB",
        "body":[{"type":"TextBlock","text":"On {{DATE(2026-05-16T12:00:00Z, LONG)}}"}],
        "actions":[{"type":"Action.Submit","title":"Book"}]})");
    QCOMPARE(attachedWords(entry), (QStringList{u"On Saturday, 16 May 2026"_s, u"Book"_s}));
    const QString spoken = accessibleText(entry);
    QVERIFY2(spoken.contains("Card: On Saturday, 16 May 2026. "_L1) && spoken.contains("Book"_L1),
             qPrintable(spoken));
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
