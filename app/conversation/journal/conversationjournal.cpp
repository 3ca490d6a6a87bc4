#include "conversationjournal.h"

#include "journalcompaction.h"
#include "journalreader.h"
#include "journalreplay.h"

#include "app/adaptive/attachedcard.h"
#include "app/adaptive/passwordfields.h"
#include "app/conversation/model/activitymodel.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/timing.h"
#include "app/conversation/state/cardstate.h"

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// Read back beyond this are only the newest records of a journal that somebody blew up.
constexpr qint64 kReadAtMost = 4; // times the limit

// What is typed into such a card is for the bot alone.
bool asksForPassword(const directline::Attachment &attachment)
{
    const auto card = adaptive::attachedCard(attachment, adaptive::TextFormat::Plain);
    return card && adaptive::asksForPassword(*card);
}

} // namespace

ConversationJournal::ConversationJournal(const ActivityModel &model, CardStates &cards,
                                         const Clock &clock, const Timing &timing, QObject *parent)
    : QObject(parent), m_model(model), m_cards(cards), m_clock(clock)
{
    m_cardTimer.setSingleShot(true);
    m_cardTimer.setInterval(timing.savedAfter);
    connect(&m_cardTimer, &QTimer::timeout, this, &ConversationJournal::saveCards);
    connect(&m_cards, &CardStates::changed, this, [this](const QString &key, int attachment) {
        if (!m_active)
            return;
        m_changedCards[key].insert(attachment);
        m_cardTimer.start();
    });
}

ConversationJournal::~ConversationJournal()
{
    end();
}

void ConversationJournal::setStore(std::optional<JournalStore> store)
{
    m_store = std::move(store);
}

// ---- Beginning and end

void ConversationJournal::begin()
{
    end();
    m_active = m_store.has_value();
}

bool ConversationJournal::open(const JournalStore::About &about, QString *why)
{
    end();
    auto file = JournalFile::open(about.folder, why);
    if (!file)
        return false;
    if (JournalReader::parse(JournalFile::readHead(about.folder)).version > journal::kVersion) {
        *why = tr("This conversation was kept by a newer Botline. What is said here is not kept.");
        return false;
    }
    m_file = std::move(file);
    m_active = true;
    m_connection = about.connection;
    m_connected = true;
    m_conversationId = about.conversationId;
    m_compactAt = m_store->limits().journal;
    m_draft = readDraft();
    return true;
}

int ConversationJournal::replay(JournalReplay &replay)
{
    if (!m_file)
        return 0;
    const QByteArray bytes = m_file->read(kReadAtMost * m_store->limits().journal);
    const JournalReader::Result result
        = JournalReader::read(bytes, [&replay](journal::Record &&record, QByteArrayView) {
              replay.take(std::move(record));
          });
    m_file->cutTo(m_file->size() - bytes.size() + result.goodBytes);
    const int unreadable = qMax(0, result.unreadable - replay.toldUnreadable());
    const bool endUnknown = unreadable > 0 || m_file->wasCutShort();
    replay.finish(endUnknown);

    if (replay.connection())
        m_connection = *replay.connection();
    if (!replay.conversationId().isEmpty())
        m_conversationId = replay.conversationId();
    const QHash<QString, QString> ids = replay.clientIds();
    for (auto it = ids.begin(); it != ids.end(); ++it)
        m_own.insert(it.key(), {it.value(), {}});
    QByteArray lines;
    for (const JournalReplay::Unsent &unsent : replay.unsent()) {
        Own &own = m_own[unsent.message.key];
        own.told = unsent.delivery;
        if (unsent.changed) {
            lines += journal::toLine(journal::State{own.id,
                                                    own.told.state,
                                                    {},
                                                    own.told.failure,
                                                    own.told.failureDetails,
                                                    own.told.canRetry});
        }
    }
    m_keptFiles = replay.keptFiles();
    QSet<QString> kept = m_keptFiles;
    for (const journal::File &file : filesOf(m_draft.files))
        kept.insert(file.kept);
    m_file->keepOnly(kept);
    write(lines);
    if (m_file->wasCutShort() && m_file->sync()) // now it tells all again
        m_file->markWhole();
    writeAbout();
    return unreadable;
}

void ConversationJournal::end()
{
    saveCards();
    m_active = false;
    m_file.reset();
    m_connected = false;
    m_conversationId.clear();
    m_own.clear();
    m_draft = {};
    m_keptFiles.clear();
}

