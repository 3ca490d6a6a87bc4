#include "attachmentparts.h"

#include "app/adaptive/richcardmapping.h"
#include "app/directline/richcard.h"
#include "app/text/singleline.h"
#include "ui/cards/adaptive/adaptivecardwidget.h"
#include "ui/cards/attachments/cardframe.h"
#include "ui/cards/attachments/fallbacknote.h"
#include "ui/cards/attachments/filechip.h"
#include "ui/cards/attachments/picturepart.h"
#include "ui/cards/attachments/textpart.h"
#include "ui/content/activityactions.h"
#include "ui/content/dataurl.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QUrl>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using directline::Attachment;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(botline::Attachments)
};

bool hasContent(const Attachment &attachment)
{
    return !attachment.content.isUndefined() && !attachment.content.isNull();
}

// Passes on what the user asks a part for.
template <typename Part> void connectLinks(const CardContext &context, const Part *part)
{
    QObject::connect(
        part, &Part::linkRequested, part,
        [&actions = context.actions](const QString &address) { actions.openLink(address); });
}

template <typename Part> void connectSaving(const CardContext &context, const Part *part)
{
    QObject::connect(part, &Part::saveRequested, part,
                     [&actions = context.actions](const QString &address, const QString &name) {
                         actions.save(address, name);
                     });
}

BlockWidget *makePicture(const CardContext &context, const Attachment &attachment)
{
    adaptive::Image image;
    image.url = attachment.contentUrl;
    image.altText = attachment.name;
    image.size = adaptive::Image::Size::Fit;
    CardImage::Options options;
    options.click = CardImage::Click::WhenLoaded;
    options.name = attachment.name.isEmpty() && !DataUrl::isOne(attachment.contentUrl)
        ? QUrl(attachment.contentUrl).fileName()
        : attachment.name;
    auto *part = new PicturePart(image, options, context.style, context.content);
    connectLinks(context, &part->image());
    connectSaving(context, &part->image());
    QObject::connect(&part->image(), &QAbstractButton::clicked, part,
                     [context] { context.actions.viewImage(context.key, context.attachment); });
    return part;
}

BlockWidget *makeFile(const CardContext &context, const Attachment &attachment)
{
    auto *chip = new FileChip(attachment.contentUrl, attachment.name, attachment.mediaType(),
                              attachment.thumbnailUrl, context.style, context.content);
    connectLinks(context, chip);
    connectSaving(context, chip);
    return chip;
}

// A text sent as an attachment.
BlockWidget *makeText(const CardContext &context, const QString &type, const QString &text)
{
    const TextPart::Format format = type == "text/markdown"_L1 ? TextPart::Format::Markdown
        : type == "text/plain"_L1                              ? TextPart::Format::Plain
                                                               : TextPart::Format::Source;
    auto *part = new TextPart(text, format, context.style);
    connectLinks(context, part);
    return part;
}

BlockWidget *makeCard(const CardContext &context, const adaptive::Card &card,
                      const QJsonObject &json)
{
    auto *widget = new AdaptiveCardWidget(card, json, context.key, context.attachment,
                                          context.style, context.content, context.states);
    auto *frame = new CardFrame(widget, context.style.px(card.preferredWidth), context.style);
    QObject::connect(widget, &AdaptiveCardWidget::sizeChanged, frame, &CardFrame::cardChanged);
    connectLinks(context, widget);
    connectSaving(context, widget);
    QObject::connect(widget, &AdaptiveCardWidget::cardActionRequested, widget,
                     [context](const directline::CardAction &action) {
                         context.actions.perform(action, context.key);
                     });
    QObject::connect(widget, &AdaptiveCardWidget::submitRequested, widget,
                     [&actions = context.actions](const QString &key, int attachment,
                                                  const QJsonValue &submitted,
                                                  const QJsonObject &inputs) {
                         actions.submit(key, attachment, submitted, inputs);
                     });
    return frame;
}

} // namespace

BlockWidget *makeAttachment(const CardContext &context, const Attachment &attachment)
{
    const QString type = attachment.mediaType();
    if (const auto card = directline::RichCard::fromAttachment(attachment))
        return makeCard(context,
                        adaptive::mapRichCard(*card,
                                              context.markdown ? adaptive::TextFormat::Markdown
                                                               : adaptive::TextFormat::Plain),
                        {});
    if (type == "application/vnd.microsoft.card.adaptive"_L1 && attachment.content.isObject()) {
        const QJsonObject json = attachment.content.toObject();
        return makeCard(context, adaptive::parseCard(json), json);
    }
    if (attachment.isInlineImage() && !attachment.contentUrl.isEmpty())
        return makePicture(context, attachment);
    if (type.startsWith("text/"_L1) && !attachment.content.toString().isEmpty())
        return makeText(context, type, attachment.content.toString());
    if (!attachment.contentUrl.isEmpty())
        return makeFile(context, attachment);

    const QString name = type.isEmpty() ? Words::tr("without a type") : singleLine(type, 120);
    QString message = Words::tr("Empty attachment: %1").arg(name);
    if (hasContent(attachment) && !attachment.isCard())
        message = Words::tr("Unsupported attachment: %1").arg(name);
    else if (hasContent(attachment) && !attachment.content.isObject())
        message = Words::tr("This card cannot be shown, what the bot sent is none: %1").arg(name);
    else if (hasContent(attachment))
        message = Words::tr("Unsupported card: %1").arg(name);
    return new FallbackNote(
        message, hasContent(attachment) ? attachment.content : QJsonValue(attachment.raw),
        context.style);
}

BlockWidget *makeMoreNote(const CardContext &context, int count)
{
    return new FallbackNote(Words::tr("%n more attachments are not shown.", nullptr, count),
                            QJsonValue::Undefined, context.style);
}

} // namespace botline
