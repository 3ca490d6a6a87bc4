// What leaves the program when somebody presses a button of a card: the posted JSON, member for
// member, as the service reads it, with the whole window in between (dossier §6.5).
#include "wholeprogram.h"

#include "app/conversation/model/activitymodel.h"
#include "tests/support/builders.h"
#include "tests/support/scripteddirectline.h"
#include "ui/cards/actionbutton.h"
#include "ui/cards/adaptive/cardbutton.h"
#include "ui/cards/adaptive/cardtext.h"
#include "ui/cards/attachmentspanel.h"
#include "ui/conversation/conversationview.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QUuid>
#include <QtTest/QtTest>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using adaptive::CardButton;
using State = ConversationSession::State;

namespace {

QJsonValue parsed(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson("[" + json + "]", &error);
    if (!document.isArray())
        qFatal("bad JSON in a test: %s in %s", qPrintable(error.errorString()), json.constData());
    return document.array().at(0);
}

QByteArray hero(const QByteArray &buttons)
{
    return R"({"contentType":"application/vnd.microsoft.card.hero","content":{"title":"Card","buttons":[)"
        + buttons + "]}}";
}

QByteArray adaptiveCard(const QByteArray &body, const QByteArray &actions)
{
    return R"({"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard",)"
           R"("version":"1.5","body":[)"
        + body + R"(],"actions":[)" + actions + "]}}";
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class tst_CardWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void buttons_data();
    void buttons();
    void disabledButtons_data();
    void disabledButtons();
    void suggestedActions();
    void leadingButtons_data();
    void leadingButtons();
    void downloads();
    void submits_data();
    void submits();
    void linksInRichText();
    void invalidInputsStay();
    void nothingGoesTwice_data();
    void nothingGoesTwice();
    void aFailedSubmitMakesTheCardLiveAgain();
    void anUnconfirmedSubmitAsksBeforeItGoesAgain();
    void aRefusedSubmitMakesTheCardLiveAgain();
    void anotherCardInItsPlaceWasNotAnswered();
    void answeredCardsAreFrozenWhenWished();

private:
    QString show(const QByteArray &attachment);
    QAbstractButton *find(const QString &title) const;
    QAbstractButton *waitFor(const QString &title) const;
    void press(const QString &title) const { QTest::mouseClick(waitFor(title), Qt::LeftButton); }
    bool pollsGoOn();
    QStringList ownBubbles() const;
    void checkPosted(const QByteArray &members, const QString &replyToId) const;
    QPushButton *question(QMessageBox **box) const;
    int posts() const { return m_service->count(Endpoint::Post); }

    std::unique_ptr<ScriptedDirectLine> m_service;
    std::unique_ptr<WholeProgram> m_program;
};

void tst_CardWire::init()
{
    m_service = std::make_unique<ScriptedDirectLine>();
    m_program = std::make_unique<WholeProgram>();
    QVERIFY(QTest::qWaitForWindowExposed(&m_program->window));
    ConnectionProfile profile;
    profile.kind = CredentialKind::Token;
    profile.serviceUrl = *directline::ServiceUrl::parse(m_service->rootUrl());
    profile.credential = *directline::Bearer::parse(m_service->issueToken());
    profile.userId = u"user-1"_s;
    profile.userName = u"Ada"_s;
    profile.locale = u"pl-PL"_s;
    QSignalSpy loaded(&m_program->session, &ConversationSession::historyLoaded);
    m_program->window.connectTo(profile);
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(m_program->session.state(), State::Online);
}

void tst_CardWire::cleanup()
{
    m_program.reset();
    m_service.reset();
}

// The id of the activity that shows it.
QString tst_CardWire::show(const QByteArray &attachment)
{
    QJsonObject activity = botMessage(QString());
    activity.insert("attachments"_L1, QJsonArray{parsed(attachment)});
    return m_service->append(activity);
}

QAbstractButton *tst_CardWire::find(const QString &title) const
{
    const auto all = m_program->window.conversationView().findChildren<QAbstractButton *>();
    for (QAbstractButton *button : all) {
        const auto *action = qobject_cast<ActionButton *>(button);
        const QString shown = action ? action->title() : button->text();
        if (button->isVisible() && (shown == title || button->accessibleName() == title))
            return button;
    }
    return nullptr;
}

QAbstractButton *tst_CardWire::waitFor(const QString &title) const
{
    if (!QTest::qWaitFor([&] { return find(title) != nullptr; }))
        qFatal("no button “%s”", qPrintable(title));
    return find(title);
}

// What did not happen meanwhile does not happen.
bool tst_CardWire::pollsGoOn()
{
    const int before = m_service->count(Endpoint::Activities);
    return QTest::qWaitFor([&] { return m_service->count(Endpoint::Activities) >= before + 3; });
}

QStringList tst_CardWire::ownBubbles() const
{
    QStringList texts;
    const ActivityModel &model = m_program->session.model();
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.at(row).side == Side::Own)
            texts << model.at(row).shownText();
    }
    return texts;
}

