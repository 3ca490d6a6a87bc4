#include "app/conversation/model/activitymodel.h"
#include "app/logging/timinglog.h"
#include "tests/support/builders.h"
#include "tests/support/scripteddirectline.h"
#include "ui/application/application.h"
#include "ui/compose/composer.h"
#include "ui/content/contentloader.h"

#include <QtCore/QFile>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using State = ConversationSession::State;

namespace {

Timing quickTiming()
{
    using namespace std::chrono_literals;
    Timing timing;
    timing.pollActive = timing.pollQuiet = timing.pollIdle = timing.pollHidden = 25ms;
    timing.pollAfterSend = 5ms;
    timing.selfHealAfter = 100ms;
    timing.unconfirmedAfter = 300ms;
    timing.backOffBase = timing.backOffCap = timing.startBackOffCap = 25ms;
    return timing;
}

QJsonObject says(const QString &bot, const QString &text)
{
    return withMember(botMessage(text), u"from"_s,
                      QJsonObject{{"id"_L1, bot}, {"name"_L1, bot}, {"role"_L1, "bot"_L1}});
}

// Two bots, each with a service of its own, and the program with a page for each of them.
struct TwoPages
{
    TwoPages()
        : store(folder.filePath(u"botline.ini"_s), QSettings::IniFormat),
          timing(QElapsedTimer()),
          application(*qApp, store, timing, options()),
          window(application.window()),
          first(window.currentPage()),
          second(application.addConversation())
    {
        window.resize(720, 640);
        window.show();
    }

    Application::Options options() const
    {
        Application::Options options;
        options.conversationsFolder = folder.filePath(u"conversations"_s);
        options.timing = quickTiming();
        return options;
    }

    [[nodiscard]] bool connectBoth()
    {
        ada.append(says(u"Ada"_s, u"I am Ada"_s));
        bob.append(says(u"Bob"_s, u"I am Bob"_s));
        window.connectTo(profileOf(ada));
        window.setCurrentPage(second);
        window.connectTo(profileOf(bob));
        window.setCurrentPage(first);
        return QTest::qWaitFor([this] {
            return first.session().state() == State::Online
                && second.session().state() == State::Online
                && first.session().botName() == u"Ada"_s && second.session().botName() == u"Bob"_s;
        });
    }

    static ConnectionProfile profileOf(const ScriptedDirectLine &service)
    {
        ConnectionProfile profile;
        profile.kind = CredentialKind::Token;
        profile.serviceUrl = *directline::ServiceUrl::parse(service.rootUrl());
        profile.credential = *directline::Bearer::parse(
            const_cast<ScriptedDirectLine &>(service).issueToken(service.conversationId()));
        profile.userId = u"user-1"_s;
        return profile;
    }

    static SendState stateOf(const ConversationPage &page, const QString &key)
    {
        const ActivityModel &model = page.session().model();
        const int row = model.rowOfKey(key);
        return row < 0 ? SendState::None : model.at(row).sendState;
    }

    QTemporaryDir folder;
    ScriptedDirectLine ada;
    ScriptedDirectLine bob;
    QSettings store;
    TimingLog timing;
    Application application;
    MainWindow &window;
    ConversationPage &first;
    ConversationPage &second;
};

} // namespace

// One window that holds two conversations at the same time.
class tst_TwoConversations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWindowIsAboutTheCurrentPage();
    void draftsAreSeparate();
    void postsGoToTheirOwnBot();
    void permissionsAreSeparate();
    void exchangesAreNumberedSeparately();
    void aSlowUploadLeavesTheOthersPostsExactlyOnce_data();
    void aSlowUploadLeavesTheOthersPostsExactlyOnce();
    void bothAreKeptAndCanBeOpenedAgain();
};

