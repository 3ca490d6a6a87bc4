#include "ui/compose/composer.h"
#include "ui/compose/dropzone.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QMimeData>
#include <QtCore/QTemporaryFile>
#include <QtCore/QUrl>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QImage>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;
using botline::ChatStyle;
using botline::DropZone;

class TestDropZone : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QWidget> m_window;
    QWidget *m_pane = nullptr;
    QLineEdit *m_line = nullptr;
    botline::Composer *m_composer = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    DropZone *m_zone = nullptr;
    QWidget *m_overlay = nullptr;
    int m_taken = 0;
    QMimeData m_files;
    QMimeData m_text;
    QMimeData m_link;
    QTemporaryFile m_file;

    static constexpr Qt::DropActions kAll = Qt::CopyAction | Qt::MoveAction | Qt::LinkAction;

    // What the platform does to the widget under the pointer, up to the one that accepts.
    template <typename Event>
    bool send(QWidget *target, const QMimeData &data, Qt::DropAction *action = nullptr,
              Qt::DropActions possible = kAll)
    {
        Event event(QPoint(3, 3), possible, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &event);
        if (action)
            *action = event.dropAction();
        return event.isAccepted();
    }
    void leave(QWidget *target)
    {
        QDragLeaveEvent event;
        QApplication::sendEvent(target, &event);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_file.open());
        m_file.write("hello");
        m_file.close();
        m_files.setUrls({QUrl::fromLocalFile(m_file.fileName())});
        m_text.setText(u"only words"_s);
        m_link.setUrls({QUrl(u"https://example.org/cat.png"_s)});
    }

    void init()
    {
        const ChatStyle style(false, 100, QApplication::font());
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        m_pane = new QWidget;
        m_line = new QLineEdit;
        m_composer = new botline::Composer(style);
        m_edit = m_composer->findChild<QPlainTextEdit *>(u"messageEdit"_s);
        for (QWidget *widget :
             {m_pane, static_cast<QWidget *>(m_line), static_cast<QWidget *>(m_composer)})
            column->addWidget(widget);
        m_taken = 0;
        m_zone = new DropZone(*m_window, style, [this](const QMimeData &data) {
            ++m_taken;
            m_composer->stageFrom(data);
        });
        m_overlay = m_window->findChild<QWidget *>(u"dropOverlay"_s);
        m_window->resize(500, 400);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void takesFilesAnywhere_data()
    {
        QTest::addColumn<QString>("where");
        for (const char *where : {"window", "line edit", "text", "pane"})
            QTest::newRow(where) << QString::fromLatin1(where);
    }

    void takesFilesAnywhere()
    {
        QFETCH(QString, where);
        QWidget *target = where == u"window"_s ? m_window.get()
            : where == u"line edit"_s          ? m_line
            : where == u"text"_s               ? m_edit->viewport()
                                               : m_pane;
        Qt::DropAction action = Qt::IgnoreAction;
        QVERIFY(send<QDragEnterEvent>(target, m_files, &action));
        QCOMPARE(action, Qt::CopyAction);
        QVERIFY(send<QDragMoveEvent>(target, m_files, &action));
        QCOMPARE(action, Qt::CopyAction);
        QVERIFY(send<QDropEvent>(target, m_files, &action));
        QCOMPARE(action, Qt::CopyAction);
        QCOMPARE(m_taken, 1);
        QCOMPARE(m_composer->files().size(), 1);
        QCOMPARE(m_composer->text(), QString());
        QCOMPARE(m_line->text(), QString());
        QVERIFY(!m_overlay->isVisible());
    }

    void takesImages()
    {
        QMimeData image;
        image.setImageData(QImage(5, 5, QImage::Format_RGB32));
        QVERIFY(send<QDragEnterEvent>(m_window.get(), image));
        QVERIFY(send<QDropEvent>(m_window.get(), image));
        QCOMPARE(m_composer->files().constFirst().name, u"pasted image.png"_s);
    }

    void refusesTextAndWebAddresses()
    {
        for (const QMimeData *data : {&m_text, &m_link}) {
            Qt::DropAction action = Qt::CopyAction;
            QVERIFY(!send<QDragEnterEvent>(m_window.get(), *data, &action));
            QCOMPARE(action, Qt::IgnoreAction);
            QVERIFY(!send<QDragMoveEvent>(m_window.get(), *data));
            QVERIFY(!send<QDropEvent>(m_window.get(), *data, &action));
            QCOMPARE(m_taken, 0);
        }
    }

    void leavesTextToTheFieldUnderThePointer()
    {
        QVERIFY(send<QDragEnterEvent>(m_edit->viewport(), m_text));
        QVERIFY(send<QDropEvent>(m_edit->viewport(), m_text));
        QCOMPARE(m_composer->text(), u"only words"_s);
        QCOMPARE(m_taken, 0);
    }

    void neverInsertsFileAddressesOfOtherComputers()
    {
        QMimeData elsewhere;
        elsewhere.setUrls({QUrl(u"file://server/share/a.txt"_s)});
        for (QWidget *target : {m_edit->viewport(), static_cast<QWidget *>(m_line)}) {
            QVERIFY(!send<QDragEnterEvent>(target, elsewhere));
            QVERIFY(!send<QDropEvent>(target, elsewhere));
        }
        QCOMPARE(m_composer->text(), QString());
        QCOMPARE(m_line->text(), QString());
        QCOMPARE(m_taken, 0);
    }

    void neverLetsTheOtherSideMoveItsFile()
    {
        Qt::DropAction action = Qt::MoveAction;
        QVERIFY(!send<QDragEnterEvent>(m_window.get(), m_files, &action, Qt::MoveAction));
        QCOMPARE(action, Qt::IgnoreAction);
        QVERIFY(!send<QDropEvent>(m_window.get(), m_files, &action, Qt::MoveAction));
        QCOMPARE(m_taken, 0);
    }

    void coversTheWholeWindowAfterAMoment()
    {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(send<QDragEnterEvent>(m_window.get(), m_files));
        QVERIFY(!m_overlay->isVisible());
        QTRY_VERIFY(m_overlay->isVisible());
        QVERIFY(timer.elapsed() >= 90); // coarse timers may be 5 % early
        QCOMPARE(m_overlay->geometry(), m_window->rect());
        m_window->resize(700, 450);
        QTRY_COMPARE(m_overlay->geometry(), m_window->rect());
        leave(m_window.get());
        QTRY_VERIFY(!m_overlay->isVisible());
    }

    void staysWhileTheDragMovesBetweenWidgets()
    {
        send<QDragEnterEvent>(m_window.get(), m_files);
        QTRY_VERIFY(m_overlay->isVisible());
        leave(m_window.get());
        send<QDragEnterEvent>(m_line, m_files);
        QVERIFY(m_overlay->isVisible());
        leave(m_line);
        QTRY_VERIFY(!m_overlay->isVisible());
    }

    void showsNothingForADragThatOnlyCrosses()
    {
        send<QDragEnterEvent>(m_window.get(), m_files);
        leave(m_window.get());
        send<QDropEvent>(m_pane, m_text);
        QTRY_VERIFY(!m_overlay->isVisible());
        QCOMPARE(m_taken, 0);
    }

    void showsNothingForText()
    {
        send<QDragEnterEvent>(m_window.get(), m_text);
        send<QDragMoveEvent>(m_window.get(), m_text);
        QCoreApplication::processEvents();
        QVERIFY(!m_overlay->isVisible());
    }

    void takesNothingWhileDisabled()
    {
        m_zone->setEnabled(false);
        for (QWidget *target :
             {m_window.get(), m_edit->viewport(), static_cast<QWidget *>(m_line)}) {
            QVERIFY(!send<QDragEnterEvent>(target, m_files));
            QVERIFY(!send<QDropEvent>(target, m_files));
        }
        QCOMPARE(m_taken, 0);
        QCOMPARE(m_composer->text(), QString());
        m_zone->setEnabled(true);
        QVERIFY(send<QDragEnterEvent>(m_window.get(), m_files));
    }

    void takesNothingBehindAModalDialog()
    {
        QDialog dialog(m_window.get());
        dialog.open();
        QVERIFY(!send<QDragEnterEvent>(m_window.get(), m_files));
        dialog.close();
        QVERIFY(send<QDragEnterEvent>(m_window.get(), m_files));
    }

    void leavesOtherWindowsAlone()
    {
        QLineEdit other;
        other.show();
        QVERIFY(send<QDragEnterEvent>(&other, m_text));
        QVERIFY(send<QDropEvent>(&other, m_text));
        QCOMPARE(other.text(), u"only words"_s);
        QCOMPARE(m_taken, 0);
    }
};

QTEST_MAIN(TestDropZone)
#include "tst_dropzone.moc"
