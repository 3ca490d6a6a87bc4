// Somebody presses a control of a card or a message with the mouse and goes on typing: the letters
// are in the composer, and neither a blank nor Enter presses the control again.
#include "wholeprogram.h"

#include "app/conversation/model/activitymodel.h"
#include "tests/support/builders.h"
#include "tests/support/scripteddirectline.h"
#include "ui/conversation/conversationlist.h"
#include "ui/conversation/conversationview.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

class TestTypingAfterPress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void typingGoesToTheComposer_data();
    void typingGoesToTheComposer();
    void suggestedActions();
    void failedMessages();
    void fieldsKeepTheFocus();
    void byKeyboardTheFocusStays();
    void typedWithTheFocusOnAButton();

private:
    void show(const QByteArray &attachments);
    QWidget *find(const QString &name) const;
    QWidget *waitFor(const QString &name) const;
    void closeDialogs(bool opens) const;
    void typeAndSend();
    int posts() const { return m_service->count(Endpoint::Post); }
    Composer &composer() const { return m_program->page.composer(); }

    std::unique_ptr<ScriptedDirectLine> m_service;
    std::unique_ptr<WholeProgram> m_program;
};

void TestTypingAfterPress::init()
{
    m_service = std::make_unique<ScriptedDirectLine>();
    m_program = std::make_unique<WholeProgram>();
    m_program->window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_program->window));
    ConnectionProfile profile;
    profile.kind = CredentialKind::Token;
    profile.serviceUrl = *directline::ServiceUrl::parse(m_service->rootUrl());
    profile.credential = *directline::Bearer::parse(m_service->issueToken());
    QSignalSpy loaded(&m_program->session, &ConversationSession::historyLoaded);
    m_program->window.connectTo(profile);
    QTRY_COMPARE(loaded.count(), 1);
}

void TestTypingAfterPress::cleanup()
{
    m_program.reset();
    m_service.reset();
}

void TestTypingAfterPress::show(const QByteArray &attachments)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson("[" + attachments + "]", &error);
    QVERIFY2(document.isArray(), qPrintable(error.errorString()));
    QJsonObject activity = botMessage(QString());
    activity.insert("attachments"_L1, document.array());
    activity.insert("attachmentLayout"_L1, "carousel"_L1);
    m_service->append(activity);
}

QWidget *TestTypingAfterPress::find(const QString &name) const
{
    const auto all = m_program->window.findChildren<QWidget *>();
    for (QWidget *widget : all) {
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        if (widget->isVisible()
            && (widget->accessibleName() == name || (button && button->text() == name)))
            return widget;
    }
    return nullptr;
}

QWidget *TestTypingAfterPress::waitFor(const QString &name) const
{
    if (!QTest::qWaitFor([&] { return find(name) != nullptr; }))
        qFatal("there is no “%s”", qPrintable(name));
    return find(name);
}

// The question before an address is opened, the viewer of a picture.
void TestTypingAfterPress::closeDialogs(bool opens) const
{
    const auto isOpen = [this] {
        const auto all = m_program->window.findChildren<QDialog *>();
        return std::any_of(all.begin(), all.end(), [](QDialog *one) { return one->isVisible(); });
    };
    QTRY_COMPARE(isOpen(), opens);
    const auto dialogs = m_program->window.findChildren<QDialog *>();
    for (QDialog *dialog : dialogs) {
        if (dialog->isVisible())
            dialog->reject();
    }
    // No window manager gives the focus back here when the dialog is deleted.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_program->window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_program->window));
    QTRY_VERIFY(QApplication::focusWidget());
}

