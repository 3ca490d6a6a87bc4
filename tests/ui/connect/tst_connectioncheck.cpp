#include "ui/connect/connectioncheck.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using botline::checkConnection;
using botline::ConnectionCheck;
using botline::ConnectionInput;
using botline::CredentialKind;

namespace {

const QDateTime kNow(QDate(2026, 3, 4), QTime(12, 0), Qt::UTC);

QString jwt(const QJsonObject &claims)
{
    const auto piece = [](const QByteArray &json) {
        return QString::fromLatin1(
            json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    };
    return piece(R"({"alg":"RS256"})") + u'.'
        + piece(QJsonDocument(claims).toJson(QJsonDocument::Compact)) + u".sig"_s;
}

ConnectionInput input(CredentialKind kind)
{
    return {.kind = kind,
            .credential = u"abc.DEF-123"_s,
            .tokenUrl = u"https://bots.example.org/token"_s,
            .serviceUrl = u"https://directline.botframework.com"_s,
            .userId = {},
            .userName = {},
            .locale = {}};
}

} // namespace

class TestConnectionCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAProfile()
    {
        ConnectionInput filled = input(CredentialKind::Secret);
        filled.credential = u" abc.DEF-123\n"_s; // as copied from a terminal
        filled.userId = u" user-7 "_s;
        filled.userName = u"Ada"_s;
        filled.locale = u"pl-PL"_s;
        const ConnectionCheck check = checkConnection(filled, kNow);
        QVERIFY(check.profile);
        QCOMPARE(check.profile->kind, CredentialKind::Secret);
        QCOMPARE(check.profile->credential.value(), "abc.DEF-123"_ba);
        QCOMPARE(check.profile->serviceUrl.toString(),
                 u"https://directline.botframework.com/v3/directline"_s);
        QCOMPARE(check.profile->userId, u"user-7"_s);
        QCOMPARE(check.profile->userName, u"Ada"_s);
        QCOMPARE(check.profile->locale, u"pl-PL"_s);
    }

    void aTokenUrlNeedsNoCredential()
    {
        ConnectionInput filled = input(CredentialKind::TokenUrl);
        filled.credential = u"left over\nfrom before"_s;
        const ConnectionCheck check = checkConnection(filled, kNow);
        QVERIFY(check.profile);
        QVERIFY(check.profile->credential.isEmpty());
        QCOMPARE(check.profile->tokenUrl, QUrl(u"https://bots.example.org/token"_s));
    }

    void credentialsAreCheckedInWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QString() << u"empty"_s;
        QTest::newRow("blank") << u"   "_s << u"empty"_s;
        QTest::newRow("C115 two lines") << u"abc\ndef"_s << u"more than one line"_s;
        QTest::newRow("C115 CR LF") << u"abc\r\nX-Header: 1"_s << u"more than one line"_s;
        QTest::newRow("blanks inside") << u"Bearer abc"_s << u"blanks"_s;
        QTest::newRow("not ASCII") << u"abcé"_s << u"characters"_s;
        QTest::newRow("NUL") << u"ab"_s + QChar(0) + u"c"_s << u"characters"_s;
        QTest::newRow("endless") << QString(20'000, u'a') << u"too long"_s;
    }

