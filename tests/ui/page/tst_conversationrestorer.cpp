#include "app/conversation/model/activitymodel.h"
#include "tests/conversation/journaltest.h"
#include "tests/ui/wholeprogram.h"
#include "ui/conversation/conversationview.h"

#include <QtCore/QMimeData>
#include <QtGui/QAction>
#include <QtGui/QImage>
#include <QtTest/QtTest>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// What the window does with conversations that are kept: at the start, while writing, and when the
// user wants them gone. Killed programs are simulated by going on with a copy of their folder.
class tst_ConversationKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAnythingKeptTheDialogOpens();
    void aRestartShowsWhatWasSaidAndGoesOn();
    void theDraftIsSavedWhileWriting();
    void aPastedImageInTheDraftSurvives();
    void aTokenIsAskedForOverTheKeptConversation();
    void anotherConnectionShowsNothingOld();
    void editingAFailedMessageLosesNothing();
    void forgettingAsksAndRemoves();
    void forgettingCanBeCancelled();
    void keepingCanBeSwitchedOff();
    void keepingStaysWhenTheUserThinksTwice();

private:
    QString conversations() const { return m_root->filePath(u"data-%1"_s.arg(m_runs)); }
    void start();
    void startAgain(); // after a kill
    void connectAndWait();
    void type(const QString &text);
    void send(const QString &text);
    QAction *action(const QString &words) const;
    QPlainTextEdit *edit() const
    {
        return m_program->window.findChild<QPlainTextEdit *>("messageEdit"_L1);
    }
    ActivityModel &model() const { return m_program->session.model(); }
    QStringList texts() const;

    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<WholeProgram> m_program;
    int m_runs = 0;
};

void tst_ConversationKeeper::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
    m_runs = 0;
    start();
}

void tst_ConversationKeeper::cleanup()
{
    m_program.reset();
    m_root.reset();
}

void tst_ConversationKeeper::start()
{
    m_program = std::make_unique<WholeProgram>(practice::PracticeOptions(), conversations());
    QVERIFY(m_program->service);
    QVERIFY(QTest::qWaitForWindowExposed(&m_program->window));
}

void tst_ConversationKeeper::startAgain()
{
    const QString before = conversations();
    const auto last = m_program->settings.lastProfile();
    ++m_runs;
    copyFolder(before, conversations());
    start();
    if (last)
        m_program->settings.setLastProfile(*last);
}

void tst_ConversationKeeper::connectAndWait()
{
    QSignalSpy loaded(&m_program->session, &ConversationSession::historyLoaded);
    m_program->window.connectTo({});
    QTRY_COMPARE(loaded.count(), 1);
    QTRY_VERIFY(model().rowCount() > 0);
}

void tst_ConversationKeeper::type(const QString &text)
{
    edit()->setFocus();
    QTest::keyClicks(edit(), text);
}

void tst_ConversationKeeper::send(const QString &text)
{
    const int before = model().rowCount();
    type(text);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_VERIFY(model().rowCount() >= before + 2); // and the answer
}

QAction *tst_ConversationKeeper::action(const QString &words) const
{
    const QList<QAction *> actions = m_program->window.actions();
    for (QAction *candidate : actions) {
        if (candidate->text().remove(u'&').contains(words))
            return candidate;
    }
    return nullptr;
}

QStringList tst_ConversationKeeper::texts() const
{
    QStringList texts;
    for (int row = 0; row < model().rowCount(); ++row)
        texts << model().at(row).shownText();
    return texts;
}

void tst_ConversationKeeper::withoutAnythingKeptTheDialogOpens()
{
    m_program->window.showLastConversation();
    QVERIFY(m_program->window.findChild<QDialog *>("connectDialog"_L1));
    QVERIFY(filesBelow(conversations()).isEmpty());
}

