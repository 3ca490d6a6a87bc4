#include "tests/support/gifs.h"
#include "tests/support/scriptedserver.h"
#include "tests/ui/content/routingmanager.h"
#include "tests/ui/conversation/conversationfixture.h"
#include "tests/ui/motion.h"
#include "ui/cards/widgets/pictureplayer.h"
#include "ui/content/contentloader.h"
#include "ui/page/imageviewer.h"

#include <QtCore/QBuffer>
#include <QtGui/QClipboard>
#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>

using namespace botline;
using namespace botline::test;

namespace {

QString pngUrl(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return u"data:image/png;base64,"_s + QString::fromLatin1(bytes.toBase64());
}

directline::Attachment attached(const QString &type, const QString &address, const QString &name)
{
    directline::Attachment attachment;
    attachment.contentType = type;
    attachment.contentUrl = address;
    attachment.name = name;
    return attachment;
}

directline::Attachment picture(const QString &name, int width = 80, int height = 60)
{
    return attached(u"image/png"_s, pngUrl(width, height), name);
}

} // namespace

class tst_ImageViewer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void goesOverAllImages();
    void theArrowsGo();
    void buttonsSayWhenThereIsNoMore();
    void ownFilesAreAmongThem();
    void survivesRowsThatGo();
    void looksAtSoManyRowsOnly();

    void fitsAndZooms();
    void smallOnesAreNotBlownUp();
    void theWheelKeepsWhatIsBelowIt();
    void dragsAndPans();
    void copiesAndSaves();
    void foreignOnesAskFirst();
    void troubleHasWords();
    void animationsPlay();

private:
    QString add(const QList<directline::Attachment> &attachments);
    // Of the first row with images; loaded.
    [[nodiscard]] bool open(const QString &key, int attachment = 0);
    QToolButton *button(const QString &name) const
    {
        return m_viewer->findChild<QToolButton *>(name);
    }
    QString title() const { return m_viewer->windowTitle(); }
    QScrollArea *area() const { return m_viewer->findChild<QScrollArea *>(); }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<RoutingManager> m_network;
    std::unique_ptr<ContentLoader> m_content;
    std::unique_ptr<ActivityModel> m_model;
    QPointer<ImageViewer> m_viewer;
};

void tst_ImageViewer::init()
{
    delete m_viewer;
    m_content.reset();
    m_network = std::make_unique<RoutingManager>();
    m_server = std::make_unique<ScriptedServer>(ScriptedServer::Transport::Tls);
    m_network->routes.insert(u"foreign.example"_s, m_server->url());
    m_network->routes.insert(u"service.example"_s, m_server->url());
    m_content = std::make_unique<ContentLoader>(*m_network);
    m_content->setServiceUrl(
        *directline::ServiceUrl::parse(u"https://service.example/v3/directline"_s));
    m_model = std::make_unique<ActivityModel>();
}

QString tst_ImageViewer::add(const QList<directline::Attachment> &attachments)
{
    ActivityEntry entry = botSays({});
    entry.activity.attachments = attachments;
    m_model->append({entry});
    return entry.key;
}

bool tst_ImageViewer::open(const QString &key, int attachment)
{
    const ConversationImages images(*m_model);
    const auto image = images.at(key, attachment);
    if (!image)
        return false;
    m_viewer = new ImageViewer(testStyle(), *m_content, images, *image);
    m_viewer->resize(500, 400);
    m_viewer->show();
    m_viewer->activateWindow();
    return QTest::qWaitForWindowActive(m_viewer)
        && QTest::qWaitFor([this] { return m_viewer->factsText().contains(u"pixels"_s); });
}

void tst_ImageViewer::goesOverAllImages()
{
    const QString first = add({attached(u"application/pdf"_s, u"https://a.example/x"_s, u"x"_s),
                               picture(u"A"_s), picture(u"B"_s)});
    m_model->append({botSays(u"words"_s), notice(u"a notice"_s)});
    add({attached(u"application/vnd.microsoft.card.hero"_s, {}, u"card"_s)});
    add({picture(u"C"_s)});
    QVERIFY(open(first, 1));
    QCOMPARE(title(), u"A"_s);
    for (const QString &name : {u"B"_s, u"C"_s}) {
        button(u"nextImage"_s)->click();
        QCOMPARE(title(), name);
        QTRY_VERIFY(m_viewer->factsText().contains(u"80 × 60"_s));
    }
    QVERIFY(!button(u"nextImage"_s)->isEnabled());
    button(u"previousImage"_s)->click();
    QCOMPARE(title(), u"B"_s);
}

