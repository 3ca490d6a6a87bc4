#include "app/conversation/model/activitymodel.h"
#include "tests/support/recordingobserver.h"
#include "tests/ui/wholeprogram.h"
#include "ui/conversation/conversationview.h"
#include "ui/scripts/scenariorunner.h"
#include "ui/window/statusbanner.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QMimeData>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QDropEvent>
#include <QtTest/QtTest>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;
using namespace botline;
using State = ConversationSession::State;

// The whole window over real sockets against the practice service: what a person does and sees.
class tst_MainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void startsOnThePageThatOffersThePracticeBot();
    void greetingIsShownAndTheStateSaysConnected();
    void enterSendsAndTheAnswerArrives();
    void droppedFileLeavesOnlyOnSend();
    void pastedImageIsUploaded();
    void droppedFolderIsRefusedAndTheTextStays();
    void tooLargeFileIsRefusedBeforeAnythingIsSent();
    void tooLongTextIsRefusedAndStays();
    void suggestedActionIsSentAsTheUsersWords();
    void cardButtonSendsItsPostBackWithoutABubble();
    void lostServiceIsSaidInWordsAndComesBack();
    void wrongSecretOffersAnotherConnection();
    void unreachableServiceOffersAnotherTry_C015();
    void newConversationKeepsTheOldOneAboveADivider();
    void transcriptHasBothSides();
    void scenarioHoldsAConversation();
    void scenarioNamesTheFailingLine();
    void nothingSecretIsInTheSettings();
    void everyButtonHasANameForScreenReaders();
    void zoomAndThemeKeepTheConversation();
    void keysReachTheConversationFromTheComposer();
    void escapeLeadsToTheComposer();
    void findsByKeyboard();
    void enterPressesTheButtonWithTheFocus();
    void everyMenuEntryHasItsOwnLetter();
    void f6ReachesWhatTheBannerOffers();

private:
    void connectAndWait();
    void type(const QString &text);
    void send(const QString &text);
    int ownRows() const;
    QString lastBotText() const;
    bool botSaid(const QString &words) const;
    QString write(const QString &name, const QByteArray &content) const;
    bool drop(QMimeData &data);
    template <typename T> T *child(const char *name) const
    {
        return m_program->window.findChild<T *>(QLatin1StringView(name));
    }
    ActivityModel &model() const { return m_program->session.model(); }

    std::unique_ptr<WholeProgram> m_program;
};

void tst_MainWindow::init()
{
    m_program = std::make_unique<WholeProgram>();
    QVERIFY(m_program->service);
    QVERIFY(QTest::qWaitForWindowExposed(&m_program->window));
}

void tst_MainWindow::cleanup()
{
    m_program.reset();
}

void tst_MainWindow::connectAndWait()
{
    QSignalSpy loaded(&m_program->session, &ConversationSession::historyLoaded);
    m_program->window.connectTo({});
    QTRY_COMPARE(loaded.count(), 1);
    QTRY_COMPARE(m_program->session.state(), State::Online);
}

void tst_MainWindow::type(const QString &text)
{
    auto *edit = child<QPlainTextEdit>("messageEdit");
    edit->setFocus();
    QTest::keyClicks(edit, text);
}

void tst_MainWindow::send(const QString &text)
{
    type(text);
    QTest::keyClick(child<QPlainTextEdit>("messageEdit"), Qt::Key_Return);
}

int tst_MainWindow::ownRows() const
{
    int count = 0;
    for (int row = 0; row < model().rowCount(); ++row)
        count += model().entry(row).side == Side::Own ? 1 : 0;
    return count;
}

QString tst_MainWindow::lastBotText() const
{
    for (int row = model().rowCount() - 1; row >= 0; --row) {
        if (model().entry(row).side == Side::Bot)
            return model().entry(row).shownText();
    }
    return {};
}

bool tst_MainWindow::botSaid(const QString &words) const
{
    for (int row = 0; row < model().rowCount(); ++row) {
        const ActivityEntry entry = model().entry(row);
        if (entry.side == Side::Bot && entry.shownText().contains(words))
            return true;
    }
    return false;
}

