#pragma once

#include "activityentry.h"

#include <QtCore/QAbstractListModel>
#include <QtCore/QHash>

#include <memory>

namespace botline {

// The conversation's rows in display order (dossier §3.3, ux.md §9). Only what is to be shown:
// typing, events, traces and postBacks never become rows.
//
// Written to by ConversationSession alone. One insert per received set at the end is the fast path;
// a row moves only for the ordering rules of §3.3. dataChanged names its roles.
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
        EntryRole, // the whole ActivityEntry
    };
    Q_ENUM(Role)

    explicit ActivityModel(QObject *parent = nullptr);
    ~ActivityModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    // Also answers Qt::DisplayRole (the shown text) and Qt::AccessibleTextRole.
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    // `row` must exist. Cheap: the values inside are implicitly shared.
    ActivityEntry entry(int row) const;
    // The same without a copy, for passes over many rows; valid until the next change.
    const ActivityEntry &at(int row) const;
    int rowOfKey(const QString &key) const; // -1 when unknown
    int rowOfId(const QString &activityId) const; // the latest with that id; -1 when unknown

    // Rows at the end, in one insert. Keys must be new.
    void append(const QList<ActivityEntry> &entries);
    void insert(int row, const QList<ActivityEntry> &entries);
    // Replaces the row; key must stay the same. Raises the revision.
    void update(int row, ActivityEntry entry);
    void move(int from, int to); // `to` is the row's place afterwards
    void remove(int row);
    void clear();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