void tst_ImageViewer::theArrowsGo()
{
    const QString key = add({picture(u"A"_s), picture(u"B"_s)});
    QVERIFY(open(key));
    QTest::keyClick(m_viewer, Qt::Key_Right);
    QCOMPARE(title(), u"B"_s);
    QTest::keyClick(m_viewer, Qt::Key_Right); // there is no more
    QCOMPARE(title(), u"B"_s);
    QTest::keyClick(m_viewer, Qt::Key_Left);
    QCOMPARE(title(), u"A"_s);
    QTest::keyClick(m_viewer, Qt::Key_Escape);
    QTRY_VERIFY(!m_viewer);
}

void tst_ImageViewer::buttonsSayWhenThereIsNoMore()
{
    const QString key = add({picture(u"A"_s), picture(u"B"_s)});
    QVERIFY(open(key));
    QVERIFY(!button(u"previousImage"_s)->isEnabled());
    button(u"nextImage"_s)->setFocus();
    button(u"nextImage"_s)->click();
    QVERIFY(!button(u"nextImage"_s)->isEnabled());
    QVERIFY(m_viewer->focusWidget() && m_viewer->focusWidget()->isEnabled());
    for (const QToolButton *each : m_viewer->findChildren<QToolButton *>()) {
        QVERIFY2(!each->accessibleName().isEmpty(), qPrintable(each->objectName()));
        QVERIFY(each->width() >= 24 && each->height() >= 24);
    }
}

void tst_ImageViewer::ownFilesAreAmongThem()
{
    const QString key = add({picture(u"A"_s)});
    ActivityEntry mine = iSay({});
    mine.files = {{u"/tmp/x.txt"_s, u"x.txt"_s, u"text/plain"_s, 3, nullptr},
                  {u"/tmp/mine.png"_s, u"mine.png"_s, u"image/png"_s, 3, nullptr}};
    m_model->append({mine});
    const ConversationImages images(*m_model);
    const auto next = images.next(*images.at(key, 0), true);
    QVERIFY(next);
    QCOMPARE(next->name, u"mine.png"_s);
    QVERIFY(next->local);
    QCOMPARE(next->attachment, 1);
}

void tst_ImageViewer::survivesRowsThatGo()
{
    const QString key = add({picture(u"A"_s)});
    add({picture(u"B"_s)});
    QVERIFY(open(key));
    m_model->clear();
    button(u"nextImage"_s)->click();
    QCOMPARE(title(), u"A"_s);
    QVERIFY(!button(u"nextImage"_s)->isEnabled());
}

void tst_ImageViewer::looksAtSoManyRowsOnly()
{
    const QString key = add({picture(u"A"_s)});
    QList<ActivityEntry> files;
    for (int i = 0; i < ConversationImages::kMostRows; ++i) {
        files << botSays({});
        files.last().activity.attachments
            << attached(u"application/pdf"_s, u"https://a.example/x"_s, u"x"_s);
    }
    m_model->append(files);
    add({picture(u"B"_s)});
    const ConversationImages images(*m_model);
    QVERIFY(!images.next(*images.at(key, 0), true));
}

void tst_ImageViewer::fitsAndZooms()
{
    const QString key = add({picture(u"A"_s, 1600, 800)});
    QVERIFY(open(key));
    const double fitting = m_viewer->zoom();
    QVERIFY(fitting < 0.5);
    QCOMPARE(area()->horizontalScrollBar()->maximum(), 0);
    QTest::keyClick(m_viewer, Qt::Key_1);
    QCOMPARE(m_viewer->zoom(), 1.0);
    QVERIFY(m_viewer->factsText().contains(u"100 %"_s));
    QTRY_VERIFY(area()->horizontalScrollBar()->maximum() > 1000);
    button(u"zoomIn"_s)->click();
    QCOMPARE(m_viewer->zoom(), 1.25);
    QTest::keyClick(m_viewer, Qt::Key_Minus);
    QCOMPARE(m_viewer->zoom(), 1.0);
    button(u"fitImage"_s)->click();
    QVERIFY(std::abs(m_viewer->zoom() - fitting) < 0.02);
    m_viewer->resize(700, 500); // what fits goes on fitting
    QTRY_VERIFY(m_viewer->zoom() > fitting);
    for (int i = 0; i < 40; ++i)
        button(u"zoomIn"_s)->click();
    QVERIFY(m_viewer->zoom() <= 4000.0 / 1600);
}

void tst_ImageViewer::smallOnesAreNotBlownUp()
{
    const QString key = add({picture(u"A"_s, 20, 10)});
    QVERIFY(open(key));
    QCOMPARE(m_viewer->zoom(), 1.0);
}

