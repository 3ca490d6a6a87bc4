#include "ui/connect/connectdialog.h"
#include "ui/connect/secretstore.h"

#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

#include <memory>

using namespace Qt::StringLiterals;
using botline::ConnectDialog;
using botline::ConnectionProfile;
using botline::CredentialKind;
using botline::directline::Bearer;
using botline::directline::ServiceUrl;

class TestConnectDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ConnectDialog> m_dialog;
    std::unique_ptr<QSignalSpy> m_requested;

    template <typename Widget> Widget *find(const QString &name) const
    {
        auto *found = m_dialog->findChild<Widget *>(name);
        if (!found)
            qFatal("no widget of this name: %s", qPrintable(name));
        return found;
    }
    QLineEdit *line(const QString &name) const { return find<QLineEdit>(name); }
    QPushButton *connectButton() const { return find<QPushButton>(u"connect"_s); }
    QAbstractButton *practice() const { return find<QAbstractButton>(u"practiceCard"_s); }
    void choose(CredentialKind kind) const
    {
        find<QAbstractButton>(u"segment%1"_s.arg(int(kind)))->click();
    }
    QString bannerText() const
    {
        return find<QWidget>(u"banner"_s)->isVisible() ? find<QLabel>(u"bannerText"_s)->text()
                                                       : QString();
    }
    // All words that are shown below fields.
    QStringList messages() const
    {
        QStringList shown;
        for (const QLabel *label : m_dialog->findChildren<QLabel *>(u"message"_s)) {
            if (label->isVisible())
                shown.append(label->text());
        }
        return shown;
    }
    bool says(const QString &words) const
    {
        const QStringList shown = messages();
        return std::any_of(shown.begin(), shown.end(),
                           [&](const QString &text) { return text.contains(words); });
    }
    ConnectionProfile profile() const
    {
        return m_requested->constLast().constFirst().value<ConnectionProfile>();
    }

    void open(const std::optional<ConnectionProfile> &last = {}, bool practiceAvailable = true)
    {
        make(last, practiceAvailable);
        m_dialog->show();
        activate();
    }
    void make(const std::optional<ConnectionProfile> &last = {}, bool practiceAvailable = true)
    {
        m_requested.reset();
        m_dialog = std::make_unique<ConnectDialog>(last, practiceAvailable);
        m_requested
            = std::make_unique<QSignalSpy>(m_dialog.get(), &ConnectDialog::connectRequested);
    }
    void activate()
    {
        m_dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }

    static ConnectionProfile own(CredentialKind kind)
    {
        ConnectionProfile made;
        made.kind = kind;
        made.serviceUrl = *ServiceUrl::parse(u"http://localhost:3978"_s);
        made.userName = u"Ada"_s;
        return made;
    }

