#include "cardtest.h"

#include "tests/support/hostilecards.h"
#include "ui/cards/adaptive/cardbudget.h"
#include "ui/cards/adaptive/cardcontent.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using adaptive::CardBudget;

// Cards that are too much for a first look: what is shown of them, and how the rest comes.
class TestLongCard : public QObject
{
    Q_OBJECT

private:
    using Widget = std::unique_ptr<AdaptiveCardWidget>;

    static const QString kShowRest;

    static QByteArray lines(int count, const QByteArray &last = {})
    {
        QByteArray body = "[";
        for (int i = 0; i < count; ++i)
            body += "{\"type\":\"TextBlock\",\"text\":\"Line " + QByteArray::number(i) + "\"},";
        return last.isEmpty() ? body.chopped(1) + "]" : body + last + "]";
    }

    static bool hasRest(const QWidget &card)
    {
        const auto buttons = shown<CardButton>(card);
        return std::any_of(buttons.begin(), buttons.end(),
                           [](const CardButton *each) { return each->text() == kShowRest; });
    }

    Widget make(const QJsonObject &card) { return m_bench.make(card); }

private Q_SLOTS:
    void init() { m_bench.states().clear(); }

    void usualCardsAreWhole()
    {
        const Widget card = make(cardOf(lines(60), R"([{"type":"Action.Submit","title":"Go"}])"));
        QVERIFY(!hasRest(*card));
        QCOMPARE(shown<CardText>(*card).size(), 60);
    }

    void longCardSaysSo()
    {
        const Widget card = make(cardOf(lines(500), R"([{"type":"Action.Submit","title":"Go"}])"));
        const qsizetype first = shown<CardText>(*card).size();
        QVERIFY(first > 60);
        QVERIFY(first < 150);
        QVERIFY(wordsOf(*card).contains(u"is not shown yet"_s));
        QVERIFY(button(*card, u"Go"_s)); // what can be done is there all the same
        const int height = card->heightForWidth(320);

        QSignalSpy sizeChanged(card.get(), &AdaptiveCardWidget::sizeChanged);
        button(*card, kShowRest)->click();
        QTRY_VERIFY(!hasRest(*card));
        QCOMPARE(shown<CardText>(*card).size(), 500);
        QVERIFY(wordsOf(*card).contains(u"Line 499"_s));
        QVERIFY(!wordsOf(*card).contains(u"is not shown yet"_s));
        QVERIFY(!sizeChanged.isEmpty());
        QVERIFY(card->heightForWidth(320) > 3 * height);
    }

    void whatWasOpenedStaysOpen()
    {
        const QJsonObject json = cardOf(lines(500));
        Widget card = make(json);
        button(*card, kShowRest)->click();
        QTRY_VERIFY(!hasRest(*card));
        card = make(json); // scrolled away and back
        QVERIFY(!hasRest(*card));
    }

    // Nothing is sent without the fields that nobody has seen yet.
    void submitBringsTheRest()
    {
        const Widget card = make(cardOf(
            lines(300, R"({"type":"Input.Text","id":"late","isRequired":true,"label":"Late"})"),
            R"([{"type":"Action.Submit","title":"Go"}])"));
        QVERIFY(hasRest(*card));
        QSignalSpy submitted(card.get(), &AdaptiveCardWidget::submitRequested);
        button(*card, u"Go"_s)->click();
        QTRY_VERIFY(!hasRest(*card));
        QCOMPARE(submitted.size(), 0); // something is to be filled in
        QVERIFY(wordsOf(*card).contains(u"Fill this in"_s));
        QTest::keyClicks(card->findChild<QLineEdit *>(), u"now"_s);
        button(*card, u"Go"_s)->click();
        QTRY_COMPARE(submitted.size(), 1);
        QCOMPARE(submitted[0][3].toJsonObject(), QJsonObject({{u"late"_s, u"now"_s}}));
        QVERIFY(m_bench.states().state(u"row"_s, 0).submission != CardStates::Submission::None);
    }

    // What was typed and pressed before the rest came is the same afterwards.
    void stateOutlivesTheRest()
    {
        const QByteArray inputs = R"({"type":"Input.Text"},{"type":"Input.Text","id":"b"})";
        const QByteArray open = R"({"type":"Action.ShowCard","title":"Open","card":{"body":)"
            + lines(40, R"({"type":"Input.Text"})") + "}}";
        const QJsonObject json = cardOf("[" + inputs + "," + lines(300).mid(1), "[" + open + "]");
        const Widget card = make(json);
        const auto before = shown<QLineEdit>(*card);
        QCOMPARE(before.size(), 2);
        QTest::keyClicks(before[0], u"no id"_s);
        QTest::keyClicks(before[1], u"with one"_s);
        button(*card, u"Open"_s)->click();
        QTRY_VERIFY(!hasRest(*card)); // not all that was to be opened was there
        const auto after = shown<QLineEdit>(*card);
        QCOMPARE(after.size(), 3);
        QCOMPARE(after[0]->text(), u"no id"_s);
        QCOMPARE(after[1]->text(), u"with one"_s);
        QCOMPARE(after[2]->text(), QString());
    }

