#include "panelbench.h"

#include "ui/cards/carousel.h"
#include "ui/cards/fallbacknote.h"
#include "ui/cards/imageview.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>

using namespace botline;
using namespace botline::test;

namespace {

// Pieces that reach out of what they stand in, or are lower than they need to be.
QStringList clippedPieces(const QWidget &panel)
{
    QStringList clipped;
    const auto pieces = shown<QWidget>(panel);
    for (const QWidget *piece : pieces) {
        const QWidget *parent = piece->parentWidget();
        if (qobject_cast<const Carousel *>(parent->parentWidget()))
            continue; // cards out of sight
        const bool inside = parent->rect().contains(piece->geometry());
        const auto *part = qobject_cast<const CardPart *>(piece);
        const bool high = !part || part->height() >= part->heightForWidth(part->width());
        if (!inside || !high)
            clipped.append(QString::fromLatin1(piece->metaObject()->className()) + u" "_s
                           + piece->accessibleName());
    }
    return clipped;
}

StagedFile fileOf(const QString &path, const QString &name, const QString &type, qint64 size)
{
    StagedFile file;
    file.path = path;
    file.name = name;
    file.contentType = type;
    file.size = size;
    return file;
}

ActivityEntry uploadOf(const QList<StagedFile> &files)
{
    ActivityEntry entry;
    entry.key = u"own-1"_s;
    entry.side = Side::Own;
    entry.files = files;
    entry.delivery.state = SendState::Queued;
    return entry;
}

} // namespace

class tst_AttachmentsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void C097_namesWhatItCannotShow();
    void C097_unknownWithAnAddressIsAFile();
    void showsJsonAsPlainText();
    void isNeverBlank_data();
    void isNeverBlank();
    void nothingIsClipped_data();
    void nothingIsClipped();
    void narrowIsHigher();
    void estimatesRoughly_data();
    void estimatesRoughly();
    void filesCanBeOpenedSavedAndCopied();
    void filesWithRefusedAddressesSayWhy();
    void embeddedFilesCanOnlyBeSaved();
    void picturesOpenTheViewer();
    void picturesReserveTheirBox();
    void textAttachmentsAreShown();
    void carouselsAskForTheWholeLane();
    void cutsAtFiftyAttachments();
    void uploadsShowProgressAndCanBeCancelled();
    void ownFilesStayAfterTheEcho();
    void otherAttachmentsReplaceTheOld();
    void hasContentTells();
};

void tst_AttachmentsPanel::C097_namesWhatItCannotShow()
{
    PanelBench bench;
    const auto panel = bench.make(R"([{"contentType":"application/x-thing","content":{"a":1}}])");
    QVERIFY(wordsOf(*panel).contains(u"application/x-thing"_s));
    QVERIFY(wordsOf(*panel).contains(u"Show JSON"_s));
}

