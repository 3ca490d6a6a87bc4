#include "conversationjournal.h"

#include "journalcompaction.h"
#include "journalevents.h"
#include "journalreader.h"

#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/timing.h"
#include "app/conversation/state/conversationstate.h"
#include "app/directline/json.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// Of a journal that something else made larger, only the newest records are read.
constexpr qint64 kReadAtMost = 4; // times the limit

// What is typed into such a card is for the bot alone.
bool asksForPassword(const QJsonValue &value, int depth = 0)
{
    if (depth > directline::json::kMaxDepth)
        return false;
    const auto inside = [depth](const QJsonValue &item) {
        return asksForPassword(item, depth + 1);
    };
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(), inside);
    }
    const QJsonObject object = value.toObject();
    return object.value("style"_L1).toString().compare("password"_L1, Qt::CaseInsensitive) == 0
        || std::any_of(object.begin(), object.end(), inside);
}

} // namespace

ConversationJournal::ConversationJournal(ConversationState &state, const Clock &clock,
                                         const Timing &timing, QObject *parent)
    : QObject(parent), m_state(state), m_clock(clock)
{
    m_state.addSink(*this);
    m_cardTimer.setSingleShot(true);
    m_cardTimer.setInterval(timing.savedAfter);
    connect(&m_cardTimer, &QTimer::timeout, this, &ConversationJournal::saveCards);
    connect(&m_state.cardStates(), &CardStates::changed, this,
            [this](const QString &key, int attachment) {
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
    m_conversationId = about.conversationId;
    m_compactAt = m_store->limits().journal;
    m_draft = readDraft();
    return true;
}

int ConversationJournal::replay()
{
    if (!m_file)
        return 0;
    const QByteArray bytes = m_file->read(kReadAtMost * m_store->limits().journal);
    JournalEvents events([this](const ConversationEvent &event) { m_state.apply(event); },
                         [this](const QString &kept) { return m_file->pathOf(kept); });
    m_reading = true;
    const JournalReader::Result result
        = JournalReader::read(bytes, [&events](journal::Record &&record, QByteArrayView) {
              events.take(std::move(record));
          });
    events.finish();
    m_reading = false;
    m_file->cutTo(m_file->size() - bytes.size() + result.goodBytes);

    const int unreadable = qMax(0, result.unreadable - events.notedUnreadable());
    m_state.settleAfterRestart(unreadable > 0 || m_file->isTruncated());
    QSet<QString> kept;
    for (const Own &own : std::as_const(m_own))
        kept.unite(QSet<QString>(own.kept.begin(), own.kept.end()));
    for (const journal::File &file : filesOf(m_draft.files))
        kept.insert(file.kept);
    m_file->keepOnly(kept);
    if (m_file->isTruncated() && m_file->sync()) // now it has everything again
        m_file->clearTruncated();
    writeAbout();
    return unreadable;
}

void ConversationJournal::end()
{
    saveCards();
    m_active = false;
    m_file.reset();
    m_connection.reset();
    m_conversationId.clear();
    m_own.clear();
    m_draft = {};
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
    return {m_file ? m_file->folder() : QString(),
            m_connection.value_or(journal::Connection()),
            m_conversationId,
            {}};
}

// ---- Events

void ConversationJournal::on(const ConversationEvent &event)
{
    if (m_active)
        std::visit([this](const auto &known) { write(known); }, event);
}

void ConversationJournal::write(const event::ConnectionChanged &event)
{
    if (m_connection == event)
        return;
    m_connection = event;
    if (!m_file) // its first lines will say it
        return;
    writeLines(journal::toLine(event));
    writeAbout();
}

void ConversationJournal::write(const event::ConversationBegan &event)
{
    m_conversationId = event.id;
    writeLines(journal::toLine(event));
    writeAbout();
}

void ConversationJournal::write(const event::ActivitiesReceived &event)
{
    if (m_reading)
        return;
    journal::ReceivedLines received(event.at);
    for (const directline::Activity &activity : event.activities)
        received.add(activity);
    writeLines(received.text());
}

void ConversationJournal::write(const event::WatermarkMoved &event)
{
    writeLines(journal::toLine(event));
}

void ConversationJournal::write(const event::MessageQueued &event)
{
    if (!ensureFile())
        return;
    Own &own = m_own[event.activity.clientActivityId()];
    own.written.state = SendState::Queued;
    const QList<journal::File> files = filesOf(event.files);
    for (const journal::File &file : files) {
        if (!file.kept.isEmpty())
            own.kept.append(file.kept);
    }
    writeLines(journal::toLine(
        journal::Queued{event.at, event.activity, files, event.title, event.typed}));
    if (event.typed && !m_reading)
        setDraft({}); // the message is safe now
}

void ConversationJournal::waitForDisk()
{
    if (m_file)
        m_file->sync();
}

void ConversationJournal::write(const event::MessagePosting &event)
{
    writeState(event.id, {.state = SendState::Sending});
    waitForDisk();
}

void ConversationJournal::write(const event::DeliveryChanged &event)
{
    // Delivered is written with the id that the service gave; the progress of an upload is of the
    // moment.
    if (event.delivery.state != SendState::Delivered || m_reading)
        writeState(event.id, event.delivery);
}

void ConversationJournal::write(const event::MessageAccepted &event)
{
    writeState(event.id, {.state = SendState::Delivered}, event.activityId);
}

void ConversationJournal::writeState(const QString &id, const Delivery &delivery,
                                     const QString &activityId)
{
    const auto own = m_own.find(id);
    if (own == m_own.end())
        return;
    Delivery &written = own->written;
    if (written.state == delivery.state && written.canRetry == delivery.canRetry
        && written.failure == delivery.failure)
        return;
    written = delivery;
    writeLines(journal::toLine(journal::State{id, delivery.state, activityId, delivery.failure,
                                              delivery.details, delivery.canRetry}));
}

void ConversationJournal::write(const event::MessageCarried &event)
{
    if (m_own.contains(event.id))
        writeLines(journal::toLine(event));
}

void ConversationJournal::write(const event::MessageDiscarded &event)
{
    if (m_own.remove(event.id))
        writeLines(journal::toLine(event));
}

void ConversationJournal::write(const event::NoteAdded &event)
{
    writeLines(journal::toLine(event));
}

// ---- Cards

void ConversationJournal::saveCards()
{
    m_cardTimer.stop();
    const QHash<QString, QSet<int>> changed = std::exchange(m_changedCards, {});
    QByteArray lines;
    for (auto it = changed.begin(); m_active && it != changed.end(); ++it) {
        const int row = m_state.model().rowOfKey(it.key());
        if (row < 0 || m_state.model().at(row).activity.id.isEmpty())
            continue;
        const directline::Activity &activity = m_state.model().at(row).activity;
        for (const int attachment : it.value()) {
            CardStates::State state = m_state.cardStates().state(it.key(), attachment);
            if (attachment >= 0 && attachment < activity.attachments.size()
                && asksForPassword(activity.attachments.at(attachment).content))
                state.inputs = {};
            const bool submitted = state.submission != CardStates::Submission::None;
            lines
                += journal::toLine(journal::Card{activity.id, attachment, state.inputs, submitted});
        }
    }
    writeLines(lines);
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
    if (m_connection)
        lines += journal::toLine(*m_connection);
    writeLines(lines);
    writeAbout();
    m_store->removeOldest(m_file->folder());
    return true;
}

void ConversationJournal::writeLines(const QByteArray &lines)
{
    if (m_reading || lines.isEmpty() || !ensureFile())
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
    if (m_file && m_connection && !m_reading)
        m_file->writeAbout(
            JournalStore::aboutJson(*m_connection, m_conversationId, m_clock.nowUtc()));
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
