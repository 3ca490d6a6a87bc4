#pragma once

#include "activityentry.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QHash>

#include <memory>
#include <vector>

namespace botline {

struct ActivityRow;
struct RowFacts;

// The conversation's rows in display order (dossier §3.3, ux.md §9). Only what is to be shown:
// typing never becomes a row; events, traces and postBacks only while testers want to see them.
//
// Written to by ConversationSession alone. One insert per received set at the end is the fast path;
// a row moves only for the ordering rules of §3.3. dataChanged names its roles.
//
// Memory: what was received is kept as its JSON text and some facts, about 0.6 KB a row beside the
// two; at() makes entries out of that and keeps the last kUnpackedRows of them.
class ActivityModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        KeyRole = Qt::UserRole,
        SideRole,
        TextRole,
        TimeRole,
        SenderRole,
        SendStateRole,
        EditsRole, // changes when the bot replaced its message
        EntryRole, // the whole ActivityEntry
    };
    Q_ENUM(Role)

    explicit ActivityModel(QObject *parent = nullptr);
    ~ActivityModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    // Also answers Qt::DisplayRole (the shown text) and Qt::AccessibleTextRole.
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    static constexpr int kUnpackedRows = 256;

    // `row` must exist.
    ActivityEntry entry(int row) const;
    // The same without a copy; valid until the next change, and until kUnpackedRows others were
    // asked for.
    const ActivityEntry &at(int row) const;
    // For passes over many rows: at() takes some 3 µs for a row that nobody looked at lately.
    const RowFacts &facts(int row) const; // valid until the next change
    int rowOfKey(const QString &key) const; // -1 when unknown
    int rowOfId(const QString &activityId) const; // the latest with that id; -1 when unknown

    // Rows at the end, in one insert. Keys must be new.
    void append(QList<ActivityEntry> entries);
    void insert(int row, QList<ActivityEntry> entries);
    // A row that says no more than what was received and `facts`: a quarter of an entry's memory.
    void insertReceived(int row, RowFacts facts, directline::RawObject raw);
    void insert(int row, std::vector<std::unique_ptr<ActivityRow>> rows);
    // Replaces the row; key must stay the same. Raises the revision.
    void update(int row, ActivityEntry entry);
    void move(int from, int to); // `to` is the row's place afterwards
    void remove(int row, int count = 1);
    void clear();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
