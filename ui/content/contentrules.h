#pragma once

#include "contentloader.h"

#include "app/directline/serviceurl.h"

#include <QtCore/QSet>
#include <QtCore/QUrl>

#include <optional>

namespace botline {

// From where content may be fetched (protocol.md §8.6). A value without state of its own: asked for
// the first address and again for each redirect.
struct ContentRules
{
    enum class Purpose
    {
        Picture, // comes by itself: only from the service's own hosts, unless allowed
        Download, // the person asked for it
    };
    struct Verdict
    {
        ContentLoader::Trouble trouble = ContentLoader::Trouble::None;
        QString message;

        bool isFine() const { return trouble == ContentLoader::Trouble::None; }
    };

    std::optional<directline::ServiceUrl> root;
    bool remoteAllowed = false;

    Verdict judge(const QUrl &url, Purpose purpose) const;
    // The service's own host, one of Direct Line's, or this computer when the service is on it.
    bool isOwnHost(const QString &host) const;
};

// Loopback, link-local, private or otherwise not meant for the open net, written as an address in
// any notation, or a name that stands for this computer.
bool isPrivateHost(const QString &host);

} // namespace botline
