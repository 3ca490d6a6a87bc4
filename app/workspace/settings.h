#pragma once

#include "app/conversation/session/connectionprofile.h"

#include <QtCore/QByteArray>

#include <optional>

class QSettings;

namespace botline {

enum class Theme
{
    System,
    Light,
    Dark
};

// What Botline remembers between starts. Never a secret or token (dossier §8.1): lastProfile()
// comes back without its credential, and its token URL without query items that may be keys.
class Settings
{
public:
    explicit Settings(QSettings &store); // must outlive this

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
    QSettings &m_store;
};

// What setLastProfile() keeps of a token URL.
QUrl rememberedTokenUrl(const QUrl &url);

} // namespace botline