// The last post: exactly these members, beside those that every message carries.
void tst_CardWire::checkPosted(const QByteArray &members, const QString &replyToId) const
{
    QJsonObject posted = m_service->posted().last();
    const QString timestamp = posted.take("localTimestamp"_L1).toString();
    QVERIFY2(QDateTime::fromString(timestamp, Qt::ISODateWithMs).isValid(), qPrintable(timestamp));
    QVERIFY(!posted.take("localTimezone"_L1).toString().isEmpty());
    QJsonObject channelData = posted.take("channelData"_L1).toObject();
    QVERIFY(!QUuid(channelData.take("clientActivityID"_L1).toString()).isNull());
    if (!channelData.isEmpty())
        posted.insert("channelData"_L1, channelData);

    QJsonObject expected = parsed(members).toObject();
    expected.insert("type"_L1, "message"_L1);
    expected.insert(
        "from"_L1,
        QJsonObject{{u"id"_s, u"user-1"_s}, {u"name"_s, u"Ada"_s}, {u"role"_s, u"user"_s}});
    expected.insert("locale"_L1, "pl-PL"_L1);
    if (!replyToId.isEmpty())
        expected.insert("replyToId"_L1, replyToId);
    QCOMPARE(compact(posted), compact(expected));
}

void tst_CardWire::buttons_data()
{
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<QString>("press"); // what stands on it
    QTest::addColumn<QByteArray>("posted");
    QTest::addColumn<QStringList>("bubbles");
    const auto row = [](const char *tag, const char *button, const char *press, const char *posted,
                        const QStringList &bubbles = {}) {
        QTest::newRow(tag) << QByteArray(button) << QString::fromUtf8(press) << QByteArray(posted)
                           << bubbles;
    };
    row("imBack", R"({"type":"imBack","title":"T","value":"v"})", "T",
        R"({"text":"v","textFormat":"plain"})", {u"v"_s});
    row("imBack, object", R"({"type":"imBack","title":"T","value":{"a":1}})", "T",
        R"({"text":"T","textFormat":"plain"})", {u"T"_s});
    row("imBack, number", R"({"type":"imBack","title":"T","value":5})", "T",
        R"({"text":"T","textFormat":"plain"})", {u"T"_s});
    row("imBack, no value", R"({"type":"imBack","title":"T"})", "T",
        R"({"text":"T","textFormat":"plain"})", {u"T"_s});
    row("imBack, no title", R"({"type":"imBack","value":"v"})", "v",
        R"({"text":"v","textFormat":"plain"})", {u"v"_s});
    row("imBack, Markdown", R"({"type":"imBack","title":"T","value":"**v** <b>"})", "T",
        R"({"text":"**v** <b>","textFormat":"plain"})", {u"**v** <b>"_s});
    row("postBack, text", R"({"type":"postBack","title":"T","value":"v"})", "T",
        R"({"text":"v","channelData":{"postBack":true}})");
    row("postBack, object", R"({"type":"postBack","title":"T","value":{"a":[1,null,"x"]}})", "T",
        R"({"value":{"a":[1,null,"x"]},"channelData":{"postBack":true}})");
    row("postBack, list", R"({"type":"postBack","title":"T","value":[1,{"b":2}]})", "T",
        R"({"value":[1,{"b":2}],"channelData":{"postBack":true}})");
    row("postBack, number", R"({"type":"postBack","title":"T","value":17})", "T",
        R"({"value":17,"channelData":{"postBack":true}})");
    row("postBack, false", R"({"type":"postBack","title":"T","value":false})", "T",
        R"({"value":false,"channelData":{"postBack":true}})");
    row("postBack, no title", R"({"type":"postBack","value":"v"})", "v",
        R"({"text":"v","channelData":{"postBack":true}})");
    row("postBack, data for the channel",
        R"({"type":"postBack","title":"T","value":"v","channelData":{"a":1,"postBack":false}})",
        "T", R"({"text":"v","channelData":{"a":1,"postBack":true}})");
    row("messageBack",
        R"({"type":"messageBack","title":"T","text":"t","displayText":"d","value":{"a":1}})", "T",
        R"({"text":"t","value":{"a":1},"channelData":{"messageBack":{"displayText":"d"}}})",
        {u"d"_s});
    row("messageBack, text value", R"({"type":"messageBack","title":"T","value":"v"})", "T",
        R"({"value":"v","channelData":{"messageBack":{}}})");
    row("messageBack, number value", R"({"type":"messageBack","title":"T","text":"t","value":42})",
        "T", R"({"text":"t","value":42,"channelData":{"messageBack":{}}})");
    row("messageBack, silent", R"({"type":"messageBack","title":"T","text":"t"})", "T",
        R"({"text":"t","channelData":{"messageBack":{}}})");
    row("messageBack, only shown", R"({"type":"messageBack","title":"T","displayText":"d"})", "T",
        R"({"channelData":{"messageBack":{"displayText":"d"}}})", {u"d"_s});
    row("messageBack, nothing", R"({"type":"messageBack","title":"T"})", "T",
        R"({"channelData":{"messageBack":{}}})");
    row("messageBack, no title", R"({"type":"messageBack","text":"t"})", "t",
        R"({"text":"t","channelData":{"messageBack":{}}})");
    row("messageBack, neither title nor text", R"({"type":"messageBack","value":{"a":1}})",
        "messageBack", R"({"value":{"a":1},"channelData":{"messageBack":{}}})");
    row("messageBack, data for the channel",
        R"({"type":"messageBack","title":"T","text":"t","channelData":{"a":1}})", "T",
        R"({"text":"t","channelData":{"a":1,"messageBack":{}}})");
}

