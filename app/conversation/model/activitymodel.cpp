#include "activitymodel.h"

#include "activityrow.h"

#include <QtCore/QCache>

#include <algorithm>

namespace botline {

namespace {

// Which row has this key, or this id.
template <QString RowFacts::*word> class RowIndex
{
public:
    void rowsChangedFrom(int first) { m_indexed = std::min(m_indexed, first); }

    // Ascending, so that the latest row of an id wins.
    int find(const QString &wanted, const RowList &rows)
    {
        const int count = static_cast<int>(rows.size());
        for (int row = std::exchange(m_indexed, count); row < count; ++row) {
            const QString &known = rows[static_cast<size_t>(row)]->facts.*word;
            if (!known.isEmpty())
                m_rows.insert(known, row);
        }
        return m_rows.value(wanted, -1);
    }

    void insert(const QString &known, int row) { m_rows.insert(known, row); }
    void remove(const QString &known) { m_rows.remove(known); }
    bool contains(const QString &known) const { return m_rows.contains(known); }
    void clear()
    {
        m_rows.clear();
        m_indexed = 0;
    }

private:
    QHash<QString, int> m_rows;
    int m_indexed = 0; // rows below this one stand where it says
};

} // namespace

struct ActivityModel::Private
{
    RowList rows;
    // Many changes in a row are followed once, when somebody asks.
    RowIndex<&RowFacts::key> rowOfKey;
    RowIndex<&RowFacts::id> rowOfId; // the latest row of each id
    QCache<const ActivityRow *, ActivityEntry> unpacked{kUnpackedRows};

    int count() const { return static_cast<int>(rows.size()); }
    const ActivityRow &row(int row) const { return *rows[static_cast<size_t>(row)]; }
    ActivityRow &row(int row) { return *rows[static_cast<size_t>(row)]; }

    void rowsChangedFrom(int first)
    {
        rowOfKey.rowsChangedFrom(first);
        rowOfId.rowsChangedFrom(first);
    }

    // The row no longer has this id; an earlier one may.
    void forgetId(const QString &id, int row)
    {
        if (id.isEmpty() || rowOfId.find(id, rows) != row)
            return;
        rowOfId.remove(id);
        for (int earlier = row - 1; earlier >= 0; --earlier) {
            if (this->row(earlier).facts.id == id) {
                rowOfId.insert(id, earlier);
                return;
            }
        }
    }
};

ActivityModel::ActivityModel(QObject *parent)
    : QAbstractListModel(parent), d(std::make_unique<Private>())
{
}

ActivityModel::~ActivityModel() = default;

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : d->count();
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RowFacts &known = facts(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return known.text;
    case Qt::AccessibleTextRole:
        return accessibleText(at(index.row()));
    case KeyRole:
        return known.key;
    case SideRole:
        return static_cast<int>(known.side);
    case TimeRole:
        return known.time;
    case SenderRole:
        return known.senderName;
    case SendStateRole:
        return static_cast<int>(known.sendState);
    case EditsRole:
        return known.edits;
    case EntryRole:
        return QVariant::fromValue(at(index.row()));
    default:
        return {};
    }
}

QHash<int, QByteArray> ActivityModel::roleNames() const
{
    return {
        {Qt::DisplayRole, "display"},
        {Qt::AccessibleTextRole, "accessibleText"},
        {KeyRole, "key"},
        {SideRole, "side"},
        {TextRole, "text"},
        {TimeRole, "time"},
        {SenderRole, "sender"},
        {SendStateRole, "sendState"},
        {EditsRole, "edits"},
        {EntryRole, "entry"},
    };
}

ActivityEntry ActivityModel::entry(int row) const
{
    return at(row);
}

const ActivityEntry &ActivityModel::at(int row) const
{
    Q_ASSERT(row >= 0 && row < d->count());
    const ActivityRow &wanted = d->row(row);
    if (wanted.entry)
        return *wanted.entry;
    if (const ActivityEntry *known = d->unpacked.object(&wanted))
        return *known;
    auto *made = new ActivityEntry(wanted.unpacked());
    d->unpacked.insert(&wanted, made);
    return *made;
}

const RowFacts &ActivityModel::facts(int row) const
{
    Q_ASSERT(row >= 0 && row < d->count());
    return d->row(row).facts;
}