private Q_SLOTS:
    void initTestCase()
    {
        // Not the keychain of whoever runs this: the one asked for must not answer.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_SESSION_VERSION", "5");
    }
    void cleanup()
    {
        m_requested.reset();
        m_dialog.reset();
    }

    void thePracticeBotIsOneClickAway()
    {
        open();
        QTest::mouseClick(practice(), Qt::LeftButton);
        QCOMPARE(m_requested->count(), 1);
        QCOMPARE(profile().kind, CredentialKind::Practice);
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(m_dialog->result(), int(QDialog::Accepted));
    }

    void thePracticeBotWorksWithTheKeyboard_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Enter") << int(Qt::Key_Return);
        QTest::newRow("Space") << int(Qt::Key_Space);
    }

    void thePracticeBotWorksWithTheKeyboard()
    {
        QFETCH(int, key);
        open(ConnectionProfile{});
        // It was the last choice, so it has the focus.
        QCOMPARE(QApplication::focusWidget(), practice());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key));
        QCOMPARE(m_requested->count(), 1);
    }

    void thePracticeBotKnowsTheUser()
    {
        ConnectionProfile last;
        last.userName = u"Ada"_s;
        last.userId = u"user-1"_s;
        last.locale = u"pl-PL"_s;
        open(last);
        line(u"credential"_s)->setText(u"not\nlooked at"_s);
        practice()->click();
        QCOMPARE(profile().userName, u"Ada"_s);
        QCOMPARE(profile().userId, u"user-1"_s);
        QCOMPARE(profile().locale, u"pl-PL"_s);
        QVERIFY(profile().credential.isEmpty());
    }

    void thePracticeBotExplainsABadName()
    {
        open();
        line(u"locale"_s)->setText(u"english please"_s);
        practice()->click();
        QCOMPARE(m_requested->count(), 0);
        QVERIFY(says(u"language tag"_s));
        QVERIFY(line(u"locale"_s)->isVisible());
        QCOMPARE(QApplication::focusWidget(), line(u"locale"_s));
    }

    void aMissingPracticeBotSaysWhy()
    {
        open({}, false);
        QVERIFY(!practice()->isEnabled());
        QVERIFY(practice()->toolTip().contains(u"Boost"_s));
        QVERIFY(practice()->accessibleDescription().contains(u"Boost"_s));
    }

    void enterConnectsWithASecret()
    {
        open();
        QCOMPARE(QApplication::focusWidget(), line(u"credential"_s));
        QVERIFY(!connectButton()->isEnabled());
        QVERIFY(!connectButton()->toolTip().isEmpty());
        QTest::keyClicks(line(u"credential"_s), u"abc.DEF"_s);
        QVERIFY(connectButton()->isEnabled());
        QTest::keyClick(line(u"credential"_s), Qt::Key_Return);
        QCOMPARE(m_requested->count(), 1);
        QCOMPARE(profile().kind, CredentialKind::Secret);
        QCOMPARE(profile().credential.value(), "abc.DEF"_ba);
        QCOMPARE(profile().serviceUrl, ServiceUrl::publicCloud());
        QVERIFY(!m_dialog->isVisible());
    }

    void enterOnAButtonIsAClickOnThatButton()
    {
        open();
        QTest::keyClicks(line(u"credential"_s), u"abc.DEF"_s);
        QVERIFY(connectButton()->isEnabled());
        // Whoever stands on Cancel wants nothing to leave.
        const auto buttons = m_dialog->findChildren<QPushButton *>();
        const auto cancel = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *b) {
            return b->text() == "Cancel"_L1;
        });
        QVERIFY(cancel != buttons.end());
        (*cancel)->setFocus(Qt::TabFocusReason);
        QTest::keyClick(*cancel, Qt::Key_Return);
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(m_requested->count(), 0);
        QCOMPARE(m_dialog->result(), int(QDialog::Rejected));
    }

    void enterOnAnUnfinishedFormSaysWhatIsMissing()
    {
        open();
        QVERIFY(!says(u"empty"_s)); // nobody is blamed for an empty form
        QTest::keyClick(line(u"credential"_s), Qt::Key_Return);
        QCOMPARE(m_requested->count(), 0);
        QVERIFY(m_dialog->isVisible());
        QVERIFY(says(u"empty"_s));
        QCOMPARE(QApplication::focusWidget(), line(u"credential"_s));
    }

    void C115_aPasteOfSeveralLinesIsSeen()
    {
        open();
        QGuiApplication::clipboard()->setText(u"abc\nX-Injected: 1"_s);
        QTest::keyClick(line(u"credential"_s), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(says(u"more than one line"_s));
        QVERIFY(!connectButton()->isEnabled());
        QTest::keyClick(line(u"credential"_s), Qt::Key_Return);
        QCOMPARE(m_requested->count(), 0);
        // A line break at the end, as copied from a terminal, is no harm.
        line(u"credential"_s)->clear();
        QGuiApplication::clipboard()->setText(u"abc\n"_s);
        QTest::keyClick(line(u"credential"_s), Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(line(u"credential"_s), Qt::Key_Return);
        QCOMPARE(m_requested->count(), 1);
        QCOMPARE(profile().credential.value(), "abc"_ba);
    }

    void theSecretIsHiddenUntilShown()
    {
        open();
        QCOMPARE(line(u"credential"_s)->echoMode(), QLineEdit::Password);
        auto *show = find<QToolButton>(u"showCredential"_s);
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(line(u"credential"_s)->echoMode(), QLineEdit::Normal);
        QCOMPARE(show->text(), u"Hide"_s);
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(line(u"credential"_s)->echoMode(), QLineEdit::Password);
    }

    void onlyASecretIsWarnedAbout()
    {
        open();
        auto *warning = find<QLabel>(u"secretWarning"_s);
        auto *remember = find<QCheckBox>(u"remember"_s);
        QVERIFY(warning->isVisible());
        QVERIFY(warning->text().contains(u"every conversation"_s));
        QCOMPARE(remember->isVisible(), botline::SecretStore::isAvailable());
        choose(CredentialKind::Token);
        QVERIFY(!warning->isVisible());
        QVERIFY(!remember->isVisible());
        choose(CredentialKind::TokenUrl);
        QVERIFY(!warning->isVisible());
        QVERIFY(!remember->isVisible());
    }

    void connectsWithATokenUrl()
    {
        open();
        choose(CredentialKind::TokenUrl);
        QVERIFY(!line(u"credential"_s)->isVisible());
        QVERIFY(line(u"tokenUrl"_s)->isVisible());
        line(u"tokenUrl"_s)->setText(u"http://bots.example.org/token"_s);
        QVERIFY(says(u"Use https:// for bots.example.org"_s));
        QVERIFY(!connectButton()->isEnabled());
        line(u"tokenUrl"_s)->setText(u"https://bots.example.org/token"_s);
        connectButton()->click();
        QCOMPARE(profile().kind, CredentialKind::TokenUrl);
        QCOMPARE(profile().tokenUrl, QUrl(u"https://bots.example.org/token"_s));
    }

    void theKindIsChosenWithTheKeyboard()
    {
        open();
        auto *secret = find<QAbstractButton>(u"segment%1"_s.arg(int(CredentialKind::Secret)));
        secret->setFocus();
        QTest::keyClick(secret, Qt::Key_Right);
        auto *token = find<QAbstractButton>(u"segment%1"_s.arg(int(CredentialKind::Token)));
        QVERIFY(token->isChecked());
        QCOMPARE(QApplication::focusWidget(), token);
        line(u"credential"_s)->setText(u"abc"_s);
        connectButton()->click();
        QCOMPARE(profile().kind, CredentialKind::Token);
    }

    void regionsAreOffered_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("host");
        QTest::newRow("public") << 0 << u"directline.botframework.com"_s;
        QTest::newRow("Europe") << 1 << u"europe.directline.botframework.com"_s;
        QTest::newRow("India") << 2 << u"india.directline.botframework.com"_s;
        QTest::newRow("US Government") << 3 << u"directline.botframework.azure.us"_s;
    }

    void regionsAreOffered()
    {
        QFETCH(int, index);
        QFETCH(QString, host);
        open();
        line(u"credential"_s)->setText(u"abc"_s);
        find<QComboBox>(u"region"_s)->setCurrentIndex(index);
        QVERIFY(!line(u"serviceUrl"_s)->isVisible());
        connectButton()->click();
        QCOMPARE(profile().serviceUrl.url().host(), host);
        QCOMPARE(profile().serviceUrl.url().path(), u"/v3/directline"_s);
    }

    void anotherServiceIsCheckedWhileTyping()
    {
        open();
        line(u"credential"_s)->setText(u"abc"_s);
        auto *region = find<QComboBox>(u"region"_s);
        region->setCurrentIndex(region->count() - 1);
        QVERIFY(line(u"serviceUrl"_s)->isVisible());
        QVERIFY(!connectButton()->isEnabled());
        line(u"serviceUrl"_s)->setText(u"http://example.org"_s);
        QVERIFY(says(u"only possible for a service on this computer"_s));
        line(u"serviceUrl"_s)->setText(u"http://127.0.0.1:5000/directline"_s);
        QVERIFY(!says(u"only possible"_s));
        connectButton()->click();
        QCOMPARE(profile().serviceUrl.toString(), u"http://127.0.0.1:5000/directline"_s);
    }

    void C029_aReservedIdIsRefusedInWords()
    {
        open();
        choose(CredentialKind::Token);
        line(u"credential"_s)->setText(u"abc"_s);
        line(u"userId"_s)->setText(u"dl_me"_s);
        QVERIFY(line(u"userId"_s)->isVisible()); // the options opened to show it
        QVERIFY(says(u"begin with dl_"_s));
        QVERIFY(!connectButton()->isEnabled());
        line(u"userId"_s)->setText(u"me"_s);
        connectButton()->click();
        QCOMPARE(profile().userId, u"me"_s);
    }

    void theLastConnectionFillsTheFields()
    {
        ConnectionProfile last = own(CredentialKind::TokenUrl);
        last.tokenUrl = QUrl(u"https://bots.example.org/token"_s);
        last.uploadBytes = 250'000'000;
        last.locale = u"de"_s;
        open(last);
        QCOMPARE(QApplication::focusWidget(), line(u"tokenUrl"_s));
        QVERIFY(connectButton()->isEnabled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(profile().kind, last.kind);
        QCOMPARE(profile().serviceUrl, last.serviceUrl);
        QCOMPARE(profile().tokenUrl, last.tokenUrl);
        QCOMPARE(profile().userName, last.userName);
        QCOMPARE(profile().locale, last.locale);
        QCOMPARE(profile().uploadBytes, last.uploadBytes);
    }

    void anotherServiceHasItsOwnUploadLimit()
    {
        ConnectionProfile last = own(CredentialKind::Token);
        last.uploadBytes = 250'000'000;
        open(last);
        line(u"credential"_s)->setText(u"abc"_s);
        find<QComboBox>(u"region"_s)->setCurrentIndex(0);
        connectButton()->click();
        QCOMPARE(profile().uploadBytes, std::nullopt);
    }

    void askingAgainOpensOnTheCredential()
    {
        ConnectionProfile last = own(CredentialKind::Token);
        make(last);
        m_dialog->askAgain(u"The token has expired. <b>Paste</b> a new one."_s);
        activate();
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(bannerText(), u"The token has expired. <b>Paste</b> a new one."_s);
        QCOMPARE(find<QLabel>(u"bannerText"_s)->textFormat(), Qt::PlainText);
        QCOMPARE(QApplication::focusWidget(), line(u"credential"_s));
        QTest::keyClicks(line(u"credential"_s), u"new"_s);
        QTest::keyClick(line(u"credential"_s), Qt::Key_Return);
        QCOMPARE(profile().credential.value(), "new"_ba);
        QCOMPARE(profile().serviceUrl, last.serviceUrl);
    }

    void escapeAndCancelConnectNothing()
    {
        open();
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
        open();
        find<QPushButton>(u"cancel"_s)->click();
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(m_requested->count(), 0);
    }

    void mayBeDeletedByWhoeverConnects()
    {
        open();
        connect(m_dialog.get(), &ConnectDialog::connectRequested, this, [this] {
            m_requested.reset();
            m_dialog->hide();
            m_dialog.release()->deleteLater();
        });
        practice()->click();
        QVERIFY(!m_dialog);
    }

    void withoutAKeychainOneConnectsAllTheSame()
    {
        if (!botline::SecretStore::isAvailable())
            QSKIP("built without QtKeychain");
        open();
        line(u"credential"_s)->setText(u"abc"_s);
        find<QCheckBox>(u"remember"_s)->setChecked(true);
        QVERIFY(find<QLabel>(u"secretWarning"_s)->text().contains(u"keychain"_s));
        connectButton()->click();
        // The keychain says no: the dialog stays and tells.
        QCOMPARE(m_requested->count(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(bannerText().contains(u"You can connect all the same."_s), 30'000);
        QVERIFY(m_dialog->isVisible());
        QVERIFY(!find<QCheckBox>(u"remember"_s)->isChecked());
        QCOMPARE(line(u"credential"_s)->text(), u"abc"_s);
        connectButton()->click();
        QCOMPARE(m_requested->count(), 1);
    }

    void aSlowKeychainIsNotWaitedFor()
    {
        if (!botline::SecretStore::isAvailable())
            QSKIP("built without QtKeychain");
        open();
        line(u"credential"_s)->setText(u"abc"_s);
        find<QCheckBox>(u"remember"_s)->setChecked(true);
        connectButton()->click();
        QCOMPARE(connectButton()->text(), u"Connect without it"_s);
        QVERIFY(!line(u"credential"_s)->isEnabled());
        connectButton()->click();
        QCOMPARE(m_requested->count(), 1);
        QVERIFY(!m_dialog->isVisible());
    }

    void everyFieldHasALabelAndAnExplanation()
    {
        open();
        find<QToolButton>(u"moreOptions"_s)->click();
        for (const QString &name : {u"credential"_s, u"userName"_s, u"userId"_s, u"locale"_s})
            QVERIFY2(!line(name)->accessibleName().isEmpty(), qPrintable(name));
        QVERIFY(!find<QComboBox>(u"region"_s)->accessibleName().isEmpty());
        int buddies = 0;
        for (const QLabel *label : m_dialog->findChildren<QLabel *>())
            buddies += label->buddy() ? 1 : 0;
        QCOMPARE(buddies, 7);
        QTest::keyClick(m_dialog.get(), Qt::Key_N, Qt::AltModifier);
        QCOMPARE(QApplication::focusWidget(), line(u"userName"_s));
        QTest::keyClick(m_dialog.get(), Qt::Key_C, Qt::AltModifier);
        QCOMPARE(QApplication::focusWidget(), line(u"credential"_s));
    }

    void tabStopsOnceInTheKinds_data()
    {
        QTest::addColumn<CredentialKind>("kind");
        QTest::newRow("secret") << CredentialKind::Secret;
        QTest::newRow("token URL") << CredentialKind::TokenUrl;
    }

    void tabStopsOnceInTheKinds()
    {
        QFETCH(CredentialKind, kind);
        open(own(kind));
        const auto *holding = find<QAbstractButton>(u"segment%1"_s.arg(int(kind)));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        QCOMPARE(QApplication::focusWidget(), holding);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        QCOMPARE(QApplication::focusWidget(), practice());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), holding);
    }

    void tabGoesFromTopToBottom()
    {
        open();
        find<QToolButton>(u"moreOptions"_s)->click();
        line(u"credential"_s)->setText(u"abc"_s);
        practice()->setFocus();
        int last = -1;
        QList<const QWidget *> seen;
        for (int i = 0; i < 30; ++i) {
            const QWidget *now = QApplication::focusWidget();
            if (seen.contains(now))
                break;
            seen.append(now);
            const int y = now->mapTo(m_dialog.get(), QPoint(0, now->height() / 2)).y();
            QVERIFY2(y >= last - now->height(), qPrintable(now->objectName()));
            last = y;
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY2(seen.size() >= 10, qPrintable(QString::number(seen.size())));
    }

    void nothingIsCutOffWhenNarrowAndLarge()
    {
        const QFont before = QApplication::font();
        QFont large = before;
        large.setPointSizeF(before.pointSizeF() * 2);
        QApplication::setFont(large);
        open();
        m_dialog->resize(480, 700);
        find<QToolButton>(u"moreOptions"_s)->click();
        line(u"locale"_s)->setText(u"english please"_s);
        QTRY_COMPARE(m_dialog->width(), 480);
        const auto isInside = [this](const QWidget *widget) {
            const int right = widget->mapTo(m_dialog.get(), QPoint(widget->width(), 0)).x();
            return right <= m_dialog->width();
        };
        QTRY_VERIFY(isInside(practice()));
        for (const QLineEdit *edit : m_dialog->findChildren<QLineEdit *>())
            QVERIFY2(!edit->isVisible() || isInside(edit), qPrintable(edit->objectName()));
        QVERIFY(isInside(connectButton()));
        QVERIFY(isInside(find<QToolButton>(u"showCredential"_s)));
        QApplication::setFont(before);
    }
};

QTEST_MAIN(TestConnectDialog)
#include "tst_connectdialog.moc"
