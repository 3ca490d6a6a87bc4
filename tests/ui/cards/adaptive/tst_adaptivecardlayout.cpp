#include "cardtest.h"

#include "ui/cards/adaptive/adaptivestyle.h"
#include "ui/cards/widgets/cardimage.h"
#include "ui/cards/widgets/clickarea.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

class TestAdaptiveCardLayout : public QObject
{
    Q_OBJECT

private:
    using Widget = std::unique_ptr<AdaptiveCardWidget>;

    Widget make(const QJsonObject &card, int zoom = 100) { return m_bench.make(card, zoom); }

private Q_SLOTS:
    // Nothing sticks out, nothing lies over anything else, at any width and zoom.
    void layout_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("zoom");
        QTest::addColumn<bool>("mirrored");
        for (const int width : {120, 260, 320, 480, 1000})
            QTest::addRow("%d px", width) << width << 100 << false;
        for (const int zoom : {50, 200, 300})
            QTest::addRow("%d %%", zoom) << 320 * zoom / 100 << zoom << false;
        QTest::newRow("narrow at 300 %") << 260 << 300 << false;
        QTest::newRow("mirrored") << 320 << 100 << true;
    }
    void layout()
    {
        QFETCH(const int, width);
        QFETCH(const int, zoom);
        QFETCH(const bool, mirrored);
        QJsonObject json = cardOf(everything(), R"([
            {"type":"Action.Submit","title":"A long title of a button that does not fit anywhere"},
            {"type":"Action.Submit","title":"B"},{"type":"Action.OpenUrl","title":"C"}])");
        json[u"rtl"_s] = mirrored;
        const Widget card = make(json, zoom);
        const int height = card->heightForWidth(width);
        card->resize(width, height);
        QCOMPARE(card->heightForWidth(width), height);

        QList<QWidget *> leaves;
        const auto children = card->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
        for (QWidget *child : children) {
            if (child->isHidden())
                continue;
            QVERIFY2(card->rect().contains(child->geometry()),
                     qPrintable(u"%1 sticks out"_s.arg(child->objectName())));
            if (!qobject_cast<ClickArea *>(child))
                leaves.append(child);
        }
        QVERIFY(leaves.size() > 20);
        for (qsizetype i = 0; i < leaves.size(); ++i) {
            if (leaves[i]->hasHeightForWidth())
                QVERIFY(leaves[i]->height() >= leaves[i]->heightForWidth(leaves[i]->width()));
            for (qsizetype j = 0; j < i; ++j)
                QVERIFY2(!leaves[i]->geometry().intersects(leaves[j]->geometry()),
                         qPrintable(u"%1 lies over %2"_s.arg(leaves[i]->objectName(),
                                                             leaves[j]->objectName())));
        }
    }

    void heightFollowsWidth()
    {
        const Widget card = make(cardOf(everything()));
        QVERIFY(card->hasHeightForWidth());
        QVERIFY(card->heightForWidth(260) >= card->heightForWidth(480));
        // Asking for one width does not change what another has.
        const int narrow = card->heightForWidth(260);
        card->heightForWidth(480);
        QCOMPARE(card->heightForWidth(260), narrow);
        QVERIFY(card->sizeHint().width() <= 480);
        QCOMPARE(card->sizeHint().height(), card->heightForWidth(card->sizeHint().width()));
    }

    // What is said first stands where reading begins.
    void rightToLeft()
    {
        QJsonObject json = cardOf(R"([{"type":"ColumnSet","columns":[
            {"type":"Column","width":"auto","items":[{"type":"TextBlock","text":"First"}]},
            {"type":"Column","width":"stretch","items":[{"type":"TextBlock","text":"Second"}]}]}])");
        for (const bool mirrored : {false, true}) {
            json[u"rtl"_s] = mirrored;
            const Widget card = make(json);
            const auto texts = shown<CardText>(*card);
            QCOMPARE(texts[0]->x() > texts[1]->x(), mirrored);
        }
    }

    void linesOfText()
    {
        const auto height = [this](const QByteArray &properties) {
            const Widget card = make(cardOf(
                R"([{"type":"TextBlock","text":"One long text that has very many words and needs many lines where there is little room, and then it goes on for quite a while so that nobody could ever put it into two of them")"
                + properties + "}]"));
            return shown<CardText>(*card)[0]->height();
        };
        const int one = height("");
        const int two = height(R"(,"wrap":true,"maxLines":2)");
        const int all = height(R"(,"wrap":true)");
        QVERIFY(two > one);
        QVERIFY(two < one * 3);
        QVERIFY(all > two);
        QCOMPARE(height(R"(,"wrap":true,"maxLines":99)"), all);
        QCOMPARE(height(R"(,"maxLines":2)"), one);
    }

    // Where there is room for all words, none is broken.
    void wordsStayWhole_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("table") << QByteArray(R"([{"type":"Table",
            "columns":[{"width":1},{"width":1},{"width":8}],"rows":[
            {"cells":[{"items":[{"type":"TextBlock","text":"Name"}]},{"items":[{"type":"TextBlock","text":"Type"}]},{"items":[{"type":"TextBlock","text":"What"}]}]},
            {"cells":[{"items":[{"type":"TextBlock","text":"columns","wrap":true}]},{"items":[{"type":"TextBlock","text":"**Definition**","wrap":true}]},
                      {"items":[{"type":"TextBlock","text":"Some words that need a line or two","wrap":true}]}]}]}])");
        QTest::newRow("facts in a column") << QByteArray(R"([{"type":"ColumnSet","columns":[
            {"type":"Column","width":"stretch","items":[{"type":"TextBlock","text":"128.90","size":"extraLarge"}]},
            {"type":"Column","width":"auto","items":[{"type":"FactSet","facts":[
                {"title":"Opening","value":"127.42"},{"title":"Low","value":"1"}]}]}]}])");
        QTest::newRow("beside a picture") << QByteArray(R"([{"type":"ColumnSet","columns":[
            {"type":"Column","width":"auto","items":[{"type":"Image","url":"x"}]},
            {"type":"Column","width":"auto","items":[{"type":"TextBlock","text":"**Philadelphia** is bold","wrap":true}]}]}])");
        QTest::newRow("long titles") << QByteArray(R"([{"type":"FactSet","facts":[
            {"title":"Rindfleischetikettierung for all","value":"yes, and that is how it stays"}]}])");
    }
    void wordsStayWhole()
    {
        QFETCH(const QByteArray, body);
        const Widget card = make(cardOf(body));
        const auto texts = shown<CardText>(*card);
        QVERIFY(!texts.isEmpty());
        for (const CardText *text : texts)
            QVERIFY2(text->width() >= text->minimumSizeHint().width(),
                     qPrintable(u"%1: %2 px"_s.arg(text->plainText()).arg(text->width())));
    }

    // No column is too narrow to be read, however many there are, and the same ones of a table
    // stand below each other.
    void manyColumnsStandInLines()
    {
        QByteArray columns;
        QByteArray cells;
        for (int i = 0; i < 20; ++i) {
            const QByteArray items
                = "\"items\":[{\"type\":\"TextBlock\",\"wrap\":true,\"text\":\"Column\"}]},";
            columns += "{\"type\":\"Column\"," + items;
            cells += "{" + items;
        }
        columns.chop(1);
        cells.chop(1);
        const Widget set = make(cardOf("[{\"type\":\"ColumnSet\",\"columns\":[" + columns + "]}]"));
        const auto texts = shown<CardText>(*set);
        QCOMPARE(texts.size(), 20);
        for (const CardText *text : texts)
            QVERIFY(text->width() >= 32);
        QVERIFY(texts.last()->y() > texts.first()->geometry().bottom());

        const QByteArray row = "{\"cells\":[" + cells + "]}";
        const Widget table
            = make(cardOf("[{\"type\":\"Table\",\"rows\":[" + row + "," + row + "]}]"));
        const auto all = shown<CardText>(*table);
        QCOMPARE(all.size(), 40);
        for (qsizetype i = 0; i < 20; ++i) {
            QVERIFY(all[i]->width() >= 16);
            QCOMPARE(all[i]->x(), all[i + 20]->x());
        }
    }

    // A text above a field belongs to that field, not to the one above.
    void textsAboveFields()
    {
        const Widget card = make(cardOf(R"([
            {"type":"Input.Text","id":"a"},{"type":"TextBlock","text":"Name"},
            {"type":"Input.Text","id":"b"}])"));
        const auto fields = shown<QLineEdit>(*card);
        const CardText *text = shown<CardText>(*card).first();
        const int above = text->y() - fields[0]->geometry().bottom();
        const int below = fields[1]->y() - text->geometry().bottom();
        QVERIFY(below < above);
    }

    // A button is as wide as its words, and higher only where there is no room for them in a line.
    void titlesOfButtons()
    {
        for (const QString &title : {u"OK"_s, u"Dismiss"_s, u"POST"_s, u"View details"_s,
                                     u"I'll be late, \u0645\u0631\u062d\u0628\u0627"_s}) {
            const Widget card = make(
                cardOf("[]", R"([{"type":"Action.Submit","title":")" + title.toUtf8() + R"("},
                    {"type":"Action.ShowCard","title":"A","card":{}}])"));
            CardButton *own = button(*card, title);
            QCOMPARE(own->height(), button(*card, u"A"_s)->height());
            QVERIFY(own->heightForWidth(own->width() - 8) > own->height());
        }
    }

    // Cut and uncut again: the words are all still there.
    void cutTextComesBack()
    {
        const Widget card
            = make(cardOf(R"([{"type":"TextBlock","text":"Some **bold** words, not so few"}])"));
        CardText *text = shown<CardText>(*card)[0];
        const int whole = text->sizeHint().width();
        for (const int width : {60, 500, 100, 30}) {
            text->heightForWidth(width);
            QCOMPARE(text->sizeHint().width(), whole);
            QCOMPARE(text->plainText(), u"Some bold words, not so few"_s);
        }
    }

    // A box stands before the picture, and whose permission is needed is said.
    void foreignImagesWaitForLeave()
    {
        const Widget card = make(cardOf(R"([{"type":"Image","size":"large","altText":"A cat",
            "url":"https:\/\/pictures.example\/cat.png"}])"));
        auto *image = card->findChild<CardImage *>();
        QCOMPARE(image->height(), 160);
        QTRY_VERIFY(image->accessibleName().contains(u"pictures.example"_s));
        QCOMPARE(image->height(), 160);
        QCOMPARE(image->focusPolicy(), Qt::TabFocus);
        QSignalSpy asked(image, &CardImage::allowRequested);
        QTest::keyClick(image, Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
    }

    void ownImagesComeIn()
    {
        // A red dot of 5 by 5.
        const Widget card = make(cardOf(
            R"([{"type":"Image","altText":"A dot","url":"data:image\/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4\/\/8\/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="}])"));
        auto *image = card->findChild<CardImage *>();
        QSignalSpy sizeChanged(card.get(), &AdaptiveCardWidget::sizeChanged);
        QTRY_COMPARE(image->size(), QSize(5, 5));
        QVERIFY(!sizeChanged.isEmpty());
        // The second time it is there at once.
        const Widget again = make(cardOf(
            R"([{"type":"Image","altText":"A dot","url":"data:image\/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4\/\/8\/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="}])"));
        QCOMPARE(again->findChild<CardImage *>()->size(), QSize(5, 5));
    }

    void hostileCards_data()
    {
        QTest::addColumn<QJsonObject>("json");
        QJsonArray many;
        for (int i = 0; i < 10'000; ++i)
            many.append(QJsonObject{{u"type"_s, u"TextBlock"_s}, {u"text"_s, u"a"_s}});
        QTest::newRow("many elements")
            << QJsonObject{{u"type"_s, u"AdaptiveCard"_s}, {u"body"_s, many}};
        QJsonArray inputs;
        for (int i = 0; i < 10'000; ++i)
            inputs.append(QJsonObject{{u"type"_s, u"Input.Text"_s}, {u"id"_s, u"same"_s}});
        QTest::newRow("many inputs")
            << QJsonObject{{u"type"_s, u"AdaptiveCard"_s}, {u"body"_s, inputs}};
        QJsonObject inner{{u"type"_s, u"TextBlock"_s}, {u"text"_s, u"a"_s}};
        for (int i = 0; i < 200; ++i) {
            const QJsonObject column{{u"type"_s, u"Column"_s}, {u"items"_s, QJsonArray{inner}}};
            inner = {{u"type"_s, u"ColumnSet"_s}, {u"columns"_s, QJsonArray{column, column}}};
            if (i > 8) // doubling all the way would not fit into any memory
                inner = {{u"type"_s, u"ColumnSet"_s}, {u"columns"_s, QJsonArray{column}}};
        }
        QTest::newRow("deep columns")
            << QJsonObject{{u"type"_s, u"AdaptiveCard"_s}, {u"body"_s, QJsonArray{inner}}};
        QTest::newRow("one endless word")
            << QJsonObject{{u"type"_s, u"AdaptiveCard"_s},
                           {u"body"_s,
                            QJsonArray{QJsonObject{{u"type"_s, u"TextBlock"_s},
                                                   {u"text"_s, QString(2'000'000, u'W')}}}}};
    }
    void hostileCards()
    {
        QFETCH(const QJsonObject, json);
        const Widget card = make(json);
        // An input is a field, its error text and what the field is made of.
        QVERIFY(card->findChildren<QWidget *>().size() <= 5 * adaptive::kMaxElements);
        const int height = card->heightForWidth(320);
        QVERIFY(height > 10);
        card->resize(320, height);
        card->grab(QRect(0, 0, 320, 200));
    }

    // Every colour of text on every ground, WCAG AA.
    void contrast()
    {
        using namespace adaptive;
        for (const bool dark : {false, true}) {
            const AdaptiveStyle style(ChatStyle(dark, 100, QFont()));
            const ChatColors &colors = style.chat().colors();
            for (const QColor &base : {style.ground(), colors.window, colors.surface}) {
                for (int outer = 0; outer <= int(Surface::Attention); ++outer) {
                    const QColor assumed = style.ground(Surface(outer), style.ground());
                    const QColor real = style.ground(Surface(outer), base);
                    for (int color = 0; color <= int(TextColor::Attention); ++color) {
                        for (const bool subtle : {false, true}) {
                            const QColor ink = style.textColor(TextColor(color), subtle, assumed);
                            QVERIFY2(contrastRatio(ink, real) >= 4.5,
                                     qPrintable(
                                         u"dark %1, ground %2, color %3, subtle %4: %5"_s.arg(dark)
                                             .arg(outer)
                                             .arg(color)
                                             .arg(subtle)
                                             .arg(contrastRatio(ink, real))));
                        }
                    }
                    QVERIFY(contrastRatio(style.linkColor(assumed), real) >= 4.5);
                }
            }
        }
    }

private:
    static QByteArray everything()
    {
        return R"([
            {"type":"TextBlock","text":"Heading","style":"heading"},
            {"type":"TextBlock","text":"Some *text* that wraps over more than one line on a narrow card","wrap":true,"separator":true},
            {"type":"TextBlock","text":"Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft","wrap":true},
            {"type":"RichTextBlock","inlines":["Rich ",{"type":"TextRun","text":"text","weight":"bolder"}]},
            {"type":"Image","url":"https:\/\/pictures.example\/a.png"},
            {"type":"ImageSet","images":[{"type":"Image","url":"u"},{"type":"Image","url":"v"},{"type":"Image","url":"w"},{"type":"Image","url":"x"}]},
            {"type":"Container","style":"good","selectAction":{"type":"Action.Submit"},"items":[
                {"type":"TextBlock","text":"Inside"},{"type":"FactSet","facts":[{"title":"A title","value":"a"},{"title":"B","value":"and a longer value"}]}]},
            {"type":"ColumnSet","columns":[{"type":"Column","width":"auto","items":[{"type":"TextBlock","text":"Natural width"}]},
                {"type":"Column","width":"50px","items":[{"type":"TextBlock","text":"Fixed","wrap":true}]},
                {"type":"Column","width":"stretch","separator":true,"items":[{"type":"TextBlock","text":"What is left","wrap":true}]},
                {"type":"Column","width":2,"items":[{"type":"TextBlock","text":"Two parts","wrap":true}]}]},
            {"type":"Table","columns":[{"width":1},{"width":3}],"rows":[{"cells":[{"items":[{"type":"TextBlock","text":"1"}]},{"items":[{"type":"TextBlock","text":"2","wrap":true}]}]},{"cells":[]}]},
            {"type":"Hologram"},
            {"type":"Input.Text","id":"a","label":"A label with very many words so that it needs two lines"},
            {"type":"Input.Text","id":"b","label":"Inline","inlineAction":{"type":"Action.Submit","title":"Go"}},
            {"type":"Input.Text","id":"c","isMultiline":true,"value":"one\ntwo\nthree\nfour"},
            {"type":"Input.Number","id":"d"},{"type":"Input.Date","id":"e"},{"type":"Input.Time","id":"f"},
            {"type":"Input.Toggle","id":"g","title":"A toggle with very many words so that it needs two lines"},
            {"type":"Input.ChoiceSet","id":"h","choices":[{"title":"One","value":"1"}]},
            {"type":"Input.ChoiceSet","id":"i","style":"expanded","choices":[{"title":"One","value":"1"},{"title":"A choice with very many words so that it needs two lines","value":"2"}]}])";
    }

    CardBench m_bench;
};

QTEST_MAIN(TestAdaptiveCardLayout)
#include "tst_adaptivecardlayout.moc"