void TestTypingAfterPress::typeAndSend()
{
    const int before = posts();
    for (const QChar letter : u"hello to you"_s) {
        QVERIFY(QApplication::focusWidget());
        // Where an input method would write, for letters that are more than one key.
        QCOMPARE(QGuiApplication::focusObject(), composer().focusProxy());
        QTest::keyClick(QApplication::focusWidget(), letter.toLatin1());
    }
    QCOMPARE(composer().text(), u"hello to you"_s);
    QCOMPARE(posts(), before);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(posts(), before + 1);
    QCOMPARE(m_service->posted().last().value("text"_L1).toString(), u"hello to you"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    // What did not happen meanwhile does not happen.
    const int polls = m_service->count(Endpoint::Activities);
    QTRY_VERIFY(m_service->count(Endpoint::Activities) >= polls + 3);
    QCOMPARE(posts(), before + 1);
    composer().setText({});
}

void TestTypingAfterPress::typingGoesToTheComposer_data()
{
    QTest::addColumn<QByteArray>("attachments");
    QTest::addColumn<QString>("control");
    QTest::addColumn<int>("posted");
    const auto row
        = [](const char *tag, const QByteArray &attachments, const char *control, int posted) {
              QTest::newRow(tag) << attachments << QString::fromUtf8(control) << posted;
          };
    const auto rich = [](const char *kind, const QByteArray &content) {
        return QByteArray(R"({"contentType":"application/vnd.microsoft.card.)") + kind
            + R"(","content":{)" + content + "}}";
    };
    const auto adaptive = [&rich](const QByteArray &body, const QByteArray &actions) {
        return rich("adaptive",
                    R"("type":"AdaptiveCard","version":"1.5","body":[)" + body + R"(],"actions":[)"
                        + actions + "]");
    };
    const QByteArray say = R"("buttons":[{"type":"imBack","title":"Book","value":"book"}])";
    const QByteArray go
        = R"("buttons":[{"type":"openUrl","title":"Book","value":"https://a.example/"}])";
    row("hero", rich("hero", R"("title":"Card",)" + say), "Book", 1);
    row("hero, address", rich("hero", R"("title":"Card",)" + go), "Book", 0);
    row("thumbnail", rich("thumbnail", R"("title":"Card",)" + say), "Book", 1);
    row("receipt", rich("receipt", R"("title":"Card",)" + say), "Book", 1);
    row("signin",
        rich(
            "signin",
            R"("text":"x","buttons":[{"type":"signin","title":"In","value":"https://a.example/"}])"),
        "In", 0);
    row("oauth",
        rich(
            "oauth",
            R"("text":"x","buttons":[{"type":"signin","title":"In","value":"https://a.example/"}])"),
        "In", 0);
    row("tap", rich("hero", R"("title":"Card","tap":{"type":"imBack","title":"Tap","value":"t"})"),
        "Tap", 1);
    row("next card",
        rich("hero", R"("title":"One",)" + say) + "," + rich("hero", R"("title":"Two")") + ","
            + rich("hero", R"("title":"Three")") + "," + rich("hero", R"("title":"Four")"),
        "Next card", 0);
    row("Submit", adaptive({}, R"({"type":"Action.Submit","title":"T","data":{"a":1}})"), "T", 1);
    row("Execute", adaptive({}, R"({"type":"Action.Execute","title":"T","verb":"v"})"), "T", 1);
    row("OpenUrl",
        adaptive({}, R"({"type":"Action.OpenUrl","title":"T","url":"https://a.example/"})"), "T",
        0);
    row("ShowCard",
        adaptive(
            {},
            R"({"type":"Action.ShowCard","title":"T","card":{"type":"AdaptiveCard","body":[{"type":"Input.Text","id":"i"}]}})"),
        "T", 0);
    row("ToggleVisibility",
        adaptive(R"({"type":"TextBlock","id":"b","text":"b"})",
                 R"({"type":"Action.ToggleVisibility","title":"T","targetElements":["b"]})"),
        "T", 0);
    row("selectAction",
        adaptive(
            R"({"type":"Container","items":[{"type":"TextBlock","text":"b"}],"selectAction":{"type":"Action.Submit","title":"T","data":{"a":1}}})",
            {}),
        "T", 1);
    row("words", rich("hero", R"("title":"Only words")"), "Only words", 0);
    row("link", rich("hero", R"json("text":"[A link](https://a.example/)")json"), "A link", 0);
}

void TestTypingAfterPress::typingGoesToTheComposer()
{
    QFETCH(const QByteArray, attachments);
    QFETCH(const QString, control);
    QFETCH(const int, posted);
    const bool asks = attachments.contains("https://");
    show(attachments);
    QWidget *pressed = waitFor(control);
    // Words begin at the left, whatever the width.
    const bool isWords = control == "Only words"_L1 || control == "A link"_L1;
    QTest::mouseClick(pressed, Qt::LeftButton, {},
                      isWords ? QPoint(8, pressed->height() / 2) : QPoint());
    QTRY_COMPARE(posts(), posted);
    closeDialogs(asks);
    typeAndSend();
}

void TestTypingAfterPress::suggestedActions()
{
    m_service->append(withMember(botMessage(u"Which?"_s), u"suggestedActions"_s,
                                 QJsonObject{{u"actions"_s,
                                              QJsonArray{QJsonObject{{u"type"_s, u"imBack"_s},
                                                                     {u"title"_s, u"This"_s},
                                                                     {u"value"_s, u"this"_s}}}}}));
    QTest::mouseClick(waitFor(u"This"_s), Qt::LeftButton);
    QTRY_COMPARE(posts(), 1);
    typeAndSend();
}

void TestTypingAfterPress::failedMessages()
{
    m_service->fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s, u"No"_s));
    m_program->session.send(u"refused"_s, {});
    QTest::mouseClick(waitFor(u"Retry"_s), Qt::LeftButton);
    QTRY_COMPARE(posts(), 2);
    typeAndSend();
}

void TestTypingAfterPress::fieldsKeepTheFocus()
{
    show(
        R"({"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Input.Text","id":"n","label":"Name","isRequired":true,"errorMessage":"Missing"},{"type":"Input.Toggle","id":"t","title":"Yes"}],"actions":[{"type":"Action.Submit","title":"T"}]}})");
    waitFor(u"T"_s);
    auto *field = m_program->page.view().list()->findChild<QLineEdit *>();
    auto *toggle = m_program->page.view().list()->findChild<QCheckBox *>();
    QVERIFY(field && toggle);
    QTest::mouseClick(field, Qt::LeftButton);
    QVERIFY(field->hasFocus());
    QTest::keyClicks(QApplication::focusWidget(), u"a b"_s);
    QCOMPARE(field->text(), u"a b"_s);
    field->clear();
    // What is missing is where the user has to write now.
    QTest::mouseClick(waitFor(u"T"_s), Qt::LeftButton);
    QVERIFY(field->hasFocus());
    QCOMPARE(posts(), 0);
    toggle->setFocus();
    QTest::mouseClick(toggle, Qt::LeftButton, {}, {8, toggle->height() / 2});
    QVERIFY(toggle->hasFocus());
}

void TestTypingAfterPress::byKeyboardTheFocusStays()
{
    show(
        R"({"contentType":"application/vnd.microsoft.card.hero","content":{"title":"Card","buttons":[{"type":"imBack","title":"Book","value":"book"}]}})");
    QWidget *book = waitFor(u"Book"_s);
    book->setFocus(Qt::OtherFocusReason);
    QVERIFY(book->hasFocus());
    QTest::keyClick(book, Qt::Key_Space);
    QTRY_COMPARE(posts(), 1);
    QVERIFY(book->hasFocus());
}

void TestTypingAfterPress::typedWithTheFocusOnAButton()
{
    show(
        R"({"contentType":"application/vnd.microsoft.card.hero","content":{"title":"Card","buttons":[{"type":"imBack","title":"Book","value":"book"}]}})");
    QWidget *book = waitFor(u"Book"_s);
    book->setFocus(Qt::OtherFocusReason);
    QVERIFY(book->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(book->hasFocus());
    for (const char letter : {'h', 'i', ' ', '!'})
        QTest::keyClick(QApplication::focusWidget(), letter);
    QCOMPARE(composer().text(), u"hi !"_s);
    QCOMPARE(posts(), 0);
}

QTEST_MAIN(TestTypingAfterPress)
#include "tst_typingafterpress.moc"
