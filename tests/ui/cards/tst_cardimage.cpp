#include "panelbench.h"

#include "tests/support/scriptedserver.h"
#include "tests/ui/content/routingmanager.h"
#include "ui/cards/widgets/cardimage.h"

#include <QtTest/QtTest>

using namespace botline;
using namespace botline::test;

namespace {

QByteArray pictureAt(const QByteArray &address, const QByteArray &name = "A cat")
{
    return R"({"contentType":"image/png","name":")" + name + R"(","contentUrl":")" + address
        + R"("})";
}

ScriptedReply pictureReply(int width = 80, int height = 60)
{
    return ScriptedReply::text(200, pngOf(width, height), "image/png");
}

} // namespace

class tst_CardImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void foreignPicturesAskFirst();
    void alwaysMeansAllOfThem();
    void troubleHasWords_data();
    void troubleHasWords();
    void networkTroubleCanBeTriedAgain();
    void growsWithTheZoom();
    void smallPicturesKeepTheirSize();

private:
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<RoutingManager> m_network;
    std::unique_ptr<PanelBench> m_bench;
};

void tst_CardImage::init()
{
    m_bench.reset();
    m_network = std::make_unique<RoutingManager>();
    m_server = std::make_unique<ScriptedServer>(ScriptedServer::Transport::Tls);
    m_network->routes.insert(u"service.example"_s, m_server->url());
    m_network->routes.insert(u"foreign.example"_s, m_server->url());
    m_bench = std::make_unique<PanelBench>(m_network.get());
}

void tst_CardImage::foreignPicturesAskFirst()
{
    m_server->setHandler([](const RecordedRequest &) { return pictureReply(); });
    const auto panel = m_bench->make("[" + pictureAt("https://foreign.example/1.png", "one") + ","
                                     + pictureAt("https://foreign.example/2.png", "two") + "]");
    const auto views = shown<CardImage>(*panel);
    QTRY_COMPARE(views.last()->trouble(), ContentLoader::Trouble::NeedsPermission);
    const QString words = wordsOf(*panel);
    for (const QString &expected :
         {u"one"_s, u"foreign.example"_s, u"Load image"_s, u"Always in this conversation"_s})
        QVERIFY2(words.contains(expected), qPrintable(words));
    QCOMPARE(m_server->requests().size(), 0);

    QSignalSpy resized(panel.get(), &AttachmentsPanel::sizeChanged);
    button(*views.first(), u"Load image"_s)->click();
    QTRY_VERIFY(views.first()->isLoaded());
    QTRY_VERIFY(resized.size() >= 1);
    QVERIFY(!views.last()->isLoaded());
    QCOMPARE(m_server->requests().size(), 1);
    QVERIFY(!wordsOf(*views.first()).contains(u"Load image"_s));
}

void tst_CardImage::alwaysMeansAllOfThem()
{
    m_server->setHandler([](const RecordedRequest &) { return pictureReply(); });
    const auto panel = m_bench->make("[" + pictureAt("https://foreign.example/1.png") + ","
                                     + pictureAt("https://foreign.example/2.png") + "]");
    const auto views = shown<CardImage>(*panel);
    QTRY_COMPARE(views.last()->trouble(), ContentLoader::Trouble::NeedsPermission);
    button(*views.first(), u"Always in this conversation"_s)->click();
    QTRY_VERIFY(views.first()->isLoaded() && views.last()->isLoaded());
    QVERIFY(m_bench->content().remoteContentAllowed());
}

void tst_CardImage::troubleHasWords_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::addColumn<QString>("says");
    QTest::newRow("C096 missing") << ScriptedReply::error(404, u"BadArgument"_s)
                                  << u"No longer available"_s;
    QTest::newRow("expired") << ScriptedReply::empty(403) << u"expired"_s;
    QTest::newRow("broken") << ScriptedReply::text(200, "no picture", "image/png") << u"Open"_s;
    QTest::newRow("server") << ScriptedReply::empty(500) << u"Try again"_s;
}

void tst_CardImage::troubleHasWords()
{
    QFETCH(ScriptedReply, reply);
    QFETCH(QString, says);
    m_server->script("GET", "/1.png", {reply});
    const auto panel = m_bench->make("[" + pictureAt("https://service.example/1.png") + "]");
    QTRY_VERIFY2(wordsOf(*panel).contains(says), qPrintable(wordsOf(*panel)));
    QVERIFY(wordsOf(*panel).contains(u"A cat"_s));
    const int height = panel->heightForWidth(360);
    QVERIFY(height < 240); // words need less room than the picture would
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_CardImage::networkTroubleCanBeTriedAgain()
{
    m_server->script("GET", "/1.png", {ScriptedReply::empty(503), pictureReply()});
    const auto panel = m_bench->make("[" + pictureAt("https://service.example/1.png") + "]");
    QTRY_VERIFY(wordsOf(*panel).contains(u"Try again"_s));
    button(*panel, u"Try again"_s)->click();
    QTRY_VERIFY(shown<CardImage>(*panel).constFirst()->isLoaded());
    QCOMPARE(panel->heightForWidth(360), 60);
}

void tst_CardImage::growsWithTheZoom()
{
    const QByteArray json = "[" + pictureAt(pngUrl(80, 60)) + "]";
    const auto normal = m_bench->make(entryOf(json), 400, 100);
    const auto large = m_bench->make(entryOf(json), 400, 200);
    QTRY_COMPARE(normal->heightForWidth(400), 60);
    QTRY_COMPARE(large->heightForWidth(400), 120);
    QCOMPARE(large->heightForWidth(80), 60);
}

void tst_CardImage::smallPicturesKeepTheirSize()
{
    // Where words have no room, the reason is in the tooltip and the box stays.
    const auto panel = m_bench->make(cardJson("thumbnail", R"({"title":"T","images":[{"url":
        "https://foreign.example/1.png"}]})"));
    auto *view = shown<CardImage>(*panel).constFirst();
    QTRY_COMPARE(view->trouble(), ContentLoader::Trouble::NeedsPermission);
    QCOMPARE(view->size(), QSize(84, 84));
    QVERIFY(view->toolTip().contains(u"foreign.example"_s));

    m_server->setHandler([](const RecordedRequest &) { return pictureReply(); });
    QTest::mouseClick(view, Qt::LeftButton);
    QTRY_VERIFY(view->isLoaded());
    QCOMPARE(view->size(), QSize(84, 84));
}

QTEST_MAIN(tst_CardImage)
#include "tst_cardimage.moc"
