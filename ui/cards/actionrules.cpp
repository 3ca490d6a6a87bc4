#include "actionrules.h"

#include "app/text/singleline.h"
#include "ui/content/activityactions.h"
#include "ui/content/dataurl.h"
#include "ui/content/linkpolicy.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using Kind = directline::CardAction::Kind;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(botline::ActionRules)
};

// "" when the address may be used so.
QString addressRefusal(const QString &address, LinkUse use, bool webOnly)
{
    QString why;
    const std::optional<QUrl> url = allowedLink(address, use, &why);
    if (!url)
        return why;
    if (webOnly && url->scheme() != "https"_L1 && url->scheme() != "http"_L1)
        return Words::tr("This is not a web address.");
    return {};
}

} // namespace

QString actionRefusal(const directline::CardAction &action)
{
    const QString address = action.value.toString();
    switch (action.kind()) {
    case Kind::ImBack:
        return address.isEmpty() && action.title.isEmpty()
            ? Words::tr("This button has nothing to send.")
            : QString();
    case Kind::PostBack:
        return action.value.isUndefined() || action.value.isNull()
            ? Words::tr("This button has nothing to send.")
            : QString();
    case Kind::MessageBack:
        return {};
    case Kind::OpenUrl:
        return addressRefusal(address, LinkUse::Open, false);
    case Kind::SignIn:
        return addressRefusal(address, LinkUse::SignIn, true);
    case Kind::Call:
        return addressRefusal(address, LinkUse::Call, false);
    case Kind::ShowImage:
    case Kind::PlayAudio:
    case Kind::PlayVideo:
        return addressRefusal(address, LinkUse::Open, true);
    case Kind::DownloadFile:
        return DataUrl::isOne(address) ? QString() : addressRefusal(address, LinkUse::Open, true);
    case Kind::Unsupported:
        break;
    }
    const QString type = singleLine(action.type, 60);
    return type.isEmpty() ? Words::tr("This button does not say what it does.")
                          : Words::tr("Botline does not support “%1” buttons.").arg(type);
}

QString actionHost(const directline::CardAction &action)
{
    switch (action.kind()) {
    case Kind::ImBack:
    case Kind::PostBack:
    case Kind::MessageBack:
    case Kind::Unsupported:
        return {};
    default:
        break;
    }
    const auto url = allowedLink(action.value.toString());
    return url ? shownHost(*url).left(200) : QString();
}

} // namespace botline
