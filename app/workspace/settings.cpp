#include "settings.h"

#include "app/conversation/session/storedwords.h"

#include <QtCore/QSettings>
#include <QtCore/QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr auto kConnection = "connection"_L1;
constexpr auto kTheme = "view/theme"_L1;
constexpr auto kAllActivities = "view/allActivities"_L1;
constexpr auto kZoom = "view/zoomPercent"_L1;
constexpr auto kGeometry = "view/geometry"_L1;
constexpr auto kKeeps = "conversations/keep"_L1;
constexpr auto kFreezes = "cards/freezeAnswered"_L1;
constexpr auto kWholeTokenUrl = "connection/wholeTokenUrl"_L1;
constexpr int kLongestPlainValue = 24;

constexpr StoredWords<Theme, 3> kThemes{{
    {"system"_L1, Theme::System},
    {"light"_L1, Theme::Light},
    {"dark"_L1, Theme::Dark},
}};

} // namespace

Settings::Settings(QSettings &store) : m_store(store)
{
}

std::optional<ConnectionProfile> Settings::lastProfile() const
{
    const auto text = [this](QLatin1StringView key) {
        return m_store.value(kConnection + u'/' + key).toString();
    };
    const std::optional<CredentialKind> kind = valueFor(kCredentialKindWords, text("kind"_L1));
    if (!kind)
        return std::nullopt;
    ConnectionProfile profile;
    profile.kind = *kind;
    if (*kind != CredentialKind::Practice) {
        const auto serviceUrl = directline::ServiceUrl::parse(text("serviceUrl"_L1));
        if (!serviceUrl)
            return std::nullopt;
        profile.serviceUrl = *serviceUrl;
    }
    profile.tokenUrl = QUrl(text("tokenUrl"_L1), QUrl::StrictMode);
    profile.userId = text("userId"_L1);
    profile.userName = text("userName"_L1);
    profile.locale = text("locale"_L1);
    profile.conversationId = text("conversationId"_L1);
    bool isNumber = false;
    const qint64 uploadBytes = text("uploadBytes"_L1).toLongLong(&isNumber);
    if (isNumber && uploadBytes > 0)
        profile.uploadBytes = uploadBytes;
    return profile;
}

void Settings::setLastProfile(const ConnectionProfile &profile)
{
    m_store.remove(kConnection);
    const auto put = [this](QLatin1StringView key, const QString &value) {
        if (!value.isEmpty())
            m_store.setValue(kConnection + u'/' + key, value);
    };
    put("kind"_L1, wordFor(kCredentialKindWords, profile.kind));
    // The practice service has another port each time.
    if (profile.kind != CredentialKind::Practice) {
        put("serviceUrl"_L1, profile.serviceUrl.toString());
        put("conversationId"_L1, profile.conversationId);
    }
    if (profile.kind == CredentialKind::TokenUrl) {
        const QUrl remembered = rememberedTokenUrl(profile.tokenUrl);
        put("tokenUrl"_L1, remembered.toString(QUrl::FullyEncoded));
        m_store.setValue(kWholeTokenUrl, remembered == profile.tokenUrl);
    }
    put("userId"_L1, profile.userId);
    put("userName"_L1, profile.userName);
    put("locale"_L1, profile.locale);
    if (profile.uploadBytes)
        put("uploadBytes"_L1, QString::number(*profile.uploadBytes));
}

void Settings::forgetLastProfile()
{
    m_store.remove(kConnection);
}

bool Settings::hasWholeTokenUrl() const
{
    return m_store.value(kWholeTokenUrl).toBool();
}

bool Settings::keepsConversations() const
{
    return m_store.value(kKeeps, true).toBool();
}

void Settings::setKeepsConversations(bool on)
{
    m_store.setValue(kKeeps, on);
}

bool Settings::showsAllActivities() const
{
    return m_store.value(kAllActivities, false).toBool();
}

void Settings::setShowsAllActivities(bool on)
{
    m_store.setValue(kAllActivities, on);
}

bool Settings::freezesAnswered() const
{
    return m_store.value(kFreezes).toBool();
}

void Settings::setFreezesAnswered(bool on)
{
    m_store.setValue(kFreezes, on);
}

Theme Settings::theme() const
{
    return valueFor(kThemes, m_store.value(kTheme).toString()).value_or(Theme::System);
}

void Settings::setTheme(Theme theme)
{
    m_store.setValue(kTheme, wordFor(kThemes, theme));
}

int Settings::zoomPercent() const
{
    bool isNumber = false;
    const int percent = m_store.value(kZoom).toInt(&isNumber);
    return isNumber ? std::clamp(percent, 50, 300) : 100;
}

void Settings::setZoomPercent(int percent)
{
    m_store.setValue(kZoom, std::clamp(percent, 50, 300));
}

QByteArray Settings::windowGeometry() const
{
    return m_store.value(kGeometry).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_store.setValue(kGeometry, geometry);
}

// Some token addresses carry a key ("?code=…"). Only what is plainly none stays, such as
// api-version=2022-03-01-preview.
QUrl rememberedTokenUrl(const QUrl &url)
{
    QUrl remembered = url;
    remembered.setUserInfo({});
    remembered.setFragment({});
    QUrlQuery kept;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyEncoded)) {
        if (name.endsWith("version"_L1, Qt::CaseInsensitive) && value.size() <= kLongestPlainValue)
            kept.addQueryItem(name, value);
    }
    remembered.setQuery(kept.isEmpty() ? QString() : kept.query(QUrl::FullyEncoded));
    return remembered;
}

} // namespace botline