void tst_CardWire::buttons()
{
    QFETCH(const QByteArray, button);
    QFETCH(const QString, press);
    QFETCH(const QByteArray, posted);
    const QString id = show(hero(button));
    QVERIFY(waitFor(press)->isEnabled());
    this->press(press);
    QTRY_COMPARE(posts(), 1);
    checkPosted(posted, id);
    QVERIFY(pollsGoOn()); // its echo came, too
    QTEST(ownBubbles(), "bubbles");
    QCOMPARE(posts(), 1);
}

void tst_CardWire::disabledButtons_data()
{
    QTest::addColumn<QByteArray>("attachment");
    const auto row = [](const char *tag, const char *button) {
        QTest::newRow(tag) << hero(button);
    };
    row("invoke", R"({"type":"invoke","title":"T","value":{"a":1}})");
    row("unknown type", R"({"type":"teleport","title":"T","value":"v"})");
    row("no type", R"({"title":"T","value":"v"})");
    row("type in the wrong case", R"({"type":"imback","title":"T","value":"v"})");
    row("postBack without a value", R"({"type":"postBack","title":"T"})");
    row("openUrl without a value", R"({"type":"openUrl","title":"T"})");
    row("openUrl with an object", R"({"type":"openUrl","title":"T","value":{"a":1}})");
    row("openUrl with data", R"({"type":"openUrl","title":"T","value":"data:text/html,x"})");
    row("openUrl with a script", R"({"type":"openUrl","title":"T","value":"javascript:x"})");
    row("signin over http", R"({"type":"signin","title":"T","value":"http:\/\/a.example"})");
    row("call to a page", R"({"type":"call","title":"T","value":"https:\/\/a.example"})");
    row("showImage from disk", R"({"type":"showImage","title":"T","value":"file:\/\/\/x.png"})");
    row("downloadFile from disk", R"({"type":"downloadFile","title":"T","value":"file:\/\/\/x"})");
    const auto adaptiveRow = [](const char *tag, const char *action) {
        QTest::newRow(tag) << adaptiveCard({}, action);
    };
    adaptiveRow("Submit that is disabled",
                R"({"type":"Action.Submit","title":"T","isEnabled":false,"data":{"a":1}})");
    adaptiveRow("unknown action", R"({"type":"Action.Teleport","title":"T","data":{"a":1}})");
    adaptiveRow("OpenUrl without an address", R"({"type":"Action.OpenUrl","title":"T"})");
    adaptiveRow("OpenUrl with a script",
                R"({"type":"Action.OpenUrl","title":"T","url":"javascript:x"})");
}

