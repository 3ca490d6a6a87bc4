#include "panelbench.h"

#include "tests/support/gifs.h"
#include "tests/ui/motion.h"
#include "ui/cards/widgets/cardimage.h"
#include "ui/cards/widgets/pictureplayer.h"
#include "ui/cards/widgets/playbutton.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

namespace {

QByteArray gifUrl(const QByteArray &gif)
{
    return "data:image/gif;base64," + gif.toBase64();
}

QByteArray attachmentOf(const QByteArray &gif)
{
    return R"([{"contentType":"image/gif","name":"Waves","contentUrl":")" + gifUrl(gif) + R"("}])";
}

} // namespace

class tst_PicturePlayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { letThingsMove(true); }
    void init();
    void playsForEver();
    void stopsOutOfSight();
    void stopsInAnInactiveWindow();
    void waitsWhereNothingShallMove();
    void theButtonStopsIt();
    void stillPicturesHaveNoButton_data();
    void stillPicturesHaveNoButton();

private:
    CardImage *show(const QByteArray &gif);

    std::unique_ptr<PanelBench> m_bench;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<AttachmentsPanel> m_panel;
};

void tst_PicturePlayer::init()
{
    m_panel.reset();
    m_window = std::make_unique<QWidget>();
    m_window->resize(300, 300);
    m_bench = std::make_unique<PanelBench>();
}

// In a window of its own that is the active one.
CardImage *tst_PicturePlayer::show(const QByteArray &gif)
{
    m_panel = m_bench->make(entryOf(attachmentOf(gif)), 200);
    m_panel->setParent(m_window.get());
    m_panel->move(0, 0);
    m_panel->show();
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get()))
        return nullptr;
    auto *view = shown<CardImage>(*m_panel).constFirst();
    return QTest::qWaitFor([view] { return view->isLoaded(); }) ? view : nullptr;
}

void tst_PicturePlayer::playsForEver()
{
    const CardImage *view = show(gifOf(3));
    QVERIFY(view && view->player());
    QSignalSpy frames(view->player(), &PicturePlayer::frameChanged);
    QTRY_VERIFY(frames.count() > 8); // well beyond its end
    QVERIFY(view->player()->isPlaying());
    QVERIFY(view->player()->isRunning());
}

void tst_PicturePlayer::stopsOutOfSight()
{
    CardImage *view = show(gifOf(3));
    QVERIFY(view && view->player());
    QTRY_VERIFY(view->player()->isRunning());
    m_panel->move(0, 5000); // scrolled away, yet not hidden
    QTRY_VERIFY(!view->player()->isRunning());
    QSignalSpy frames(view->player(), &PicturePlayer::frameChanged);
    QCoreApplication::processEvents();
    QCOMPARE(frames.count(), 0);
    QVERIFY(view->player()->isPlaying()); // as soon as it is seen again
    m_panel->move(0, 0);
    QTRY_VERIFY(view->player()->isRunning());

    m_panel->hide();
    QVERIFY(!view->player()->isRunning());
    m_panel->show();
    QTRY_VERIFY(view->player()->isRunning());
}

void tst_PicturePlayer::stopsInAnInactiveWindow()
{
    CardImage *view = show(gifOf(3));
    QVERIFY(view && view->player());
    QTRY_VERIFY(view->player()->isRunning());
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    QTRY_VERIFY(!view->player()->isRunning());
    view->repaint(); // for whatever reason: nobody looks at it all the same
    QVERIFY(!view->player()->isRunning());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY(view->player()->isRunning());
}

void tst_PicturePlayer::waitsWhereNothingShallMove()
{
    letThingsMove(false);
    const CardImage *view = show(gifOf(3));
    letThingsMove(true);
    QVERIFY(view && view->player());
    QVERIFY(!view->player()->isPlaying());
    auto *play = view->findChild<PlayButton *>();
    QVERIFY(play);
    QVERIFY(play->accessibleName().contains(u"Play"_s));
    play->click();
    QTRY_VERIFY(view->player()->isRunning());
}

void tst_PicturePlayer::theButtonStopsIt()
{
    const CardImage *view = show(gifOf(3));
    QVERIFY(view && view->player());
    QTRY_VERIFY(view->player()->isRunning());
    auto *play = view->findChild<PlayButton *>();
    QVERIFY(play->isVisible());
    QVERIFY(play->width() >= 24 && play->height() >= 24); // interaction.md §11
    QVERIFY(play->accessibleName().contains(u"Pause"_s));
    play->setFocus(Qt::TabFocusReason);
    QTest::keyClick(play, Qt::Key_Space);
    QVERIFY(!view->player()->isRunning());
    QVERIFY(play->accessibleName().contains(u"Play"_s));
    QTest::keyClick(play, Qt::Key_Space);
    QTRY_VERIFY(view->player()->isRunning());
}

void tst_PicturePlayer::stillPicturesHaveNoButton_data()
{
    QTest::addColumn<QByteArray>("gif");
    QTest::newRow("one frame") << gifOf(1);
    QTest::newRow("too many frames") << gifOf(201, 2);
}

void tst_PicturePlayer::stillPicturesHaveNoButton()
{
    QFETCH(QByteArray, gif);
    const CardImage *view = show(gif);
    QVERIFY(view);
    QVERIFY(!view->player());
    QVERIFY(!view->findChild<PlayButton *>());
}

QTEST_MAIN(tst_PicturePlayer)
#include "tst_pictureplayer.moc"
