#include "ui/content/linkpolicy.h"

#include <QtTest/QtTest>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace botline;

class tst_LinkPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allows_data();
    void allows();
    void refuses_data();
    void refuses();
    void keepsTheExactAddress();
    void showsTheRealHost_data();
    void showsTheRealHost();
    void asksBeforeOpening();
    void cancelOpensNothing();
    void explainsWhatItRefuses();
    void asksOneQuestionAtATime();
    void tellsWhenNothingOpens();

private:
    static QMessageBox *question(QWidget &window)
    {
        const auto boxes = window.findChildren<QMessageBox *>();
        for (QMessageBox *box : boxes) {
            if (box->isVisible())
                return box;
        }
        return nullptr;
    }
    static QAbstractButton *acceptButton(QMessageBox *box)
    {
        const auto buttons = box->buttons();
        for (QAbstractButton *button : buttons) {
            if (box->buttonRole(button) == QMessageBox::AcceptRole)
                return button;
        }
        return nullptr;
    }
};

void tst_LinkPolicy::allows_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<LinkUse>("use");

    QTest::newRow("https") << u"https://example.org/a?b=c#d"_s << LinkUse::Open;
    QTest::newRow("http") << u"http://example.org"_s << LinkUse::Open;
    QTest::newRow("upper case scheme") << u"HTTPS://example.org/"_s << LinkUse::Open;
    QTest::newRow("port and percent") << u"https://example.org:8443/a%20b"_s << LinkUse::Open;
    QTest::newRow("other letters") << u"https://zażółć.example/gęś"_s << LinkUse::Open;
    QTest::newRow("at sign in the path") << u"https://example.org/@user"_s << LinkUse::Open;
    QTest::newRow("mail") << u"mailto:ada@example.org?subject=Hi"_s << LinkUse::Open;
    QTest::newRow("telephone") << u"tel:+48-123-456"_s << LinkUse::Open;
    QTest::newRow("telephone to call") << u"tel:112"_s << LinkUse::Call;
    QTest::newRow("sign in") << u"https://login.example.org/x"_s << LinkUse::SignIn;
}

void tst_LinkPolicy::allows()
{
    QFETCH(QString, address);
    QFETCH(LinkUse, use);
    QString why = u"old"_s;
    QVERIFY2(allowedLink(address, use, &why).has_value(), qPrintable(why));
    QCOMPARE(why, QString());
}

void tst_LinkPolicy::refuses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<LinkUse>("use");

    const auto open = [](const char *tag, const QString &address) {
        QTest::newRow(tag) << address << LinkUse::Open;
    };
    open("C104 javascript", u"javascript:alert(1)"_s);
    open("C104 javascript in disguise", u"JaVaScRiPt:alert(1)"_s);
    open("C104 file", u"file:///etc/passwd"_s);
    open("C104 data", u"data:text/html,<b>x"_s);
    open("C104 no scheme", u"//host/path"_s);
    open("C104 user info", u"https://www.bank.example@evil.example/"_s);
    open("C104 empty user info", u"https://@evil.example/"_s);
    open("C104 user and password", u"https://a:b@evil.example/"_s);
    open("C104 newline", u"https://example.org/\nx"_s);
    open("C104 nul", u"https://example.org/"_s + QChar(0) + u"x"_s);
    open("C104 tab in scheme", u"java\tscript:alert(1)"_s);
    open("leading blank", u" https://example.org"_s);
    open("trailing blank", u"https://example.org "_s);
    open("no-break space", u"https://example.org"_s + QChar(0xA0));
    open("backslashes", u"https:\\\\example.org"_s);
    open("bidi override", u"https://example.org/\u202Egpj.exe"_s);
    open("zero width", u"https://exam\u200Bple.org/"_s);
    open("vbscript", u"vbscript:x"_s);
    open("settings", u"ms-settings:privacy"_s);
    open("smb", u"smb://host/share"_s);
    open("drive letter", u"C:/Windows/x"_s);
    open("unc", u"\\\\host\\share"_s);
    open("relative", u"page.html"_s);
    open("no host", u"https:///path"_s);
    open("opaque", u"https:example.org"_s);
    open("empty", QString());
    open("mail without address", u"mailto:?subject=x"_s);
    open("mail that attaches", u"mailto:a@b.example?Attach=/etc/passwd"_s);
    open("mail with authority", u"mailto://host/x"_s);
    open("telephone with words", u"tel:call me"_s);
    open("telephone without digits", u"tel:+"_s);
    open("endless", u"https://example.org/"_s + QString(10000, u'x'));

    QTest::newRow("C105 sign in over http") << u"http://login.example.org"_s << LinkUse::SignIn;
    QTest::newRow("C105 sign in by mail") << u"mailto:a@b.example"_s << LinkUse::SignIn;
    QTest::newRow("C105 call a page") << u"https://example.org"_s << LinkUse::Call;
    QTest::newRow("C105 call a bare number") << u"1234567890"_s << LinkUse::Call;
}

