#include "attachmentparts.h"

#include "adaptivepart.h"
#include "cardtext.h"
#include "fallbacknote.h"
#include "filechip.h"
#include "imageview.h"
#include "richcards.h"
#include "surface.h"

#include "app/directline/richcard.h"
#include "app/text/singleline.h"
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

CardPart *picture(const CardContextPtr &context, const Attachment &attachment)
{
    ImageView::Spec spec;
    spec.address = attachment.contentUrl;
    spec.alt = attachment.name;
    spec.name = attachment.name.isEmpty() && !DataUrl::isOne(attachment.contentUrl)
        ? QUrl(attachment.contentUrl).fileName()
        : attachment.name;
    auto *view = new ImageView(context, spec);
    view->setTap({}, [context] { context->actions.viewImage(context->key, context->attachment); });
    return view;
}

// Words sent as an attachment.
CardPart *words(const CardContextPtr &context, const QString &type, const QString &text)
{
    const ChatStyle &style = context->style;
    auto *surface = new Surface(context);
    const bool markdown = type == "text/markdown"_L1;
    const bool plain = markdown || type == "text/plain"_L1;
    surface->add(new CardText(context, text,
                              markdown ? CardText::Format::Markdown : CardText::Format::Literal,
                              {plain ? style.body() : style.mono(), style.colors().text}));
    return surface;
}

} // namespace

CardPart *makeAttachment(const CardContextPtr &context, const Attachment &attachment)
{
    const QString type = attachment.mediaType();
    if (const auto card = directline::RichCard::fromAttachment(attachment))
        return makeRichCard(context, *card);
    if (type == "application/vnd.microsoft.card.adaptive"_L1 && attachment.content.isObject()) {
        auto *surface = new Surface(context);
        // Columns and inputs want room: such a card takes all that ux.md §1 gives it.
        surface->setPreferredWidth(context->style.px(480));
        surface->setMargins({1, 1, 1, 1}); // of the line around it; the card keeps its distance
        surface->add(new AdaptivePart(context, attachment.content.toObject()));
        return surface;
    }
    if (attachment.isInlineImage() && !attachment.contentUrl.isEmpty())
        return picture(context, attachment);
    if (type.startsWith("text/"_L1) && !attachment.content.toString().isEmpty())
        return words(context, type, attachment.content.toString());
    if (!attachment.contentUrl.isEmpty())
        return new FileChip(context, attachment.contentUrl, attachment.name, type,
                            attachment.thumbnailUrl);

    const QString name = type.isEmpty() ? Words::tr("without a type") : singleLine(type, 120);
    if (hasContent(attachment) && !attachment.isCard())
        return new FallbackNote(context, Words::tr("Unsupported attachment: %1").arg(name),
                                attachment.content);
    if (hasContent(attachment) && !attachment.content.isObject())
        return new FallbackNote(
            context,
            Words::tr("This card cannot be shown, what the bot sent is none: %1").arg(name),
            attachment.content);
    if (hasContent(attachment))
        return new FallbackNote(context, Words::tr("Unsupported card: %1").arg(name),
                                attachment.content);
    return new FallbackNote(context, Words::tr("Empty attachment: %1").arg(name), attachment.raw);
}

CardPart *makeMoreNote(const CardContextPtr &context, int count)
{
    return new FallbackNote(context,
                            Words::tr("%n more attachments are not shown.", nullptr, count),
                            QJsonValue::Undefined);
}

} // namespace botline