void tst_CardWire::disabledButtons()
{
    QFETCH(const QByteArray, attachment);
    show(attachment);
    QAbstractButton *button = waitFor(u"T"_s);
    QVERIFY(!button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::keyClick(button, Qt::Key_Space);
    QTest::keyClick(button, Qt::Key_Return);
    QVERIFY(pollsGoOn());
    QCOMPARE(posts(), 0);
    QVERIFY(!m_program->window.findChild<QMessageBox *>());
    QVERIFY(m_program->opened.isEmpty());
}

// They belong to the conversation and not to a card: there is no replyToId.
void tst_CardWire::suggestedActions()
{
    const QByteArray actions = R"([{"type":"imBack","title":"Aloud","value":"v"},
        {"type":"postBack","title":"Quietly","value":{"a":1}}])";
    for (const auto &[title, posted, bubbles] :
         {std::tuple(u"Aloud"_s, R"({"text":"v","textFormat":"plain"})"_ba, QStringList(u"v"_s)),
          std::tuple(u"Quietly"_s, R"({"value":{"a":1},"channelData":{"postBack":true}})"_ba,
                     QStringList(u"v"_s))}) {
        QJsonObject activity = botMessage(u"Choose"_s);
        activity.insert("suggestedActions"_L1, QJsonObject{{u"actions"_s, parsed(actions)}});
        m_service->append(activity);
        QTRY_COMPARE(m_program->session.suggestedActions().size(), 2);
        const int before = posts();
        for (QPushButton *chip :
             m_program->window.findChildren<QPushButton *>(u"suggestedAction"_s)) {
            if (chip->isVisible() && chip->text() == title)
                QTest::mouseClick(chip, Qt::LeftButton);
        }
        QTRY_COMPARE(posts(), before + 1);
        checkPosted(posted, {});
        QVERIFY(pollsGoOn());
        QCOMPARE(posts(), before + 1);
        QCOMPARE(ownBubbles(), bubbles);
    }
}

// The button that says yes to the one question there is; nullptr when there is none.
QPushButton *tst_CardWire::question(QMessageBox **box) const
{
    *box = m_program->window.findChild<QMessageBox *>(u"linkQuestion"_s);
    if (!*box)
        return nullptr;
    for (QAbstractButton *button : (*box)->buttons()) {
        if ((*box)->buttonRole(button) == QMessageBox::AcceptRole)
            return qobject_cast<QPushButton *>(button);
    }
    return nullptr;
}

void tst_CardWire::leadingButtons_data()
{
    QTest::addColumn<QByteArray>("attachment");
    QTest::addColumn<QString>("asked"); // stands in the question
    QTest::addColumn<QUrl>("opened"); // by the system; empty: shown in Botline
    const auto row = [](const char *tag, const QByteArray &attachment, const QString &asked,
                        const char *opened) {
        QTest::newRow(tag) << attachment << asked << QUrl(QString::fromUtf8(opened));
    };
    row("openUrl", hero(R"({"type":"openUrl","title":"T","value":"https:\/\/a.example\/b?c=d"})"),
        u"Open a page of a.example in"_s, "https://a.example/b?c=d");
    row("openUrl, mail", hero(R"({"type":"openUrl","title":"T","value":"mailto:a@b.example"})"),
        u"Write a mail to a@b.example"_s, "mailto:a@b.example");
    row("signin", hero(R"({"type":"signin","title":"T","value":"https:\/\/login.example\/x"})"),
        u"Sign in at login.example"_s, "https://login.example/x");
    row("call", hero(R"({"type":"call","title":"T","value":"tel:+48123456"})"), u"Call +48123456"_s,
        "tel:+48123456");
    row("playAudio",
        hero(R"({"type":"playAudio","title":"T","value":"https:\/\/a.example\/x.mp3"})"),
        u"a.example"_s, "https://a.example/x.mp3");
    row("playVideo",
        hero(R"({"type":"playVideo","title":"T","value":"https:\/\/a.example\/x.mp4"})"),
        u"a.example"_s, "https://a.example/x.mp4");
    row("showImage",
        hero(R"({"type":"showImage","title":"T","value":"https:\/\/a.invalid\/x.png"})"),
        u"Show a picture from a.invalid"_s, "");
    row("Action.OpenUrl",
        adaptiveCard({}, R"({"type":"Action.OpenUrl","title":"T","url":"https:\/\/a.example\/b"})"),
        u"Open a page of a.example in"_s, "https://a.example/b");
    row("selectAction",
        adaptiveCard(
            R"({"type":"Container","items":[{"type":"TextBlock","text":"x"}],"selectAction":)"
            R"({"type":"Action.OpenUrl","title":"T","url":"https:\/\/a.example\/b"}})",
            {}),
        u"a.example"_s, "https://a.example/b");
}

