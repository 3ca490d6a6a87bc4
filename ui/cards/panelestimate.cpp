#include "panelestimate.h"

#include "attachmentparts.h"

#include "app/adaptive/attachedcard.h"
#include "app/adaptive/cardtitles.h"
#include "app/conversation/model/activityentry.h"
#include "app/directline/messageentities.h"
#include "ui/style/chatstyle.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// Design pixels.
constexpr int kSourcesHead = 40;
constexpr int kSource = 56;
constexpr int kLine = 22;
constexpr int kButton = 40;
constexpr int kChip = 90;
constexpr int kPicture = 248;
constexpr int kBanner = 190;
constexpr int kPadding = 24;
constexpr int kGap = 8;
constexpr int kImage = 110;
constexpr int kFact = 26;
constexpr int kField = 44;
constexpr int kLabelledField = 70;
constexpr int kNote = 36;
constexpr int kCellPadding = 12;
constexpr int kButtonGap = 12;
constexpr int kCharacters = 42; // in a line of a card

int lines(const QString &text)
{
    return text.isEmpty() ? 0 : int(text.size()) / kCharacters + 1;
}

// What takes room in a card, wherever it stands.
struct Height
{
    int operator()(const adaptive::Note &) const { return kNote; }
    int operator()(const adaptive::TextBlock &block) const
    {
        const int most = block.wrap ? lines(block.text) : 1;
        return kGap + kLine * (block.maxLines > 0 ? std::min(block.maxLines, most) : most);
    }
    int operator()(const adaptive::RichText &rich) const
    {
        qsizetype characters = 0;
        for (const adaptive::TextRun &run : rich.runs)
            characters += run.text.size();
        return kGap + kLine * (int(characters) / kCharacters + 1);
    }
    int operator()(const adaptive::Image &image) const
    {
        if (image.size == adaptive::Image::Size::Banner)
            return kBanner;
        return image.height > 0 ? kGap + image.height : kImage;
    }
    int operator()(const adaptive::ImageSet &set) const { return set.images.empty() ? 0 : kImage; }
    int operator()(const adaptive::Container &container) const
    {
        return std::max(container.minHeight, elements(container.items));
    }
    int operator()(const adaptive::ColumnSet &set) const
    {
        int height = set.minHeight;
        for (const adaptive::Column &column : set.columns) {
            if (column.visible)
                height = std::max(height, (*this)(column.content));
        }
        return kGap + height;
    }
    int operator()(const adaptive::FactSet &set) const
    {
        return kGap + kFact * int(set.facts.size());
    }
    int operator()(const adaptive::Table &table) const
    {
        int height = kGap;
        for (const adaptive::Table::Row &row : table.rows) {
            int highest = 0;
            for (const adaptive::Container &cell : row.cells)
                highest = std::max(highest, (*this)(cell));
            height += kCellPadding + highest;
        }
        return height;
    }
    int operator()(const adaptive::ActionSet &set) const { return buttons(set.actions); }
    int operator()(const adaptive::Input &input) const
    {
        return adaptive::labelOf(input).isEmpty() ? kField : kLabelledField;
    }
    int operator()(const adaptive::File &) const { return kGap + kChip; }

    int elements(const std::vector<adaptive::Element> &elements) const
    {
        int height = 0;
        for (const adaptive::Element &element : elements) {
            if (element.visible)
                height += std::visit(*this, element.content);
        }
        return height;
    }
    // Few of them share a row.
    static int buttons(const std::vector<adaptive::Action> &actions)
    {
        const int count = int(actions.size());
        if (count == 0)
            return 0;
        return kButtonGap + (count <= 2 ? 1 : count) * kButton;
    }
};

int cardHeight(const adaptive::Card &card)
{
    const Height height;
    int inside = height.elements(card.body) + Height::buttons(card.actions);
    if (adaptive::showsFallbackText(card))
        inside += kLine * lines(card.fallbackText);
    return kPadding + std::max(card.minHeight, inside);
}

int attachmentHeight(const directline::Attachment &attachment)
{
    if (const auto card
        = adaptive::attachedCard(attachment, adaptive::TextFormat::Markdown)) // of equal height
        return cardHeight(*card);
    if (attachment.isInlineImage())
        return kPicture;
    if (attachment.content.isString())
        return kPadding + kLine * lines(attachment.content.toString());
    return attachment.contentUrl.isEmpty() ? 62 : kChip;
}

} // namespace

int estimatePanel(const ActivityEntry &entry, int width, const ChatStyle &style)
{
    if (width <= 0)
        return 0;
    int height = 0;
    if (!entry.files.isEmpty()) {
        for (const StagedFile &file : entry.files)
            height += file.contentType.startsWith("image/"_L1) ? kPicture + 64 : 64;
        return style.px(height);
    }
    const QList<directline::Attachment> &all = entry.activity.attachments;
    const bool sideBySide = entry.activity.attachmentLayout == "carousel"_L1 && all.size() > 1;
    for (qsizetype i = 0; i < std::min<qsizetype>(all.size(), kMaxAttachments); ++i) {
        const int one = attachmentHeight(all.at(i));
        height = sideBySide ? std::max(height, one) : height + one + (i > 0 ? 8 : 0);
    }
    const qsizetype sources
        = entry.activity.entities.isEmpty() ? 0 : directline::citationsOf(entry.activity).size();
    if (sources > 0)
        height += kSourcesHead + kSource * int(sources);
    return style.px(height + (sideBySide ? 36 : 0));
}

} // namespace botline