void tst_TwoConversations::theWindowIsAboutTheCurrentPage()
{
    TwoPages both;
    QCOMPARE(both.window.pages(), (QList<ConversationPage *>{&both.first, &both.second}));
    QVERIFY(both.connectBoth());
    QCOMPARE(&both.window.currentPage(), &both.first);
    QVERIFY(both.first.isVisible());
    QVERIFY(!both.second.isVisible());
    QVERIFY(both.window.windowTitle().contains(u"Ada"_s));
    both.window.setCurrentPage(both.second);
    QVERIFY(!both.first.isVisible());
    QVERIFY(both.second.isVisible());
    QVERIFY(both.window.windowTitle().contains(u"Bob"_s));
    // What the other one's connection goes through is not this one's.
    both.first.session().close();
    QVERIFY(both.window.windowTitle().contains(u"Bob"_s));
    QCOMPARE(both.second.session().state(), State::Online);
}

void tst_TwoConversations::draftsAreSeparate()
{
    TwoPages both;
    QVERIFY(both.connectBoth());
    both.first.composer().setText(u"for Ada"_s);
    both.second.composer().setText(u"for Bob"_s);
    QCOMPARE(both.first.composer().text(), u"for Ada"_s);
    both.window.close(); // which saves them
    QCOMPARE(both.first.session().draft().first, u"for Ada"_s);
    QCOMPARE(both.second.session().draft().first, u"for Bob"_s);
}

void tst_TwoConversations::postsGoToTheirOwnBot()
{
    TwoPages both;
    QVERIFY(both.connectBoth());
    const auto send = [&both](ConversationPage &page, const QString &text) {
        both.window.setCurrentPage(page);
        auto *edit = page.findChild<QPlainTextEdit *>("messageEdit"_L1);
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    };
    send(both.first, u"hello Ada"_s);
    send(both.second, u"hello Bob"_s);
    QTRY_COMPARE(both.ada.posted().size(), 1);
    QTRY_COMPARE(both.bob.posted().size(), 1);
    QCOMPARE(both.ada.posted().first()["text"_L1].toString(), u"hello Ada"_s);
    QCOMPARE(both.bob.posted().first()["text"_L1].toString(), u"hello Bob"_s);
}

void tst_TwoConversations::permissionsAreSeparate()
{
    TwoPages both;
    QVERIFY(both.connectBoth());
    ContentLoader &ofFirst = both.application.contentOf(both.first);
    ContentLoader &ofSecond = both.application.contentOf(both.second);
    QVERIFY(&ofFirst != &ofSecond);
    ofFirst.setRemoteContentAllowed(true);
    QVERIFY(ofFirst.remoteContentAllowed());
    QVERIFY(!ofSecond.remoteContentAllowed());
    // A foreign picture needs the permission of the page that shows it.
    const auto troubleOf = [](ContentLoader &content) {
        std::optional<ContentLoader::Trouble> trouble;
        QObject context;
        content.image(
            u"https://foreign.invalid/cat.png"_s, 0, &context,
            [&trouble](const ContentLoader::ImageResult &result) { trouble = result.trouble; });
        return QTest::qWaitFor([&] { return trouble.has_value(); }) ? trouble : std::nullopt;
    };
    QVERIFY(troubleOf(ofSecond) == ContentLoader::Trouble::NeedsPermission);
    // Connecting the one anew takes its permission away, not the other's.
    ofSecond.setRemoteContentAllowed(true);
    both.window.connectTo(TwoPages::profileOf(both.ada));
    QVERIFY(!ofFirst.remoteContentAllowed());
    QVERIFY(ofSecond.remoteContentAllowed());
}

