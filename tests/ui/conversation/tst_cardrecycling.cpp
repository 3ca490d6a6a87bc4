// A thousand cards with fields in a real conversation that is kept: whatever happens to the
// widgets, and to the program, what was typed is still there.
#include "app/conversation/model/activitymodel.h"
#include "tests/conversation/journaltest.h"
#include "ui/cards/adaptive/adaptivecardwidget.h"
#include "ui/content/contentloader.h"
#include "ui/conversation/conversationlist.h"
#include "ui/conversation/conversationview.h"
#include "ui/page/attachmentrows.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

namespace {

constexpr int kCards = 1000;

QJsonObject cardMessage(int number)
{
    const QJsonObject card
        = QJsonDocument::fromJson(R"({"type":"AdaptiveCard","version":"1.5","body":[
        {"type":"Input.Text","id":"name","label":"Name"},
        {"type":"Input.ChoiceSet","id":"seat","choices":[{"title":"A","value":"a"},
         {"title":"B","value":"b"},{"title":"C","value":"c"}]},
        {"type":"Input.Toggle","id":"terms","title":"Terms"}],
        "actions":[{"type":"Action.Submit","title":"Send"}]})")
              .object();
    QJsonObject message = botMessage(number % 3 == 0 ? u"Card %1"_s.arg(number) : QString());
    message.insert(
        "attachments"_L1,
        QJsonArray{QJsonObject{{u"contentType"_s, u"application/vnd.microsoft.card.adaptive"_s},
                               {u"content"_s, card}}});
    return message;
}

QString nameIn(int row)
{
    return u"n%1"_s.arg(row);
}

// One run of Botline with its list on the screen.
class Screen
{
public:
    Screen(ScriptedDirectLine &service, const QString &folder)
        : run(service, folder),
          m_content(m_network),
          m_rows(style(), m_content, run.session.cardStates()),
          m_view(run.model(), m_rows, style())
    {
        QObject::connect(&m_rows, &AttachmentRows::submitRequested, &m_rows,
                         [this](const QString &key, int attachment, const QJsonValue &data,
                                const QJsonObject &inputs) {
                             run.session.submit(data, inputs, key, attachment);
                         });
        QObject::connect(&run.session, &ConversationSession::conversationStarted, &m_view,
                         [this] { m_view.setLoading(true); });
        QObject::connect(&run.session, &ConversationSession::historyLoaded, &m_view,
                         [this] { m_view.setLoading(false); });
        m_view.resize(640, 900);
        m_view.show();
    }

    static ChatStyle style(bool dark = false, int zoom = 100)
    {
        return {dark, zoom, QGuiApplication::font()};
    }
    void setStyle(const ChatStyle &to)
    {
        m_rows.setChatStyle(to);
        m_view.setChatStyle(to);
    }
    void resize(int width, int height)
    {
        m_view.resize(width, height);
        QCoreApplication::sendPostedEvents();
    }
    void jumpTo(double share)
    {
        QScrollBar *bar = list().verticalScrollBar();
        bar->setValue(int(bar->maximum() * share));
        paint();
    }

    ConversationList &list() { return static_cast<ConversationList &>(*m_view.list()); }
    void paint()
    {
        list().viewport()->repaint();
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr,
                                           QEvent::DeferredDelete); // as an event loop does
    }

    // Every row once, a screen at a time. visit(row, its card) answers whether to go on.
    template <typename Visit> bool sweep(Visit visit)
    {
        const int rows = run.model().rowCount();
        for (int row = 0; row < rows;) {
            list().scrollTo(run.model().index(row), QAbstractItemView::PositionAtTop);
            paint();
            const int last = list().visibleRows().second;
            for (; row <= last; ++row) {
                const QList<QWidget *> widgets = list().rowWidgets().widgets(row);
                auto *card = widgets.isEmpty() ? nullptr
                                               : widgets.first()->findChild<AdaptiveCardWidget *>();
                if (!card || !visit(row, *card))
                    return false;
            }
            mostAlive = std::max(mostAlive, alive());
            overLimit = std::max(overLimit, alive() - limit());
        }
        return true;
    }

    int alive() { return int(list().findChildren<AdaptiveCardWidget *>().size()); }
    // A screen above and one below, half a screen of grace for those on their way out, and the one
    // that has the keyboard.
    int limit()
    {
        const RowGeometry &geometry = list().rows().geometry();
        const auto [first, last] = list().visibleRows();
        const int screen = list().viewport()->height();
        const int from = geometry.rowAt(geometry.top(first) - 3 * screen / 2);
        const int to = geometry.rowAt(geometry.top(last + 1) + 3 * screen / 2);
        return to - from + 2;
    }

    Run run;
    int mostAlive = 0;
    int overLimit = -kCards; // by how many cards too many, at the worst time

private:
    QNetworkAccessManager m_network;
    ContentLoader m_content;
    AttachmentRows m_rows;
    ConversationView m_view;
};

bool isFilledIn(int row, const AdaptiveCardWidget &card)
{
    return card.findChild<QLineEdit *>()->text() == nameIn(row)
        && card.findChild<QComboBox *>()->currentIndex() == row % 3
        && card.findChild<QCheckBox *>()->isChecked() == (row % 2 == 0);
}

} // namespace

class tst_CardRecycling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThousandCardsKeepWhatWasTyped();
    void anAnswerThatWasWaitingIsKnownAfterARestart();
};

