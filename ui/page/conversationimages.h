#pragma once

#include <QtCore/QString>

#include <optional>

namespace botline {

class ActivityModel;
struct ActivityEntry;

// A picture that was sent by itself, by whomever.
struct ConversationImage
{
    QString key; // of its row
    int attachment = 0; // or file
    QString address;
    QString name;
    bool local = false; // a file of our own, see ContentLoader::image()
};

// The pictures of a conversation in the order of its rows, found as they are asked for: it may be
// long, and may change meanwhile.
class ConversationImages
{
public:
    explicit ConversationImages(const ActivityModel &model) : m_model(model) { }

    // nullopt when there is no picture there.
    std::optional<ConversationImage> at(const QString &key, int attachment) const;
    // The next one down or up; nullopt when there is none, or none near: so many rows with
    // attachments are looked at, for the window must not stand still.
    static constexpr int kMostRows = 3000;
    std::optional<ConversationImage> next(const ConversationImage &from, bool down) const;

private:
    static std::optional<ConversationImage> imageOf(const ActivityEntry &entry, int attachment);
    static std::optional<ConversationImage> nextIn(const ActivityEntry &entry, int attachment,
                                                   bool down);

    const ActivityModel &m_model;
};

} // namespace botline
