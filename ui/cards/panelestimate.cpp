#include "panelestimate.h"

#include "attachmentparts.h"

#include "app/conversation/model/activityentry.h"
#include "app/directline/messageentities.h"
#include "app/directline/richcard.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QJsonArray>

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
constexpr int kCharacters = 42; // in a line of a card

int lines(const QString &text)
{
    return text.isEmpty() ? 0 : int(text.size()) / kCharacters + 1;
}

int cardHeight(const directline::RichCard &card)
{
    using Kind = directline::RichCard::Kind;
    int height = 24 + kLine * (lines(card.title) + lines(card.subtitle) + lines(card.text));
    if (!card.images.isEmpty())
        height += card.kind == Kind::Thumbnail ? 20 : kBanner;
    height += int(card.facts.size()) * 26 + int(card.items.size()) * 90;
    height += int(card.media.size()) * (kChip + 8);
    // Few of them share a row.
    const int buttons = int(card.buttons.size());
    height += buttons <= 2 ? (buttons > 0 ? kButton + 12 : 0) : buttons * kButton + 12;
    return height;
}

// An Adaptive Card: what takes room in it, wherever it stands.
int adaptiveHeight(const QJsonValue &value, int depth)
{
    if (depth > 16)
        return 0;
    int height = 0;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            height += adaptiveHeight(item, depth + 1);
        return height;
    }
    const QJsonObject object = value.toObject();
    const QString type = object.value("type"_L1).toString();
    if (type == "TextBlock"_L1)
        return 8 + kLine * lines(object.value("text"_L1).toString());
    if (type == "Image"_L1)
        return 110;
    if (type == "FactSet"_L1)
        return 8 + 26 * int(object.value("facts"_L1).toArray().size());
    if (type.startsWith("Input."_L1))
        return object.contains("label"_L1) ? 70 : 44;
    if (type == "ColumnSet"_L1) {
        const QJsonArray columns = object.value("columns"_L1).toArray();
        for (const QJsonValue &column : columns)
            height
                = std::max(height, adaptiveHeight(column.toObject().value("items"_L1), depth + 1));
        return height + 8;
    }
    height += adaptiveHeight(object.value("body"_L1), depth + 1);
    height += adaptiveHeight(object.value("items"_L1), depth + 1);
    if (!object.value("actions"_L1).toArray().isEmpty())
        height += kButton + 12;
    return height;
}

int attachmentHeight(const directline::Attachment &attachment)
{
    if (const auto card = directline::RichCard::fromAttachment(attachment))
        return cardHeight(*card);
    if (attachment.isCard())
        return 24 + adaptiveHeight(attachment.content, 0);
    if (attachment.isInlineImage())
        return kPicture;
    if (attachment.content.isString())
        return 24 + kLine * lines(attachment.content.toString());
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
