#include "app/localservice/tokenissuer.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::localservice;
using namespace std::chrono_literals;

namespace {

using Verdict = TokenIssuer::Verdict;

constexpr qint64 kStart = 1'772'615'727'318;

} // namespace

class TestTokenIssuer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItMade();
    void embedsTheUser();
    void looksLikeAJwt();
    void expires_data();
    void expires();
    void refusesStrangers_data();
    void refusesStrangers();
    void keepsItsKindsApart();
    void neverMakesTheSameTwice();

private:
    qint64 m_now = kStart;
    const TokenIssuer m_mint{1800s, [this] {
                                 return m_now;
                             }};
};

void TestTokenIssuer::readsWhatItMade()
{
    const TokenIssuer::Bearer bearer
        = m_mint.readConversationToken(m_mint.conversationToken(u"c1"_s, {}));
    QCOMPARE(bearer.verdict, Verdict::Valid);
    QCOMPARE(bearer.conversationId, u"c1"_s);
    QVERIFY(bearer.user.isEmpty());
}

void TestTokenIssuer::embedsTheUser()
{
    const QJsonObject user{{u"id"_s, u"dl_ada"_s}, {u"name"_s, u"Ada Łó"_s}};
    const QByteArray token = m_mint.conversationToken(u"c1"_s, user);
    QCOMPARE(m_mint.readConversationToken(token).user, user);
}

void TestTokenIssuer::looksLikeAJwt()
{
    const QByteArray token = m_mint.conversationToken(u"c1"_s, {{u"id"_s, u"dl_ada"_s}});
    const QList<QByteArray> parts = token.split('.');
    QCOMPARE(parts.size(), 3);
    const auto decoded = [](const QByteArray &part) {
        return QJsonDocument::fromJson(QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding))
            .object();
    };
    QCOMPARE(decoded(parts[0]).value("alg"_L1).toString(), u"HS256"_s);
    const QJsonObject claims = decoded(parts[1]);
    QCOMPARE(claims.value("conv"_L1).toString(), u"c1"_s);
    QCOMPARE(claims.value("user"_L1).toString(), u"dl_ada"_s);
    QCOMPARE(claims.value("exp"_L1).toInteger() - claims.value("nbf"_L1).toInteger(), 1800);
}

void TestTokenIssuer::expires_data()
{
    QTest::addColumn<qint64>("later");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("at once") << qint64(0) << Verdict::Valid;
    QTest::newRow("just before") << qint64(1'800'000) << Verdict::Valid;
    QTest::newRow("a second after") << qint64(1'801'000) << Verdict::Expired;
    QTest::newRow("a day after") << qint64(86'400'000) << Verdict::Expired;
}

void TestTokenIssuer::expires()
{
    QFETCH(qint64, later);
    m_now = kStart;
    const QByteArray token = m_mint.conversationToken(u"c1"_s, {});
    const QByteArray uploadToken = m_mint.uploadToken(u"c1/1"_s);
    m_now += later;
    QTEST(m_mint.readConversationToken(token).verdict, "verdict");
    QTEST(m_mint.checkUploadToken(uploadToken, u"c1/1"_s), "verdict");
}

void TestTokenIssuer::refusesStrangers_data()
{
    const QByteArray good = m_mint.conversationToken(u"c1"_s, {});
    QByteArray otherClaims = good;
    otherClaims.replace(good.indexOf('.') + 4, 1, "A");
    const TokenIssuer otherMint(1800s, [this] { return m_now; });

    QTest::addColumn<QByteArray>("token");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no dots") << QByteArray("secret");
    QTest::newRow("dots only") << QByteArray("..");
    QTest::newRow("no signature") << good.first(good.lastIndexOf('.') + 1);
    QTest::newRow("cut") << good.chopped(1);
    QTest::newRow("longer") << good + 'A';
    QTest::newRow("other claims") << otherClaims;
    QTest::newRow("of another run") << otherMint.conversationToken(u"c1"_s, {});
}

void TestTokenIssuer::refusesStrangers()
{
    QFETCH(QByteArray, token);
    QCOMPARE(m_mint.readConversationToken(token).verdict, Verdict::Unknown);
    QCOMPARE(m_mint.checkUploadToken(token, QString()), Verdict::Unknown);
}

void TestTokenIssuer::keepsItsKindsApart()
{
    const QByteArray uploadToken = m_mint.uploadToken(u"c1/1"_s);
    QCOMPARE(m_mint.checkUploadToken(uploadToken, u"c1/1"_s), Verdict::Valid);
    QCOMPARE(m_mint.checkUploadToken(uploadToken, u"c1/2"_s), Verdict::Unknown);
    QCOMPARE(m_mint.readConversationToken(uploadToken).verdict, Verdict::Unknown);
    const QByteArray token = m_mint.conversationToken(u"c1/1"_s, {});
    QCOMPARE(m_mint.checkUploadToken(token, u"c1/1"_s), Verdict::Unknown);
    QCOMPARE(m_mint.checkUploadToken(token, QString()), Verdict::Unknown);
}

void TestTokenIssuer::neverMakesTheSameTwice()
{
    QVERIFY(m_mint.conversationToken(u"c1"_s, {}) != m_mint.conversationToken(u"c1"_s, {}));
    QVERIFY(randomText(32) != randomText(32));
    QCOMPARE(randomText(32).size(), 43);
}

QTEST_GUILESS_MAIN(TestTokenIssuer)
#include "tst_tokenissuer.moc"