void tst_AttachmentsPanel::C097_unknownWithAnAddressIsAFile()
{
    PanelBench bench;
    const auto panel = bench.make(
        R"([{"contentType":"application/x-thing","contentUrl":"https://example.org/a/b.thing"}])");
    QVERIFY(wordsOf(*panel).contains(u"b.thing"_s));
    QVERIFY(wordsOf(*panel).contains(u"application/x-thing"_s));
    QVERIFY(wordsOf(*panel).contains(u"Save as…"_s));
}

void tst_AttachmentsPanel::showsJsonAsPlainText()
{
    PanelBench bench;
    const auto panel = bench.make(R"([{"contentType":"x/y","content":{"text":"<b>**no**</b>"}}])");
    QSignalSpy resized(panel.get(), &AttachmentsPanel::sizeChanged);
    const int before = panel->heightForWidth(360);
    button(*panel, u"Show JSON"_s)->click();
    QTRY_COMPARE(resized.size(), 1);
    QVERIFY(panel->heightForWidth(360) > before);
    QVERIFY(wordsOf(*panel).contains(u"\"text\": \"<b>**no**</b>\""_s));
    button(*panel, u"Hide JSON"_s)->click();
    QCOMPARE(panel->heightForWidth(360), before);
}

void tst_AttachmentsPanel::isNeverBlank_data()
{
    QTest::addColumn<QByteArray>("attachments");
    const auto card = [](const char *tag, const char *kind, const char *content) {
        QTest::newRow(tag) << cardJson(kind, content);
    };
    card("empty hero", "hero", "{}");
    card("empty receipt", "receipt", "{}");
    card("empty video", "video", "{}");
    card("wrong types", "hero", R"({"title":[],"images":{},"buttons":"x","tap":7})");
    card("images without addresses", "hero", R"({"images":[{},{"url":""},null]})");
    card("blank texts", "hero", R"({"title":"  ","text":"\n"})");
    card("content is a string", "hero", R"("x")");
    card("content is null", "hero", "null");
    card("unknown card", "holographic", R"({"title":"x"})");
    card("adaptive without anything", "adaptive", "{}");
    card("adaptive as a list", "adaptive", "[]");
    QTest::newRow("no members") << QByteArray("[{}]");
    QTest::newRow("card without content")
        << QByteArray(R"([{"contentType":"application/vnd.microsoft.card.hero"}])");
    QTest::newRow("picture without address") << QByteArray(R"([{"contentType":"image/png"}])");
    QTest::newRow("text without words") << QByteArray(R"([{"contentType":"text/plain"}])");
    QTest::newRow("svg") << QByteArray(
        R"([{"contentType":"image/svg+xml","contentUrl":"https://example.org/x.svg"}])");
    QTest::newRow("nameless file")
        << QByteArray(R"([{"contentType":"","contentUrl":"https://example.org"}])");
    QTest::newRow("broken address")
        << QByteArray(R"([{"contentType":"image/png","contentUrl":"http://[","name":"x"}])");
}

void tst_AttachmentsPanel::isNeverBlank()
{
    QFETCH(QByteArray, attachments);
    PanelBench bench;
    const auto panel = bench.make(attachments);
    QVERIFY(panel->heightForWidth(360) >= 20);
    QTRY_VERIFY(!wordsOf(*panel).isEmpty()); // a picture says why in a moment
}

void tst_AttachmentsPanel::nothingIsClipped_data()
{
    QTest::addColumn<QByteArray>("attachments");
    QTest::addColumn<QString>("layout");
    const QByteArray words = QByteArray("Words and aVeryLongWordThatDoesNotFit").repeated(4);
    const QByteArray hero = R"({"contentType":"application/vnd.microsoft.card.hero","content":{
        "title":")"
        + words + R"(","subtitle":")" + words + R"(","text":"**b**\n\n- )" + words
        + R"(\n\n|a|b|\n|---|---|\n|)" + words + R"(|2|","images":[{"url":")" + pngUrl(300, 200)
        + R"("},{"url":")" + pngUrl(20, 900) + R"("}],"buttons":[{"type":"imBack","title":")"
        + words + R"(","value":"x"},{"type":"imBack","title":"Short","value":"x"}]}})";
    const QByteArray receipt
        = R"({"contentType":"application/vnd.microsoft.card.receipt","content":{
        "title":"Order","facts":[{"key":")"
        + words + R"(","value":")" + words + R"("}],"items":[{"title":")" + words + R"(","price":")"
        + words + R"(","image":{"url":")" + pngUrl(50, 50) + R"("}}],"tax":")" + words
        + R"(","total":"1"}})";
    const QByteArray file
        = R"({"contentType":"application/pdf","contentUrl":"https://example.org/a",
        "name":")"
        + words + R"("})";
    const QByteArray refused
        = R"({"contentType":"image/png","contentUrl":"https://foreign.example/a.png","name":")"
        + words + R"("})";
    QTest::newRow("list") << "[" + hero + "," + receipt + "," + file + "," + refused + "]"
                          << QString();
    QTest::newRow("carousel") << "[" + hero + "," + receipt + "," + file + "," + refused + "]"
                              << u"carousel"_s;
}

void tst_AttachmentsPanel::nothingIsClipped()
{
    QFETCH(QByteArray, attachments);
    QFETCH(QString, layout);
    PanelBench bench;
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        for (const int zoom : {50, 100, 300}) {
            const auto panel = bench.make(entryOf(attachments, layout), 260, zoom);
            panel->setLayoutDirection(direction);
            QTRY_VERIFY(wordsOf(*panel).contains(u"Load image"_s));
            for (const int width : {200, 260, 480, 900}) {
                panel->resize(width, panel->heightForWidth(width));
                QCOMPARE(clippedPieces(*panel), QStringList());
            }
        }
    }
}