int ActivityModel::rowOfKey(const QString &key) const
{
    return d->rowOfKey.find(key, d->rows);
}

int ActivityModel::rowOfId(const QString &activityId) const
{
    return d->rowOfId.find(activityId, d->rows);
}

void ActivityModel::append(QList<ActivityEntry> entries)
{
    insert(d->count(), std::move(entries));
}

void ActivityModel::insert(int row, QList<ActivityEntry> entries)
{
    RowList rows;
    rows.reserve(static_cast<size_t>(entries.size()));
    for (ActivityEntry &entry : entries)
        rows.push_back(std::make_unique<ActivityRow>(std::move(entry)));
    insert(row, std::move(rows));
}

void ActivityModel::insertReceived(int row, RowFacts facts, directline::RawObject raw)
{
    RowList rows;
    rows.push_back(std::make_unique<ActivityRow>(std::move(facts), std::move(raw)));
    insert(row, std::move(rows));
}

void ActivityModel::insert(int row, RowList rows)
{
    Q_ASSERT(row >= 0 && row <= d->count());
    if (rows.empty())
        return;
    const ActivityRow *before = row > 0 ? &d->row(row - 1) : nullptr;
    for (const auto &added : rows) {
        Q_ASSERT(!added->facts.key.isEmpty() && !d->rowOfKey.contains(added->facts.key));
        if (before)
            added->shareWordsWith(*before);
        before = added.get();
        if (!added->raw.isEmpty() && added->entry)
            d->unpacked.insert(before, added->entry.release());
    }
    beginInsertRows({}, row, row + static_cast<int>(rows.size()) - 1);
    d->rows.insert(d->rows.begin() + row, std::make_move_iterator(rows.begin()),
                   std::make_move_iterator(rows.end()));
    d->rowsChangedFrom(row);
    endInsertRows();
}

void ActivityModel::update(int row, ActivityEntry entry)
{
    ActivityRow &changed = d->row(row);
    const RowFacts old = changed.facts;
    Q_ASSERT(entry.key == old.key);
    entry.revision = changed.revision + 1;
    d->unpacked.remove(&changed);
    changed.replace(std::move(entry));

    const RowFacts &now = changed.facts;
    QList<int> roles = {EntryRole, Qt::AccessibleTextRole};
    if (now.text != old.text)
        roles << Qt::DisplayRole << TextRole;
    if (now.side != old.side)
        roles << SideRole;
    if (now.time != old.time)
        roles << TimeRole;
    if (now.senderName != old.senderName)
        roles << SenderRole;
    if (now.sendState != old.sendState)
        roles << SendStateRole;
    if (now.edits != old.edits)
        roles << EditsRole;
    if (now.id != old.id) {
        d->forgetId(old.id, row);
        if (!now.id.isEmpty())
            d->rowOfId.insert(now.id, qMax(row, rowOfId(now.id)));
    }
    const QModelIndex index = this->index(row);
    Q_EMIT dataChanged(index, index, roles);
}

void ActivityModel::move(int from, int to)
{
    Q_ASSERT(from >= 0 && from < d->count() && to >= 0 && to < d->count());
    if (from == to)
        return;
    // Qt names the row before which the moved one comes to stand, counted before the move.
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    const auto first = d->rows.begin();
    if (from < to)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);
    d->rowsChangedFrom(qMin(from, to));
    endMoveRows();
}

void ActivityModel::remove(int row, int count)
{
    Q_ASSERT(row >= 0 && count > 0 && row + count <= d->count());
    beginRemoveRows({}, row, row + count - 1);
    for (int gone = row + count - 1; gone >= row; --gone) {
        const ActivityRow &removed = d->row(gone);
        d->unpacked.remove(&removed);
        d->rowOfKey.remove(removed.facts.key);
        d->forgetId(removed.facts.id, gone);
    }
    d->rows.erase(d->rows.begin() + row, d->rows.begin() + row + count);
    d->rowsChangedFrom(row);
    endRemoveRows();
}

void ActivityModel::clear()
{
    if (d->count() == 0)
        return;
    beginResetModel();
    d->unpacked.clear();
    d->rows.clear();
    d->rowOfKey.clear();
    d->rowOfId.clear();
    endResetModel();
}

} // namespace botline