void tst_TwoConversations::exchangesAreNumberedSeparately()
{
    TwoPages both;
    QList<qint64> ofFirst;
    QList<qint64> ofSecond;
    connect(&both.first.session(), &ConversationSession::exchanged, this,
            [&](const directline::Exchange &exchange) { ofFirst << exchange.number; });
    connect(&both.second.session(), &ConversationSession::exchanged, this,
            [&](const directline::Exchange &exchange) { ofSecond << exchange.number; });
    QVERIFY(both.connectBoth());
    QTRY_VERIFY(ofFirst.size() >= 5 && ofSecond.size() >= 5);
    for (const QList<qint64> &numbers : {ofFirst, ofSecond}) {
        QList<qint64> sorted = numbers;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(sorted.first(), 1); // each from 1, without holes
        QCOMPARE(sorted.last(), sorted.size());
    }
}

void tst_TwoConversations::aSlowUploadLeavesTheOthersPostsExactlyOnce_data()
{
    QTest::addColumn<ScriptedReply>("fault");
    QTest::newRow("closed") << ScriptedReply::closeAfterRequest();
    QTest::newRow("reset") << ScriptedReply::reset();
}

// A server that keeps the connection although it was asked to close it. The next post must not go
// on what was left behind, where it might get lost or be repeated; but that connection can be
// dropped only while nothing else runs on the manager of the posts.
void tst_TwoConversations::aSlowUploadLeavesTheOthersPostsExactlyOnce()
{
    QFETCH(ScriptedReply, fault);
    TwoPages both;
    QVERIFY(both.connectBoth());
    both.bob.server().setHonoursConnectionClose(false);
    const QString path = both.folder.filePath(u"large.bin"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(2'000'000, 'x'));
    file.close();
    both.ada.fail(Endpoint::Upload, ScriptedReply::stallDuringRequest(1000));
    both.first.composer().stage({path});
    const QString upload = both.first.session().send(u"look"_s, both.first.composer().files());
    QVERIFY(!upload.isEmpty());
    QTRY_COMPARE(both.ada.count(Endpoint::Upload), 1);
    QCOMPARE(TwoPages::stateOf(both.first, upload), SendState::Sending);

    // Meanwhile: one that leaves its connection behind, and one that breaks.
    const QString before = both.second.session().send(u"a good one"_s, {});
    QTRY_COMPARE(TwoPages::stateOf(both.second, before), SendState::Sent);
    both.bob.fail(Endpoint::Post, fault);
    const QString key = both.second.session().send(u"hello"_s, {});
    QTRY_COMPARE(TwoPages::stateOf(both.second, key), SendState::Unconfirmed);
    QCOMPARE(both.bob.count(Endpoint::Post), 2); // on the wire: the good one, and this one once
    const QList<RecordedRequest> posts = both.bob.requests(Endpoint::Post);
    QVERIFY(posts.last().connection != posts.first().connection); // and not on what was left behind
    QCOMPARE(both.bob.posted().last()["text"_L1].toString(), u"hello"_s);
    QCOMPARE(TwoPages::stateOf(both.first, upload), SendState::Sending); // it went on meanwhile
}

void tst_TwoConversations::bothAreKeptAndCanBeOpenedAgain()
{
    TwoPages both;
    QVERIFY(both.connectBoth());
    both.first.session().close();
    both.second.session().close();

    const JournalStore store(both.folder.filePath(u"conversations"_s));
    const QList<JournalStore::About> kept = store.list();
    QCOMPARE(kept.size(), 2);
    for (const JournalStore::About &about : kept) {
        QVERIFY(about.used.isValid());
        const bool ofAda = about.connection.service == both.ada.rootUrl();
        QVERIFY(ofAda || about.connection.service == both.bob.rootUrl());
        const QString bot = JournalStore::botName(about);
        QCOMPARE(bot, ofAda ? u"Ada"_s : u"Bob"_s);
        // Any of them, in any page.
        QVERIFY(both.first.showKept(about));
        QCOMPARE(both.first.session().botName(), bot);
        QVERIFY(both.first.session().isRestored());
        QVERIFY(both.window.windowTitle().contains(bot));
    }
}

QTEST_MAIN(tst_TwoConversations)
#include "tst_twoconversations.moc"
