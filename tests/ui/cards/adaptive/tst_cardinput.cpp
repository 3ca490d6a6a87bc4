#include "ui/cards/inputs/cardeditors.h"
#include "ui/cards/inputs/cardinput.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QListWidget>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::adaptive;

namespace {

Input parsed(const QByteArray &json)
{
    const QJsonObject element = QJsonDocument::fromJson(json).object();
    const Card card = parseCard({{u"type"_s, u"AdaptiveCard"_s}, {u"body"_s, QJsonArray{element}}});
    return std::get<Input>(card.body.front().content);
}

constexpr auto kNothing = "<nothing>"_L1;

QString sent(const CardInput &input)
{
    return input.value().value_or(kNothing);
}

} // namespace

class TestCardInput : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CardInput> make(const QByteArray &json)
    {
        return CardInput::create(parsed(json), ChatStyle(false, 100, QFont()), &m_host);
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    // What is sent for what the card itself says, before anybody typed.
    void initialValue_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("value");
        QTest::newRow("text") << QByteArray(R"({"type":"Input.Text","value":"a b"})") << u"a b"_s;
        QTest::newRow("empty text") << QByteArray(R"({"type":"Input.Text"})") << QString();
        QTest::newRow("lines") << QByteArray(
            R"({"type":"Input.Text","isMultiline":true,"value":"a\nb"})")
                               << u"a\nb"_s;
        QTest::newRow("number") << QByteArray(R"({"type":"Input.Number","value":2.5})") << u"2.5"_s;
        QTest::newRow("number as text")
            << QByteArray(R"({"type":"Input.Number","value":"07"})") << u"7"_s;
        QTest::newRow("no number")
            << QByteArray(R"({"type":"Input.Number","value":""})") << QString(kNothing);
        QTest::newRow("date") << QByteArray(R"({"type":"Input.Date","value":"2026-02-03"})")
                              << u"2026-02-03"_s;
        QTest::newRow("no such date")
            << QByteArray(R"({"type":"Input.Date","value":"2026-02-30"})") << QString();
        QTest::newRow("time") << QByteArray(R"({"type":"Input.Time","value":"16:05"})")
                              << u"16:05"_s;
        QTest::newRow("toggle off") << QByteArray(R"({"type":"Input.Toggle"})") << u"false"_s;
        QTest::newRow("toggle on")
            << QByteArray(R"({"type":"Input.Toggle","value":"true"})") << u"true"_s;
        QTest::newRow("toggle with words") << QByteArray(
            R"({"type":"Input.Toggle","valueOn":"yes","valueOff":"no","value":"yes"})")
                                           << u"yes"_s;
        const QByteArray choices
            = R"("choices":[{"title":"A","value":"1"},{"title":"B","value":"2"},{"title":"C","value":"3"}])";
        QTest::newRow("drop down")
            << R"({"type":"Input.ChoiceSet","value":"2",)" + choices + "}" << u"2"_s;
        QTest::newRow("drop down without a choice")
            << R"({"type":"Input.ChoiceSet",)" + choices + "}" << QString(kNothing);
        QTest::newRow("drop down with an unknown choice")
            << R"({"type":"Input.ChoiceSet","value":"9",)" + choices + "}" << QString(kNothing);
        QTest::newRow("radio buttons")
            << R"({"type":"Input.ChoiceSet","style":"expanded","value":"3",)" + choices + "}"
            << u"3"_s;
        QTest::newRow("radio buttons without a choice")
            << R"({"type":"Input.ChoiceSet","style":"expanded",)" + choices + "}"
            << QString(kNothing);
        QTest::newRow("check boxes")
            << R"({"type":"Input.ChoiceSet","isMultiSelect":true,"value":"3,1",)" + choices + "}"
            << u"1,3"_s;
    }
    void initialValue()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, value);
        const auto input = make(json);
        QCOMPARE(sent(*input), value);
        // Another one takes over from the first.
        const auto other = make(json);
        other->restore(input->draft());
        QCOMPARE(sent(*other), value);
    }

    void typing_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("fine");
        const QByteArray text(R"({"type":"Input.Text"})");
        QTest::newRow("text") << text << u"hello"_s << u"hello"_s << true;
        QTest::newRow("nothing required") << text << QString() << QString() << true;
        const QByteArray required(R"({"type":"Input.Text","isRequired":true})");
        QTest::newRow("required, empty") << required << QString() << QString() << false;
        QTest::newRow("required, blanks") << required << u"  "_s << u"  "_s << false;
        QTest::newRow("required, given") << required << u"x"_s << u"x"_s << true;
        const QByteArray digits(R"({"type":"Input.Text","regex":"^\\d{3}$"})");
        QTest::newRow("form kept") << digits << u"123"_s << u"123"_s << true;
        QTest::newRow("form not kept") << digits << u"12a"_s << u"12a"_s << false;
        QTest::newRow("form, but empty") << digits << QString() << QString() << true;
        QTest::newRow("longest") << QByteArray(R"({"type":"Input.Text","maxLength":3})")
                                 << u"abcdef"_s << u"abc"_s << true;
        QTest::newRow("no longest") << QByteArray(R"({"type":"Input.Text","maxLength":0})")
                                    << u"abcdef"_s << u"abcdef"_s << true;
        QTest::newRow("password") << QByteArray(R"({"type":"Input.Text","style":"password"})")
                                  << u"s3cret"_s << u"s3cret"_s << true;
        const QByteArray number(R"({"type":"Input.Number","min":1,"max":10})");
        QTest::newRow("number") << number << u"7"_s << u"7"_s << true;
        QTest::newRow("lowest") << number << u"1"_s << u"1"_s << true;
        QTest::newRow("too low") << number << u"0.5"_s << u"0.5"_s << false;
        QTest::newRow("too high") << number << u"11"_s << u"11"_s << false;
        QTest::newRow("no number") << number << u"many"_s << QString(kNothing) << false;
        QTest::newRow("not a number") << number << u"nan"_s << QString(kNothing) << false;
        QTest::newRow("infinite") << QByteArray(R"({"type":"Input.Number"})") << u"inf"_s
                                  << QString(kNothing) << false;
        QTest::newRow("fraction") << QByteArray(R"({"type":"Input.Number"})") << u"-2.50"_s
                                  << u"-2.5"_s << true;
        QTest::newRow("large") << QByteArray(R"({"type":"Input.Number"})") << u"1234567"_s
                               << u"1234567"_s << true;
        QTest::newRow("groups") << QByteArray(R"({"type":"Input.Number"})") << u"1,234"_s
                                << u"1234"_s << true;
        const QByteArray date(R"({"type":"Input.Date","min":"2026-01-01","max":"2026-12-31"})");
        QTest::newRow("date") << date << u"03/02/2026"_s << u"2026-02-03"_s << true;
        QTest::newRow("short date") << date << u"3/2/2026"_s << u"2026-02-03"_s << true;
        QTest::newRow("ISO date") << date << u"2026-02-03"_s << u"2026-02-03"_s << true;
        QTest::newRow("too early") << date << u"31/12/2025"_s << u"2025-12-31"_s << false;
        QTest::newRow("too late") << date << u"01/01/2027"_s << u"2027-01-01"_s << false;
        QTest::newRow("no date") << date << u"tomorrow"_s << QString() << false;
        QTest::newRow("no date at all") << date << QString() << QString() << true;
        const QByteArray time(R"({"type":"Input.Time","min":"09:00","max":"17:00"})");
        QTest::newRow("time") << time << u"9:05"_s << u"09:05"_s << true;
        QTest::newRow("too early in the day") << time << u"08:59"_s << u"08:59"_s << false;
        QTest::newRow("too late in the day") << time << u"17:01"_s << u"17:01"_s << false;
        QTest::newRow("no time") << time << u"25:00"_s << QString() << false;
    }
    void typing()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, typed);
        const auto input = make(json);
        const QSignalSpy edited(input.get(), &CardInput::edited);
        QTest::keyClicks(input->editor(), typed);
        QCOMPARE(edited.isEmpty(), typed.isEmpty());
        QTEST(sent(*input), "value");
        QTEST(input->problem().isEmpty(), "fine");
        // The same after it was made anew, also what is not valid.
        const auto other = make(json);
        other->restore(input->draft());
        QCOMPARE(sent(*other), sent(*input));
        QCOMPARE(other->problem(), input->problem());
    }

    void longestOfManyLines()
    {
        const auto input = make(R"({"type":"Input.Text","isMultiline":true,"maxLength":4})");
        QTest::keyClicks(input->editor(), u"ab"_s);
        QTest::keyClick(input->editor(), Qt::Key_Return);
        QTest::keyClicks(input->editor(), u"cdef"_s);
        QCOMPARE(sent(*input), u"ab\nc"_s);
    }

    // In the locale's own form, and sent in the wire's.
    void localNumbers()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German));
        const auto input = make(R"({"type":"Input.Number","value":2.5})");
        auto *line = qobject_cast<LineEditor *>(input->editor());
        QVERIFY(line);
        QCOMPARE(line->text(), u"2,5"_s);
        line->clear();
        QTest::keyClicks(line, u"3,75"_s);
        QCOMPARE(sent(*input), u"3.75"_s);
        QLocale::setDefault(before);
    }

    void arrowKeysCount()
    {
        const auto input = make(R"({"type":"Input.Number","min":1,"max":3})");
        for (const auto &expected : {u"1"_s, u"2"_s, u"3"_s, u"3"_s}) {
            QTest::keyClick(input->editor(), Qt::Key_Up);
            QCOMPARE(sent(*input), expected);
        }
        QTest::keyClick(input->editor(), Qt::Key_Down);
        QCOMPARE(sent(*input), u"2"_s);
    }

    void choosing()
    {
        const auto input = make(R"({"type":"Input.ChoiceSet","isMultiSelect":true,"isRequired":true,
            "choices":[{"title":"A & B","value":"1"},{"title":"C","value":"2"}]})");
        QVERIFY(!input->problem().isEmpty());
        const auto buttons = input->editor()->findChildren<QAbstractButton *>();
        QCOMPARE(buttons.size(), 2);
        QCOMPARE(buttons[0]->text(), u"A && B"_s);
        buttons[1]->click();
        buttons[0]->click();
        QCOMPARE(sent(*input), u"1,2"_s);
        QVERIFY(input->problem().isEmpty());
        buttons[0]->click();
        QCOMPARE(sent(*input), u"2"_s);
    }

    // More than anybody wants as buttons: a list to scroll and tick, or to type into.
    void veryManyChoices()
    {
        QByteArray choices;
        for (int i = 0; i < 200; ++i) {
            const QByteArray number = QByteArray::number(i);
            choices += (i > 0 ? ",{" : "{") + QByteArray("\"title\":\"Choice ") + number
                + "\",\"value\":\"" + number + "\"}";
        }
        const QByteArray set = "{\"type\":\"Input.ChoiceSet\",\"style\":\"expanded\",";
        const auto several = make(set + "\"isMultiSelect\":true,\"isRequired\":true,\"choices\":["
                                  + choices + "]}");
        auto *list = qobject_cast<QListWidget *>(several->editor());
        QVERIFY(list);
        QCOMPARE(list->count(), 200);
        QCOMPARE(sent(*several), kNothing);
        QVERIFY(!several->problem().isEmpty());
        QSignalSpy edited(several.get(), &CardInput::edited);
        list->item(7)->setCheckState(Qt::Checked);
        list->item(150)->setCheckState(Qt::Checked);
        QCOMPARE(edited.size(), 2);
        QCOMPARE(sent(*several), u"7,150"_s);
        QCOMPARE(several->draft(), u"7,150"_s);
        several->restore(u"3"_s);
        QCOMPARE(sent(*several), u"3"_s);
        QVERIFY(several->problem().isEmpty());
        QCOMPARE(edited.size(), 2);

        const auto one = make(set + "\"value\":\"9\",\"choices\":[" + choices + "]}");
        QVERIFY(qobject_cast<LineEditor *>(one->editor()));
        QCOMPARE(sent(*one), u"9"_s);
    }

    // Typing finds; only a whole title counts, and what else was typed is explained.
    void filtered()
    {
        const auto input = make(R"({"type":"Input.ChoiceSet","style":"filtered","choices":[
            {"title":"Apple","value":"1"},{"title":"Pineapple","value":"2"},{"title":"Plum","value":"3"}]})");
        auto *line = qobject_cast<LineEditor *>(input->editor());
        QVERIFY(line);
        QCOMPARE(sent(*input), kNothing);
        QVERIFY(input->problem().isEmpty());
        QSignalSpy edited(input.get(), &CardInput::edited);
        QFocusEvent arrives(QEvent::FocusIn); // the list is made for who comes
        QCoreApplication::sendEvent(line, &arrives);
        QTest::keyClicks(line, u"apple"_s);
        QCOMPARE(edited.size(), 5);
        line->completer()->setCompletionPrefix(u"apple"_s);
        QCOMPARE(line->completer()->completionCount(), 2);
        QCOMPARE(sent(*input), u"1"_s);
        QTest::keyClick(line, Qt::Key_Backspace);
        QCOMPARE(sent(*input), kNothing);
        QCOMPARE(input->draft(), u"appl"_s);
        QVERIFY(input->problem().contains(u"of the list"_s));
        input->restore(u"2"_s);
        QCOMPARE(line->text(), u"Pineapple"_s);
        QCOMPARE(input->draft(), u"2"_s);
    }

    void ownErrorMessage()
    {
        const auto input
            = make(R"({"type":"Input.Toggle","isRequired":true,"errorMessage":"Please agree"})");
        QCOMPARE(input->problem(), u"Please agree"_s);
        qobject_cast<QAbstractButton *>(input->editor())->click();
        QCOMPARE(input->problem(), QString());
    }

    // The conversation scrolls under the pointer, choices do not change.
    void wheelChangesNothing()
    {
        const auto input = make(R"({"type":"Input.ChoiceSet","value":"1",
            "choices":[{"title":"A","value":"1"},{"title":"B","value":"2"}]})");
        QWheelEvent wheel(QPointF(5, 5), QPointF(5, 5), {}, QPoint(0, -120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        wheel.ignore();
        QCoreApplication::sendEvent(input->editor(), &wheel);
        QCOMPARE(sent(*input), u"1"_s);
    }

    void patterns_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const QString many(5000, u'a');
        QTest::newRow("anywhere") << u"b"_s << u"abc"_s << true;
        QTest::newRow("not there") << u"^b$"_s << u"abc"_s << false;
        QTest::newRow("bad pattern") << u"(["_s << u"abc"_s << true;
        QTest::newRow("nested quantifiers") << u"^(a+)+$"_s << many + u'b' << true;
        QTest::newRow("alternatives") << u"^(a|aa)+$"_s << many + u'b' << true;
        QTest::newRow("limits of its own")
            << u"(*LIMIT_MATCH=4000000000)^(a+)+$"_s << many + u'b' << true;
        QTest::newRow("recursion") << u"^(a(?1)?b?)*$"_s << many + u'c' << true;
        QTest::newRow("very long pattern") << QString(100'000, u'b') << u"a"_s << true;
    }
    // A bad one must not lock the card, nor take the program's time.
    void patterns()
    {
        QFETCH(const QString, pattern);
        QFETCH(const QString, text);
        QElapsedTimer timer;
        timer.start();
        QTEST(matchesPattern(pattern, text), "matches");
        QVERIFY2(timer.elapsed() < 5000, "not bounded");
    }

private:
    QWidget m_host;
};

QTEST_MAIN(TestCardInput)
#include "tst_cardinput.moc"