void ConversationJournal::forget()
{
    m_changedCards.clear();
    if (m_file)
        m_file->forget();
    m_file.reset();
    end();
}

JournalStore::About ConversationJournal::about() const
{
    return {m_file ? m_file->folder() : QString(), m_connection, m_conversationId, {}};
}

QString ConversationJournal::pathOfKept(const QString &kept) const
{
    return m_file ? m_file->pathOf(kept) : QString();
}

// ---- What happened

journal::Connection ConversationJournal::connectionOf(const ConnectionProfile &profile)
{
    const QUrl tokenUrl = profile.tokenUrl.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery
                                                    | QUrl::RemoveFragment);
    return {profile.kind,
            profile.serviceUrl.toString(),
            profile.kind == CredentialKind::TokenUrl ? tokenUrl.toString(QUrl::FullyEncoded)
                                                     : QString(),
            profile.userId,
            profile.userName,
            profile.locale};
}

void ConversationJournal::connectionChanged(const ConnectionProfile &profile)
{
    const journal::Connection connection = connectionOf(profile);
    if (!m_active || (m_connected && connection == m_connection))
        return;
    m_connection = connection;
    m_connected = true;
    if (!m_file) // its first lines will say it
        return;
    write(journal::toLine(m_connection));
    writeAbout();
}

void ConversationJournal::conversationBegan(const QString &conversationId, const QString &divider)
{
    if (!m_active)
        return;
    m_conversationId = conversationId;
    write(journal::toLine(journal::Conversation{conversationId, divider, m_clock.nowUtc()}));
    writeAbout();
}

void ConversationJournal::received(std::span<const directline::Activity> activities,
                                   const QList<ActivityTimeline::Item> &items)
{
    if (!m_active || items.isEmpty())
        return;
    journal::ReceivedLines received(m_clock.nowUtc());
    for (const ActivityTimeline::Item &item : items)
        received.add(activities[item.activity]);
    QByteArray lines = received.text();
    for (const ActivityTimeline::Item &item : items) {
        const QString id = m_own.value(item.echoOf).id;
        if (!id.isEmpty() && !item.echoAgain)
            lines += journal::toLine(journal::State{id, SendState::Sent, {}, {}, {}, false});
    }
    write(lines);
}

void ConversationJournal::watermarkMoved(const std::optional<QString> &watermark)
{
    if (m_active && watermark && !watermark->isEmpty())
        write(journal::toLine(journal::Watermark{*watermark}));
}

void ConversationJournal::queued(const Outbox::Message &message, const QString &title, bool typed)
{
    if (!ensureFile())
        return;
    m_own.insert(message.key, {message.activity.clientActivityId(), {}});
    const QList<journal::File> files = filesOf(message.files);
    for (const journal::File &file : files)
        m_keptFiles.insert(file.kept);
    write(
        journal::toLine(journal::Queued{m_clock.nowUtc(), message.activity, files, title, typed}));
    if (typed)
        setDraft({}); // the message is safe now
}

void ConversationJournal::waitForDisk()
{
    if (m_file)
        m_file->sync();
}

void ConversationJournal::aboutToPost(const QString &key)
{
    writeState(key, SendState::Sending, {});
    waitForDisk();
}

void ConversationJournal::deliveryChanged(const QString &key, const Delivery &delivery)
{
    // Delivered comes with its id, by accepted(); the progress of an upload is of the moment.
    if (delivery.state != SendState::Delivered)
        writeState(key, delivery.state, delivery);
}

void ConversationJournal::accepted(const QString &key, const QString &activityId)
{
    writeState(key, SendState::Delivered, {}, activityId);
}

void ConversationJournal::writeState(const QString &key, SendState state, const Delivery &delivery,
                                     const QString &activityId)
{
    const auto own = m_own.find(key);
    if (!m_active || own == m_own.end())
        return;
    Delivery &told = own->told;
    if (told.state == state && told.canRetry == delivery.canRetry
        && told.failure == delivery.failure)
        return;
    told = delivery;
    told.state = state;
    write(journal::toLine(journal::State{own->id, state, activityId, delivery.failure,
                                         delivery.failureDetails, delivery.canRetry}));
}

void ConversationJournal::carried(const QString &key)
{
    if (const QString id = m_own.value(key).id; m_active && !id.isEmpty())
        write(journal::toLine(journal::Carried{id}));
}

