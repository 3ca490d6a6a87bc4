#pragma once

#include "app/conversation/session/connectionprofile.h"

#include <QtCore/QByteArray>
#include <QtCore/QVariantMap>

#include <optional>

class QSettings;

namespace botline {

enum class Theme
{
    System,
    Light,
    Dark
};

// What Botline remembers between starts. Never a secret or token (protocol.md §8.1): lastProfile()
// comes back without its credential, and its token URL without query items that may be keys.
//
// The store names the version of its schema. One of an earlier version is brought up to date at
// once. One of a later version is neither read, because its values may mean something else, nor
// written: the defaults hold, what is set lasts until this goes, and problem() says so.
class Settings
{
public:
    static constexpr int kSchemaVersion = 1; // 0: before versions were written

    explicit Settings(QSettings &store); // must outlive this

    QString problem() const; // one sentence for people; "" when the store is in use

    std::optional<ConnectionProfile> lastProfile() const;
    void setLastProfile(const ConnectionProfile &profile);
    void forgetLastProfile();
    // The token URL of lastProfile() lacks nothing, so that it can be used without asking.
    bool hasWholeTokenUrl() const;

    bool keepsConversations() const; // on this computer; unless told otherwise they are
    void setKeepsConversations(bool on);
    bool showsAllActivities() const; // also events and traces, for testers
    void setShowsAllActivities(bool on);
    bool freezesAnswered() const; // cards that were submitted; off unless told otherwise
    void setFreezesAnswered(bool on);
    Theme theme() const;
    void setTheme(Theme theme);
    int zoomPercent() const; // 50..300
    void setZoomPercent(int percent);
    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);

private:
    QVariant value(const QString &key, const QVariant &otherwise = {}) const;
    void setValue(const QString &key, const QVariant &value);
    void removeGroup(const QString &group);

    QSettings &m_store;
    std::optional<QVariantMap> m_unsaved; // in place of a store that is left alone
};

// What setLastProfile() keeps of a token URL.
QUrl rememberedTokenUrl(const QUrl &url);

} // namespace botline