void tst_CardWire::leadingButtons()
{
    QFETCH(const QByteArray, attachment);
    QFETCH(const QString, asked);
    QFETCH(const QUrl, opened);
    show(attachment);
    QMessageBox *box = nullptr;

    // No is no.
    press(u"T"_s);
    QTRY_VERIFY(question(&box));
    QVERIFY2(box->text().contains(asked), qPrintable(box->text()));
    QVERIFY(m_program->opened.isEmpty());
    QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
    QTRY_VERIFY(!m_program->window.findChild<QMessageBox *>());
    QVERIFY(m_program->opened.isEmpty());

    press(u"T"_s);
    QTRY_VERIFY(question(&box));
    QTest::mouseClick(question(&box), Qt::LeftButton);
    if (opened.isEmpty()) {
        QTRY_VERIFY(m_program->window.findChild<QDialog *>(u"imageViewer"_s));
        QVERIFY(m_program->opened.isEmpty());
    } else {
        QTRY_COMPARE(m_program->opened, QList<QUrl>{opened});
    }
    QVERIFY(pollsGoOn());
    QCOMPARE(posts(), 0);
}

void tst_CardWire::downloads()
{
    show(hero(
        R"({"type":"downloadFile","title":"T","value":"https:\/\/a.example\/f\/list.pdf?x=1"})"));
    QVERIFY(waitFor(u"T"_s)->toolTip().contains("a.example"_L1));
    press(u"T"_s);
    QTRY_VERIFY(m_program->window.findChild<QFileDialog *>(u"saveDialog"_s));
    const auto *dialog = m_program->window.findChild<QFileDialog *>(u"saveDialog"_s);
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), u"list.pdf"_s);
    QVERIFY(pollsGoOn());
    QCOMPARE(posts(), 0);
    QVERIFY(m_program->opened.isEmpty());
}

