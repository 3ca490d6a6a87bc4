#include "cardprobes.h"
#include "cardtest.h"

#include "ui/cards/widgets/cardimage.h"

#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// Where boxes stand and what they paint, seen from outside.
class TestCardBoxes : public QObject
{
    Q_OBJECT

private:
    using Widget = std::unique_ptr<AdaptiveCardWidget>;

    static QRgb pixel(const Widget &card, int x, int y)
    {
        return card->grab().toImage().pixel(x, y);
    }

    static CardText *text(const Widget &card, const QString &words)
    {
        const auto all = shown<CardText>(*card);
        for (CardText *each : all) {
            if (each->plainText() == words)
                return each;
        }
        qFatal("no text “%s”", qPrintable(words));
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        bool there = false;
        m_bench.content().image(kPicture, 1600, this,
                                [&there](const ContentLoader::ImageResult &) { there = true; });
        QTRY_VERIFY(there);
    }

    // A box that bleeds reaches the edges of what is around it, one that does not keeps away.
    void bleed_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<bool>("top");
        QTest::addColumn<bool>("bottom");
        const QByteArray words = R"({"type":"TextBlock","text":"words"})";
        QTest::newRow("alone") << QByteArray() << QByteArray() << true << true;
        QTest::newRow("first") << QByteArray() << "," + words << true << false;
        QTest::newRow("last") << words + "," << QByteArray() << false << true;
        QTest::newRow("in the middle") << words + ","
                                       << "," + words << false << false;
    }
    void bleed()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        QFETCH(const bool, top);
        QFETCH(const bool, bottom);
        const auto make = [&](bool bleeds) {
            return m_bench.make(cardOf(
                "[" + before
                + R"({"type":"Container","style":"attention","items":[{"type":"TextBlock","text":"a"}],"bleed":)"
                + (bleeds ? "true" : "false") + "}" + after + "]"));
        };
        const Widget bleeding = make(true);
        const Widget other = make(false);
        const int middle = text(bleeding, u"a"_s)->geometry().center().y();
        const QRgb fill = pixel(bleeding, bleeding->width() / 2, middle + 12);
        QCOMPARE(pixel(bleeding, 1, middle), fill);
        QCOMPARE(pixel(bleeding, bleeding->width() - 2, middle), fill);
        QCOMPARE(pixel(bleeding, bleeding->width() / 2, 1) == fill, top);
        QCOMPARE(pixel(bleeding, bleeding->width() / 2, bleeding->height() - 2) == fill, bottom);
        QVERIFY(pixel(other, 1, text(other, u"a"_s)->geometry().center().y()) != fill);
        // What is inside is not nearer to the edge than before.
        QCOMPARE(text(other, u"a"_s)->x() - text(bleeding, u"a"_s)->x(), 12);
    }

    // Without a ground of its own there is nothing to see of it: the words stay where they were.
    void bleedNeedsAGround()
    {
        const Widget card = m_bench.make(cardOf(
            R"([{"type":"TextBlock","text":"1"},{"type":"Container","bleed":true,"items":[
                {"type":"TextBlock","text":"2"}]}])"));
        QCOMPARE(text(card, u"1"_s)->x(), text(card, u"2"_s)->x());
    }

    // Through columns to the padding around them, but not over each other.
    void bleedInColumns()
    {
        const auto make = [&](bool bleeds) {
            return m_bench.make(
                cardOf(QByteArray(R"([{"type":"Container","style":"emphasis","items":[
                    {"type":"ColumnSet","columns":[
                        {"items":[{"type":"Container","style":"good","bleed":BLEED,"items":[
                            {"type":"TextBlock","text":"1"}]}]},
                        {"items":[{"type":"Container","style":"good","bleed":BLEED,"items":[
                            {"type":"TextBlock","text":"2"}]}]},
                        {"items":[{"type":"Container","style":"good","bleed":BLEED,"items":[
                            {"type":"TextBlock","text":"3"}]}]}]}]}])")
                           .replace("BLEED", bleeds ? "true" : "false")));
        };
        const Widget kept = make(false);
        const Widget bleeding = make(true);
        QCOMPARE(text(kept, u"1"_s)->x() - text(bleeding, u"1"_s)->x(), 12);
        QCOMPARE(text(kept, u"2"_s)->x(), text(bleeding, u"2"_s)->x());
        QCOMPARE(text(kept, u"2"_s)->width(), text(bleeding, u"2"_s)->width());
        QCOMPARE(text(kept, u"3"_s)->x(), text(bleeding, u"3"_s)->x());
        QCOMPARE(text(bleeding, u"3"_s)->width() - text(kept, u"3"_s)->width(), 12);
        const int y = text(bleeding, u"1"_s)->geometry().center().y();
        QCOMPARE(pixel(bleeding, 14, y), pixel(bleeding, bleeding->width() - 15, y));
        QVERIFY(pixel(bleeding, 14, y) != pixel(kept, 14, y));
    }

    // A box with a direction of its own is a mirror image of the same box without.
    void directions_data()
    {
        QTest::addColumn<bool>("card");
        QTest::newRow("in a card from the left") << false;
        QTest::newRow("in a card from the right") << true;
    }
    void directions()
    {
        QFETCH(const bool, card);
        const auto make = [&](bool inner) {
            QJsonObject json
                = cardOf(R"([{"type":"TextBlock","text":"out"},{"type":"Container","rtl":)"
                         + QByteArray(inner ? "true" : "false")
                         + R"(,"items":[{"type":"ColumnSet","columns":[{"width":"100px","items":[
                    {"type":"TextBlock","text":"1"}]},{"width":"60px","items":[
                    {"type":"Input.Text","id":"a"}]}]}]}])");
            json[u"rtl"_s] = card;
            return m_bench.make(json);
        };
        const Widget left = make(false);
        const Widget right = make(true);
        QCOMPARE(text(left, u"out"_s)->geometry(), text(right, u"out"_s)->geometry());
        for (const auto &find : std::vector<std::function<QWidget *(const Widget &)>>{
                 [](const Widget &w) { return text(w, u"1"_s); },
                 [](const Widget &w) {
                     return w->findChild<QLineEdit *>();
                 }}) {
            const QWidget *one = find(left);
            const QWidget *other = find(right);
            QCOMPARE(other->x(), right->width() - one->x() - one->width());
            QCOMPARE(other->width(), one->width());
            QCOMPARE(one->layoutDirection(), Qt::LeftToRight);
            QCOMPARE(other->layoutDirection(), Qt::RightToLeft);
        }
    }

    // Two that stretch share what is left of the height.
    void stretch()
    {
        const Widget card = m_bench.make(cardOf(
            R"([{"type":"Container","minHeight":"300px","items":[
                {"type":"Container","height":"stretch","items":[{"type":"TextBlock","text":"1"}]},
                {"type":"Container","height":"stretch","items":[{"type":"TextBlock","text":"2"}]}]}])"));
        const int distance = text(card, u"2"_s)->y() - text(card, u"1"_s)->y();
        QVERIFY2(qAbs(distance - 154) <= 1, qPrintable(QString::number(distance)));
    }

    // The wish of a cell counts before its row's, that before its column's, that before the
    // table's.
    void cellAlignment_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<int>("place"); // 0 top, 1 center, 2 bottom
        QTest::newRow("none") << QByteArray() << QByteArray() << QByteArray() << QByteArray() << 0;
        QTest::newRow("table") << QByteArray("bottom") << QByteArray() << QByteArray()
                               << QByteArray() << 2;
        QTest::newRow("column") << QByteArray("bottom") << QByteArray("center") << QByteArray()
                                << QByteArray() << 1;
        QTest::newRow("row") << QByteArray("bottom") << QByteArray("center") << QByteArray("top")
                             << QByteArray() << 0;
        QTest::newRow("cell") << QByteArray() << QByteArray("center") << QByteArray("top")
                              << QByteArray("bottom") << 2;
    }
    void cellAlignment()
    {
        QFETCH(const QByteArray, table);
        QFETCH(const QByteArray, column);
        QFETCH(const QByteArray, row);
        QFETCH(const QByteArray, cell);
        QFETCH(const int, place);
        QByteArray json
            = R"([{"type":"Table","verticalCellContentAlignment":"TABLE","firstRowAsHeader":false,
                "columns":[{"verticalCellContentAlignment":"COLUMN"},{"width":"90px"}],
                "rows":[{"verticalCellContentAlignment":"ROW","cells":[
                    {"verticalContentAlignment":"CELL","items":[{"type":"TextBlock","text":"x"}]},
                    {"minHeight":"200px","items":[]}]}]}])";
        json.replace("TABLE", table).replace("COLUMN", column).replace("ROW", row);
        const Widget card = m_bench.make(cardOf(json.replace("CELL", cell)));
        const QRect words = text(card, u"x"_s)->geometry();
        const int above = words.top();
        const int below = card->height() - words.bottom() - 1;
        // A long way off is another place than this one.
        QCOMPARE(above > 80, place > 0);
        QCOMPARE(below > 80, place < 2);
    }

    void columnInPixels()
    {
        const Widget card = m_bench.make(cardOf(
            R"([{"type":"Table","showGridLines":false,"columns":[{"width":"70px"},{"width":1}],
                "rows":[{"cells":[{"items":[{"type":"TextBlock","text":"1"}]},
                                  {"items":[{"type":"TextBlock","text":"2"}]}]}]}])"));
        QCOMPARE(text(card, u"2"_s)->x() - text(card, u"1"_s)->x(), 70);
    }

    // Without words on it a picture is shown as it is, with words it steps back.
    void pictureBehind()
    {
        const auto make = [&](const QByteArray &items) {
            return m_bench.make(cardOf(
                QByteArray(
                    R"([{"type":"Container","minHeight":"100px","items":ITEMS,"backgroundImage":"PICTURE"}])")
                    .replace("ITEMS", items)
                    .replace("PICTURE", kPicture.toLatin1())));
        };
        const Widget bare = make("[]");
        QCOMPARE(QColor(pixel(bare, 160, 60)), QColor(200, 30, 30));
        const Widget written = make(R"([{"type":"TextBlock","text":"a"}])");
        const QColor dimmed(pixel(written, 160, 80));
        QVERIFY(dimmed != QColor(200, 30, 30));
        QVERIFY(dimmed.red() > dimmed.green() + 30);
    }

    void picturesBehindWaitForLeave()
    {
        const Widget card = m_bench.make(cardOf(
            R"([{"type":"Container","items":[{"type":"TextBlock","text":"a"}],
                "backgroundImage":"https:\/\/pictures.example\/a.png"}])"));
        QTRY_VERIFY(wordsOf(*card).contains(u"from pictures.example"_s));
        button(*card, u"Show the picture behind it from pictures.example"_s)->click();
        QTRY_VERIFY(!wordsOf(*card).contains(u"from pictures.example"_s));
    }

    void labelsBeside()
    {
        const Widget card = m_bench.make(cardOf(
            R"([{"type":"Input.Text","id":"a","label":"A","labelPosition":"inline","labelWidth":"90px"},
                {"type":"Input.Text","id":"b","label":"B"}])"));
        const auto labels = shown<QLabel>(*card);
        const auto lines = card->findChildren<QLineEdit *>();
        QCOMPARE(lines[0]->x() - labels[0]->x(), 98);
        QVERIFY(qAbs(lines[0]->geometry().center().y() - labels[0]->geometry().center().y()) <= 1);
        QVERIFY(labels[1]->geometry().bottom() < lines[1]->y());
        QCOMPARE(lines[1]->x(), labels[1]->x());
    }

    void stackedPictures()
    {
        const auto distance = [&](const QByteArray &style) {
            const Widget card
                = m_bench.make(cardOf(QByteArray(R"([{"type":"ImageSet","style":"STYLE","images":[
                    {"type":"Image","url":"PICTURE"},{"type":"Image","url":"PICTURE"}]}])")
                                          .replace("STYLE", style)
                                          .replace("PICTURE", kPicture.toLatin1())));
            const auto images = card->findChildren<CardImage *>();
            return images[1]->x() - images[0]->geometry().right() - 1;
        };
        QVERIFY(distance("default") > 0);
        QVERIFY(distance("stacked") < 0);
    }

private:
    CardBench m_bench;
};

QTEST_MAIN(TestCardBoxes)
#include "tst_cardboxes.moc"