void tst_ConversationKeeper::aRestartShowsWhatWasSaidAndGoesOn()
{
    connectAndWait();
    send(u"echo first words"_s);
    const QStringList before = texts();
    startAgain();

    m_program->window.showLastConversation();
    QCOMPARE(texts().first(before.size()), before); // at once
    QVERIFY(!m_program->window.findChild<QDialog *>("connectDialog"_L1));
    QTRY_COMPARE(m_program->session.state(), ConversationSession::State::Online);
    QTRY_VERIFY(model().rowCount() >= before.size() + 2); // a divider, and the bot's greeting
    QCOMPARE(model().at(static_cast<int>(before.size())).side, Side::System);
    send(u"echo more words"_s);
    // Up brings back what was typed before the restart.
    QTest::keyClick(edit(), Qt::Key_Up);
    QTest::keyClick(edit(), Qt::Key_Up);
    QCOMPARE(edit()->toPlainText(), u"echo first words"_s);
}

void tst_ConversationKeeper::theDraftIsSavedWhileWriting()
{
    connectAndWait();
    type(u"half a thou"_s);
    const auto saved = [this] {
        const QHash<QString, QByteArray> files = filesBelow(conversations());
        return std::any_of(files.begin(), files.end(), [](const QByteArray &content) {
            return content.contains("half a thou");
        });
    };
    QTRY_VERIFY(saved());
    startAgain();
    m_program->window.showLastConversation();
    QCOMPARE(edit()->toPlainText(), u"half a thou"_s);
    QTRY_COMPARE(m_program->session.state(), ConversationSession::State::Online);
    QCOMPARE(edit()->toPlainText(), u"half a thou"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_VERIFY(!saved() || texts().contains(u"half a thou"_s));
    startAgain();
    m_program->window.showLastConversation();
    QVERIFY(edit()->toPlainText().isEmpty()); // it was sent
}

void tst_ConversationKeeper::aPastedImageInTheDraftSurvives()
{
    connectAndWait();
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::red);
    QMimeData data;
    data.setImageData(image);
    QVERIFY(m_program->window.composer().stageFrom(data));
    QTRY_VERIFY(filesBelow(conversations()).keys().join(u' ').contains("draft.json"_L1));
    startAgain();
    m_program->window.showLastConversation();
    const QList<StagedFile> files = m_program->window.composer().files();
    QCOMPARE(files.size(), 1);
    QCOMPARE(QImage(files.first().path).size(), image.size());
    QVERIFY(files.first().path.startsWith(conversations()));
}

void tst_ConversationKeeper::aTokenIsAskedForOverTheKeptConversation()
{
    ConnectionProfile profile = *m_program->practiceProfile({}, nullptr);
    profile.kind = CredentialKind::Secret;
    QSignalSpy loaded(&m_program->session, &ConversationSession::historyLoaded);
    m_program->window.connectTo(profile);
    QTRY_COMPARE(loaded.count(), 1);
    send(u"echo kept"_s);
    const QStringList before = texts();
    // The same conversation, reached with something that nobody remembers.
    const QString folder = QFileInfo(journalBelow(conversations())).path();
    QByteArrayList lines = linesOf(folder + u"/journal.ndjson"_s);
    for (QByteArray &line : lines)
        line.replace("\"kind\":\"secret\"", "\"kind\":\"token\"");
    const QString again = m_root->filePath(u"data-1"_s);
    copyFolder(conversations(), again);
    m_runs = 1;
    writeLines(journalBelow(again), lines);
    QFile about(QFileInfo(journalBelow(again)).path() + u"/about.json"_s);
    QVERIFY(about.open(QIODevice::ReadOnly));
    const QByteArray said = about.readAll().replace("\"secret\"", "\"token\"");
    about.close();
    QVERIFY(about.open(QIODevice::WriteOnly) && about.write(said) == said.size());
    about.close();
    start();
    profile.kind = CredentialKind::Token;
    m_program->settings.setLastProfile(profile);

    m_program->window.showLastConversation();
    QCOMPARE(texts(), before);
    QVERIFY(m_program->window.findChild<QDialog *>("connectDialog"_L1));
    QCOMPARE(m_program->session.state(), ConversationSession::State::Idle);
    const QList<QLabel *> labels = m_program->window.findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains("Connect to go on"_L1);
    }));
}

void tst_ConversationKeeper::anotherConnectionShowsNothingOld()
{
    connectAndWait();
    startAgain();
    ConnectionProfile other;
    other.kind = CredentialKind::Secret;
    m_program->settings.setLastProfile(other);
    m_program->window.showLastConversation();
    QCOMPARE(model().rowCount(), 0);
    QVERIFY(m_program->window.findChild<QDialog *>("connectDialog"_L1));
}