void tst_CardWire::submits_data()
{
    QTest::addColumn<QByteArray>("attachment");
    QTest::addColumn<QByteArray>("posted");
    QTest::addColumn<QStringList>("bubbles");
    const QByteArray input = R"({"type":"Input.Text","id":"name","value":"Ada"})";
    const auto row = [](const char *tag, const QByteArray &body, const QByteArray &action,
                        const char *posted, const QStringList &bubbles = {}) {
        QTest::newRow(tag) << adaptiveCard(body, R"({"title":"T",)" + action + "}")
                           << QByteArray(posted) << bubbles;
    };
    row("object and inputs", input, R"("type":"Action.Submit","data":{"a":{"b":[1,null]}})",
        R"({"value":{"a":{"b":[1,null]},"name":"Ada"},"channelData":{"postBack":true}})");
    row("object, no inputs", {}, R"("type":"Action.Submit","data":{"a":1})",
        R"({"value":{"a":1},"channelData":{"postBack":true}})");
    row("inputs win", input, R"("type":"Action.Submit","data":{"name":"loses","a":1})",
        R"({"value":{"name":"Ada","a":1},"channelData":{"postBack":true}})");
    row("text, no inputs", {}, R"("type":"Action.Submit","data":"said")",
        R"({"text":"said","textFormat":"plain"})", {u"said"_s});
    row("text and inputs", input, R"("type":"Action.Submit","data":"said")",
        R"({"value":{"data":"said","name":"Ada"},"channelData":{"postBack":true}})");
    row("text, inputs left out", input,
        R"("type":"Action.Submit","associatedInputs":"none","data":"said")",
        R"({"text":"said","textFormat":"plain"})", {u"said"_s});
    row("number and inputs", input, R"("type":"Action.Submit","data":7)",
        R"({"value":{"data":7,"name":"Ada"},"channelData":{"postBack":true}})");
    row("list, no inputs", {}, R"("type":"Action.Submit","data":[1,2])",
        R"({"value":{"data":[1,2]},"channelData":{"postBack":true}})");
    row("no data", input, R"("type":"Action.Submit")",
        R"({"value":{"name":"Ada"},"channelData":{"postBack":true}})");
    row("null", input, R"("type":"Action.Submit","data":null)",
        R"({"value":{"name":"Ada"},"channelData":{"postBack":true}})");
    row("neither data nor inputs", {}, R"("type":"Action.Submit")",
        R"({"value":{},"channelData":{"postBack":true}})");
    row("inputs left out", input,
        R"("type":"Action.Submit","associatedInputs":"None","data":{"a":1})",
        R"({"value":{"a":1},"channelData":{"postBack":true}})");
    row("Execute", input, R"("type":"Action.Execute","verb":"book","data":{"a":1})",
        R"({"value":{"a":1,"verb":"book","name":"Ada"},"channelData":{"postBack":true}})");
    row("Execute, only a verb", {}, R"("type":"Action.Execute","verb":"book")",
        R"({"value":{"verb":"book"},"channelData":{"postBack":true}})");
    row("Execute, a verb in the data", {},
        R"("type":"Action.Execute","verb":"loses","data":{"verb":"wins"})",
        R"({"value":{"verb":"wins"},"channelData":{"postBack":true}})");
    row("a button's data stays data", {},
        R"("type":"Action.Submit","data":{"msteams":{"type":"imBack","value":"x"}})",
        R"({"value":{"msteams":{"type":"imBack","value":"x"}},"channelData":{"postBack":true}})");
    row("every input, as the card left it",
        R"({"type":"Input.Text","id":"t"},{"type":"Input.Number","id":"n","value":2.50},
           {"type":"Input.Number","id":"n0"},{"type":"Input.Date","id":"d","value":"2026-05-16"},
           {"type":"Input.Date","id":"d0"},{"type":"Input.Time","id":"h","value":"09:05"},
           {"type":"Input.Toggle","id":"on","title":"x","value":"true"},
           {"type":"Input.Toggle","id":"off","title":"x","valueOff":"nay"},
           {"type":"Input.ChoiceSet","id":"c","value":"2","choices":[{"title":"A","value":"1"},{"title":"B","value":"2"}]},
           {"type":"Input.ChoiceSet","id":"c0","choices":[{"title":"A","value":"1"}]},
           {"type":"Input.ChoiceSet","id":"m","isMultiSelect":true,"value":"2,1","choices":[{"title":"A","value":"1"},{"title":"B","value":"2"}]},
           {"type":"Input.Text","value":"without an id"})",
        R"("type":"Action.Submit")",
        R"({"value":{"t":"","n":"2.5","d":"2026-05-16","d0":"","h":"09:05","on":"true","off":"nay",
            "c":"2","m":"1,2"},"channelData":{"postBack":true}})");
    row("an empty text", {}, R"("type":"Action.Submit","data":"")",
        R"({"value":{"data":""},"channelData":{"postBack":true}})");
    QTest::newRow("a container") << adaptiveCard(
        R"({"type":"Container","items":[{"type":"TextBlock","text":"x"}],)"
        R"("selectAction":{"type":"Action.Submit","title":"T","data":{"a":1}}})",
        {}) << R"({"value":{"a":1},"channelData":{"postBack":true}})"_ba
                                 << QStringList();
    QTest::newRow("beside a field")
        << adaptiveCard(R"({"type":"Input.Text","id":"q","value":"sea",)"
                        R"("inlineAction":{"type":"Action.Submit","title":"T","data":{"a":1}}})",
                        {})
        << R"({"value":{"a":1,"q":"sea"},"channelData":{"postBack":true}})"_ba << QStringList();
}