void tst_AttachmentsPanel::narrowIsHigher()
{
    PanelBench bench;
    const QByteArray text = QByteArray("Some words. ").repeated(30);
    const auto panel = bench.make(cardJson("hero", R"({"text":")" + text + R"("})"));
    int previous = panel->heightForWidth(120);
    for (int width = 140; width < 600; width += 20) {
        const int height = panel->heightForWidth(width);
        QVERIFY(height <= previous);
        previous = height;
    }
    const auto large
        = bench.make(entryOf(cardJson("hero", R"({"text":")" + text + R"("})")), 360, 200);
    QVERIFY(large->heightForWidth(360) > 2 * panel->heightForWidth(360));
    QVERIFY(panel->sizeHint().width() > 0);
    QCOMPARE(panel->sizeHint().height(), panel->heightForWidth(panel->sizeHint().width()));
}

void tst_AttachmentsPanel::estimatesRoughly_data()
{
    QTest::addColumn<QByteArray>("attachments");
    QTest::newRow("hero") << cardJson(
        "hero", R"({"title":"T","text":"Some text","buttons":[{"type":"imBack","title":"A"},
                   {"type":"imBack","title":"B"}]})");
    QTest::newRow("receipt") << cardJson(
        "receipt", R"({"title":"T","items":[{"title":"a","price":1},{"title":"b","price":2}],
                      "total":"3"})");
    QTest::newRow("file") << QByteArray(
        R"([{"contentType":"application/pdf","contentUrl":"https://example.org/a.pdf"}])");
    QTest::newRow("adaptive") << cardJson(
        "adaptive", R"({"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"a"},
            {"type":"TextBlock","text":"b"},{"type":"Input.Text","id":"x","label":"L"}],
            "actions":[{"type":"Action.Submit","title":"Go"}]})");
}

void tst_AttachmentsPanel::estimatesRoughly()
{
    QFETCH(QByteArray, attachments);
    PanelBench bench;
    const ActivityEntry entry = entryOf(attachments);
    const auto panel = bench.make(entry);
    const int real = panel->heightForWidth(360);
    const int guess = AttachmentsPanel::estimatedHeight(entry, 360, ChatStyle(false, 100, QFont()));
    QVERIFY2(guess > real / 2 && guess < real * 2, qPrintable(u"%1 for %2"_s.arg(guess).arg(real)));
}

void tst_AttachmentsPanel::filesCanBeOpenedSavedAndCopied()
{
    PanelBench bench;
    const auto panel = bench.make(R"([{"contentType":"application/pdf","name":"report.pdf",
        "contentUrl":"https://files.example/r.pdf?t=1"}])");
    const QString address = u"https://files.example/r.pdf?t=1"_s;
    QVERIFY(wordsOf(*panel).contains(u"report.pdf"_s));

    QSignalSpy opened(panel.get(), &AttachmentsPanel::linkRequested);
    button(*panel, u"Open"_s)->click();
    QCOMPARE(opened.value(0), QVariantList{address});

    QSignalSpy saved(panel.get(), &AttachmentsPanel::saveRequested);
    button(*panel, u"Save as…"_s)->click();
    QCOMPARE(saved.value(0), (QVariantList{address, u"report.pdf"_s}));

    button(*panel, u"Copy link"_s)->click();
    QCOMPARE(QApplication::clipboard()->text(), address);
}

void tst_AttachmentsPanel::filesWithRefusedAddressesSayWhy()
{
    PanelBench bench;
    for (const QByteArray address : {"file:///etc/passwd", "javascript:x", "//host/share/x.doc"}) {
        const auto panel = bench.make(R"([{"contentType":"application/pdf","name":"x.pdf",
            "contentUrl":")" + address + R"("}])");
        QCOMPARE(shown<ActionButton>(*panel).size(), 0);
        QCOMPARE(shown<CardText>(*panel).size(), 1);
    }
}

