#include "settings.h"

#include "app/conversation/session/storedwords.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSettings>
#include <QtCore/QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr auto kVersion = "schema/version"_L1;
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

// What the version before called otherwise or kept in another form, step by step. Version 1 has the
// keys of version 0; from then on the store says which version it has.
void migrate(QSettings &store, int from)
{
    if (from < 1 && !store.allKeys().isEmpty())
        store.setValue(kVersion, 1);
}

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(botline::Settings)
};

} // namespace

Settings::Settings(QSettings &store) : m_store(store)
{
    bool isNumber = false;
    const int version = m_store.value(kVersion, 0).toInt(&isNumber);
    if (isNumber && version >= 0 && version <= kSchemaVersion)
        migrate(m_store, version);
    else
        m_unsaved.emplace();
}

QString Settings::problem() const
{
    return m_unsaved
        ? Words::tr("The settings were written by a later version of Botline. They are "
                    "left as they are; what you change now lasts until you quit.")
        : QString();
}

QVariant Settings::value(const QString &key, const QVariant &otherwise) const
{
    return m_unsaved ? m_unsaved->value(key, otherwise) : m_store.value(key, otherwise);
}

void Settings::setValue(const QString &key, const QVariant &value)
{
    if (m_unsaved) {
        m_unsaved->insert(key, value);
        return;
    }
    m_store.setValue(kVersion, kSchemaVersion);
    m_store.setValue(key, value);
}

void Settings::removeGroup(const QString &group)
{
    if (m_unsaved)
        m_unsaved->removeIf([&](const std::pair<const QString &, QVariant &> &item) {
            return item.first.startsWith(group + u'/');
        });
    else
        m_store.remove(group);
}

std::optional<ConnectionProfile> Settings::lastProfile() const
{
    const auto text = [this](QLatin1StringView key) {
        return value(kConnection + u'/' + key).toString();
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
    removeGroup(kConnection);
    const auto put = [this](QLatin1StringView key, const QString &value) {
        if (!value.isEmpty())
            setValue(kConnection + u'/' + key, value);
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
        setValue(kWholeTokenUrl, remembered == profile.tokenUrl);
    }
    put("userId"_L1, profile.userId);
    put("userName"_L1, profile.userName);
    put("locale"_L1, profile.locale);
    if (profile.uploadBytes)
        put("uploadBytes"_L1, QString::number(*profile.uploadBytes));
}

void Settings::forgetLastProfile()
{
    removeGroup(kConnection);
}

bool Settings::hasWholeTokenUrl() const
{
    return value(kWholeTokenUrl).toBool();
}

bool Settings::keepsConversations() const
{
    return value(kKeeps, true).toBool();
}

void Settings::setKeepsConversations(bool on)
{
    setValue(kKeeps, on);
}

bool Settings::showsAllActivities() const
{
    return value(kAllActivities, false).toBool();
}

void Settings::setShowsAllActivities(bool on)
{
    setValue(kAllActivities, on);
}

bool Settings::freezesAnswered() const
{
    return value(kFreezes).toBool();
}

void Settings::setFreezesAnswered(bool on)
{
    setValue(kFreezes, on);
}

Theme Settings::theme() const
{
    return valueFor(kThemes, value(kTheme).toString()).value_or(Theme::System);
}

void Settings::setTheme(Theme theme)
{
    setValue(kTheme, wordFor(kThemes, theme));
}

int Settings::zoomPercent() const
{
    bool isNumber = false;
    const int percent = value(kZoom).toInt(&isNumber);
    return isNumber ? std::clamp(percent, 50, 300) : 100;
}

void Settings::setZoomPercent(int percent)
{
    setValue(kZoom, std::clamp(percent, 50, 300));
}

QByteArray Settings::windowGeometry() const
{
    return value(kGeometry).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    setValue(kGeometry, geometry);
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
