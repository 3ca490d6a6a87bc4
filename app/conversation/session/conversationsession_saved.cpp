// What a session does with its journal: bringing a conversation back, going on with it, forgetting.

#include "conversationsession_p.h"

#include "app/conversation/journal/journalreplay.h"

namespace botline {

namespace {

// The other way round than ConversationJournal::connectionOf(); the credential is not kept.
ConnectionProfile profileOf(const journal::Connection &connection)
{
    ConnectionProfile profile;
    profile.kind = connection.kind;
    if (const auto service = directline::ServiceUrl::parse(connection.service))
        profile.serviceUrl = *service;
    profile.tokenUrl = QUrl(connection.tokenUrl, QUrl::StrictMode);
    profile.userId = connection.userId;
    profile.userName = connection.userName;
    profile.locale = connection.locale;
    return profile;
}

} // namespace

// ---- The workings

void ConversationSession::Private::clear()
{
    timeline.clear();
    transcript.clear();
    cardStates.clear();
    history.clear();
}

bool ConversationSession::Private::restore(const JournalStore::About &about, QString *why)
{
    if (!journal.open(about, why))
        return false;
    JournalReplay replay(timeline, model, transcript, cardStates, pastOrPresent,
                         [this](const QString &kept) { return journal.pathOfKept(kept); });
    const int unreadable = journal.replay(replay);
    profile = profileOf(replay.connection().value_or(about.connection));
    conversationId = replay.conversationId();
    resumeAt = replay.watermark();
    unsent = replay.unsent();
    hiddenTitles = replay.hiddenTitles();
    history = replay.history();
    restored = true;
    fromDisk = true;
    if (unreadable > 0)
        addNote(unreadable == 1
                    ? tr("1 line of the saved conversation could not be read.")
                    : tr("%1 lines of the saved conversation could not be read.").arg(unreadable),
                unreadable);
    dropExpired();
    setChips(replay.chips());
    Q_EMIT q.botNameChanged(timeline.botName());
    return true;
}

void ConversationSession::Private::restoreAgain()
{
    const JournalStore::About about = journal.about();
    q.close();
    clear();
    QString why;
    if (!restore(about, &why))
        timeline.addNote(why);
}

// A kept conversation that the profile names, or a new one.
void ConversationSession::Private::openJournal(const ConnectionProfile &with)
{
    if (!journal.store())
        return;
    const auto about = with.conversationId.isEmpty()
        ? std::nullopt
        : journal.store()->find(ConversationJournal::connectionOf(with), with.conversationId);
    QString why;
    if (!about)
        journal.begin();
    else if (!restore(*about, &why))
        timeline.addNote(why);
}

bool ConversationSession::Private::goesOnWith(const ConnectionProfile &with) const
{
    if (!fromDisk || (!restored && !journal.isOpen())
        || (!with.conversationId.isEmpty() && with.conversationId != conversationId)
        || (!with.userId.isEmpty() && with.userId != profile.userId))
        return false;
    const journal::Connection before = ConversationJournal::connectionOf(profile);
    const journal::Connection now = ConversationJournal::connectionOf(with);
    // The practice service has another address each time, and is the same to the user.
    return before.kind == now.kind && before.tokenUrl == now.tokenUrl
        && (before.service == now.service || before.kind == CredentialKind::Practice);
}

// The profile to connect with: the same user, and the conversation when it can be gone back to.
ConnectionProfile ConversationSession::Private::takenUp(const ConnectionProfile &with)
{
    if (!restored)
        return with;
    restored = false;
    ConnectionProfile result = with;
    if (result.userId.isEmpty())
        result.userId = profile.userId;
    // A watermark belongs to one service (protocol.md §3.2.7).
    if (!(with.serviceUrl == profile.serviceUrl)) {
        conversationId.clear();
        resumeAt.reset();
        result.conversationId.clear();
    }
    divider = model.rowCount() == 0 ? QString()
        : with.kind == CredentialKind::Practice
        ? tr("The practice bot began anew. This is a new conversation.")
        : tr("The earlier conversation could not be continued. This is a new one.");
    // A token says itself what it is for; when it does not, starting tells (409).
    if (with.kind != CredentialKind::Token
        || directline::tokenHints(with.credential).conversation == conversationId)
        result.conversationId = conversationId;
    return result;
}

void ConversationSession::Private::takeUpUnsent()
{
    const QList<JournalReplay::Unsent> messages = std::exchange(unsent, {});
    for (const JournalReplay::Unsent &message : messages)
        line->outbox.restore(message.message, message.delivery);
    for (const JournalReplay::Unsent &message : messages)
        takeUpAnswer(message);
}

// Which card a message answered is not written down; it is one that was submitted, in the row that
// the message replies to.
void ConversationSession::Private::takeUpAnswer(const JournalReplay::Unsent &message)
{
    const QString &repliesTo = message.message.activity.replyToId;
    const int row = repliesTo.isEmpty() ? -1 : model.rowOfId(repliesTo);
    if (row < 0)
        return;
    const QString sourceKey = model.at(row).key;
    const int attachments = int(model.at(row).activity.attachments.size());
    for (int attachment = 0; attachment < attachments; ++attachment) {
        const CardStates::State state = cardStates.state(sourceKey, attachment);
        if (state.submission == CardStates::Submission::None)
            continue;
        answers.addSubmitted(message.message.key, sourceKey, attachment);
        answers.deliveryChanged(message.message.key, message.delivery);
        return;
    }
}

void ConversationSession::Private::addNote(const QString &note, int unreadable)
{
    timeline.addNote(note);
    journal.noteAdded(note, unreadable);
}

// ---- What the window may ask for

void ConversationSession::setConversationsFolder(const QString &folder, const JournalLimits &limits)
{
    d->folder = folder;
    d->journalLimits = limits;
    d->journal.setStore(JournalStore(folder, limits));
}

void ConversationSession::setKeepsConversations(bool on)
{
    if (on == keepsConversations() || d->folder.isEmpty())
        return;
    if (!on) {
        d->journal.forget();
        d->journal.setStore(std::nullopt);
        return;
    }
    d->journal.setStore(JournalStore(d->folder, d->journalLimits));
    if (!d->line)
        return;
    d->journal.begin();
    d->journal.connectionChanged(d->profile);
    if (d->conversationId.isEmpty())
        return;
    d->journal.conversationBegan(d->conversationId, {});
    d->journal.watermarkMoved(d->line->feed->watermark());
}

bool ConversationSession::keepsConversations() const
{
    return d->journal.store().has_value();
}

std::optional<ConnectionProfile> ConversationSession::savedConversation() const
{
    const auto about = d->journal.store() ? d->journal.store()->last() : std::nullopt;
    if (!about)
        return std::nullopt;
    ConnectionProfile profile = profileOf(about->connection);
    profile.conversationId = about->conversationId;
    return profile;
}

bool ConversationSession::restore()
{
    const auto about = d->journal.store() ? d->journal.store()->last() : std::nullopt;
    return about && restore(*about);
}

bool ConversationSession::restore(const JournalStore::About &kept, QString *why)
{
    close();
    d->clear();
    QString reason;
    const bool restored = d->restore(kept, &reason);
    if (why)
        *why = reason;
    return restored;
}

bool ConversationSession::isRestored() const
{
    return d->restored;
}

void ConversationSession::forgetConversation()
{
    d->journal.forget();
    close();
    d->clear();
    d->profile = {};
}

void ConversationSession::setDraft(const QString &text, const QList<StagedFile> &files)
{
    d->journal.setDraft({text, files});
}

std::pair<QString, QList<StagedFile>> ConversationSession::draft() const
{
    const ConversationJournal::Draft draft = d->journal.draft();
    return {draft.text, draft.files};
}

QStringList ConversationSession::sentHistory() const
{
    return d->history;
}

} // namespace botline