void tst_AttachmentsPanel::embeddedFilesCanOnlyBeSaved()
{
    PanelBench bench;
    const auto panel = bench.make(R"([{"contentType":"text/plain","name":"note.txt",
        "contentUrl":"data:text/plain;base64,aGVsbG8="}])");
    QCOMPARE(shown<ActionButton>(*panel).size(), 1);
    QSignalSpy saved(panel.get(), &AttachmentsPanel::saveRequested);
    button(*panel, u"Save as…"_s)->click();
    QCOMPARE(saved.value(0).value(1).toString(), u"note.txt"_s);
    QVERIFY(wordsOf(*panel).contains(u"5 bytes"_s));
}

void tst_AttachmentsPanel::picturesOpenTheViewer()
{
    PanelBench bench;
    const QByteArray picture
        = R"({"contentType":"image/png","name":"A cat","contentUrl":")" + pngUrl(40, 30) + R"("})";
    const auto panel = bench.make("[" + picture + "," + picture + "]");
    const auto views = shown<ImageView>(*panel);
    QCOMPARE(views.size(), 2);
    QSignalSpy viewed(panel.get(), &AttachmentsPanel::imageViewRequested);
    QTest::mouseClick(views.last(), Qt::LeftButton); // not there yet
    QCOMPARE(viewed.size(), 0);
    QTRY_VERIFY(views.last()->isLoaded());
    QTest::mouseClick(views.last(), Qt::LeftButton, {}, QPoint(5, 5));
    QCOMPARE(viewed.value(0), (QVariantList{u"row-1"_s, 1}));
    QTest::keyClick(views.first(), Qt::Key_Return);
    QCOMPARE(viewed.value(1), (QVariantList{u"row-1"_s, 0}));
    QCOMPARE(views.first()->accessibleName(), u"A cat"_s);
    QVERIFY(views.first()->toolTip().contains(u"A cat"_s));
}

void tst_AttachmentsPanel::picturesReserveTheirBox()
{
    PanelBench bench;
    const QByteArray json
        = R"([{"contentType":"image/png","contentUrl":")" + pngUrl(400, 900) + R"("}])";
    const auto panel = bench.make(json);
    QCOMPARE(panel->heightForWidth(360), 240);
    QSignalSpy resized(panel.get(), &AttachmentsPanel::sizeChanged);
    QTRY_VERIFY(shown<ImageView>(*panel).constFirst()->isLoaded());
    QCOMPARE(panel->heightForWidth(360), 240); // high pictures keep the box
    QTRY_VERIFY(resized.size() <= 1);

    const QByteArray flat
        = R"([{"contentType":"image/png","contentUrl":")" + pngUrl(200, 50) + R"("}])";
    const auto low = bench.make(flat);
    QCOMPARE(low->heightForWidth(360), 240);
    QTRY_COMPARE(low->heightForWidth(360), 50); // never blown up
    const auto again = bench.make(flat);
    QCOMPARE(again->heightForWidth(360), 50); // known from the start
    QCOMPARE(again->heightForWidth(100), 25);
}

void tst_AttachmentsPanel::textAttachmentsAreShown()
{
    PanelBench bench;
    const auto panel = bench.make(R"([{"contentType":"text/plain","content":"**a**"},
        {"contentType":"text/markdown","content":"**b**"},
        {"contentType":"text/xml; charset=utf-8","content":"<c>"}])");
    QCOMPARE(wordsOf(*panel), u"**a**|b|<c>"_s);
}

void tst_AttachmentsPanel::carouselsAskForTheWholeLane()
{
    PanelBench bench;
    const QByteArray hero
        = R"({"contentType":"application/vnd.microsoft.card.hero","content":{"title":"x"}})";
    const auto wide = bench.make(entryOf("[" + hero + "," + hero + "]", u"carousel"_s));
    QVERIFY(wide->sizePolicy().horizontalPolicy() & QSizePolicy::ExpandFlag);
    QCOMPARE(shown<Carousel>(*wide).size(), 1);
    for (const auto &entry :
         {entryOf("[" + hero + "," + hero + "]"), entryOf("[" + hero + "]", u"carousel"_s),
          entryOf("[" + hero + "," + hero + "]", u"spiral"_s)}) {
        const auto list = bench.make(entry);
        QVERIFY(!(list->sizePolicy().horizontalPolicy() & QSizePolicy::ExpandFlag));
        QCOMPARE(shown<Carousel>(*list).size(), 0);
    }
}

