#pragma once

#include <QtCore/QString>
#include <QtCore/QUrl>

#include <functional>
#include <optional>

class QWidget;

namespace botline {

// Which addresses from a conversation may be opened (protocol.md §8.5).
enum class LinkUse
{
    Open,
    SignIn,
    Call,
    ShowImage, // in Botline's own viewer
};

// The strictly parsed address when it is allowed for this use: https, http, mailto, tel; SignIn
// only https; Call only tel; ShowImage only https and http. No user info, controls, backslashes,
// outer white space. Else nullopt, and `why` says what is wrong.
std::optional<QUrl> allowedLink(const QString &address, LinkUse use = LinkUse::Open,
                                QString *why = nullptr);

// The host in punycode, for tooltips and confirmations; the address itself for mailto and tel.
QString shownHost(const QUrl &url);

// Opens links after asking: the question shows the full host and the whole address.
class LinkOpener
{
public:
    // `open` hands the validated address to the system; tests pass their own.
    explicit LinkOpener(std::function<bool(const QUrl &)> open);
    LinkOpener(); // QDesktopServices

    // Asks without blocking the event loop and opens on Yes. Refused addresses are explained
    // instead.
    void requestOpen(const QString &address, QWidget *parent, LinkUse use = LinkUse::Open) const;

private:
    std::function<bool(const QUrl &)> m_open;
};

} // namespace botline
