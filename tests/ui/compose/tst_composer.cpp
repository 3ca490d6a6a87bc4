#include "ui/compose/composer.h"

#include <QtCore/QMimeData>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtGui/QClipboard>
#include <QtGui/QDropEvent>
#include <QtGui/QImage>
#include <QtGui/QInputMethodEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;
using botline::ChatStyle;
using botline::Composer;
using botline::StagedFile;

namespace {

// Notes the keys that reach the window, but for modifiers.
class KeyCatcher : public QObject
{
public:
    QList<int> keys;

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent *>(event)->key();
            if (key != Qt::Key_Control && key != Qt::Key_Shift)
                keys.append(key);
        }
        return false;
    }
};

} // namespace

class TestComposer : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    QAbstractButton *m_send = nullptr;
    QAbstractButton *m_attach = nullptr;
    QLabel *m_counter = nullptr;
    std::unique_ptr<QSignalSpy> m_sent;

    QString file(const QString &name, qint64 size = 5)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(QByteArray(size, 'x')) != size)
            qFatal("cannot write a test file");
        return made.fileName();
    }

    QString problem() const
    {
        return m_composer->findChild<QWidget *>(u"composerProblem"_s)->isVisible()
            ? m_composer->findChild<QLabel *>(u"composerProblemText"_s)->text()
            : QString();
    }

    QStringList names() const
    {
        QStringList names;
        for (const StagedFile &each : m_composer->files())
            names.append(each.name);
        return names;
    }

    void type(const QString &text)
    {
        for (const QChar c : text) {
            if (c == u'\n')
                QTest::keyClick(m_edit, Qt::Key_Return, Qt::ShiftModifier);
            else
                QTest::keyClick(m_edit, c.toLatin1());
        }
    }

    void compose(const QString &preedit, const QString &commit = {})
    {
        QInputMethodEvent event(preedit, {});
        event.setCommitString(commit);
        QApplication::sendEvent(m_edit, &event);
    }

    // What a bot does with it: the session took the message.
    void acceptSends()
    {
        connect(m_composer, &Composer::sendRequested, m_composer,
                [this] { m_composer->clearSent(); });
    }

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        column->addStretch(1);
        m_composer = new Composer(ChatStyle(false, 100, QApplication::font()));
        column->addWidget(m_composer);
        m_window->resize(500, 600);
        m_edit = m_composer->findChild<QPlainTextEdit *>(u"messageEdit"_s);
        m_send = m_composer->findChild<QAbstractButton *>(u"sendButton"_s);
        m_attach = m_composer->findChild<QAbstractButton *>(u"attachButton"_s);
        m_counter = m_composer->findChild<QLabel *>(u"composerCounter"_s);
        m_sent = std::make_unique<QSignalSpy>(m_composer, &Composer::sendRequested);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_composer->focusText();
        QGuiApplication::clipboard()->clear();
    }
    void cleanup()
    {
        m_sent.reset();
        m_window.reset();
    }

    // --- Sending

    void enterSends_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::newRow("Enter") << int(Qt::Key_Return) << int(Qt::NoModifier);
        QTest::newRow("Enter of the key pad") << int(Qt::Key_Enter) << int(Qt::KeypadModifier);
        QTest::newRow("Ctrl+Enter") << int(Qt::Key_Return) << int(Qt::ControlModifier);
    }

    void enterSends()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        type(u"hello"_s);
        QTest::keyClick(m_edit, Qt::Key(key), Qt::KeyboardModifiers(modifiers));
        QCOMPARE(m_sent->count(), 1);
        QCOMPARE(m_sent->constFirst().at(0).toString(), u"hello"_s);
        QVERIFY(m_sent->constFirst().at(1).value<QList<StagedFile>>().isEmpty());
        // Kept until somebody says that it was accepted.
        QCOMPARE(m_composer->text(), u"hello"_s);
        m_composer->clearSent();
        QCOMPARE(m_composer->text(), QString());
    }

    void shiftEnterBreaksTheLine()
    {
        type(u"one\ntwo"_s);
        QCOMPARE(m_sent->count(), 0);
        QTest::keyClick(m_edit, Qt::Key_Enter, Qt::ShiftModifier | Qt::KeypadModifier);
        QTest::keyClick(m_edit, 'x');
        QCOMPARE(m_composer->text(), u"one\ntwo\nx"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->constFirst().at(0).toString(), u"one\ntwo\nx"_s);
    }

    void aHeldEnterSendsOnce()
    {
        type(u"hello"_s);
        QTest::keyPress(m_edit, Qt::Key_Return);
        QKeyEvent repeated(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
        QApplication::sendEvent(m_edit, &repeated);
        QApplication::sendEvent(m_edit, &repeated);
        QCOMPARE(m_sent->count(), 1);
        QCOMPARE(m_composer->text(), u"hello"_s);
    }

    void aComposingInputMethodNeverSends()
    {
        compose(u"ni"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QTest::keyClick(m_edit, Qt::Key_Enter);
        QCOMPARE(m_sent->count(), 0);
        QCOMPARE(m_composer->text(), QString());
        compose({}, u"你"_s);
        QCOMPARE(m_composer->text(), u"你"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->count(), 1);
    }

    void aComposingInputMethodKeepsTheArrows()
    {
        m_composer->setHistory({u"before"_s});
        compose(u"ni"_s);
        QTest::keyClick(m_edit, Qt::Key_Up);
        QTest::keyClick(m_edit, Qt::Key_Up, Qt::AltModifier);
        compose({});
        QCOMPARE(m_composer->text(), QString());
    }

    void nothingToSendIsNotSent()
    {
        QVERIFY(!m_send->isEnabled());
        QTest::keyClick(m_edit, Qt::Key_Return);
        type(u"  \n "_s);
        QVERIFY(!m_send->isEnabled());
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->count(), 0);
        QVERIFY(!m_send->toolTip().isEmpty());
        type(u"x"_s);
        QVERIFY(m_send->isEnabled());
    }

    void filesAloneCanBeSent()
    {
        m_composer->stage(QStringList{file(u"a.txt"_s)});
        QVERIFY(m_send->isEnabled());
        type(u" "_s);
        QTest::mouseClick(m_send, Qt::LeftButton);
        QCOMPARE(m_sent->count(), 1);
        QCOMPARE(m_sent->constFirst().at(0).toString(), QString());
        const auto files = m_sent->constFirst().at(1).value<QList<StagedFile>>();
        QCOMPARE(files.size(), 1);
        QCOMPARE(files.constFirst().name, u"a.txt"_s);
        QCOMPARE(files.constFirst().size, 5);
        m_composer->clearSent();
        QVERIFY(m_composer->files().isEmpty());
        QVERIFY(!m_send->isEnabled());
    }

    void theFocusReturnsToTheTextAfterSending()
    {
        acceptSends();
        type(u"hello"_s);
        m_send->setFocus();
        QTest::keyClick(m_send, Qt::Key_Space);
        QCOMPARE(m_sent->count(), 1);
        QCOMPARE(QApplication::focusWidget(), m_edit);
        QCOMPARE(m_composer->text(), QString());
    }

    void textsArriveExactlyAsTyped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("quotes") << u"say \"hi\" \\ 'there'"_s;
        QTest::newRow("no-break space") << u"10\u00A0kg"_s;
        QTest::newRow("line separator") << u"a\u2028b"_s;
        QTest::newRow("emoji") << u"👩‍👩‍👧 ok"_s;
        QTest::newRow("tab") << u"a\tb"_s;
        QTest::newRow("blank lines") << u"\n\na\n\n"_s;
        QTest::newRow("markup") << u"**hi** 12. <b>"_s;
    }

    void textsArriveExactlyAsTyped()
    {
        QFETCH(QString, text);
        QGuiApplication::clipboard()->setText(text);
        m_edit->paste();
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->constFirst().at(0).toString(), text);
        m_composer->setText(text);
        QCOMPARE(m_composer->text(), text);
    }

    void C083_typingAsksForNothingButSending()
    {
        QSignalSpy edited(m_composer, &Composer::textEdited);
        type(u"hello"_s);
        QCOMPARE(m_sent->count(), 0);
        QCOMPARE(edited.count(), 5);
        m_composer->setText(u"restored"_s); // not typed
        QCOMPARE(edited.count(), 5);
        QCOMPARE(m_sent->count(), 0);
    }

    void C112_nothingDisablesWriting()
    {
        const auto canWrite = [this] {
            return m_composer->isEnabled() && m_edit->isEnabled() && !m_edit->isReadOnly()
                && m_attach->isEnabled();
        };
        QVERIFY(canWrite());
        m_composer->setLimits(10, 1, 3);
        m_composer->stage(QStringList{file(u"a.txt"_s, 8), file(u"b.txt"_s)});
        m_composer->showProblem(u"Something is wrong."_s);
        m_composer->setText(u"far too long"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->count(), 0);
        QVERIFY(canWrite());
    }

    // --- History

    void upAndDownRecallInAnEmptyComposer()
    {
        acceptSends();
        for (const QString &text : {u"one"_s, u"two"_s}) {
            type(text);
            QTest::keyClick(m_edit, Qt::Key_Return);
        }
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_composer->text(), u"two"_s);
        QVERIFY(m_edit->textCursor().atEnd());
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_composer->text(), u"one"_s);
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_composer->text(), u"one"_s);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QTest::keyClick(m_edit, Qt::Key_Down);
        QCOMPARE(m_composer->text(), QString());
    }

    void arrowsMoveTheCursorInATypedText()
    {
        m_composer->setHistory({u"before"_s});
        type(u"one\ntwo"_s);
        QTest::keyClick(m_edit, Qt::Key_Up);
        QTest::keyClick(m_edit, 'x');
        QCOMPARE(m_composer->text(), u"onex\ntwo"_s);
    }

    void anEditedRecallIsATypedText()
    {
        m_composer->setHistory({u"one"_s, u"two\nlines"_s});
        QTest::keyClick(m_edit, Qt::Key_Up);
        type(u"!"_s);
        QTest::keyClick(m_edit, Qt::Key_Up);
        QTest::keyClick(m_edit, 'x');
        QCOMPARE(m_composer->text(), u"twox\nlines!"_s);
    }

    void altArrowsRecallAlwaysAndTheDraftComesBack()
    {
        m_composer->setHistory({u"one"_s, u"two"_s});
        type(u"my draft"_s);
        QTest::keyClick(m_edit, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_composer->text(), u"two"_s);
        type(u", edited"_s);
        QTest::keyClick(m_edit, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_composer->text(), u"one"_s);
        QTest::keyClick(m_edit, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_composer->text(), u"two, edited"_s);
        QTest::keyClick(m_edit, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_composer->text(), u"my draft"_s);
    }

    void aRefusedSendIsNotInTheHistory()
    {
        type(u"refused"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        m_composer->showProblem(u"No connection."_s);
        QCOMPARE(m_composer->text(), u"refused"_s);
        m_composer->setText({});
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(m_composer->text(), QString());
    }

    void keysForTheConversationAreLeftToIt()
    {
        KeyCatcher catcher;
        m_window->installEventFilter(&catcher);
        QTest::keyClick(m_edit, Qt::Key_PageUp);
        QTest::keyClick(m_edit, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(catcher.keys, (QList<int>{Qt::Key_PageUp, Qt::Key_End}));
        type(u"text"_s);
        catcher.keys.clear();
        QTest::keyClick(m_edit, Qt::Key_Home);
        QCOMPARE(catcher.keys, QList<int>());
        QCOMPARE(m_edit->textCursor().position(), 0);
        QTest::keyClick(m_edit, Qt::Key_PageUp, Qt::ShiftModifier);
        QCOMPARE(catcher.keys, QList<int>{Qt::Key_PageUp});
    }

    // --- Size and limits

    void growsFromOneToEightLines()
    {
        const auto height = [this] {
            return m_edit->height();
        };
        const int one = height();
        type(u"x"_s);
        QCOMPARE(height(), one);
        QList<int> heights{one};
        for (int line = 2; line <= 8; ++line) {
            type(u"\nx"_s);
            QTRY_VERIFY(height() > heights.constLast());
            QVERIFY(!m_edit->verticalScrollBar()->isVisible());
            QCOMPARE(m_edit->verticalScrollBar()->value(), 0);
            heights.append(height());
        }
        type(u"\nx\nx"_s);
        QTRY_VERIFY(m_edit->verticalScrollBar()->isVisible());
        QCOMPARE(height(), heights.constLast());
        m_composer->setText({});
        QTRY_COMPARE(height(), one);
    }

    void growsWithWrappedLines()
    {
        const int one = m_edit->height();
        m_composer->setText(u"many words to wrap "_s.repeated(8));
        QTRY_VERIFY(m_edit->height() > one);
        const int wide = m_edit->height();
        m_window->resize(300, 600);
        QTRY_VERIFY(m_edit->height() > wide);
    }

    void countsFromEightyPercent()
    {
        m_composer->setLimits(1000, 10, 100);
        m_composer->setText(QString(79, u'x'));
        QVERIFY(!m_counter->isVisible());
        m_composer->setText(QString(80, u'x'));
        QVERIFY(m_counter->isVisible());
        QCOMPARE(m_counter->text(), u"20 bytes left"_s);
        m_composer->setText(QString(103, u'x'));
        QCOMPARE(m_counter->text(), u"3 bytes too many"_s);
    }

    void countsBytesOfJson_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("bytes");
        QTest::newRow("letters") << u"abcd"_s << 4;
        QTest::newRow("umlaut") << u"ä"_s << 2;
        QTest::newRow("chinese") << u"你"_s << 3;
        QTest::newRow("emoji") << u"🎉"_s << 4;
        QTest::newRow("escaped") << u"\"\\\n\t"_s << 8;
        QTest::newRow("control") << QString(QChar(1)) << 6;
        QTest::newRow("half a pair") << QString(QChar(0xD800)) << 6;
    }

    void countsBytesOfJson()
    {
        QFETCH(QString, text);
        QFETCH(int, bytes);
        m_composer->setLimits(1000, 10, bytes);
        m_composer->setText(text);
        QCOMPARE(m_counter->text(), u"0 bytes left"_s);
    }

    void tooLongATextIsRefusedAndKept()
    {
        m_composer->setLimits(1000, 10, 10);
        m_composer->setText(u"0123456789A"_s);
        QVERIFY(m_send->isEnabled());
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->count(), 0);
        QVERIFY2(problem().startsWith(u"The text is too long: 11 bytes"_s), qPrintable(problem()));
        QCOMPARE(m_composer->text(), u"0123456789A"_s);
        QTest::keyClick(m_edit, Qt::Key_Backspace);
        QCOMPARE(problem(), QString());
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->count(), 1);
    }

    void aHugePasteIsRefused()
    {
        m_composer->setLimits(1000, 10, 10);
        QGuiApplication::clipboard()->setText(QString(41, u'x'));
        m_edit->paste();
        QCOMPARE(m_composer->text(), QString());
        QVERIFY(problem().contains(u"Attach it as a file"_s));
        QGuiApplication::clipboard()->setText(QString(40, u'x'));
        m_edit->paste();
        QCOMPARE(m_composer->text().size(), 40);
    }

    // --- Files

    void refusesWhatCannotBeSentAndStagesTheRest()
    {
        m_composer->setLimits(100, 10, 1000);
        QDir(m_folder.path()).mkdir(u"folder"_s);
        m_composer->stage(QStringList{m_folder.filePath(u"folder"_s), file(u"good.txt"_s),
                                      file(u"empty.txt"_s, 0), m_folder.filePath(u"none.txt"_s)});
        QCOMPARE(names(), QStringList{u"good.txt"_s});
        QCOMPARE(problem(),
                 u"“folder” is a folder. Attach the files inside it. “empty.txt” is empty. There "
                 "is nothing to send. “none.txt” is no longer there. Attach it again."_s);
        m_composer->stage(QStringList{file(u"large.txt"_s, 200)});
        QVERIFY(problem().startsWith(u"“large.txt” is too large"_s));
        m_composer->stage(QStringList{file(u"good2.txt"_s)});
        QCOMPARE(problem(), QString());
        QCOMPARE(names(), (QStringList{u"good.txt"_s, u"good2.txt"_s}));
    }

    void manyProblemsAreSummedUp()
    {
        QStringList paths;
        for (int i = 0; i < 8; ++i)
            paths.append(file(u"empty%1"_s.arg(i), 0));
        m_composer->stage(paths);
        QVERIFY(problem().endsWith(u"5 more cannot be attached either."_s));
    }

    void takesTenFiles()
    {
        QStringList paths;
        for (int i = 0; i < 13; ++i)
            paths.append(file(u"f%1.txt"_s.arg(i)));
        m_composer->stage(paths.first(11));
        QCOMPARE(m_composer->files().size(), 10);
        QCOMPARE(problem(), u"One message takes up to 10 files, so “f10.txt” was left out."_s);
        m_composer->stage(paths.last(2));
        QCOMPARE(m_composer->files().size(), 10);
        QCOMPARE(problem(),
                 u"One message takes up to 10 files, so “f11.txt” and 1 more were left out."_s);
    }

    void tooMuchTogetherIsRefusedAtSending()
    {
        m_composer->setLimits(100, 10, 1000);
        m_composer->stage(QStringList{file(u"a.txt"_s, 60), file(u"b.txt"_s, 60)});
        QCOMPARE(m_composer->files().size(), 2);
        type(u"both"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->count(), 0);
        QVERIFY2(problem().startsWith(u"Together the files are too large: 120 bytes"_s),
                 qPrintable(problem()));
        QCOMPARE(m_composer->text(), u"both"_s);
        QCOMPARE(m_composer->files().size(), 2);
    }

    void aFileThatVanishedMeanwhileStopsSending()
    {
        const QString path = file(u"a.txt"_s);
        m_composer->stage(QStringList{path});
        type(u"look"_s);
        QFile::remove(path);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->count(), 0);
        QCOMPARE(problem(), u"“a.txt” is no longer there. Attach it again."_s);
        QCOMPARE(m_composer->text(), u"look"_s);
        QCOMPARE(m_composer->files().size(), 1);
        file(u"a.txt"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->count(), 1);
    }

    void aPastedImageIsStaged()
    {
        QImage image(20, 10, QImage::Format_RGB32);
        image.fill(Qt::green);
        QGuiApplication::clipboard()->setImage(image);
        QTest::keyClick(m_edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(names(), QStringList{u"pasted image.png"_s});
        const StagedFile staged = m_composer->files().constFirst();
        QCOMPARE(staged.contentType, u"image/png"_s);
        QVERIFY(staged.temporary);
        QCOMPARE(QImage(staged.path).size(), QSize(20, 10));
        QCOMPARE(m_composer->text(), QString());
        QCOMPARE(m_sent->count(), 0);
    }

    void pastedFilesAreStaged()
    {
        auto *data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(file(u"a b.txt"_s))});
        data->setText(u"file:///a%20b.txt"_s);
        QGuiApplication::clipboard()->setMimeData(data);
        QTest::keyClick(m_edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(names(), QStringList{u"a b.txt"_s});
        QCOMPARE(m_composer->text(), QString());
    }

    void pastedTextStaysPlainText()
    {
        auto *data = new QMimeData;
        data->setText(u"file:///etc/hosts"_s);
        data->setHtml(u"<b>file:///etc/hosts</b>"_s);
        QGuiApplication::clipboard()->setMimeData(data);
        QTest::keyClick(m_edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(m_composer->text(), u"file:///etc/hosts"_s);
        QVERIFY(m_composer->files().isEmpty());
    }

    void filesDroppedOnTheTextAreStaged()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file(u"a.txt"_s))});
        QWidget *target = m_edit->viewport();
        const Qt::DropActions actions = Qt::CopyAction | Qt::MoveAction;
        QDragEnterEvent enter(QPoint(2, 2), actions, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &enter);
        QVERIFY(enter.isAccepted());
        QCOMPARE(enter.dropAction(), Qt::CopyAction);
        QDropEvent drop(QPointF(2, 2), actions, &data, Qt::LeftButton, Qt::NoModifier);
        drop.setDropAction(Qt::MoveAction);
        QApplication::sendEvent(target, &drop);
        QVERIFY(drop.isAccepted());
        QCOMPARE(drop.dropAction(), Qt::CopyAction);
        QCOMPARE(names(), QStringList{u"a.txt"_s});
        QCOMPARE(m_composer->text(), QString());
    }

    void stageFromTellsWhetherThereWasAnything()
    {
        QMimeData text;
        text.setText(u"words"_s);
        QVERIFY(!Composer::canStage(text));
        QVERIFY(!m_composer->stageFrom(text));
        QMimeData gone;
        gone.setUrls({QUrl::fromLocalFile(m_folder.filePath(u"gone.txt"_s))});
        QVERIFY(Composer::canStage(gone));
        QVERIFY(m_composer->stageFrom(gone));
        QVERIFY(problem().contains(u"no longer there"_s));
        QVERIFY(m_composer->files().isEmpty());
    }

    void whatIsSaidOfFilesStaysWhileOneTypes()
    {
        QVERIFY(!m_composer->isVisible() || problem().isEmpty());
        m_composer->stage(QStringList{m_folder.filePath(u"gone.txt"_s), file(u"a.txt"_s)});
        QVERIFY(problem().contains(u"gone.txt"_s));
        type(u"words"_s);
        QVERIFY(problem().contains(u"gone.txt"_s));
        // Other files, another matter.
        m_composer->clearFiles();
        QCOMPARE(problem(), QString());
    }

    void filesOfAFailedSendComeBackWithTheirNames()
    {
        m_composer->stage(QList<StagedFile>{{.path = file(u"tmp123"_s),
                                             .name = u"pasted image.png"_s,
                                             .contentType = u"image/png"_s,
                                             .size = 1,
                                             .temporary = {}}});
        QCOMPARE(names(), QStringList{u"pasted image.png"_s});
        QCOMPARE(m_composer->files().constFirst().size, 5);
    }

    void theAttachButtonOpensAFileDialog_data()
    {
        QTest::addColumn<bool>("byShortcut");
        QTest::newRow("button") << false;
        QTest::newRow("Ctrl+U") << true;
    }

    void theAttachButtonOpensAFileDialog()
    {
        QFETCH(bool, byShortcut);
        const QString path = file(u"chosen.txt"_s);
        type(u"draft"_s);
        if (byShortcut)
            QTest::keyClick(m_edit, Qt::Key_U, Qt::ControlModifier);
        else
            QTest::mouseClick(m_attach, Qt::LeftButton);
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = m_composer->findChild<QFileDialog *>(u"attachDialog"_s)));
        QCOMPARE(m_composer->text(), u"draft"_s);
        QCOMPARE(dialog->fileMode(), QFileDialog::ExistingFiles);
        dialog->setDirectory(m_folder.path());
        Q_EMIT dialog->filesSelected({path});
        dialog->close();
        QCOMPARE(names(), QStringList{u"chosen.txt"_s});
    }

    void tabGoesThroughFilesTextAndButtons()
    {
        m_composer->stage(QStringList{file(u"a.txt"_s), file(u"b.txt"_s)});
        type(u"x"_s);
        const auto tab = [](Qt::Key key) {
            QTest::keyClick(QApplication::focusWidget(), key);
            return QApplication::focusWidget();
        };
        QCOMPARE(tab(Qt::Key_Tab), m_attach);
        QCOMPARE(tab(Qt::Key_Tab), m_send);
        m_composer->focusText();
        QCOMPARE(tab(Qt::Key_Backtab)->accessibleName(), u"Remove b.txt"_s);
        QCOMPARE(tab(Qt::Key_Backtab)->accessibleName(), u"Remove a.txt"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(QApplication::focusWidget(), m_edit);
        QVERIFY(m_composer->files().isEmpty());
        QCOMPARE(m_composer->text(), u"x"_s);
    }

    // --- Words

    void problemsArePlainTextAndTypingHidesThem()
    {
        m_composer->showProblem(u"<b>Not</b> sent.\nTry again."_s);
        QCOMPARE(problem(), u"<b>Not</b> sent. Try again."_s);
        QCOMPARE(m_composer->findChild<QLabel *>(u"composerProblemText"_s)->textFormat(),
                 Qt::PlainText);
        type(u"a"_s);
        QCOMPARE(problem(), QString());
    }

    void typedElsewhereBelongsHere()
    {
        m_attach->setFocus();
        m_composer->insertTyped(u"h"_s);
        QCOMPARE(m_composer->text(), u"h"_s);
        QCOMPARE(QApplication::focusWidget(), m_edit);
    }

    void everythingHasAName()
    {
        QVERIFY(!m_edit->accessibleName().isEmpty());
        QVERIFY(!m_edit->placeholderText().isEmpty());
        for (const QAbstractButton *button : {m_send, m_attach}) {
            QVERIFY(!button->accessibleName().isEmpty());
            QVERIFY(!button->toolTip().isEmpty());
            QVERIFY(button->width() >= 32 && button->height() >= 32);
        }
    }

    void staysUsableWhenNarrowAndLarge()
    {
        m_composer->setChatStyle(ChatStyle(true, 200, QApplication::font()));
        m_window->resize(480, 800);
        m_composer->setText(u"words "_s.repeated(30));
        m_composer->stage(QStringList{file(u"a.txt"_s), file(u"b.txt"_s)});
        m_composer->showProblem(u"A sentence that is long enough to need more than one line."_s);
        QTRY_COMPARE(m_window->width(), 480);
        const QRect inside = m_composer->rect();
        for (const QWidget *widget :
             {static_cast<const QWidget *>(m_edit), static_cast<const QWidget *>(m_send),
              static_cast<const QWidget *>(m_attach)}) {
            const QRect place(widget->mapTo(m_composer, QPoint(0, 0)), widget->size());
            QVERIFY(inside.contains(place));
        }
        QVERIFY(!QRect(m_edit->mapTo(m_composer, QPoint(0, 0)), m_edit->size())
                     .intersects(QRect(m_send->mapTo(m_composer, QPoint(0, 0)), m_send->size())));
    }
};

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
