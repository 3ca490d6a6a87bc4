#include "journalstore.h"

#include "journalfolder.h"
#include "journalreader.h"

#include "app/directline/error.h"
#include "app/directline/json.h"

#include <QtCore/QDir>
#include <QtCore/QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kLongestName = 100; // characters

// about.json is lost or damaged: what the journal's beginning says will do to find it by.
void readJournal(JournalStore::About &about)
{
    JournalReader::read(
        JournalFile::readHead(about.folder), [&about](journal::Record &&record, QByteArrayView) {
            if (const auto *connection = std::get_if<journal::Connection>(&record))
                about.connection = *connection;
            else if (const auto *conversation = std::get_if<journal::Conversation>(&record))
                about.conversationId = conversation->id;
        });
    about.used = JournalFile::lastWritten(about.folder);
}

} // namespace

JournalStore::JournalStore(const QString &folder, const JournalLimits &limits)
    : m_folder(folder), m_limits(limits)
{
}

// The connection as its record has it, and two members more.
QByteArray JournalStore::aboutJson(const journal::Connection &connection,
                                   const QString &conversationId, const QDateTime &used)
{
    QJsonObject json = QJsonDocument::fromJson(journal::toLine(connection)).object();
    json.insert("conversationId"_L1, conversationId);
    json.insert("used"_L1, used.toUTC().toString(Qt::ISODateWithMs));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QList<JournalStore::About> JournalStore::list() const
{
    QList<About> known;
    const QStringList names
        = QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QString &name : names) {
        About about;
        about.folder = m_folder + u'/' + name;
        if (!JournalFolder::isOurs(about.folder)) // somebody else's
            continue;
        const QByteArray bytes = JournalFile::readAbout(about.folder);
        const auto record = journal::fromLine(bytes);
        if (const auto *connection = record ? std::get_if<journal::Connection>(&*record) : nullptr)
            about.connection = *connection;
        const QJsonObject json = QJsonDocument::fromJson(bytes).object();
        about.conversationId = directline::json::text(json, "conversationId"_L1);
        about.used = directline::parseTimestamp(directline::json::text(json, "used"_L1));
        if (!about.used.isValid())
            readJournal(about);
        known.append(about);
    }
    std::stable_sort(known.begin(), known.end(),
                     [](const About &a, const About &b) { return a.used > b.used; });
    return known;
}

QString JournalStore::botName(const About &kept)
{
    QString name;
    JournalReader::read(JournalFile::readHead(kept.folder),
                        [&name](journal::Record &&record, QByteArrayView) {
                            const auto *received = std::get_if<journal::Received>(&record);
                            const auto from = received ? received->activity.from : std::nullopt;
                            if (name.isEmpty() && from && from->role == "bot"_L1)
                                name = directline::cleanServiceText(from->name, kLongestName);
                        });
    return name;
}

std::optional<JournalStore::About> JournalStore::last() const
{
    const QList<About> known = list();
    return known.isEmpty() || !known.constFirst().used.isValid()
        ? std::nullopt
        : std::make_optional(known.constFirst());
}

std::optional<JournalStore::About> JournalStore::find(const journal::Connection &connection,
                                                      const QString &conversationId) const
{
    const QList<About> known = list();
    const auto found = std::find_if(known.begin(), known.end(), [&](const About &about) {
        return about.conversationId == conversationId && about.connection.kind == connection.kind
            && (about.connection.service == connection.service
                || connection.kind == CredentialKind::Practice);
    });
    return found == known.end() ? std::nullopt : std::make_optional(*found);
}

std::unique_ptr<JournalFile> JournalStore::create(QString *why) const
{
    return JournalFile::create(m_folder, why);
}

void JournalStore::removeOldest(const QString &inUse) const
{
    qint64 total = 0;
    const QList<About> known = list();
    for (const About &about : known) {
        total += JournalFolder::size(about.folder);
        if (total <= m_limits.total || about.folder == inUse)
            continue;
        QString why;
        if (const auto file = JournalFile::open(about.folder, &why))
            file->forget();
    }
}

} // namespace botline
