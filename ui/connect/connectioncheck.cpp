#include "connectioncheck.h"

#include "app/workspace/settings.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qsizetype kLongestName = 256;

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::ConnectDialog)
};

bool isOneLine(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator;
    });
}

QString nameProblem(const QString &text)
{
    if (!isOneLine(text))
        return Translations::tr("This has more than one line. Type it in one line.");
    if (text.size() > kLongestName)
        return Translations::tr("This is too long. Use up to %1 characters.").arg(kLongestName);
    return {};
}

// Ids that begin with dl_ count only when a token carries them (protocol.md §1.6, C029). With a
// secret we make that token ourselves.
QString userIdProblem(const ConnectionInput &input, const directline::TokenHints &hints)
{
    const QString id = input.userId.trimmed();
    if (const QString problem = nameProblem(id); !problem.isEmpty())
        return problem;
    const bool madeByUs
        = input.kind == CredentialKind::Secret || input.kind == CredentialKind::Practice;
    if (id.startsWith("dl_"_L1) && !madeByUs && id != hints.user)
        return Translations::tr("Ids that begin with dl_ come with a token, this one does not. "
                                "Choose another, or leave it empty.");
    return {};
}

QString localeProblem(const QString &locale)
{
    static const QRegularExpression tag(u"\\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\\z"_s);
    if (locale.isEmpty() || tag.match(locale).hasMatch())
        return {};
    return Translations::tr("This is no language tag. Use one such as en-US or pl-PL, or leave it "
                            "empty.");
}

QString tokenUrlProblem(const QString &text, const QUrl &url)
{
    if (text.isEmpty())
        return Translations::tr("The token URL is empty. Paste the address that issues tokens for "
                                "your bot.");
    if (!isOneLine(text))
        return Translations::tr("The token URL has more than one line. Paste only one line.");
    if (!text.contains("://"_L1))
        return Translations::tr("The token URL must begin with https://.");
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0)
        return Translations::tr("This is no web address. Copy it again from where you got it.");
    const bool isHere = directline::isLoopbackHost(url.host());
    if (url.scheme() == "http"_L1 && !isHere)
        return Translations::tr("http:// is only possible for a service on this computer, as "
                                "others could read the token. Use https:// for %1.")
            .arg(url.host());
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return Translations::tr("The token URL must begin with https://.");
    if (!url.userInfo().isEmpty())
        return Translations::tr("The token URL must not contain a user name or password. Remove "
                                "the part before the @.");
    return {};
}

// A hint for those who mixed up their clipboard, or came back too late.
QString credentialNote(CredentialKind kind, const directline::TokenHints &hints,
                       const QDateTime &nowUtc)
{
    const bool isToken = !hints.conversation.isEmpty() || hints.expiresAt.isValid();
    if (kind == CredentialKind::Secret && isToken)
        return Translations::tr("This looks like a token. If it is one, choose Token above.");
    if (kind == CredentialKind::Token && hints.expiresAt.isValid() && hints.expiresAt <= nowUtc)
        return Translations::tr("This token expired on %1. You will probably need a new one.")
            .arg(QLocale().toString(hints.expiresAt.toLocalTime(), QLocale::ShortFormat));
    return {};
}

} // namespace

ConnectionCheck checkConnection(const ConnectionInput &input, const QDateTime &nowUtc)
{
    ConnectionCheck check;
    ConnectionProfile profile;
    profile.kind = input.kind;
    directline::TokenHints hints;
    if (input.kind == CredentialKind::Secret || input.kind == CredentialKind::Token) {
        if (const auto bearer = directline::Bearer::parse(input.credential, &check.credential)) {
            profile.credential = *bearer;
            hints = directline::tokenHints(*bearer);
            check.credentialNote = credentialNote(input.kind, hints, nowUtc);
        }
    }
    if (input.kind == CredentialKind::TokenUrl) {
        const QString text = input.tokenUrl.trimmed();
        profile.tokenUrl = QUrl(text, QUrl::StrictMode);
        check.tokenUrl = tokenUrlProblem(text, profile.tokenUrl);
        if (check.tokenUrl.isEmpty() && rememberedTokenUrl(profile.tokenUrl) != profile.tokenUrl)
            check.tokenUrlNote = Translations::tr("The part after the question mark may be a key, "
                                                  "so Botline will not remember it.");
    }
    if (input.kind != CredentialKind::Practice) {
        if (const auto url = directline::ServiceUrl::parse(input.serviceUrl, &check.serviceUrl))
            profile.serviceUrl = *url;
    }
    profile.userId = input.userId.trimmed();
    profile.userName = input.userName.trimmed();
    profile.locale = input.locale.trimmed();
    check.userId = userIdProblem(input, hints);
    check.userName = nameProblem(profile.userName);
    check.locale = localeProblem(profile.locale);

    const auto problems = {check.credential, check.tokenUrl, check.serviceUrl,
                           check.userId,     check.userName, check.locale};
    if (std::all_of(problems.begin(), problems.end(),
                    [](const QString &problem) { return problem.isEmpty(); }))
        check.profile = profile;
    return check;
}

} // namespace botline