    void credentialsAreCheckedInWords()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        for (const CredentialKind kind : {CredentialKind::Secret, CredentialKind::Token}) {
            ConnectionInput filled = input(kind);
            filled.credential = text;
            const ConnectionCheck check = checkConnection(filled, kNow);
            QVERIFY(!check.profile);
            QVERIFY2(check.credential.contains(words), qPrintable(check.credential));
            // Never repeated in a sentence that may be read by others.
            QVERIFY(text.trimmed().isEmpty() || !check.credential.contains(text.trimmed()));
        }
    }

    void serviceUrlsAreCheckedInWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QString() << u"empty"_s;
        QTest::newRow("no scheme") << u"directline.botframework.com"_s << u"https://"_s;
        QTest::newRow("C004 http to a foreign host")
            << u"http://example.org"_s << u"only possible for a service on this computer"_s;
        QTest::newRow("other scheme") << u"ftp://example.org"_s << u"https://"_s;
        QTest::newRow("user info") << u"https://u:p@example.org"_s << u"@"_s;
        QTest::newRow("query") << u"https://example.org/?a=b"_s << u"question mark"_s;
        QTest::newRow("no host") << u"https://"_s << u"no web address"_s;
    }

    void serviceUrlsAreCheckedInWords()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        for (const CredentialKind kind : {CredentialKind::Secret, CredentialKind::TokenUrl}) {
            ConnectionInput filled = input(kind);
            filled.serviceUrl = text;
            const ConnectionCheck check = checkConnection(filled, kNow);
            QVERIFY(!check.profile);
            QVERIFY2(check.serviceUrl.contains(words), qPrintable(check.serviceUrl));
        }
    }

    void servicesOnThisComputerMayUseHttp()
    {
        for (const QString &url : {u"http://localhost:3978"_s,
                                   u"http://127.0.0.1:5000/directline"_s, u"http://[::1]:80"_s}) {
            ConnectionInput filled = input(CredentialKind::Secret);
            filled.serviceUrl = url;
            QVERIFY2(checkConnection(filled, kNow).profile, qPrintable(url));
        }
    }

    void tokenUrlsAreCheckedInWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words"); // "" -> fine
        QTest::newRow("fine") << u" https://bots.example.org/t?api-version=1 "_s << QString();
        QTest::newRow("this computer") << u"http://localhost:8080/token"_s << QString();
        QTest::newRow("empty") << QString() << u"empty"_s;
        QTest::newRow("no scheme") << u"bots.example.org/token"_s << u"https://"_s;
        QTest::newRow("http to a foreign host")
            << u"http://bots.example.org/token"_s << u"Use https:// for bots.example.org"_s;
        QTest::newRow("two lines")
            << u"https://a.example\nhttps://b.example"_s << u"more than one line"_s;
        QTest::newRow("other scheme") << u"file:///etc/passwd"_s << u"no web address"_s;
        QTest::newRow("script") << u"javascript://x.example/%0aalert(1)"_s << u"https://"_s;
        QTest::newRow("password") << u"https://u:p@bots.example.org/t"_s << u"password"_s;
        QTest::newRow("no host") << u"https:///token"_s << u"no web address"_s;
        QTest::newRow("blanks") << u"https://bots.example.org/a b"_s << u"no web address"_s;
    }

    void tokenUrlsAreCheckedInWords()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        ConnectionInput filled = input(CredentialKind::TokenUrl);
        filled.tokenUrl = text;
        const ConnectionCheck check = checkConnection(filled, kNow);
        QCOMPARE(check.profile.has_value(), words.isEmpty());
        QCOMPARE(check.tokenUrl.isEmpty(), words.isEmpty());
        QVERIFY2(check.tokenUrl.contains(words), qPrintable(check.tokenUrl));
        // It does not matter for the others.
        filled.kind = CredentialKind::Token;
        QVERIFY(checkConnection(filled, kNow).profile);
    }

    void C029_reservedIdsNeedTheirToken_data()
    {
        QTest::addColumn<CredentialKind>("kind");
        QTest::addColumn<QString>("credential");
        QTest::addColumn<QString>("userId");
        QTest::addColumn<bool>("accepted");
        const QString token = jwt({{u"user"_s, u"dl_ada"_s}});
        QTest::newRow("token of another user")
            << CredentialKind::Token << token << u"dl_eve"_s << false;
        QTest::newRow("token of this user")
            << CredentialKind::Token << token << u"dl_ada"_s << true;
        QTest::newRow("opaque token") << CredentialKind::Token << u"abc"_s << u"dl_ada"_s << false;
        QTest::newRow("with blanks") << CredentialKind::Token << u"abc"_s << u" dl_ada"_s << false;
        QTest::newRow("token URL") << CredentialKind::TokenUrl << QString() << u"dl_ada"_s << false;
        QTest::newRow("token made from a secret")
            << CredentialKind::Secret << u"abc"_s << u"dl_ada"_s << true;
        QTest::newRow("practice") << CredentialKind::Practice << QString() << u"dl_ada"_s << true;
        QTest::newRow("own id") << CredentialKind::Token << u"abc"_s << u"user-dl_1"_s << true;
    }

    void C029_reservedIdsNeedTheirToken()
    {
        QFETCH(CredentialKind, kind);
        QFETCH(QString, credential);
        QFETCH(QString, userId);
        QFETCH(bool, accepted);
        ConnectionInput filled = input(kind);
        filled.credential = credential;
        filled.userId = userId;
        const ConnectionCheck check = checkConnection(filled, kNow);
        QCOMPARE(check.profile.has_value(), accepted);
        QCOMPARE(check.userId.isEmpty(), accepted);
        QVERIFY(accepted || check.userId.contains(u"dl_"_s));
    }

    void theOtherFieldsAreCheckedInWords_data()
    {
        QTest::addColumn<QString>("userId");
        QTest::addColumn<QString>("userName");
        QTest::addColumn<QString>("locale");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("all empty") << QString() << QString() << QString() << true;
        QTest::newRow("script and region") << QString() << QString() << u"zh-Hant-TW"_s << true;
        QTest::newRow("language only") << QString() << QString() << u"en"_s << true;
        QTest::newRow("words") << QString() << QString() << u"english please"_s << false;
        QTest::newRow("underscore") << QString() << QString() << u"en_US"_s << false;
        QTest::newRow("header in locale") << QString() << QString() << u"en\r\nX: 1"_s << false;
        QTest::newRow("two lines of id") << u"a\nb"_s << QString() << QString() << false;
        QTest::newRow("two lines of name") << QString() << u"a\u2028b"_s << QString() << false;
        QTest::newRow("endless name") << QString() << QString(300, u'x') << QString() << false;
        QTest::newRow("name with an emoji") << QString() << u"Ada 🎉"_s << QString() << true;
    }

    void theOtherFieldsAreCheckedInWords()
    {
        QFETCH(QString, userId);
        QFETCH(QString, userName);
        QFETCH(QString, locale);
        QFETCH(bool, accepted);
        for (const CredentialKind kind : {CredentialKind::Secret, CredentialKind::Practice}) {
            ConnectionInput filled = input(kind);
            filled.userId = userId;
            filled.userName = userName;
            filled.locale = locale;
            const ConnectionCheck check = checkConnection(filled, kNow);
            QCOMPARE(check.profile.has_value(), accepted);
            const QString words = check.userId + check.userName + check.locale;
            QCOMPARE(words.isEmpty(), accepted);
        }
    }

    void mixedUpAndExpiredTokensAreNoted()
    {
        const qint64 now = kNow.toSecsSinceEpoch();
        ConnectionInput filled = input(CredentialKind::Secret);
        filled.credential = jwt({{u"conv"_s, u"c1"_s}, {u"exp"_s, now + 60}});
        ConnectionCheck check = checkConnection(filled, kNow);
        QVERIFY(check.profile);
        QVERIFY2(check.credentialNote.contains(u"looks like a token"_s),
                 qPrintable(check.credentialNote));

        filled.kind = CredentialKind::Token;
        check = checkConnection(filled, kNow);
        QVERIFY(check.profile);
        QCOMPARE(check.credentialNote, QString());

        filled.credential = jwt({{u"exp"_s, now - 1}});
        check = checkConnection(filled, kNow);
        QVERIFY(check.profile); // the clocks may differ: only the service knows
        QVERIFY2(check.credentialNote.contains(u"expired"_s), qPrintable(check.credentialNote));
    }

    void keysInTokenUrlsAreNoted()
    {
        ConnectionInput filled = input(CredentialKind::TokenUrl);
        QCOMPARE(checkConnection(filled, kNow).tokenUrlNote, QString());
        filled.tokenUrl = u"https://bots.example.org/token?code=abcdef"_s;
        const ConnectionCheck check = checkConnection(filled, kNow);
        QVERIFY(check.tokenUrlNote.contains(u"not remember"_s));
        QCOMPARE(check.profile->tokenUrl.query(), u"code=abcdef"_s);
    }
};

QTEST_GUILESS_MAIN(TestConnectionCheck)
#include "tst_connectioncheck.moc"
