#include "imagebuilder.h"

#include "actionbuilder.h"
#include "blockcontext.h"
#include "cardbuildstate.h"

#include "ui/cards/attachments/filechip.h"
#include "ui/cards/blocks/flowblock.h"
#include "ui/cards/blocks/widgetblock.h"
#include "ui/cards/widgets/cardimage.h"

#include <QtCore/QMimeDatabase>
#include <QtCore/QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

CardImage *ImageBuilder::addImage(const Image &image, const BlockContext &context)
{
    Image shown = image;
    CardImage::Options options;
    options.topEdge = image.size == Image::Size::Banner; // nothing stands above it
    if (image.action && image.action->enabled && ActionBuilder::problem(*image.action).isEmpty()) {
        options.click = image.action->kind == Action::Kind::CardAction
            ? CardImage::Click::WhenLoaded
            : CardImage::Click::Always;
        if (image.action->kind == Action::Kind::CardAction || image.action->title.isEmpty())
            shown.action->tooltip = ActionBuilder::titleAndHint(*image.action);
        else
            shown.action->tooltip = image.action->title;
    }
    auto *widget
        = new CardImage(shown, options, m_state.style.chat(), m_state.content, m_state.host);
    widget->setOverArea(context.area);
    m_state.built.images.push_back(widget);
    if (options.click != CardImage::Click::None) {
        BuiltCard::BuiltAction built;
        built.image = widget;
        m_actions.add(*image.action, std::move(built), context);
    }
    return widget;
}

std::unique_ptr<Block> ImageBuilder::imageBlock(const Image &image, const BlockContext &context)
{
    CardImage *widget = addImage(image, context);
    const bool banner = image.size == Image::Size::Banner;
    const bool fills = banner || (image.size == Image::Size::Stretch && image.width == 0);
    auto block = std::make_unique<WidgetBlock>(
        widget, fills ? Qt::Alignment() : boxAlignment(context.align));
    block->bleeds = banner;
    QObject::connect(widget, &CardImage::sizeChanged, m_state.host,
                     [changed = m_state.changed, raw = block.get()] { changed(raw); });
    return block;
}

std::unique_ptr<Block> ImageBuilder::make(const Image &image, const BlockContext &context)
{
    return imageBlock(image, context);
}

std::unique_ptr<Block> ImageBuilder::make(const ImageSet &set, const BlockContext &context)
{
    if (set.images.empty())
        return nullptr;
    // Stacked, each hides a part of the one before.
    const int spacing = set.stacked ? -m_state.style.px(14) : m_state.style.px(8);
    auto flow = std::make_unique<FlowBlock>(spacing, boxAlignment(context.align));
    for (const Image &image : set.images) {
        if (!m_state.budget.afford(CardBudget::kImage))
            break;
        flow->add(imageBlock(image, context));
        if (set.stacked)
            m_state.built.images.back()->setObjectName(u"stackedImage"_s);
    }
    return flow;
}

std::unique_ptr<Block> ImageBuilder::make(const File &file, const BlockContext &)
{
    // The card says what kind of file it is when the address does not.
    const QMimeType type
        = QMimeDatabase().mimeTypeForFile(QUrl(file.url).fileName(), QMimeDatabase::MatchExtension);
    const bool known = type.isValid() && !type.isDefault();
    auto *chip = new FileChip(file.url, file.name, known ? type.name() : file.mediaType, {},
                              m_state.style.chat(), m_state.content, m_state.host);
    m_state.built.files.push_back(chip);
    return std::make_unique<WidgetBlock>(chip);
}

} // namespace botline::adaptive
