#include "cardwords.h"

#include "activityentry.h"

#include "app/adaptive/attachedcard.h"
#include "app/adaptive/visiblewords.h"
#include "app/directline/error.h"

using namespace Qt::StringLiterals;

namespace botline {

adaptive::VisibleWords cardWords(const directline::Attachment &attachment, bool markdown)
{
    const std::optional<adaptive::Card> card = adaptive::attachedCard(
        attachment, markdown ? adaptive::TextFormat::Markdown : adaptive::TextFormat::Plain);
    return card ? adaptive::visibleWords(*card) : adaptive::VisibleWords();
}

QStringList attachedWords(const ActivityEntry &entry)
{
    QStringList words;
    if (!entry.files.isEmpty()) {
        for (const StagedFile &file : entry.files)
            words << file.name;
        return words;
    }
    for (const directline::Attachment &attachment : entry.activity.attachments) {
        if (attachment.isCard())
            words << cardWords(attachment, entry.isMarkdown()).all();
        else if (!attachment.name.isEmpty())
            words << directline::cleanServiceText(attachment.name);
    }
    return words;
}

} // namespace botline
