// What the table of Adaptive Cards (app/adaptive/cardschema.h) claims is what happens, and the docs
// say what the table says.
#include "cardprobes.h"
#include "cardtest.h"
#include "schemadocs.h"

#include "app/adaptive/cardschema.h"
#include "app/adaptive/cardschematable.h"

#include <QtCore/QFile>
#include <QtCore/QSet>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using adaptive::schema::Property;
using adaptive::schema::Treatment;
using adaptive::schema::Type;

namespace schema = botline::adaptive::schema;

class TestCardSchema : public QObject
{
    Q_OBJECT

private:
    static adaptive::Card parsed(const QJsonObject &json)
    {
        adaptive::Card card = adaptive::parseCard(json, QLocale::c());
        card.remarks.clear(); // they name every difference, also of what is not read
        return card;
    }

    // All of a card as it is drawn, the state of its buttons in their looks.
    QImage drawn(const QJsonObject &json)
    {
        constexpr int kWidth = 360;
        AdaptiveCardWidget card(adaptive::parseCard(json, QLocale::c()), json, u"probe"_s, 0,
                                ChatStyle(false, 100, QFont()), m_content, m_states);
        card.resize(kWidth, card.heightForWidth(kWidth));
        card.show();
        // Remarks would be drawn, too.
        const auto buttons = card.findChildren<CardButton *>(u"cardRemarks"_s);
        for (CardButton *button : buttons)
            button->hide();
        return card.grab().toImage();
    }

private Q_SLOTS:
    void initTestCase()
    {
        // Pictures that are there at once when a card asks for them.
        int there = 0;
        int asked = 0;
        for (const QString &picture : {kPicture, kOtherPicture, kClearPicture}) {
            for (const int side : {1600, 480, 128}) { // of backgrounds, pictures, icons
                ++asked;
                m_content.image(picture, side, this,
                                [&there](const ContentLoader::ImageResult &) { ++there; });
            }
        }
        QTRY_COMPARE(there, asked);
    }

    // Everything that is claimed to be rendered makes a difference: to what is read, and to what is
    // drawn, unless it is about what happens later.
    void rendered_data()
    {
        QTest::addColumn<QJsonObject>("one");
        QTest::addColumn<QJsonObject>("other");
        QTest::addColumn<bool>("seen");
        for (const Type &type : schema::types()) {
            if (*type.ignored)
                continue;
            for (const Property &property : type.properties) {
                if (property.treatment != Treatment::Rendered
                    && property.treatment != Treatment::Degraded)
                    continue;
                const Probe probe = probeOf(type, property);
                QTest::addRow("%s %s", type.name, property.name)
                    << probe.one << probe.other << probe.seen;
            }
        }
    }
    void rendered()
    {
        QFETCH(const QJsonObject, one);
        QFETCH(const QJsonObject, other);
        QFETCH(const bool, seen);
        QVERIFY(parsed(one) != parsed(other));
        if (seen)
            QVERIFY(drawn(one) != drawn(other));
    }

    // And what is claimed to be left alone makes none.
    void leftAlone_data()
    {
        QTest::addColumn<QJsonObject>("one");
        QTest::addColumn<QJsonObject>("other");
        QTest::addColumn<bool>("remarked");
        QTest::addColumn<QString>("property");
        for (const Type &type : schema::types()) {
            if (*type.ignored)
                continue;
            for (const Property &property : type.properties) {
                if (property.treatment != Treatment::Ignored
                    && property.treatment != Treatment::Declined)
                    continue;
                const Probe probe = probeOf(type, property);
                QTest::addRow("%s %s", type.name, property.name)
                    << probe.one << probe.other << (property.treatment == Treatment::Declined)
                    << QString::fromLatin1(property.name);
            }
        }
    }
    void leftAlone()
    {
        QFETCH(const QJsonObject, one);
        QFETCH(const QJsonObject, other);
        QFETCH(const bool, remarked);
        QFETCH(const QString, property);
        QVERIFY(parsed(one) == parsed(other));
        QCOMPARE(drawn(one), drawn(other));
        const std::vector<adaptive::Remark> remarks = adaptive::parseCard(one).remarks;
        const bool said = std::any_of(remarks.begin(), remarks.end(),
                                      [&](const auto &remark) { return remark.what == property; });
        QCOMPARE(said, remarked);
    }

    // All words of a property mean different things, and at most one, its default, the same as
    // none.
    void words_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QList<QJsonObject>>("cards");
        for (const Type &type : schema::types()) {
            for (const Property &property : type.properties) {
                if (*type.ignored || property.treatment != Treatment::Rendered
                    || !(property.forms & schema::Word) || *property.type)
                    continue;
                QStringList words = QString::fromLatin1(property.words).split(u'|');
                words.append(u"nonsense"_s);
                QList<QJsonObject> cards;
                for (const QString &word : std::as_const(words))
                    cards.append(cardWith(type, property, word));
                QTest::addRow("%s %s", type.name, property.name) << words << cards;
            }
        }
    }
    void words()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QList<QJsonObject>, cards);
        static const QSet<QString> kSynonyms{u"extraSmall small"_s, u"default grid"_s};
        const size_t usual = adaptive::parseCard(cards.constFirst()).remarks.size();
        int likeNothing = 0;
        for (qsizetype i = 0; i < cards.size(); ++i) {
            const bool last = i + 1 == cards.size();
            QCOMPARE(adaptive::parseCard(cards[i]).remarks.size(), usual + (last ? 1U : 0U));
            for (qsizetype j = 0; j < i; ++j) {
                const bool same = parsed(cards[i]) == parsed(cards[j]);
                if (last)
                    likeNothing += same && !kSynonyms.contains(u"default "_s + words[j]) ? 1 : 0;
                else
                    QVERIFY2(!same || kSynonyms.contains(words[j] + u' ' + words[i]),
                             qPrintable(words[j] + u" and "_s + words[i]));
            }
        }
        QVERIFY(likeNothing <= 1);
    }

    void documented()
    {
        const QString path = QStringLiteral(BOTLINE_DOCS "/adaptivecards.md");
        const QByteArray wanted = schemaDocs().toUtf8();
        QFile file(path);
        if (qEnvironmentVariableIsSet("BOTLINE_UPDATE_DOCS")) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(wanted), wanted.size());
            return;
        }
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        QVERIFY2(file.readAll() == wanted,
                 "resources/docs/adaptivecards.md is not what the table says. Run this test with "
                 "BOTLINE_UPDATE_DOCS=1 and look at the difference.");
    }

private:
    QNetworkAccessManager m_network;
    ContentLoader m_content{m_network};
    CardStates m_states;
};

QTEST_MAIN(TestCardSchema)
#include "tst_cardschema.moc"