void tst_LinkPolicy::refuses()
{
    QFETCH(QString, address);
    QFETCH(LinkUse, use);
    QString why;
    QVERIFY(!allowedLink(address, use, &why).has_value());
    QVERIFY(!why.isEmpty());
    QVERIFY(!why.contains(address) || address.isEmpty());
}

void tst_LinkPolicy::keepsTheExactAddress()
{
    const QString address = u"https://example.org/a%2Fb?x=%26&y=1#f"_s;
    QCOMPARE(allowedLink(address)->toString(QUrl::FullyEncoded), address);
}

void tst_LinkPolicy::showsTheRealHost_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("host");
    QTest::newRow("plain") << u"https://example.org/x"_s << u"example.org"_s;
    QTest::newRow("port") << u"http://127.0.0.1:8080/"_s << u"127.0.0.1:8080"_s;
    // A Cyrillic letter that looks like a Latin one.
    QTest::newRow("look-alike") << u"https://аpple.example/"_s << u"xn--pple-43d.example"_s;
    QTest::newRow("mail") << u"mailto:ada@example.org"_s << u"ada@example.org"_s;
}

void tst_LinkPolicy::showsTheRealHost()
{
    QFETCH(QString, address);
    QTEST(shownHost(QUrl(address)), "host");
}

void tst_LinkPolicy::asksBeforeOpening()
{
    QList<QUrl> opened;
    const LinkOpener opener([&opened](const QUrl &url) {
        opened.append(url);
        return true;
    });
    QWidget window;
    window.show();
    const QString address = u"https://аpple.example/long/"_s + QString(600, u'x');
    opener.requestOpen(address, &window);

    QMessageBox *box = question(window);
    QVERIFY(box);
    QCOMPARE(box->textFormat(), Qt::PlainText);
    QVERIFY(box->text().contains(u"xn--pple-43d.example"_s));
    QCOMPARE(box->detailedText(), address);
    QVERIFY(opened.isEmpty());

    acceptButton(box)->click();
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first(), QUrl(address, QUrl::StrictMode));
    QTRY_VERIFY(!question(window));
}

void tst_LinkPolicy::cancelOpensNothing()
{
    int opened = 0;
    const LinkOpener opener([&opened](const QUrl &) { return ++opened > 0; });
    QWidget window;
    window.show();
    opener.requestOpen(u"https://example.org/short"_s, &window);
    QMessageBox *box = question(window);
    QVERIFY(box);
    QVERIFY(box->informativeText().remove(QChar(0x200B)).contains(u"https://example.org/short"_s));
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!question(window));
    QCOMPARE(opened, 0);
}

void tst_LinkPolicy::explainsWhatItRefuses()
{
    int opened = 0;
    const LinkOpener opener([&opened](const QUrl &) { return ++opened > 0; });
    QWidget window;
    window.show();
    opener.requestOpen(u"javascript:alert(1)"_s, &window);
    QMessageBox *box = question(window);
    QVERIFY(box);
    QVERIFY(box->text().contains(u"javascript"_s));
    QVERIFY(!acceptButton(box) || box->buttons().size() == 1);
    box->buttons().constFirst()->click();
    QCOMPARE(opened, 0);
}

void tst_LinkPolicy::asksOneQuestionAtATime()
{
    const LinkOpener opener([](const QUrl &) { return true; });
    QWidget window;
    window.show();
    opener.requestOpen(u"https://one.example/"_s, &window);
    opener.requestOpen(u"https://two.example/"_s, &window);
    int visible = 0;
    const auto boxes = window.findChildren<QMessageBox *>();
    for (const QMessageBox *box : boxes)
        visible += box->isVisible();
    QCOMPARE(visible, 1);
    QVERIFY(question(window)->text().contains(u"two.example"_s));
}

void tst_LinkPolicy::tellsWhenNothingOpens()
{
    const LinkOpener opener([](const QUrl &) { return false; });
    QWidget window;
    window.show();
    opener.requestOpen(u"https://example.org/"_s, &window);
    acceptButton(question(window))->click();
    QTRY_VERIFY(question(window) && question(window)->icon() == QMessageBox::Warning);
}

QTEST_MAIN(tst_LinkPolicy)
#include "tst_linkpolicy.moc"