void tst_CardWire::submits()
{
    QFETCH(const QByteArray, attachment);
    QFETCH(const QByteArray, posted);
    const QString id = show(attachment);
    press(u"T"_s);
    QTRY_COMPARE(posts(), 1);
    checkPosted(posted, id);
    QVERIFY(pollsGoOn());
    QTEST(ownBubbles(), "bubbles");
    QCOMPARE(posts(), 1);
}

void tst_CardWire::linksInRichText()
{
    const QString id = show(adaptiveCard(
        R"({"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"run","selectAction":)"
        R"({"type":"Action.Submit","data":{"run":1}}}]})",
        {}));
    adaptive::CardText *text = nullptr;
    QTRY_VERIFY((text = m_program->window.findChild<adaptive::CardText *>()) != nullptr);
    QTRY_VERIFY(text->isVisible());
    // By keyboard: into the message, and to its first link.
    auto *list = qobject_cast<QAbstractItemView *>(m_program->window.conversationView().list());
    list->setFocus();
    list->setCurrentIndex(list->model()->index(list->model()->rowCount() - 1, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(text->hasFocus());
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_COMPARE(posts(), 1);
    checkPosted(R"({"value":{"run":1},"channelData":{"postBack":true}})", id);
}

void tst_CardWire::invalidInputsStay()
{
    const QString id = show(
        adaptiveCard(R"({"type":"Input.Text","id":"code","isRequired":true,"regex":"^[0-9]{3}$"})",
                     R"({"type":"Action.Submit","title":"T"})"));
    press(u"T"_s);
    auto *line = m_program->window.conversationView().findChild<QLineEdit *>(
        QString(), Qt::FindChildrenRecursively);
    QVERIFY(pollsGoOn());
    QCOMPARE(posts(), 0);
    for (QLineEdit *each : m_program->window.conversationView().findChildren<QLineEdit *>()) {
        if (each->objectName() != "findField"_L1)
            line = each;
    }
    QTest::keyClicks(line, u"123"_s);
    press(u"T"_s);
    QTRY_COMPARE(posts(), 1);
    checkPosted(R"({"value":{"code":"123"},"channelData":{"postBack":true}})", id);
}

void tst_CardWire::nothingGoesTwice_data()
{
    QTest::addColumn<QByteArray>("attachment");
    QTest::newRow("imBack") << hero(R"({"type":"imBack","title":"T","value":"v"})");
    QTest::newRow("postBack") << hero(R"({"type":"postBack","title":"T","value":{"a":1}})");
    QTest::newRow("Submit") << adaptiveCard(
        {}, R"({"type":"Action.Submit","title":"T","data":{"a":1}})");
    QTest::newRow("Execute") << adaptiveCard({},
                                             R"({"type":"Action.Execute","title":"T","verb":"v"})");
    QTest::newRow("selectAction") << adaptiveCard(
        R"({"type":"Container","items":[{"type":"TextBlock","text":"x"}],)"
        R"("selectAction":{"type":"Action.Submit","title":"T","data":{"a":1}}})",
        {});
}

void tst_CardWire::nothingGoesTwice()
{
    QFETCH(const QByteArray, attachment);
    show(attachment);
    m_service->fail(Endpoint::Post,
                    ScriptedReply::held(ScriptedReply::json(200, {{u"id"_s, u"an-id"_s}})));
    QAbstractButton *button = waitFor(u"T"_s);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Return);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::mouseDClick(button, Qt::LeftButton);
    QTRY_COMPARE(posts(), 1);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(pollsGoOn());
    QCOMPARE(posts(), 1);
    m_service->server().release();
    QTRY_VERIFY(!m_program->session.model().rowCount() || pollsGoOn());
    QCOMPARE(posts(), 1);
}