QString tst_MainWindow::write(const QString &name, const QByteArray &content) const
{
    QFile file(m_program->folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write a test file");
    return file.fileName();
}

// A drag over the middle of the conversation and a drop there, as the window system delivers it.
bool tst_MainWindow::drop(QMimeData &data)
{
    QWidget *target = m_program->window.conversationView().list();
    const QPoint place = target->rect().center();
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &drop);
    return drop.isAccepted();
}

void tst_MainWindow::startsOnThePageThatOffersThePracticeBot()
{
    auto *practice = child<QPushButton>("startPractice");
    QVERIFY(practice->isVisible());
    QVERIFY(practice->isEnabled());
    QTest::mouseClick(practice, Qt::LeftButton);
    QTRY_COMPARE(m_program->session.state(), State::Online);
    QVERIFY(!practice->isVisible());
    QVERIFY(child<QPlainTextEdit>("messageEdit")->isVisible());
}

void tst_MainWindow::greetingIsShownAndTheStateSaysConnected()
{
    connectAndWait();
    QTRY_VERIFY(!lastBotText().isEmpty());
    QTRY_COMPARE(child<QLabel>("connectionState")->text(), m_program->session.statusText());
    QVERIFY(m_program->session.statusText().startsWith("Connected"_L1));
    QVERIFY(!m_program->session.botName().isEmpty());
    QVERIFY(m_program->window.windowTitle().startsWith(m_program->session.botName()));
    QVERIFY(!child<QWidget>("statusBanner")->isVisible());
}

void tst_MainWindow::enterSendsAndTheAnswerArrives()
{
    connectAndWait();
    send(u"Hello, **bot** 12."_s);
    QCOMPARE(ownRows(), 1);
    QVERIFY(child<QPlainTextEdit>("messageEdit")->toPlainText().isEmpty());
    QTRY_VERIFY(botSaid(u"Hello, "_s));
    int own = -1;
    for (int row = 0; row < model().rowCount(); ++row)
        own = model().entry(row).side == Side::Own ? row : own;
    QTRY_COMPARE(model().entry(own).sendState, SendState::Sent);
    QCOMPARE(model().entry(own).shownText(), u"Hello, **bot** 12."_s);
    QCOMPARE(ownRows(), 1);
}

void tst_MainWindow::droppedFileLeavesOnlyOnSend()
{
    connectAndWait();
    const QByteArray content(12'345, 'x');
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(write(u"notes.txt"_s, content))});
    QVERIFY(drop(data));
    QCOMPARE(m_program->window.composer().files().size(), 1);
    QVERIFY(child<QWidget>("attachmentChip"));
    QCOMPARE(ownRows(), 0);

    QTest::mouseClick(child<QWidget>("sendButton"), Qt::LeftButton);
    QCOMPARE(ownRows(), 1);
    QVERIFY(m_program->window.composer().files().isEmpty());
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
    QTRY_VERIFY(botSaid(QString::fromLatin1(hash)));
    QVERIFY(botSaid(u"notes.txt"_s));
    QVERIFY(botSaid(u"12"_s));
}

void tst_MainWindow::pastedImageIsUploaded()
{
    connectAndWait();
    QImage image(20, 10, QImage::Format_RGB32);
    image.fill(Qt::red);
    auto *data = new QMimeData;
    data->setImageData(image);
    QGuiApplication::clipboard()->setMimeData(data);
    auto *edit = child<QPlainTextEdit>("messageEdit");
    edit->setFocus();
    QTest::keySequence(edit, QKeySequence::Paste);
    QCOMPARE(m_program->window.composer().files().size(), 1);
    QCOMPARE(ownRows(), 0);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(botSaid(u"image/png"_s));
}

void tst_MainWindow::droppedFolderIsRefusedAndTheTextStays()
{
    connectAndWait();
    type(u"half a thought"_s);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(m_program->folder.path())});
    drop(data);
    QVERIFY(m_program->window.composer().files().isEmpty());
    QVERIFY(child<QLabel>("composerProblemText")->isVisible());
    QCOMPARE(m_program->window.composer().text(), u"half a thought"_s);
}