void ConversationJournal::discarded(const QString &key)
{
    if (const QString id = m_own.take(key).id; m_active && !id.isEmpty())
        write(journal::toLine(journal::Discarded{id}));
}

void ConversationJournal::noteAdded(const QString &text, int unreadable)
{
    if (m_active)
        write(journal::toLine(journal::Note{m_clock.nowUtc(), text, unreadable}));
}

void ConversationJournal::saveCards()
{
    m_cardTimer.stop();
    const QHash<QString, QSet<int>> changed = std::exchange(m_changedCards, {});
    QByteArray lines;
    for (auto it = changed.begin(); m_active && it != changed.end(); ++it) {
        const int row = m_model.rowOfKey(it.key());
        if (row < 0 || m_model.at(row).activity.id.isEmpty())
            continue;
        const directline::Activity &activity = m_model.at(row).activity;
        for (const int attachment : it.value()) {
            CardStates::State state = m_cards.state(it.key(), attachment);
            if (attachment >= 0 && attachment < activity.attachments.size()
                && asksForPassword(activity.attachments.at(attachment)))
                state.inputs = {};
            const bool submitted = state.submission != CardStates::Submission::None;
            lines
                += journal::toLine(journal::Card{activity.id, attachment, state.inputs, submitted});
        }
    }
    write(lines);
}

// ---- The draft

void ConversationJournal::setDraft(const Draft &draft)
{
    if (!m_active || draft == m_draft)
        return;
    m_draft = draft;
    if (draft.text.isEmpty() && draft.files.isEmpty()) {
        if (m_file)
            m_file->writeDraft({});
        return;
    }
    if (!ensureFile())
        return;
    m_file->writeDraft(journal::toLine(journal::Draft{draft.text, filesOf(draft.files)}));
}

ConversationJournal::Draft ConversationJournal::draft() const
{
    return m_draft;
}

ConversationJournal::Draft ConversationJournal::readDraft() const
{
    Draft draft;
    const auto record = journal::fromLine(m_file->draft().trimmed());
    const auto *saved = record ? std::get_if<journal::Draft>(&*record) : nullptr;
    if (!saved)
        return draft;
    draft.text = saved->text;
    for (const journal::File &file : saved->files) {
        draft.files.append({file.kept.isEmpty() ? file.path : m_file->pathOf(file.kept), file.name,
                            file.contentType, file.size, nullptr});
    }
    return draft;
}

// ---- The file

bool ConversationJournal::ensureFile()
{
    if (m_file || !m_active)
        return m_active;
    QString why;
    m_file = m_store->create(&why);
    if (!m_file) {
        m_active = false;
        Q_EMIT failed(why);
        return false;
    }
    m_compactAt = m_store->limits().journal;
    QByteArray lines = journal::toLine(journal::Begin());
    if (m_connected)
        lines += journal::toLine(m_connection);
    write(lines);
    writeAbout();
    m_store->removeOldest(m_file->folder());
    return true;
}

void ConversationJournal::write(const QByteArray &lines)
{
    if (lines.isEmpty() || !ensureFile())
        return;
    QString why;
    if (!m_file->append(lines, &why)) {
        if (!why.isEmpty())
            Q_EMIT failed(why);
        return;
    }
    if (m_file->size() > m_compactAt)
        compact();
}

void ConversationJournal::writeAbout()
{
    if (m_file && m_connected)
        m_file->writeAbout(
            JournalStore::aboutJson(m_connection, m_conversationId, m_clock.nowUtc()));
}

void ConversationJournal::compact()
{
    const qint64 limit = m_store->limits().journal;
    m_file->replace(journal::compacted(m_file->read(kReadAtMost * limit), limit / 2,
                                       tr("Older messages were removed to save space."),
                                       m_clock.nowUtc()));
    // Messages that must stay may keep it large; then there is no point in trying at every line.
    m_compactAt = qMax(limit, m_file->size() + limit / 4);
}

QList<journal::File> ConversationJournal::filesOf(const QList<StagedFile> &files)
{
    QList<journal::File> result;
    const QString copies = m_file ? m_file->pathOf({}) : QString();
    for (const StagedFile &file : files) {
        QString kept;
        if (!copies.isEmpty() && file.path.startsWith(copies))
            kept = file.path.mid(copies.size());
        else if (file.temporary && m_file)
            kept = m_file->keep(file.path);
        result.append(
            {kept.isEmpty() ? file.path : QString(), kept, file.name, file.contentType, file.size});
    }
    return result;
}

} // namespace botline
