#include "activitymodel.h"

#include <vector>

namespace botline {

// Entries are large values; they are kept by pointer so that an insert in the middle moves
// pointers.
struct ActivityModel::Private
{
    std::vector<std::unique_ptr<ActivityEntry>> rows;
    QHash<QString, int> rowOfKey;
    QHash<QString, int> rowOfId; // the latest row of each id

    int count() const { return static_cast<int>(rows.size()); }

    void index(int row)
    {
        const ActivityEntry &entry = *rows[static_cast<size_t>(row)];
        rowOfKey.insert(entry.key, row);
        if (!entry.activity.id.isEmpty())
            rowOfId.insert(entry.activity.id, row);
    }

    // Ascending, so that the latest row of an id wins.
    void indexFrom(int first)
    {
        for (int row = first; row < count(); ++row)
            index(row);
    }

    void indexAll()
    {
        rowOfKey.clear();
        rowOfId.clear();
        indexFrom(0);
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
    const ActivityEntry &entry = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return entry.shownText();
    case Qt::AccessibleTextRole:
        return accessibleText(entry);
    case KeyRole:
        return entry.key;
    case SideRole:
        return static_cast<int>(entry.side);
    case TimeRole:
        return entry.time;
    case SenderRole:
        return entry.senderName;
    case SendStateRole:
        return static_cast<int>(entry.sendState);
    case EntryRole:
        return QVariant::fromValue(entry);
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
    return *d->rows[static_cast<size_t>(row)];
}

int ActivityModel::rowOfKey(const QString &key) const
{
    return d->rowOfKey.value(key, -1);
}

int ActivityModel::rowOfId(const QString &activityId) const
{
    return d->rowOfId.value(activityId, -1);
}

void ActivityModel::append(const QList<ActivityEntry> &entries)
{
    insert(d->count(), entries);
}

void ActivityModel::insert(int row, const QList<ActivityEntry> &entries)
{
    Q_ASSERT(row >= 0 && row <= d->count());
    if (entries.isEmpty())
        return;
    std::vector<std::unique_ptr<ActivityEntry>> added;
    added.reserve(static_cast<size_t>(entries.size()));
    for (const ActivityEntry &entry : entries) {
        Q_ASSERT(!entry.key.isEmpty() && rowOfKey(entry.key) < 0);
        added.push_back(std::make_unique<ActivityEntry>(entry));
    }
    beginInsertRows({}, row, row + static_cast<int>(added.size()) - 1);
    d->rows.insert(d->rows.begin() + row, std::make_move_iterator(added.begin()),
                   std::make_move_iterator(added.end()));
    d->indexFrom(row);
    endInsertRows();
}

void ActivityModel::update(int row, ActivityEntry entry)
{
    const ActivityEntry &old = at(row);
    Q_ASSERT(entry.key == old.key);

    QList<int> roles = {EntryRole, Qt::AccessibleTextRole};
    if (entry.shownText() != old.shownText())
        roles << Qt::DisplayRole << TextRole;
    if (entry.side != old.side)
        roles << SideRole;
    if (entry.time != old.time)
        roles << TimeRole;
    if (entry.senderName != old.senderName)
        roles << SenderRole;
    if (entry.sendState != old.sendState)
        roles << SendStateRole;

    const QString oldId = old.activity.id;
    entry.revision = old.revision + 1;
    *d->rows[static_cast<size_t>(row)] = std::move(entry);

    const QString &newId = at(row).activity.id;
    if (newId != oldId) {
        if (oldId.isEmpty())
            d->rowOfId.insert(newId, qMax(row, rowOfId(newId)));
        else // an earlier row may now be the latest with the old id
            d->indexAll();
    }
    const QModelIndex changed = index(row);
    Q_EMIT dataChanged(changed, changed, roles);
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
    d->indexFrom(qMin(from, to));
    endMoveRows();
}

void ActivityModel::remove(int row)
{
    Q_ASSERT(row >= 0 && row < d->count());
    beginRemoveRows({}, row, row);
    d->rows.erase(d->rows.begin() + row);
    d->indexAll();
    endRemoveRows();
}

void ActivityModel::clear()
{
    if (d->count() == 0)
        return;
    beginResetModel();
    d->rows.clear();
    d->indexAll();
    endResetModel();
}

} // namespace botline
