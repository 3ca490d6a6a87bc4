#include "conversationimages.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"

#include <QtCore/QUrl>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

int attachmentCount(const ActivityEntry &entry)
{
    return int(entry.files.isEmpty() ? entry.activity.attachments.size() : entry.files.size());
}

} // namespace

std::optional<ConversationImage> ConversationImages::imageOf(const ActivityEntry &entry,
                                                             int attachment)
{
    if (attachment < 0 || attachment >= attachmentCount(entry))
        return std::nullopt;
    // Own files stay shown from disk after the echo (protocol.md §5.4).
    if (!entry.files.isEmpty()) {
        const StagedFile &file = entry.files.at(attachment);
        if (!file.contentType.startsWith("image/"_L1))
            return std::nullopt;
        return ConversationImage{entry.key, attachment, QUrl::fromLocalFile(file.path).toString(),
                                 file.name, true};
    }
    const directline::Attachment &sent = entry.activity.attachments.at(attachment);
    if (!sent.isInlineImage() || sent.contentUrl.isEmpty())
        return std::nullopt;
    return ConversationImage{entry.key, attachment, sent.contentUrl, sent.name, false};
}

std::optional<ConversationImage> ConversationImages::nextIn(const ActivityEntry &entry,
                                                            int attachment, bool down)
{
    const int step = down ? 1 : -1;
    for (int i = attachment + step; i >= 0 && i < attachmentCount(entry); i += step) {
        if (auto image = imageOf(entry, i))
            return image;
    }
    return std::nullopt;
}

std::optional<ConversationImage> ConversationImages::at(const QString &key, int attachment) const
{
    const int row = m_model.rowOfKey(key);
    return row < 0 ? std::nullopt : imageOf(m_model.at(row), attachment);
}

std::optional<ConversationImage> ConversationImages::next(const ConversationImage &from,
                                                          bool down) const
{
    const int begin = m_model.rowOfKey(from.key);
    if (begin < 0)
        return std::nullopt;
    if (auto image = nextIn(m_model.at(begin), from.attachment, down))
        return image;
    const int step = down ? 1 : -1;
    int looked = 0;
    for (int row = begin + step; row >= 0 && row < m_model.rowCount() && looked < kMostRows;
         row += step) {
        if (!m_model.facts(row).hasAttachments)
            continue;
        ++looked;
        const ActivityEntry &entry = m_model.at(row);
        if (auto image = nextIn(entry, down ? -1 : attachmentCount(entry), down))
            return image;
    }
    return std::nullopt;
}

} // namespace botline