void tst_CardWire::aFailedSubmitMakesTheCardLiveAgain()
{
    const QString id = show(adaptiveCard(R"({"type":"Input.Text","id":"name"})",
                                         R"({"type":"Action.Submit","title":"T","data":{"a":1}})"));
    m_service->fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s, u"No"_s));
    press(u"T"_s);
    QTRY_COMPARE(posts(), 1);
    QTRY_VERIFY(find(u"T"_s) && find(u"T"_s)->isEnabled());
    QVERIFY(!find(u"Send again"_s));
    press(u"T"_s);
    QTRY_COMPARE(posts(), 2);
    checkPosted(R"({"value":{"a":1,"name":""},"channelData":{"postBack":true}})", id);
    press(u"T · Sent"_s); // says nothing more
    // The failed one is still there; when it goes after all, the card is none the wiser.
    const ActivityModel &model = m_program->session.model();
    QCOMPARE(model.at(model.rowCount() - 1).delivery.state, SendState::Failed);
    m_program->session.retry(model.at(model.rowCount() - 1).key);
    QTRY_COMPARE(posts(), 3);
    QVERIFY(pollsGoOn());
    QVERIFY(find(u"T · Sent"_s));
}

void tst_CardWire::anUnconfirmedSubmitAsksBeforeItGoesAgain()
{
    m_service->setEcho(false);
    show(adaptiveCard({}, R"({"type":"Action.Submit","title":"T","data":{"a":1}})"));
    m_service->fail(Endpoint::Post, ScriptedReply::error(502, u"BotError"_s));
    press(u"T"_s);
    QVERIFY(waitFor(u"T · Sending…"_s)->isEnabled()); // it keeps the keyboard, and does nothing
    press(u"T · Sending…"_s);
    press(u"T · Not confirmed"_s); // nothing either
    QVERIFY(pollsGoOn());
    QCOMPARE(posts(), 1);
    press(u"Send again"_s);
    QTRY_COMPARE(posts(), 2);
    waitFor(u"T · Sent"_s);
}

// What is too long is refused before it is queued: nothing is lost, the card is live.
void tst_CardWire::aRefusedSubmitMakesTheCardLiveAgain()
{
    const QByteArray text(250'000, 'x');
    show(
        adaptiveCard({}, R"({"type":"Action.Submit","title":"T","data":{"a":")" + text + R"("}})"));
    press(u"T"_s);
    QVERIFY(find(u"T"_s));
    QVERIFY(find(u"T"_s)->isEnabled());
    QVERIFY(m_program->window.findChild<QWidget *>(u"composerProblemText"_s)->isVisible());
    QCOMPARE(posts(), 0);
}

void tst_CardWire::anotherCardInItsPlaceWasNotAnswered()
{
    const QString id
        = show(adaptiveCard({}, R"({"type":"Action.Submit","title":"T","data":{"a":1}})"));
    press(u"T"_s);
    waitFor(u"T · Sent"_s);
    QJsonObject update = botMessage(QString());
    update.insert("type"_L1, "messageUpdate"_L1);
    update.insert("id"_L1, id);
    update.insert("attachments"_L1,
                  QJsonArray{parsed(adaptiveCard(
                      {}, R"({"type":"Action.Submit","title":"New","data":{"a":2}})"))});
    m_service->append(update);
    QVERIFY(waitFor(u"New"_s)->isEnabled());
    QVERIFY(!find(u"Send again"_s));
    press(u"New"_s);
    QTRY_COMPARE(posts(), 2);
}

void tst_CardWire::answeredCardsAreFrozenWhenWished()
{
    auto *wish = m_program->window.findChild<QAction *>(u"freezeAnswered"_s);
    QVERIFY(wish);
    QVERIFY(!wish->isChecked());
    wish->trigger();
    QVERIFY(m_program->settings.freezesAnswered());
    QVERIFY(m_program->session.cardStates().freezesAnswered());
    show(adaptiveCard({}, R"({"type":"Action.Submit","title":"T","data":{"a":1}},
                             {"type":"Action.Submit","title":"Other","data":{"a":2}})"));
    press(u"T"_s);
    QVERIFY(!waitFor(u"T · Sent"_s)->isEnabled());
    QVERIFY(!find(u"Other"_s)->isEnabled());
    QVERIFY(!find(u"Send again"_s));
    wish->trigger();
    QVERIFY(find(u"Other"_s)->isEnabled());
    QVERIFY(find(u"Send again"_s));
    QVERIFY(!m_program->settings.freezesAnswered());
}

QTEST_MAIN(tst_CardWire)
#include "tst_cardwire.moc"