void tst_MainWindow::tooLargeFileIsRefusedBeforeAnythingIsSent()
{
    connectAndWait();
    RecordingObserver observer;
    m_program->session.setExchangeObserver(&observer);
    type(u"look at this"_s);
    m_program->window.composer().stage(
        QStringList{write(u"big.bin"_s, QByteArray(4'200'000, 'b'))});
    QVERIFY(child<QLabel>("composerProblemText")->isVisible());
    QVERIFY2(child<QLabel>("composerProblemText")->text().contains("big.bin"_L1),
             qPrintable(child<QLabel>("composerProblemText")->text()));
    QCOMPARE(m_program->window.composer().text(), u"look at this"_s);
    QCOMPARE(ownRows(), 0);
    for (const directline::Exchange &exchange : std::as_const(observer.finished))
        QVERIFY(exchange.operation != directline::Exchange::Operation::Upload);
    m_program.reset(); // before its observer
}

void tst_MainWindow::tooLongTextIsRefusedAndStays()
{
    connectAndWait();
    const QString text(250'000, u'x');
    m_program->window.composer().setText(text);
    QTest::keyClick(child<QPlainTextEdit>("messageEdit"), Qt::Key_Return);
    QVERIFY(child<QLabel>("composerProblemText")->isVisible());
    QCOMPARE(m_program->window.composer().text(), text);
    QCOMPARE(ownRows(), 0);
}

void tst_MainWindow::suggestedActionIsSentAsTheUsersWords()
{
    connectAndWait();
    QTRY_VERIFY(!m_program->session.suggestedActions().isEmpty());
    const auto chips = m_program->window.findChildren<QAbstractButton *>(u"suggestedAction"_s);
    QVERIFY(!chips.isEmpty());
    const directline::CardAction action = m_program->session.suggestedActions().constFirst();
    QCOMPARE(chips.constFirst()->text(), action.label());
    QTest::mouseClick(chips.constFirst(), Qt::LeftButton);
    QCOMPARE(ownRows(), 1);
    QCOMPARE(model().entry(model().rowCount() - 1).shownText(),
             action.value.isString() ? action.value.toString() : action.title);
    QTRY_VERIFY(child<QWidget>("messageEdit")->hasFocus());
}

void tst_MainWindow::cardButtonSendsItsPostBackWithoutABubble()
{
    connectAndWait();
    send(u"buttons"_s);
    // The card's own button, not one of the chips.
    QAbstractButton *button = nullptr;
    const auto find = [&] {
        const auto buttons = m_program->window.conversationView().findChildren<QAbstractButton *>();
        for (QAbstractButton *candidate : buttons) {
            if (candidate->isVisible()
                && candidate->text().contains("postBack"_L1, Qt::CaseInsensitive))
                button = candidate;
        }
        return button != nullptr;
    };
    QTRY_VERIFY(find());
    const int own = ownRows();
    const qsizetype rows = model().rowCount();
    button->click();
    QTRY_VERIFY(model().rowCount() > rows);
    QCOMPARE(ownRows(), own);
    const QJsonArray transcript = m_program->session.transcript();
    const bool sent
        = std::any_of(transcript.begin(), transcript.end(), [](const QJsonValue &value) {
              return value["channelData"_L1]["postBack"_L1].toBool();
          });
    QVERIFY(sent);
}

void tst_MainWindow::lostServiceIsSaidInWordsAndComesBack()
{
    connectAndWait();
    const int port = m_program->service->port();
    const QByteArray secret = m_program->service->secret();
    m_program->service.reset();
    QTRY_COMPARE(m_program->session.state(), State::Degraded);
    QVERIFY(child<QWidget>("statusBanner")->isVisible());
    QVERIFY(!child<QLabel>("bannerText")->text().isEmpty());
    QVERIFY(child<QPushButton>("bannerButton")->isVisible());
    QCOMPARE(child<QPushButton>("bannerButton")->text(), u"Try now"_s);
    send(u"typed while away"_s);
    QCOMPARE(ownRows(), 1);
    QVERIFY(child<QPlainTextEdit>("messageEdit")->isEnabled());

    // The service is back without its memory: the conversation is gone, and that is said; the text
    // stays.
    practice::PracticeOptions options;
    options.port = port;
    options.secret = secret;
    m_program->service = practice::PracticeService::start(options);
    QVERIFY(m_program->service);
    QTRY_VERIFY(m_program->session.state() != State::Degraded);
    QCOMPARE(ownRows(), 1);
    QVERIFY(!m_program->session.statusText().isEmpty());
}

void tst_MainWindow::wrongSecretOffersAnotherConnection()
{
    ConnectionProfile profile;
    profile.kind = CredentialKind::Secret;
    profile.serviceUrl = *directline::ServiceUrl::parse(m_program->service->serviceUrl());
    profile.credential = *directline::Bearer::parse(u"not-the-secret"_s);
    m_program->window.connectTo(profile);
    QTRY_COMPARE(m_program->session.state(), State::Failed);
    auto *banner = child<QLabel>("bannerText");
    QVERIFY(banner->isVisible());
    QVERIFY2(!banner->text().contains("not-the-secret"_L1), qPrintable(banner->text()));
    QTest::mouseClick(child<QPushButton>("bannerButton"), Qt::LeftButton);
    QTRY_VERIFY(m_program->window.findChild<QDialog *>());
}

void tst_MainWindow::unreachableServiceOffersAnotherTry_C015()
{
    ConnectionProfile profile;
    profile.kind = CredentialKind::Secret;
    profile.serviceUrl = *directline::ServiceUrl::parse(m_program->service->serviceUrl());
    profile.credential = *directline::Bearer::parse(m_program->service->secret());
    practice::PracticeOptions options;
    options.port = m_program->service->port();
    options.secret = m_program->service->secret();
    m_program->service.reset();
    m_program->window.connectTo(profile);
    QTRY_COMPARE(m_program->session.state(), State::Failed);
    auto *button = child<QPushButton>("bannerButton");
    QCOMPARE(button->text(), u"Try again"_s);

    m_program->service = practice::PracticeService::start(options);
    QVERIFY(m_program->service);
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(m_program->session.state(), State::Online);
}

void tst_MainWindow::newConversationKeepsTheOldOneAboveADivider()
{
    connectAndWait();
    send(u"remember me"_s);
    QTRY_VERIFY(botSaid(u"remember me"_s));
    const QString first = m_program->session.conversationId();
    QTest::mouseClick(child<QToolButton>("newConversationButton"), Qt::LeftButton);
    QTRY_VERIFY(!m_program->session.conversationId().isEmpty()
                && m_program->session.conversationId() != first);
    QTRY_COMPARE(m_program->session.state(), State::Online);
    QVERIFY(botSaid(u"remember me"_s));
    bool divider = false;
    for (int row = 0; row < model().rowCount(); ++row)
        divider |= model().entry(row).side == Side::System && !model().entry(row).note.isEmpty();
    QVERIFY(divider);
}

void tst_MainWindow::transcriptHasBothSides()
{
    connectAndWait();
    send(u"for the record"_s);
    QTRY_VERIFY(botSaid(u"for the record"_s));
    bool user = false;
    bool bot = false;
    const QJsonArray transcript = m_program->session.transcript();
    for (const QJsonValue &activity : transcript) {
        const QString role = activity["from"_L1]["role"_L1].toString();
        QVERIFY2(!role.isEmpty(),
                 qPrintable(QString::fromUtf8(QJsonDocument(activity.toObject()).toJson())));
        QVERIFY(!activity["recipient"_L1]["role"_L1].toString().isEmpty());
        QVERIFY(role != activity["recipient"_L1]["role"_L1].toString());
        user |= role == "user"_L1 && activity["text"_L1] == u"for the record"_s;
        bot |= role == "bot"_L1;
    }
    QVERIFY(user);
    QVERIFY(bot);
}

void tst_MainWindow::scenarioHoldsAConversation()
{
    const QString upload = write(u"two words.txt"_s, QByteArray(4321, 'u'));
    const QString picture = m_program->folder.filePath(u"out.png"_s);
    const QString saved = m_program->folder.filePath(u"out.transcript"_s);
    QString why;
    const auto steps = parseScenario(u"say hello\nwait-reply 10\nupload \"%1\"\nwait-reply 10\n"
                                     "screenshot %2\nsave %3\nquit\n"_s.arg(upload, picture, saved),
                                     &why);
    QVERIFY2(steps, qPrintable(why));
    ScenarioRunner runner(m_program->window, m_program->session, *steps);
    QSignalSpy finished(&runner, &ScenarioRunner::finished);
    runner.start();
    m_program->window.connectTo({});
    QVERIFY(finished.wait(20'000));
    QCOMPARE(finished.at(0).at(0).toString(), QString());

    QVERIFY(!QImage(picture).isNull());
    QFile file(saved);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    const QJsonArray activities = QJsonDocument::fromJson(file.readAll()).array();
    QString answer;
    for (const QJsonValue &activity : activities) {
        QVERIFY(!activity["id"_L1].toString().isEmpty());
        if (activity["from"_L1]["role"_L1] == u"bot"_s)
            answer += activity["text"_L1].toString();
    }
    QVERIFY2(answer.contains("two words.txt"_L1) && answer.contains("4321"_L1), qPrintable(answer));
}

void tst_MainWindow::scenarioNamesTheFailingLine()
{
    QString why;
    const auto steps = parseScenario(u"# first\nsay hello\nupload /no/such/file\nquit\n"_s, &why);
    QVERIFY2(steps, qPrintable(why));
    ScenarioRunner runner(m_program->window, m_program->session, *steps);
    QSignalSpy finished(&runner, &ScenarioRunner::finished);
    runner.start();
    m_program->window.connectTo({});
    QVERIFY(finished.wait(20'000));
    QVERIFY2(finished.at(0).at(0).toString().startsWith("line 3: "_L1),
             qPrintable(finished.at(0).at(0).toString()));
}

void tst_MainWindow::nothingSecretIsInTheSettings()
{
    ConnectionProfile profile;
    profile.kind = CredentialKind::Secret;
    profile.serviceUrl = *directline::ServiceUrl::parse(m_program->service->serviceUrl());
    profile.credential = *directline::Bearer::parse(m_program->service->secret());
    m_program->window.connectTo(profile);
    QTRY_COMPARE(m_program->session.state(), State::Online);
    m_program->window.close();
    m_program->store.sync();
    QFile file(m_program->store.fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("127.0.0.1"));
    QVERIFY(!text.contains(m_program->service->secret()));
    QVERIFY(!text.contains(m_program->service->secret().toBase64()));
}

void tst_MainWindow::everyButtonHasANameForScreenReaders()
{
    connectAndWait();
    QTRY_VERIFY(!lastBotText().isEmpty());
    const auto buttons = m_program->window.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (!button->isVisible())
            continue;
        QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                 qPrintable(button->objectName()));
    }
}

void tst_MainWindow::zoomAndThemeKeepTheConversation()
{
    connectAndWait();
    send(u"still here"_s);
    QTRY_VERIFY(botSaid(u"still here"_s));
    type(u"a draft"_s);
    const int rows = model().rowCount();
    m_program->appearance.setZoomPercent(200);
    m_program->appearance.setTheme(Theme::Dark);
    QCOMPARE(model().rowCount(), rows);
    QCOMPARE(m_program->window.composer().text(), u"a draft"_s);
    QVERIFY(m_program->window.conversationView().isAtEnd());
    m_program->appearance.setZoomPercent(100);
    m_program->appearance.setTheme(Theme::System);
}

void tst_MainWindow::keysReachTheConversationFromTheComposer()
{
    connectAndWait();
    send(u"burst 40"_s);
    QTRY_VERIFY(botSaid(u"Line 40 of 40"_s));
    ConversationView &view = m_program->window.conversationView();
    QTRY_VERIFY(view.isAtEnd());
    auto *edit = child<QPlainTextEdit>("messageEdit");
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_PageUp);
    QVERIFY(!view.isAtEnd());
    QVERIFY(edit->hasFocus());
    QTest::keyClick(edit, Qt::Key_End);
    QTRY_VERIFY(view.isAtEnd());
    QTest::keyClick(edit, Qt::Key_Home);
    QVERIFY(!view.isAtEnd());
    QTRY_COMPARE(view.paintedRows().first, 0);
    type(u"abc"_s); // now they are about the text
    QTest::keyClick(edit, Qt::Key_End);
    QVERIFY(!view.isAtEnd());
    edit->clear();
    QTest::keyClick(edit, Qt::Key_End, Qt::ControlModifier);
    QTRY_VERIFY(view.isAtEnd());
}

void tst_MainWindow::escapeLeadsToTheComposer()
{
    connectAndWait();
    auto *edit = child<QPlainTextEdit>("messageEdit");
    for (QWidget *part : {static_cast<QWidget *>(child<QToolButton>("menuButton")),
                          m_program->window.conversationView().list()}) {
        part->setFocus();
        QVERIFY(part->hasFocus());
        QTest::keyClick(part, Qt::Key_Escape);
        QVERIFY(edit->hasFocus());
    }
}

void tst_MainWindow::enterPressesTheButtonWithTheFocus()
{
    connectAndWait();
    auto *field = child<QLineEdit>("findField");
    QTest::keyClick(child<QPlainTextEdit>("messageEdit"), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(field->isVisible());
    auto *close = child<QToolButton>("findClose");
    close->setFocus(Qt::TabFocusReason);
    QVERIFY(close->hasFocus());
    QTest::keyClick(close, Qt::Key_Return);
    QVERIFY(!field->isVisible());
}

void tst_MainWindow::everyMenuEntryHasItsOwnLetter()
{
    const auto menus = m_program->window.findChildren<QMenu *>();
    int checked = 0;
    for (const QMenu *menu : menus) {
        QHash<QKeySequence, QString> taken;
        const QList<QAction *> actions = menu->actions();
        for (const QAction *action : actions) {
            const QKeySequence letter = QKeySequence::mnemonic(action->text());
            if (letter.isEmpty())
                continue;
            QVERIFY2(!taken.contains(letter),
                     qPrintable(action->text() + u" / "_s + taken.value(letter)));
            taken.insert(letter, action->text());
            ++checked;
        }
    }
    QVERIFY(checked > 15);
}

void tst_MainWindow::f6ReachesWhatTheBannerOffers()
{
    connectAndWait();
    auto *banner = m_program->window.findChild<StatusBanner *>();
    QVERIFY(banner);
    bool pressed = false;
    banner->showState(StatusBanner::Tone::Warning, u"Something is wrong."_s, u"Mend it"_s,
                      [&] { pressed = true; });
    QWidget *edit = child<QPlainTextEdit>("messageEdit");
    edit->setFocus();
    for (int i = 0; i < 5 && !banner->isAncestorOf(QApplication::focusWidget()); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    QVERIFY(banner->isAncestorOf(QApplication::focusWidget()));
    if (!qobject_cast<QPushButton *>(QApplication::focusWidget())) // its sentence comes first
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(pressed);
}

void tst_MainWindow::findsByKeyboard()
{
    connectAndWait();
    send(u"a needle"_s);
    QTRY_VERIFY(botSaid(u"a needle"_s));
    auto *edit = child<QPlainTextEdit>("messageEdit");
    auto *field = child<QLineEdit>("findField");
    QTest::keyClick(edit, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, u"needle"_s);
    QTRY_COMPARE(child<QLabel>("findResult")->text(), u"2 of 2"_s);
    QTest::keyClick(field, Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(child<QLabel>("findResult")->text(), u"1 of 2"_s);
    QTest::keyClick(field, Qt::Key_F3);
    QCOMPARE(child<QLabel>("findResult")->text(), u"2 of 2"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(edit->hasFocus());
    QVERIFY(!field->isVisible());
}

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
