#include "cardtest.h"

#include "ui/cards/widgets/clickarea.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using Submission = CardStates::Submission;

namespace {

const QByteArray kForm = R"([
    {"type":"Input.Text","id":"name","label":"Name","isRequired":true,"errorMessage":"We need it"},
    {"type":"Input.Number","id":"guests","label":"Guests","min":1,"max":8},
    {"type":"Input.Toggle","id":"terms","title":"Terms","valueOn":"yes","valueOff":"no"}])";
const QByteArray kFormActions = R"([
    {"type":"Action.Submit","title":"Book","data":{"kind":"booking","name":"from data"}},
    {"type":"Action.Submit","title":"Cancel","data":"cancel","associatedInputs":"none"}])";

} // namespace

class TestAdaptiveCardWidget : public QObject
{
    Q_OBJECT

private:
    using Widget = std::unique_ptr<AdaptiveCardWidget>;

    Widget make(const QJsonObject &card) { return m_bench.make(card); }
    // What the session learns of the submit.
    void become(Submission submission) { m_bench.states().setSubmission(u"row"_s, 0, submission); }

private Q_SLOTS:
    void init()
    {
        m_bench.states().clear();
        m_bench.states().setFreezesAnswered(false);
    }

    // What goes out: the action's data and all inputs, apart; merging is done where it is sent.
    void submit_C113()
    {
        const Widget card = make(cardOf(kForm, kFormActions));
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        const auto lines = card->findChildren<QLineEdit *>();
        QTest::keyClicks(lines[0], u"Ada"_s);
        QTest::keyClicks(lines[1], u"3"_s);
        button(*card, u"Book"_s)->click();
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][0].toString(), u"row"_s);
        QCOMPARE(submitted[0][1].toInt(), 0);
        QCOMPARE(submitted[0][2].toJsonValue(),
                 QJsonValue(QJsonObject{{u"kind"_s, u"booking"_s}, {u"name"_s, u"from data"_s}}));
        QCOMPARE(
            submitted[0][3].toJsonObject(),
            QJsonObject({{u"name"_s, u"Ada"_s}, {u"guests"_s, u"3"_s}, {u"terms"_s, u"no"_s}}));
    }

    void submitWithoutInputs()
    {
        const Widget card = make(cardOf(kForm, kFormActions));
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        button(*card, u"Cancel"_s)->click(); // nothing is asked for, though a field is empty
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][2].toJsonValue(), QJsonValue(u"cancel"_s));
        QCOMPARE(submitted[0][3].toJsonObject(), QJsonObject());
    }

    // What was left empty: text goes as "", numbers and choices do not go at all.
    void submitOfEmptyInputs()
    {
        const Widget card
            = make(cardOf(R"([{"type":"Input.Text","id":"t"},{"type":"Input.Number","id":"n"},
            {"type":"Input.ChoiceSet","id":"c","choices":[{"title":"A","value":"1"}]},
            {"type":"Input.Text","value":"without an id"}])",
                          R"([{"type":"Action.Submit","title":"Go"}])"));
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        button(*card, u"Go"_s)->click();
        QCOMPARE(submitted.size(), 1);
        QVERIFY(submitted[0][2].toJsonValue().isUndefined());
        QCOMPARE(submitted[0][3].toJsonObject(), QJsonObject({{u"t"_s, QString()}}));
    }

    void invalidInputIsExplained()
    {
        const Widget card = make(cardOf(kForm, kFormActions));
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        QSignalSpy sizeChanged(card.get(), &AdaptiveCardWidget::sizeChanged);
        const int before = card->heightForWidth(320);
        const auto lines = card->findChildren<QLineEdit *>();
        QTest::keyClicks(lines[1], u"99"_s);
        button(*card, u"Book"_s)->click();
        QCOMPARE(submitted.size(), 0);
        QCOMPARE(m_bench.states().state(u"row"_s, 0).submission, Submission::None);
        QVERIFY(wordsOf(*card).contains(u"We need it"_s));
        QVERIFY(wordsOf(*card).contains(u"from 1 to 8"_s));
        QCOMPARE(card->focusWidget(), lines[0]);
        QVERIFY(!sizeChanged.isEmpty());
        QVERIFY(card->heightForWidth(320) > before);
        // The text under the field goes as soon as it is right.
        QTest::keyClicks(lines[0], u"Ada"_s);
        QVERIFY(!wordsOf(*card).contains(u"We need it"_s));
        lines[1]->clear();
        QTest::keyClicks(lines[1], u"2"_s);
        QCOMPARE(card->heightForWidth(320), before);
        button(*card, u"Book"_s)->click();
        QCOMPARE(submitted.size(), 1);
    }

    void labelsBelongToTheirFields()
    {
        const Widget card = make(cardOf(
            R"([{"type":"Input.Text","id":"a","label":"Name & <b>title</b>","isRequired":true}])"));
        const auto labels = shown<QLabel>(*card);
        QCOMPARE(labels.size(), 1);
        QCOMPARE(labels[0]->textFormat(), Qt::PlainText);
        QCOMPARE(labels[0]->text(), u"Name && <b>title</b> *"_s);
        auto *line = card->findChild<QLineEdit *>();
        QCOMPARE(labels[0]->buddy(), line);
        QVERIFY(line->accessibleName().contains(u"Name & <b>title</b>"_s));
    }

    void inputsSurviveTheWidget()
    {
        const QJsonObject json = cardOf(kForm, kFormActions);
        Widget card = make(json);
        const auto lines = card->findChildren<QLineEdit *>();
        QTest::keyClicks(lines[0], u"Ada"_s);
        QTest::keyClicks(lines[1], u"abc"_s); // not valid, but typed
        card->findChild<QCheckBox *>()->click();
        QCOMPARE(m_bench.states().state(u"row"_s, 0).inputs[u"name"_s].toString(), u"Ada"_s);
        card = make(json);
        const auto again = card->findChildren<QLineEdit *>();
        QCOMPARE(again[0]->text(), u"Ada"_s);
        QCOMPARE(again[1]->text(), u"abc"_s);
        QVERIFY(card->findChild<QCheckBox *>()->isChecked());
    }

    // Both keep what was typed into them, and one value is sent.
    void duplicateIds()
    {
        const QJsonObject json
            = cardOf(R"([{"type":"Input.Text","id":"a"},{"type":"Input.Text","id":"a"}])",
                     R"([{"type":"Action.Submit","title":"Go"}])");
        Widget card = make(json);
        QTest::keyClicks(card->findChildren<QLineEdit *>()[0], u"one"_s);
        QTest::keyClicks(card->findChildren<QLineEdit *>()[1], u"two"_s);
        card = make(json);
        QCOMPARE(card->findChildren<QLineEdit *>()[0]->text(), u"one"_s);
        QCOMPARE(card->findChildren<QLineEdit *>()[1]->text(), u"two"_s);
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        button(*card, u"Go"_s)->click();
        QCOMPARE(submitted[0][3].toJsonObject(), QJsonObject({{u"a"_s, u"two"_s}}));
    }

    // Below the style sheet of the program, too.
    void whatIsWrongIsRed()
    {
        const ChatStyle style(false, 100, QGuiApplication::font());
        qApp->setStyleSheet(style.styleSheet());
        const Widget card = make(cardOf(kForm, kFormActions));
        button(*card, u"Book"_s)->click();
        const auto labels = shown<QLabel>(*card);
        const auto wrong = std::find_if(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text() == "We need it"_L1;
        });
        QVERIFY(wrong != labels.end());
        card->show();
        const QImage image = (*wrong)->grab().toImage();
        qApp->setStyleSheet({});
        int reddest = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor ink = image.pixelColor(x, y);
                reddest = std::max(reddest, ink.red() - ink.green());
            }
        }
        QVERIFY2(reddest > 60, qPrintable(QString::number(reddest)));
    }

    void sentCardSaysSo()
    {
        const QJsonObject json = cardOf("[]", kFormActions);
        Widget card = make(json);
        const int width = button(*card, u"Book"_s)->width();
        button(*card, u"Book"_s)->click();
        become(Submission::Sent);
        for (int i = 0; i < 2; ++i) { // also when it comes back into view
            CardButton *sent = button(*card, u"Book · Sent"_s);
            QVERIFY(!sent->isEnabled());
            QVERIFY(sent->width() >= width);
            QVERIFY(button(*card, u"Cancel"_s)->isEnabled());
            CardButton *again = button(*card, u"Send again"_s);
            QVERIFY(again->isEnabled());
            QVERIFY(again->x() > sent->x());
            card = make(json);
        }
        QSignalSpy repeated(card.get(), &AdaptiveCardWidget::submitRequested);
        button(*card, u"Send again"_s)->click();
        QCOMPARE(repeated.size(), 1);
        QCOMPARE(repeated[0][2].toJsonValue()[u"kind"_s].toString(), u"booking"_s);
    }

    // Nothing of the card is submitted while a submit is on its way, however it is tried.
    void nothingElseIsSubmittedMeanwhile()
    {
        const QJsonObject json = cardOf(
            R"([{"type":"Container","items":[{"type":"TextBlock","text":"Text"}],
                "selectAction":{"type":"Action.Submit","title":"Area","data":{"pick":1}}},
                {"type":"Input.Text","id":"find","inlineAction":{"type":"Action.Submit","title":"Find"}}])",
            kFormActions);
        Widget card = make(json);
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        CardButton *book = button(*card, u"Book"_s);
        book->setFocus();
        QTest::keyClick(book, Qt::Key_Return);
        QTest::mouseClick(book, Qt::LeftButton);
        QTest::mouseDClick(book, Qt::LeftButton);
        QTest::keyClick(book, Qt::Key_Space);
        QCOMPARE(book->text(), u"Book · Sending…"_s);
        QVERIFY(book->hasFocus() || !book->isActiveWindow()); // not thrown out of the card
        QVERIFY(!button(*card, u"Cancel"_s)->isEnabled());
        QVERIFY(!button(*card, u"Find"_s)->isEnabled());
        QVERIFY(!wordsOf(*card).contains(u"Send again"_s));
        QTest::mouseClick(shown<ClickArea>(*card)[0], Qt::LeftButton);
        QCOMPARE(submitted.size(), 1);

        // Nor by another widget of the same card.
        Widget other = make(json);
        QSignalSpy others(other.get(), &AdaptiveCardWidget::submitRequested);
        button(*other, u"Book · Sending…"_s)->click();
        QCOMPARE(others.size(), 0);

        become(Submission::Sent);
        QVERIFY(button(*card, u"Cancel"_s)->isEnabled());
        QTest::mouseClick(shown<ClickArea>(*card)[0], Qt::LeftButton);
        QCOMPARE(submitted.size(), 2);
        QVERIFY(shown<ClickArea>(*card)[0]->accessibleDescription().contains(u"Sending"_s));
    }

    void doubleClickSendsOnce()
    {
        const Widget card = make(cardOf("[]", kFormActions));
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        for (const auto &title : {u"Book"_s, u"Send again"_s}) {
            submitted.clear();
            CardButton *wanted = button(*card, title);
            QTest::mouseClick(wanted, Qt::LeftButton);
            become(Submission::Sent); // as fast as it may be
            QTest::mouseDClick(wanted, Qt::LeftButton);
            QCOMPARE(submitted.size(), 1);
        }
    }

    // Enter twice sends once, whatever became of the first in between.
    void whatWasPressedKeepsTheFocus()
    {
        const Widget card = make(cardOf("[]", kFormActions));
        card->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(card.get()));
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        CardButton *book = button(*card, u"Book"_s);
        book->setFocus();
        QTest::keyClick(book, Qt::Key_Return);
        become(Submission::Sent);
        QVERIFY(book->hasFocus());
        QTest::keyClick(book, Qt::Key_Return);
        QTest::keyClick(book, Qt::Key_Space);
        QCOMPARE(submitted.size(), 1);

        CardButton *again = button(*card, u"Send again"_s);
        again->setFocus();
        QTest::keyClick(again, Qt::Key_Return);
        QCOMPARE(submitted.size(), 2);
        QVERIFY(book->hasFocus()); // and not a field whose text it would select
        become(Submission::Sent);
        QTest::keyClick(book, Qt::Key_Return);
        QCOMPARE(submitted.size(), 2);
    }

    void failedSubmitLeavesTheCardOpen()
    {
        const Widget card = make(cardOf("[]", kFormActions));
        button(*card, u"Book"_s)->click();
        become(Submission::None);
        QVERIFY(button(*card, u"Book"_s)->isEnabled());
        QVERIFY(!wordsOf(*card).contains(u"Send again"_s));

        // Refused while the signal is still on its way.
        connect(card.get(), &AdaptiveCardWidget::submitRequested, this,
                [this] { become(Submission::None); });
        button(*card, u"Book"_s)->click();
        QVERIFY(button(*card, u"Book"_s)->isEnabled());
    }

    void unconfirmedSubmitSaysSo()
    {
        const Widget card = make(cardOf("[]", kFormActions));
        button(*card, u"Book"_s)->click();
        become(Submission::Unconfirmed);
        QVERIFY(!button(*card, u"Book · Not confirmed"_s)->isEnabled());
        QVERIFY(button(*card, u"Send again"_s)->isEnabled());
        become(Submission::Sent); // its echo came after all
        QVERIFY(!button(*card, u"Book · Sent"_s)->isEnabled());
    }

    // A button beside a field can be used again at once: there is no "Send again" for it.
    void searchingTwice()
    {
        const Widget card = make(cardOf(
            R"([{"type":"Input.Text","id":"find","inlineAction":{"type":"Action.Submit","title":"Find"}}])"));
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        button(*card, u"Find"_s)->click();
        become(Submission::Sent);
        button(*card, u"Find"_s)->click();
        QCOMPARE(submitted.size(), 2);
    }

    void answeredCardsMayBeFrozen()
    {
        const QJsonObject json = cardOf(kForm, R"([
            {"type":"Action.Submit","title":"Book"},{"type":"Action.Submit","title":"Other"},
            {"type":"Action.OpenUrl","title":"Read","url":"https:\/\/a.example"},
            {"type":"Action.ShowCard","title":"More","card":{"type":"AdaptiveCard","body":[
             {"type":"Input.Text","id":"inner","value":"inside"}]}}])");
        m_bench.states().setFreezesAnswered(true);
        Widget card = make(json);
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        const auto lines = card->findChildren<QLineEdit *>();
        QTest::keyClicks(lines[0], u"Ada"_s);
        QVERIFY(lines[0]->isEnabled()); // not before it is answered
        button(*card, u"Book"_s)->click();
        QVERIFY(lines[0]->isEnabled()); // nor before the answer arrived
        become(Submission::Sent);
        for (int i = 0; i < 2; ++i) { // also when it comes back into view
            QVERIFY(!button(*card, u"Book · Sent"_s)->isEnabled());
            QVERIFY(!button(*card, u"Other"_s)->isEnabled());
            QVERIFY(!wordsOf(*card).contains(u"Send again"_s));
            for (QLineEdit *line : card->findChildren<QLineEdit *>())
                QVERIFY(!line->isEnabled());
            QVERIFY(!card->findChild<QCheckBox *>()->isEnabled());
            QCOMPARE(card->findChildren<QLineEdit *>()[0]->text(), u"Ada"_s);
            // What only shows something goes on.
            QVERIFY(button(*card, u"Read"_s)->isEnabled());
            button(*card, u"More"_s)->click();
            QCOMPARE(shown<QLineEdit>(*card).last()->text(), u"inside"_s);
            button(*card, u"More"_s)->click();
            card = make(json);
        }
        // And back, while it is shown.
        m_bench.states().setFreezesAnswered(false);
        QVERIFY(card->findChildren<QLineEdit *>()[0]->isEnabled());
        QVERIFY(button(*card, u"Other"_s)->isEnabled());
        QVERIFY(button(*card, u"Send again"_s)->isEnabled());
    }

    // A receiver may take the whole row away.
    void deletedWhileSubmitting()
    {
        Widget card = make(cardOf("[]", kFormActions));
        connect(card.get(), &AdaptiveCardWidget::submitRequested, this,
                [&card] { card.release()->deleteLater(); });
        button(*card, u"Book"_s)->click();
        QVERIFY(!card);
    }

    void showCard()
    {
        const QJsonObject json = cardOf(R"([{"type":"Input.Text","id":"outer"}])", R"([
            {"type":"Action.ShowCard","title":"More","card":{"type":"AdaptiveCard",
             "body":[{"type":"Input.Text","id":"inner"}],
             "actions":[{"type":"Action.Submit","title":"Inner"}]}},
            {"type":"Action.ShowCard","title":"Other","card":{"type":"AdaptiveCard",
             "body":[{"type":"TextBlock","text":"Other text"}]}},
            {"type":"Action.Submit","title":"Outer"}])");
        Widget card = make(json);
        const int closed = card->heightForWidth(320);
        QVERIFY(!wordsOf(*card).contains(u"Inner"_s));
        QSignalSpy sizeChanged(card.get(), &AdaptiveCardWidget::sizeChanged);
        button(*card, u"More"_s)->click();
        QCOMPARE(sizeChanged.size(), 1);
        QVERIFY(card->heightForWidth(320) > closed);
        QTest::keyClicks(shown<QLineEdit>(*card)[1], u"x"_s);

        // Open in the next life, too.
        card = make(json);
        QCOMPARE(shown<QLineEdit>(*card).size(), 2);
        QCOMPARE(shown<QLineEdit>(*card)[1]->text(), u"x"_s);
        QVERIFY(button(*card, u"More"_s)->isExpanded());

        // The inner card sends what is around it, the outer one only its own.
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        button(*card, u"Inner"_s)->click();
        become(Submission::Sent);
        button(*card, u"Outer"_s)->click();
        QCOMPARE(submitted[0][3].toJsonObject(),
                 QJsonObject({{u"outer"_s, QString()}, {u"inner"_s, u"x"_s}}));
        QCOMPARE(submitted[1][3].toJsonObject(), QJsonObject({{u"outer"_s, QString()}}));

        // One is open at a time.
        button(*card, u"Other"_s)->click();
        QVERIFY(!button(*card, u"More"_s)->isExpanded());
        QVERIFY(wordsOf(*card).contains(u"Other text"_s));
        button(*card, u"Other"_s)->click();
        QVERIFY(!wordsOf(*card).contains(u"Other text"_s));
    }

    // Behind "…" are actions like others.
    void secondaryActions()
    {
        const QJsonObject json = cardOf("[]", R"([{"type":"Action.Submit","title":"First"},
            {"type":"Action.Submit","title":"Second & last","mode":"secondary","data":2,"tooltip":"Tip"},
            {"type":"Action.ShowCard","title":"Third","mode":"secondary",
             "card":{"body":[{"type":"TextBlock","text":"Inside"}]}},
            {"type":"Action.Submit","title":"Fourth","mode":"secondary","isEnabled":false}])");
        Widget card = make(json);
        QCOMPARE(wordsOf(*card), u"First|…"_s);
        const auto entry = [&card](int index) {
            return card->findChild<QMenu *>()->actions().at(index);
        };
        QCOMPARE(entry(0)->text(), u"Second && last"_s);
        QVERIFY(entry(0)->toolTip().contains(u"Tip"_s));
        QVERIFY(!entry(2)->isEnabled());
        entry(1)->trigger();
        QVERIFY(wordsOf(*card).contains(u"Inside"_s));
        QVERIFY(entry(1)->isChecked());
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        entry(0)->trigger();
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][2].toJsonValue(), QJsonValue(2));
        QVERIFY(!entry(0)->isEnabled()); // it is on its way
        become(Submission::Sent);
        for (int i = 0; i < 2; ++i) { // also when it comes back into view
            QVERIFY(!entry(0)->isEnabled());
            QVERIFY(entry(0)->isChecked());
            QVERIFY(wordsOf(*card).contains(u"Send again"_s));
            QVERIFY(wordsOf(*card).contains(u"Inside"_s));
            card = make(json);
        }
    }

    // One small line; the reasons and the JSON are behind it.
    void remarks()
    {
        const QJsonObject json = cardOf(
            R"([{"type":"TextBlock","text":"Hello","blink":"<b>x</b>"},{"type":"Hologram","fallback":"drop"}])");
        Widget card = make(json);
        QCOMPARE(wordsOf(*card), u"Hello|2 remarks about this card"_s);
        const int closed = card->heightForWidth(320);
        QSignalSpy sizeChanged(card.get(), &AdaptiveCardWidget::sizeChanged);
        button(*card, u"2 remarks about this card"_s)->click();
        QVERIFY(!sizeChanged.isEmpty());
        QVERIFY(card->heightForWidth(320) > closed);
        QVERIFY(wordsOf(*card).contains(u"Hologram: It is not known"_s));
        QVERIFY(wordsOf(*card).contains(u"$.body[0].blink"_s));
        QVERIFY(!wordsOf(*card).contains(u"<b>x</b>"_s));
        button(*card, u"Show JSON"_s)->click();
        QVERIFY(wordsOf(*card).contains(u"\"blink\": \"<b>x</b>\""_s));
        button(*card, u"Hide JSON"_s)->click();
        QVERIFY(!wordsOf(*card).contains(u"<b>x</b>"_s));

        card = make(json); // open in the next life, too
        QVERIFY(wordsOf(*card).contains(u"Hologram: It is not known"_s));
        button(*card, u"2 remarks about this card"_s)->click();
        QCOMPARE(wordsOf(*card), u"Hello|2 remarks about this card"_s);
        QCOMPARE(card->heightForWidth(320), closed);
        QCOMPARE(m_bench.states().state(u"row"_s, 0).submission, Submission::None);
    }

    void laterVersion()
    {
        QJsonObject json = cardOf(R"([{"type":"TextBlock","text":"Hello"}])");
        json[u"version"_s] = u"2.3"_s;
        json[u"fallbackText"_s] = u"Please <update>."_s;
        const Widget card = make(json);
        QVERIFY(wordsOf(*card).contains(u"Please <update>."_s));
        QVERIFY(wordsOf(*card).contains(u"|Hello|1 remark about this card"_s));
    }

    void toggleVisibility()
    {
        const QJsonObject json = cardOf(R"([{"type":"TextBlock","id":"a","text":"First"},
            {"type":"Container","id":"b","isVisible":false,"items":[{"type":"TextBlock","text":"Second"},
             {"type":"Input.Text","id":"hidden","isRequired":true}]}])",
                                        R"([{"type":"Action.ToggleVisibility","title":"Swap",
            "targetElements":["a",{"elementId":"b","isVisible":true},"nobody"]},
            {"type":"Action.Submit","title":"Go"}])");
        Widget card = make(json);
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        button(*card, u"Go"_s)->click(); // nobody can fill in what is hidden
        QCOMPARE(submitted.size(), 1);
        QVERIFY(wordsOf(*card).contains(u"First"_s));
        QVERIFY(!wordsOf(*card).contains(u"Second"_s));
        button(*card, u"Swap"_s)->click();
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!wordsOf(*card).contains(u"First"_s));
            QVERIFY(wordsOf(*card).contains(u"Second"_s));
            card = make(json);
        }
        button(*card, u"Swap"_s)->click();
        QVERIFY(wordsOf(*card).contains(u"First"_s));
        QVERIFY(wordsOf(*card).contains(u"Second"_s));
    }

    void neverBlank_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("words");
        QTest::newRow("no card") << QByteArray("{}") << u"not a complete Adaptive Card"_s;
        QTest::newRow("another type")
            << QByteArray(R"({"type":"X","body":[]})") << u"not a complete Adaptive Card"_s;
        QTest::newRow("no card, with words for it")
            << QByteArray(R"({"type":"X","fallbackText":"Try the web"})") << u"Try the web"_s;
        QTest::newRow("empty") << QByteArray(R"({"type":"AdaptiveCard","body":[]})") << u"empty"_s;
        QTest::newRow("only empty texts")
            << QByteArray(R"({"type":"AdaptiveCard","body":[{"type":"TextBlock"}]})") << u"empty"_s;
        QTest::newRow("unknown element")
            << QByteArray(R"({"type":"AdaptiveCard","body":[{"type":"Hologram"}]})")
            << u"Unsupported element: Hologram"_s;
        QTest::newRow("unknown element, literally")
            << QByteArray(R"({"type":"AdaptiveCard","body":[{"type":"<b>*x*</b>"}]})")
            << u"Unsupported element: <b>*x*</b>"_s;
        QTest::newRow("only unknown elements") << QByteArray(
            R"({"type":"AdaptiveCard","fallbackText":"Use a newer one","body":[{"type":"Hologram"}]})")
                                               << u"Use a newer one|Unsupported element: Hologram"_s;
        QTest::newRow("the fallback text stays out when there is something") << QByteArray(
            R"({"type":"AdaptiveCard","version":"1.5","fallbackText":"No","body":[{"type":"TextBlock","text":"Yes"}]})")
                                                                             << u"Yes"_s;
        QTest::newRow("unknown action") << QByteArray(
            R"({"type":"AdaptiveCard","actions":[{"type":"Action.Http","title":"Old"}]})")
                                        << u"Old"_s;
        QTest::newRow("unknown action without a title")
            << QByteArray(R"({"type":"AdaptiveCard","actions":[{"type":"Action.Http"}]})")
            << u"Action.Http"_s;
    }
    void neverBlank()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, words);
        const Widget card = make(object(json));
        QVERIFY2(wordsOf(*card).contains(words), qPrintable(wordsOf(*card)));
        if (words == "Yes"_L1)
            QCOMPARE(wordsOf(*card), words);
        QVERIFY(card->heightForWidth(320) > 10);
    }

    void unusableActionsAreExplained_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::newRow("unknown") << QByteArray(R"({"type":"Action.Http","title":"T"})");
        QTest::newRow("no address") << QByteArray(R"({"type":"Action.OpenUrl","title":"T"})");
        QTest::newRow("script") << QByteArray(
            R"({"type":"Action.OpenUrl","title":"T","url":"javascript:void 0"})");
        QTest::newRow("file") << QByteArray(
            R"({"type":"Action.OpenUrl","title":"T","url":"file:\/\/\/etc\/passwd"})");
    }
    void unusableActionsAreExplained()
    {
        QFETCH(const QByteArray, action);
        const Widget card = make(cardOf("[]", "[" + action + "]"));
        QVERIFY(!button(*card, u"T"_s)->isEnabled());
        QVERIFY(!button(*card, u"T"_s)->toolTip().isEmpty());
    }

    void titlesAreLiteral()
    {
        const Widget card = make(cardOf("[]", R"([
            {"type":"Action.Submit","title":"Q&A <b>now</b>","tooltip":"<img src=x>"}])"));
        CardButton *shown = button(*card, u"Q&&A <b>now</b>"_s);
        QCOMPARE(shown->title(), u"Q&A <b>now</b>"_s);
        QVERIFY(shown->shortcut().isEmpty());
        QVERIFY(!shown->toolTip().contains(u"<img"_s));
    }

    void links()
    {
        const Widget card = make(cardOf(
            "[{\"type\":\"TextBlock\",\"wrap\":true,\"text\":\"[one](https:"
            "//one.example) and [two](https:"
            "//two.example) but not [three](file:///etc/passwd)\"},"
            "{\"type\":\"RichTextBlock\",\"inlines\":[{\"type\":\"TextRun\",\"text\":\"run\","
            "\"selectAction\":{\"type\":\"Action.Submit\",\"data\":7}}]}]",
            "[{\"type\":\"Action.OpenUrl\",\"title\":\"Open\",\"url\":\"https:"
            "//button.example\"}]"));
        QSignalSpy linked(card.get(), &AdaptiveCardWidget::linkRequested);
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        const auto texts = shown<CardText>(*card);
        texts[0]->setFocus(Qt::TabFocusReason);
        QCoreApplication::processEvents();
        QFocusEvent focus(QEvent::FocusIn, Qt::TabFocusReason);
        QCoreApplication::sendEvent(texts[0], &focus);
        QTest::keyClick(texts[0], Qt::Key_Return);
        QTest::keyClick(texts[0], Qt::Key_Tab);
        QTest::keyClick(texts[0], Qt::Key_Return);
        button(*card, u"Open"_s)->click();
        QStringList addresses;
        for (const QList<QVariant> &each : std::as_const(linked))
            addresses.append(each[0].toString());
        QCOMPARE(addresses,
                 QStringList({u"https://one.example"_s, u"https://two.example"_s,
                              u"https://button.example"_s}));
        QFocusEvent other(QEvent::FocusIn, Qt::TabFocusReason);
        QCoreApplication::sendEvent(texts[1], &other);
        QTest::keyClick(texts[1], Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][2].toJsonValue(), QJsonValue(7));
    }

    void clickableContainers()
    {
        const Widget card
            = make(cardOf(R"([{"type":"Container","items":[{"type":"TextBlock","text":"Text"}],
            "selectAction":{"type":"Action.Submit","title":"Pick me","data":{"pick":1}}}])"));
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        const auto areas = shown<ClickArea>(*card);
        QCOMPARE(areas.size(), 1);
        QCOMPARE(areas[0]->accessibleName(), u"Pick me"_s);
        const QRect text = shown<CardText>(*card)[0]->geometry();
        QVERIFY(areas[0]->geometry().contains(text));
        // The words of the container do not keep the click for themselves.
        QCOMPARE(card->childAt(text.center()), areas[0]);
        QTest::mouseClick(areas[0], Qt::LeftButton);
        become(Submission::Sent);
        QTest::keyClick(areas[0], Qt::Key_Return);
        QCOMPARE(submitted.size(), 2);
    }

private:
    CardBench m_bench;
};

QTEST_MAIN(TestAdaptiveCardWidget)
#include "tst_adaptivecardwidget.moc"
