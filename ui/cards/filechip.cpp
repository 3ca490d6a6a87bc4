#include "filechip.h"

#include "actionbuttons.h"
#include "cardtext.h"
#include "chiphead.h"

#include "ui/content/activityactions.h"
#include "ui/content/contentloader.h"
#include "ui/content/dataurl.h"
#include "ui/content/linkpolicy.h"
#include "ui/style/plaintooltip.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qint64 kMaxDataBytes = 64 * 1024 * 1024; // more does not fit into an activity anyway

} // namespace

FileChip::FileChip(const CardContextPtr &context, const QString &address, const QString &name,
                   const QString &mediaType, const QString &thumbnail, QWidget *parent)
    : Surface(context, parent)
{
    const bool embedded = DataUrl::isOne(address);
    QString why;
    const std::optional<QUrl> url
        = embedded ? std::nullopt : allowedLink(address, LinkUse::Open, &why);
    const bool web = url && (url->scheme() == "https"_L1 || url->scheme() == "http"_L1);
    const auto carried = embedded ? DataUrl::parse(address, kMaxDataBytes) : std::nullopt;

    QString shownName = name;
    if (shownName.trimmed().isEmpty() && url)
        shownName = url->fileName();
    if (shownName.trimmed().isEmpty())
        shownName = tr("Unnamed file");
    const QString type = mediaType.isEmpty() && carried ? carried->mediaType : mediaType;
    auto *head = new ChipHead(context, shownName,
                              fileDetails(type, {shownName, url ? url->fileName() : QString()},
                                          carried ? carried->bytes.size() : -1),
                              symbolForType(type));
    add(head);
    if (!thumbnail.isEmpty())
        context->content.image(thumbnail, px(160), head,
                               [head](const ContentLoader::ImageResult &result) {
                                   if (!result.image.isNull())
                                       head->setPicture(result.image);
                               });

    auto *actions = new ActionButtons(context);
    using Look = ActionButton::Look;
    if (web) {
        ActionButton *open = actions->add(tr("Open"), Look::Link);
        setPlainToolTip(*open, shownHost(*url).left(200));
        connect(open, &QPushButton::clicked, this,
                [this, address] { this->context().actions.openLink(address); });
    }
    if (web || carried) {
        connect(actions->add(tr("Save as…"), Look::Link), &QPushButton::clicked, this,
                [this, address, shownName] { this->context().actions.save(address, shownName); });
    }
    if (web) {
        connect(actions->add(tr("Copy link"), Look::Link), &QPushButton::clicked, this,
                [address] { QGuiApplication::clipboard()->setText(address); });
    }
    if (!actions->isEmpty()) {
        // Their words begin where the name begins, the padding hangs out to the left.
        add(actions, px(4));
        setMargins({px(12), px(10), px(12), px(6)});
        return;
    }
    delete actions;
    if (embedded)
        why = tr("The embedded data is damaged.");
    else if (address.isEmpty())
        why = tr("The bot gave no address for this file.");
    add(new CardText(context, why, CardText::Format::Literal, {style().small(), colors().muted}));
}

} // namespace botline