void tst_ConversationKeeper::editingAFailedMessageLosesNothing()
{
    connectAndWait();
    m_program->service.reset();
    type(u"precious"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    const QString key = model().at(model().rowCount() - 1).key;
    m_program->session.cancel(key);
    QTRY_COMPARE(model().at(model().rowOfKey(key)).delivery.state, SendState::Cancelled);
    Q_EMIT m_program->window.conversationView().editRequested(key);
    QVERIFY(model().rowOfKey(key) < 0);
    QCOMPARE(edit()->toPlainText(), u"precious"_s);
    // This very moment.
    const QString copy = m_root->filePath(u"copy"_s);
    copyFolder(conversations(), copy);
    WholeProgram second({}, copy);
    second.settings.setLastProfile({});
    second.window.showLastConversation();
    QCOMPARE(second.window.composer().text(), u"precious"_s);
}

void tst_ConversationKeeper::forgettingAsksAndRemoves()
{
    QAction *forget = action(u"Forget this conversation"_s);
    QVERIFY(forget);
    QVERIFY(!forget->isEnabled()); // there is none
    connectAndWait();
    send(u"echo secretive"_s);
    type(u"draft"_s);
    QVERIFY(forget->isEnabled());
    forget->trigger();
    auto *question = m_program->window.findChild<QMessageBox *>("forgetQuestion"_L1);
    QVERIFY(question);
    QVERIFY(question->defaultButton() && question->defaultButton()->text().contains("Cancel"_L1));
    QVERIFY(!filesBelow(conversations()).isEmpty());
    question->accept();
    QVERIFY(filesBelow(conversations()).isEmpty());
    QCOMPARE(model().rowCount(), 0);
    QVERIFY(edit()->toPlainText().isEmpty());
    QVERIFY(m_program->window.findChild<QWidget *>("startPage"_L1)->isVisible());
    QCOMPARE(m_program->session.state(), ConversationSession::State::Idle);
    QVERIFY(!forget->isEnabled());
    // Nothing comes back by itself, and the next conversation is kept again.
    m_program->window.showLastConversation();
    QCOMPARE(model().rowCount(), 0);
    connectAndWait();
    QVERIFY(!filesBelow(conversations()).isEmpty());
    QTest::keyClick(edit(), Qt::Key_Up);
    QVERIFY(edit()->toPlainText().isEmpty());
}

void tst_ConversationKeeper::forgettingCanBeCancelled()
{
    connectAndWait();
    action(u"Forget this conversation"_s)->trigger();
    m_program->window.findChild<QMessageBox *>("forgetQuestion"_L1)->reject();
    QVERIFY(!filesBelow(conversations()).isEmpty());
    QVERIFY(model().rowCount() > 0);
}

void tst_ConversationKeeper::keepingCanBeSwitchedOff()
{
    QAction *keep = action(u"Keep conversations"_s);
    QVERIFY(keep && keep->isChecked());
    connectAndWait();
    keep->trigger();
    auto *question = m_program->window.findChild<QMessageBox *>("keepQuestion"_L1);
    QVERIFY(question);
    QVERIFY(!filesBelow(conversations()).isEmpty());
    question->accept();
    QVERIFY(!keep->isChecked());
    QVERIFY(!m_program->settings.keepsConversations());
    send(u"echo unseen"_s);
    type(u"draft"_s);
    m_program->window.close();
    QVERIFY(filesBelow(conversations()).isEmpty());
    keep->trigger();
    QVERIFY(keep->isChecked());
    QVERIFY(m_program->settings.keepsConversations());
}

void tst_ConversationKeeper::keepingStaysWhenTheUserThinksTwice()
{
    QAction *keep = action(u"Keep conversations"_s);
    connectAndWait();
    keep->trigger();
    m_program->window.findChild<QMessageBox *>("keepQuestion"_L1)->reject();
    QVERIFY(keep->isChecked());
    QVERIFY(m_program->settings.keepsConversations());
    QVERIFY(!filesBelow(conversations()).isEmpty());
}

QTEST_MAIN(tst_ConversationKeeper)
#include "tst_conversationkeeper.moc"