    void toggleBringsWhatItShows()
    {
        const Widget card = make(cardOf(
            lines(300, R"({"type":"TextBlock","id":"late","text":"Hidden","isVisible":false})"),
            R"([{"type":"Action.ToggleVisibility","title":"Show","targetElements":["late"]}])"));
        button(*card, u"Show"_s)->click();
        QTRY_VERIFY(wordsOf(*card).contains(u"Hidden"_s));
    }

    void keyboardGoesOn()
    {
        const Widget card = make(cardOf(lines(200, R"({"type":"Input.Text","id":"late"})")));
        card->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(card.get()));
        CardButton *rest = button(*card, kShowRest);
        rest->setFocus();
        QTest::keyClick(rest, Qt::Key_Return);
        QTRY_VERIFY(!hasRest(*card));
        QVERIFY(qobject_cast<QLineEdit *>(card->focusWidget()));
    }

    void longTextIsCutInside()
    {
        const QByteArray text = QByteArray("Words and more of them. ").repeated(2500);
        const Widget card
            = make(cardOf(R"([{"type":"TextBlock","wrap":true,"text":")" + text + R"("}])"));
        QVERIFY(hasRest(*card));
        const QString first = shown<CardText>(*card).first()->plainText();
        QVERIFY(first.size() > 5000);
        QVERIFY(first.size() < 25'000);
        QVERIFY(first.endsWith(u'…'));
        button(*card, kShowRest)->click();
        QTRY_VERIFY(!hasRest(*card));
        QVERIFY(shown<CardText>(*card).first()->plainText().size() > 50'000);
    }

    // However a card is made: few widgets, something to see, and never a blank.
    void hostileCards_data()
    {
        QTest::addColumn<QJsonObject>("json");
        for (const HostileCard &hostile : test::hostileCards())
            QTest::newRow(qPrintable(hostile.name)) << hostile.card;
    }
    void hostileCards()
    {
        constexpr int kMostWidgets = 400; // a field has up to six of its own
        QFETCH(const QJsonObject, json);
        const Widget card = make(json);
        QVERIFY2(card->findChildren<QWidget *>().size() <= kMostWidgets,
                 qPrintable(QString::number(card->findChildren<QWidget *>().size())));
        QVERIFY(!wordsOf(*card).trimmed().isEmpty());
        QVERIFY(card->heightForWidth(320) > 16);
        QVERIFY(card->heightForWidth(320) < 12'000);
        card->grab(QRect(0, 0, 320, 400));
    }

    void budget()
    {
        CardBudget budget(CardBudget::Extent::FirstLook);
        QVERIFY(budget.afford(CardBudget::kFirstLook - 100));
        QVERIFY(!budget.isSpent());
        QVERIFY(!budget.afford(101));
        QVERIFY(budget.isSpent());
        QVERIFY(!budget.afford(1)); // nothing is left out between
        budget.reopen(50);
        QVERIFY(budget.afford(50));

        CardBudget ofText(CardBudget::Extent::FirstLook);
        QCOMPARE(ofText.fitting(u"short"_s), u"short"_s);
        QVERIFY(!ofText.isSpent());
        const QString cut = ofText.fitting(QString(1'000'000, u'x'));
        QVERIFY(cut.size() < 100'000);
        QVERIFY(ofText.isSpent());
        // Lines are dearer than letters.
        CardBudget ofLines(CardBudget::Extent::FirstLook);
        QVERIFY(ofLines.fitting(u"x\n"_s.repeated(500'000)).size() < cut.size() / 4);

        CardBudget whole(CardBudget::Extent::Whole);
        QVERIFY(whole.afford(1'000'000'000));
        QCOMPARE(whole.fitting(QString(1'000'000, u'x')).size(), 1'000'000);
    }

    void wordsThatNobodySees()
    {
        QVERIFY(adaptive::saysAnything(u" a "_s));
        QVERIFY(adaptive::saysAnything(u"😀"_s));
        for (const QString &text : {QString(), u" \n\t"_s, QString(QChar(0x200b)),
                                    QString(QChar(0x202e)), QString(QChar(0x7))})
            QVERIFY(!adaptive::saysAnything(text));
    }

private:
    CardBench m_bench;
};

const QString TestLongCard::kShowRest = u"Show the rest"_s;

QTEST_MAIN(TestLongCard)
#include "tst_longcard.moc"