void tst_AttachmentsPanel::cutsAtFiftyAttachments()
{
    PanelBench bench;
    QByteArray json = "[";
    for (int i = 0; i < 57; ++i)
        json += QByteArray(i ? "," : "") + R"({"contentType":"text/plain","content":"w)"
            + QByteArray::number(i) + R"("})";
    const auto panel = bench.make(json + "]");
    const QString words = wordsOf(*panel);
    QVERIFY(words.contains(u"w49|"_s));
    QVERIFY(!words.contains(u"w50"_s));
    QVERIFY(words.contains(u"7 more attachment"_s));
}

void tst_AttachmentsPanel::uploadsShowProgressAndCanBeCancelled()
{
    PanelBench bench;
    ActivityEntry entry
        = uploadOf({fileOf(u"/no/a.pdf"_s, u"a.pdf"_s, u"application/pdf"_s, 1000),
                    fileOf(u"/no/b.pdf"_s, u"b.pdf"_s, u"application/pdf"_s, 3000)});
    const auto panel = bench.make(entry);
    const auto heads = shown<ChipHead>(*panel);
    QCOMPARE(heads.size(), 2);
    QCOMPARE(heads.first()->progress(), 0.0);

    entry.delivery.state = SendState::Sending;
    entry.delivery.bytesTotal = 4200; // 200 for what stands around the files
    entry.delivery.bytesSent = 200 + 1000 + 1500;
    panel->setEntry(entry);
    QCOMPARE(shown<ChipHead>(*panel), heads); // in place
    QCOMPARE(heads.first()->progress(), 1.0);
    QCOMPARE(heads.last()->progress(), 0.5);
    QVERIFY(heads.last()->accessibleName().contains(u"50"_s));

    QSignalSpy cancelled(panel.get(), &AttachmentsPanel::cancelRequested);
    button(*panel, u"Cancel"_s)->click();
    QCOMPARE(cancelled.value(0), QVariantList{u"own-1"_s});

    const int busy = panel->heightForWidth(360);
    entry.delivery.state = SendState::Sent;
    panel->setEntry(entry);
    QVERIFY(heads.first()->progress() < 0);
    QVERIFY(!wordsOf(*panel).contains(u"Cancel"_s));
    QVERIFY(panel->heightForWidth(360) < busy);
}

void tst_AttachmentsPanel::ownFilesStayAfterTheEcho()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"own.png"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pngOf(100, 60));
    file.close();

    PanelBench bench;
    ActivityEntry entry = uploadOf({fileOf(path, u"own.png"_s, u"image/png"_s, 321)});
    const auto panel = bench.make(entry);
    const auto views = shown<ImageView>(*panel);
    QCOMPARE(views.size(), 1);
    QTRY_VERIFY(views.first()->isLoaded());
    QSignalSpy viewed(panel.get(), &AttachmentsPanel::imageViewRequested);
    QTest::mouseClick(views.first(), Qt::LeftButton, {}, QPoint(5, 5));
    QCOMPARE(viewed.value(0), (QVariantList{u"own-1"_s, 0}));

    entry.delivery.state = SendState::Sent;
    entry.activity = entryOf(R"([{"contentType":"image/png","name":"own.png",
        "contentUrl":"https://service.example/attachments/1"}])")
                         .activity;
    panel->setEntry(entry);
    QCOMPARE(shown<ImageView>(*panel), views);
}

void tst_AttachmentsPanel::otherAttachmentsReplaceTheOld()
{
    PanelBench bench;
    const auto panel = bench.make(R"([{"contentType":"text/plain","content":"old"}])");
    QSignalSpy resized(panel.get(), &AttachmentsPanel::sizeChanged);
    panel->setEntry(entryOf(R"([{"contentType":"text/plain","content":"new\nand higher"}])"));
    QCOMPARE(wordsOf(*panel), u"new\nand higher"_s);
    QTRY_COMPARE(resized.size(), 1);
}

void tst_AttachmentsPanel::hasContentTells()
{
    QVERIFY(!AttachmentsPanel::hasContent(entryOf("[]")));
    QVERIFY(AttachmentsPanel::hasContent(entryOf("[{}]")));
    QVERIFY(AttachmentsPanel::hasContent(uploadOf({StagedFile()})));
}

QTEST_MAIN(tst_AttachmentsPanel)
#include "tst_attachmentspanel.moc"
