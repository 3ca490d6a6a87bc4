#include "filechip.h"

#include "chiphead.h"

#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/flowblock.h"
#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/blocks/widgetblock.h"
#include "ui/cards/widgets/cardbutton.h"
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

FileChip::FileChip(const QString &address, const QString &name, const QString &mediaType,
                   const QString &thumbnail, const ChatStyle &chatStyle, ContentLoader &content,
                   QWidget *parent)
    : CardPart(chatStyle, parent)
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
    auto *head = new ChipHead(shownName,
                              fileDetails(type, {shownName, url ? url->fileName() : QString()},
                                          carried ? carried->bytes.size() : -1),
                              symbolForType(type), style(), this);
    auto stack = std::make_unique<StackBlock>();
    stack->add(std::make_unique<WidgetBlock>(head));
    if (!thumbnail.isEmpty())
        content.image(thumbnail, px(160), head, [head](const ContentLoader::ImageResult &result) {
            if (!result.image.isNull())
                head->setPicture(result.image);
        });

    QMargins margins(px(12), px(12), px(12), px(12));
    if (web || carried) {
        margins = {px(12), px(10), px(12), px(6)};
        FlowBlock *actions = addLinkRow(*stack, px(4));
        if (web) {
            CardButton *open = addLink(*actions, tr("Open"));
            setPlainToolTip(*open, shownHost(*url).left(200));
            connect(open, &QAbstractButton::clicked, this,
                    [this, address] { Q_EMIT linkRequested(address); });
        }
        connect(addLink(*actions, tr("Save as…")), &QAbstractButton::clicked, this,
                [this, address, shownName] { Q_EMIT saveRequested(address, shownName); });
        if (web)
            connect(addLink(*actions, tr("Copy link")), &QAbstractButton::clicked, this,
                    [address] { QGuiApplication::clipboard()->setText(address); });
    } else {
        if (embedded)
            why = tr("The embedded data is damaged.");
        else if (address.isEmpty())
            why = tr("The bot gave no address for this file.");
        addText(*stack, why, style().small(), colors().muted, px(8));
    }
    auto surface = makeSurface(margins);
    surface->add(std::move(stack));
    setRoot(std::move(surface));
}

} // namespace botline