void tst_CardRecycling::aThousandCardsKeepWhatWasTyped()
{
    QTemporaryDir root;
    ScriptedDirectLine service;
    for (int i = 0; i < kCards; ++i)
        service.append(cardMessage(i));
    const QByteArray token = service.issueToken(service.conversationId());

    auto screen = std::make_unique<Screen>(service, root.filePath(u"first"_s));
    ConnectionProfile profile = screen->run.secretProfile();
    profile.kind = CredentialKind::Token;
    profile.credential = *directline::Bearer::parse(token);
    profile.userId = u"user-1"_s;
    QSignalSpy loaded(&screen->run.session, &ConversationSession::historyLoaded);
    screen->run.session.open(profile);
    QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 1, 60'000);
    QCOMPARE(screen->run.model().rowCount(), kCards);

    QVERIFY(screen->sweep([](int row, AdaptiveCardWidget &card) {
        auto *line = card.findChild<QLineEdit *>();
        line->setFocus();
        QTest::keyClicks(line, nameIn(row));
        auto *seat = card.findChild<QComboBox *>();
        QTest::keyClick(seat, Qt::Key_Home);
        for (int i = 0; i < row % 3; ++i)
            QTest::keyClick(seat, Qt::Key_Down);
        if (row % 2 == 0)
            card.findChild<QCheckBox *>()->click();
        return isFilledIn(row, card);
    }));

    // Away and back, other sizes, another look.
    for (const double place : {0.0, 1.0, 0.3, 0.9, 0.5})
        screen->jumpTo(place);
    screen->resize(420, 700);
    screen->jumpTo(0.7);
    QVERIFY(screen->sweep(isFilledIn));
    screen->setStyle(Screen::style(true, 150));
    screen->resize(900, 1000);
    QVERIFY(screen->sweep(isFilledIn));
    QVERIFY2(screen->overLimit <= 0, qPrintable(QString::number(screen->overLimit)));
    QVERIFY2(screen->mostAlive < 60, qPrintable(QString::number(screen->mostAlive)));

    // Killed as soon as the journal has the last of it, and started again.
    const QString journal = journalBelow(root.filePath(u"first"_s));
    QTRY_VERIFY(filesBelow(root.filePath(u"first"_s)).value(journal).contains("\"n999\""));
    copyFolder(root.filePath(u"first"_s), root.filePath(u"second"_s));
    screen.reset();
    Screen again(service, root.filePath(u"second"_s));
    QVERIFY(again.run.session.restore());
    QCOMPARE(again.run.model().rowCount(), kCards);
    QVERIFY(again.sweep(isFilledIn));
    QVERIFY2(again.overLimit <= 0, qPrintable(QString::number(again.overLimit)));

    // And they can still be sent, as they were filled in.
    again.run.session.open(profile);
    QTRY_COMPARE_WITH_TIMEOUT(again.run.session.state(), State::Online, 30'000);
    QCOMPARE(again.run.model().rowCount(), kCards);
    again.jumpTo(1.0);
    const int last = kCards - 1;
    const QList<QWidget *> widgets = again.list().rowWidgets().widgets(last);
    QVERIFY(!widgets.isEmpty());
    for (QAbstractButton *button : widgets.first()->findChildren<QAbstractButton *>()) {
        if (button->text() == "Send"_L1)
            button->click();
    }
    QTRY_COMPARE(service.count(Endpoint::Post), 1);
    QCOMPARE(
        service.posted().last()["value"_L1].toObject(),
        QJsonObject({{u"name"_s, nameIn(last)}, {u"seat"_s, u"a"_s}, {u"terms"_s, u"false"_s}}));
}

// Submitted while there was no connection: the next run sends it once, and the card knows.
void tst_CardRecycling::anAnswerThatWasWaitingIsKnownAfterARestart()
{
    using Submission = CardStates::Submission;
    QTemporaryDir root;
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, root.filePath(u"first"_s));
    QVERIFY(first->goOnline());
    service.append(cardMessage(0));
    QTRY_COMPARE(first->model().rowCount(), 1);
    const QString key = first->row(0).key;
    service.fail(Endpoint::Post, ScriptedReply::held(ScriptedReply::json(200, {})));
    first->session.submit(QJsonObject{{u"a"_s, 1}}, {}, key, 0);
    QTRY_COMPARE(service.count(Endpoint::Post), 1);
    // A second one waits behind it for ever; it is the first card's, so nothing is queued.
    first->session.submit(QJsonObject{{u"a"_s, 2}}, {}, key, 0);
    QCOMPARE(first->session.cardStates().state(key, 0).submission, Submission::Sending);
    QTRY_VERIFY(filesBelow(root.filePath(u"first"_s))
                    .value(journalBelow(root.filePath(u"first"_s)))
                    .contains("\"submitted\":true"));
    copyFolder(root.filePath(u"first"_s), root.filePath(u"second"_s));
    first.reset();

    Run second(service, root.filePath(u"second"_s));
    QVERIFY(second.session.restore());
    const QString again = second.row(0).key;
    QVERIFY(second.goOnline());
    // It may have arrived, and nobody sends it again by itself: looked for, then the user is asked.
    QTRY_COMPARE(second.session.cardStates().state(again, 0).submission, Submission::Unconfirmed);
    QCOMPARE(service.count(Endpoint::Post), 1);
    const int row = second.model().rowCount() - 1;
    QCOMPARE(second.row(row).delivery.state, SendState::Unconfirmed);
    second.session.retry(second.row(row).key);
    QTRY_COMPARE(second.session.cardStates().state(again, 0).submission, Submission::Sent);
    QCOMPARE(service.count(Endpoint::Post), 2);
}

QTEST_MAIN(tst_CardRecycling)
#include "tst_cardrecycling.moc"