void tst_ImageViewer::theWheelKeepsWhatIsBelowIt()
{
    const QString key = add({picture(u"A"_s, 1600, 1600)});
    QVERIFY(open(key));
    QTest::keyClick(m_viewer, Qt::Key_1);
    QTRY_VERIFY(area()->verticalScrollBar()->maximum() > 0);
    area()->horizontalScrollBar()->setValue(400);
    const QPointF point(100, 100);
    const double before = (400 + point.x()) / m_viewer->zoom();
    QWidget *view = area()->viewport();
    QWheelEvent wheel(point, view->mapToGlobal(point), {}, {0, 120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view, &wheel);
    QCOMPARE(m_viewer->zoom(), 1.25);
    const double after = (area()->horizontalScrollBar()->value() + point.x()) / m_viewer->zoom();
    QVERIFY2(std::abs(after - before) < 2, qPrintable(u"%1 %2"_s.arg(before).arg(after)));
}

void tst_ImageViewer::dragsAndPans()
{
    const QString key = add({picture(u"A"_s, 1600, 1600)});
    QVERIFY(open(key));
    QTest::keyClick(m_viewer, Qt::Key_1);
    QScrollBar *across = area()->horizontalScrollBar();
    QTRY_VERIFY(across->maximum() > 0);
    across->setValue(300);
    QWidget *view = area()->viewport();
    QCOMPARE(view->cursor().shape(), Qt::OpenHandCursor);
    QTest::mousePress(view, Qt::LeftButton, {}, {200, 100});
    QMouseEvent move(QEvent::MouseMove, QPointF(150, 100), view->mapToGlobal(QPointF(150, 100)),
                     Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(view, &move);
    QTest::mouseRelease(view, Qt::LeftButton, {}, {150, 100});
    QCOMPARE(across->value(), 350);
    QTest::keyClick(m_viewer, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(across->value(), 350 + testStyle().px(60));
    QCOMPARE(title(), u"A"_s);
}

void tst_ImageViewer::copiesAndSaves()
{
    const QString key = add({picture(u"A"_s, 30, 20)});
    QVERIFY(open(key));
    QSignalSpy saves(m_viewer, &ImageViewer::saveRequested);
    button(u"copyImage"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(30, 20));
    QTest::keyClick(m_viewer, Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(saves.count(), 1);
    QCOMPARE(saves.first().at(1).toString(), u"A"_s);
}

void tst_ImageViewer::foreignOnesAskFirst()
{
    const QByteArray png = QByteArray::fromBase64(pngUrl(33, 22).section(u',', 1).toLatin1());
    m_server->setHandler(
        [png](const RecordedRequest &) { return ScriptedReply::text(200, png, "image/png"); });
    const QString key = add(
        {picture(u"A"_s), attached(u"image/png"_s, u"https://foreign.example/b.png"_s, u"B"_s)});
    QVERIFY(open(key));
    button(u"nextImage"_s)->click();
    auto *allow = m_viewer->findChild<QPushButton *>(u"allowImage"_s);
    QTRY_VERIFY(allow->isVisible());
    QVERIFY(m_viewer->factsText().contains(u"foreign.example"_s));
    QVERIFY(!button(u"copyImage"_s)->isEnabled());
    QCOMPARE(m_server->requests().size(), 0);
    allow->click();
    QTRY_VERIFY(m_viewer->factsText().contains(u"33 × 22"_s));
    QVERIFY(!allow->isVisible());
}

void tst_ImageViewer::troubleHasWords()
{
    m_server->script("GET", "/gone.png", {ScriptedReply::empty(404)});
    const QString key = add(
        {picture(u"A"_s), attached(u"image/png"_s, u"https://service.example/gone.png"_s, u"B"_s)});
    QVERIFY(open(key));
    button(u"nextImage"_s)->click();
    QTRY_VERIFY2(m_viewer->factsText().contains(u"No longer available"_s),
                 qPrintable(m_viewer->factsText()));
    button(u"previousImage"_s)->click();
    QTRY_VERIFY(m_viewer->factsText().contains(u"80 × 60"_s));
}

void tst_ImageViewer::animationsPlay()
{
    letThingsMove(true);
    const QString key = add(
        {attached(u"image/gif"_s,
                  u"data:image/gif;base64,"_s + QString::fromLatin1(gifOf(3).toBase64()), u"G"_s),
         picture(u"A"_s)});
    QVERIFY(open(key));
    const QPointer<PicturePlayer> player = m_viewer->findChild<PicturePlayer *>();
    QVERIFY(player);
    QSignalSpy frames(player, &PicturePlayer::frameChanged);
    QTRY_VERIFY(frames.count() > 3);
    button(u"nextImage"_s)->click();
    QVERIFY(!player);
}

QTEST_MAIN(tst_ImageViewer)
#include "tst_imageviewer.moc"
