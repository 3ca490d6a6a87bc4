#include "panelbench.h"

#include "ui/cards/attachments/sources.h"

#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

namespace {

QJsonObject claim(int position, const QString &name, const QString &url,
                  const QString &abstract = {})
{
    return {{"position"_L1, position},
            {"appearance"_L1,
             QJsonObject{{"name"_L1, name}, {"url"_L1, url}, {"abstract"_L1, abstract}}}};
}

ActivityEntry citing(const QJsonArray &claims, const QByteArray &attachments = "[]")
{
    ActivityEntry entry = entryOf(attachments);
    entry.activity.text = u"As [1] says."_s;
    entry.activity.entities.append(
        QJsonObject{{"type"_L1, "https://schema.org/Message"_L1}, {"citation"_L1, claims}});
    return entry;
}

} // namespace

class tst_Sources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<PanelBench>(); }
    void areNumberedWithTheirHosts();
    void openAfterAsking();
    void otherAddressesAreOnlyWords_data();
    void otherAddressesAreOnlyWords();
    void abstractsComeOnDemand();
    void theWantedOneGetsTheKeyboard();
    void standBelowWhatIsAttached();
    void aRowWithSourcesWantsAPanel();

private:
    std::unique_ptr<PanelBench> m_bench;
};

void tst_Sources::areNumberedWithTheirHosts()
{
    const auto panel = m_bench->make(citing({claim(2, u"B"_s, u"https://b.example/y"_s),
                                             claim(1, u"A <b>"_s, u"http://a.example/x"_s)}));
    QCOMPARE(wordsOf(*panel), u"Sources|1. A <b>|a.example|2. B|b.example"_s);
}

void tst_Sources::openAfterAsking()
{
    const auto panel = m_bench->make(citing({claim(1, u"A"_s, u"https://a.example/x"_s)}));
    const auto &asked = m_bench->asked().openedLinks;
    CardButton *title = button(*panel, u"1. A"_s);
    QVERIFY(title->focusPolicy() & Qt::TabFocus);
    title->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toString(), u"https://a.example/x"_s);
}

void tst_Sources::otherAddressesAreOnlyWords_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("none") << QString();
    QTest::newRow("script") << u"javascript:alert(1)"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s;
    QTest::newRow("mail") << u"mailto:a@example.org"_s; // no source
    QTest::newRow("user") << u"https://a@b.example"_s;
}

void tst_Sources::otherAddressesAreOnlyWords()
{
    QFETCH(QString, address);
    const auto panel = m_bench->make(citing({claim(1, u"A"_s, address)}));
    QCOMPARE(wordsOf(*panel), u"Sources|1. A"_s);
    QVERIFY(shown<CardButton>(*panel).isEmpty());
}

void tst_Sources::abstractsComeOnDemand()
{
    const auto panel
        = m_bench->make(citing({claim(1, u"A"_s, u"https://a.example"_s, u"All of it"_s)}));
    QVERIFY(!wordsOf(*panel).contains(u"All of it"_s));
    const int height = panel->heightForWidth(360);
    button(*panel, u"Show abstract"_s)->click();
    QVERIFY(wordsOf(*panel).contains(u"All of it"_s));
    QVERIFY(panel->heightForWidth(360) > height);
    button(*panel, u"Hide abstract"_s)->click();
    QVERIFY(!wordsOf(*panel).contains(u"All of it"_s));
    QCOMPARE(panel->heightForWidth(360), height);
}

void tst_Sources::theWantedOneGetsTheKeyboard()
{
    const auto panel = m_bench->make(citing({claim(1, u"A"_s, u"https://a.example"_s),
                                             claim(7, u"B"_s, u"https://b.example"_s, u"Text"_s)}));
    panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(panel.get()));
    panel->showSource(7);
    QCOMPARE(QApplication::focusWidget(), button(*panel, u"7. B"_s));
    QVERIFY(wordsOf(*panel).contains(u"Text"_s));
    panel->showSource(3); // there is none
    QCOMPARE(QApplication::focusWidget(), button(*panel, u"7. B"_s));
}

void tst_Sources::standBelowWhatIsAttached()
{
    const auto panel = m_bench->make(citing(
        {claim(1, u"A"_s, u"https://a.example"_s)},
        R"([{"contentType":"application/pdf","name":"x.pdf","contentUrl":"https://service.example/x.pdf"}])"));
    const QString words = wordsOf(*panel);
    QVERIFY2(words.indexOf(u"x.pdf"_s) >= 0
                 && words.indexOf(u"x.pdf"_s) < words.indexOf(u"Sources"_s),
             qPrintable(words));
}

void tst_Sources::aRowWithSourcesWantsAPanel()
{
    QVERIFY(AttachmentsPanel::hasContent(citing({claim(1, u"A"_s, {})})));
    QVERIFY(!AttachmentsPanel::hasContent(citing({})));
    const int estimate = AttachmentsPanel::estimatedHeight(
        citing({claim(1, u"A"_s, u"https://a.example"_s)}), 360, ChatStyle(false, 100, QFont()));
    QVERIFY(estimate > 40 && estimate < 200);
}

QTEST_MAIN(tst_Sources)
#include "tst_sources.moc"
