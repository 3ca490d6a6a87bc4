#pragma once

#include "journalfile.h"
#include "journalrecord.h"

namespace botline {

// How much of them is kept, in bytes.
struct JournalLimits
{
    // One journal: beyond it the oldest messages go, until half of it is left.
    qint64 journal = 32LL * 1024 * 1024;
    // All of them with their files: beyond it whole conversations go, those used longest ago first.
    qint64 total = 512LL * 1024 * 1024;
};

// The folder in which all conversations are kept, one JournalFile each. It is the user's and may
// hold anything else: only what proves to be a journal's folder is listed, opened or removed.
class JournalStore
{
public:
    // What about.json says.
    struct About
    {
        QString folder;
        journal::Connection connection;
        QString conversationId; // the last one; "" when none had begun
        QDateTime used;
    };

    explicit JournalStore(const QString &folder, const JournalLimits &limits = {});

    const JournalLimits &limits() const { return m_limits; }
    // All of them, used last first. Reads their labels, not what was said.
    QList<About> list() const;
    // The name under which the bot of a kept conversation spoke first, from the beginning of its
    // journal; "" when it did not say one there.
    static QString botName(const About &kept);
    // The one that was used last.
    std::optional<About> last() const;
    // The one whose last conversation this is. Practice services have another address each time, so
    // theirs is found by the id alone.
    std::optional<About> find(const journal::Connection &connection,
                              const QString &conversationId) const;
    std::unique_ptr<JournalFile> create(QString *why) const;
    // Keeps to the total. `inUse` and what other processes have open stays.
    void removeOldest(const QString &inUse) const;

    static QByteArray aboutJson(const journal::Connection &connection,
                                const QString &conversationId, const QDateTime &used);

private:
    QString m_folder;
    JournalLimits m_limits;
};

} // namespace botline
