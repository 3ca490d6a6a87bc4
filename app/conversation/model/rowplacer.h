#pragma once

#include "activityrow.h"

#include <QtCore/QHash>

namespace botline {

class ActivityModel;

// Where a row stands (dossier §3.3). Rows are in the order of the service's time; rows without one
// keep the place where they appeared, and what is not sent yet stays at the end. New rows of one
// set are gathered, so that the model sees one insert:
//
//   firstRow()                    base
//   | rows of this conversation | rows of this set | unsent messages of ours |
class RowPlacer
{
public:
    explicit RowPlacer(ActivityModel &model);

    // Rows above and including this one belong to earlier conversations and stay as they are.
    void setDivider(const QString &key);
    int firstRow() const; // of this conversation
    int firstQueuedRow() const; // of the unsent ones at the end; the row count when there are none
    int rowOfId(const QString &activityId) const; // in this conversation; -1. Flush first.

    void begin(); // before a set
    void place(ActivityEntry entry);
    // The same of an entry that says no more than its activity's `raw` and RowFacts.
    void placeReceived(ActivityEntry entry);
    // A message as the service sent it; `question`: the id of what it answers, or "".
    void place(RowFacts facts, const directline::RawObject &received, const QString &question);
    // Puts what was gathered into the model. Before every other change of the model, and at the
    // end.
    void flush();
    // A row got its time late, by its echo: it moves as little as the order allows.
    void settle(int row);

private:
    // An answer that stands here although its question does not yet.
    struct EarlyAnswer
    {
        QString question; // its id
        QString key; // the answer's
    };

    void place(std::unique_ptr<ActivityRow> row, const QString &question);
    int placeFor(const RowFacts &facts, const QString &question) const;
    int aboveAnswers(const QString &id, int place) const;
    int rowOfQuestion(const QString &id) const;
    void addToBatch(int place, std::unique_ptr<ActivityRow> row);
    void rememberEarlyAnswer(const QString &question, const QString &key);

    // In the picture above:
    const RowFacts &facts(int row) const;
    int rowOfKey(const QString &key) const;

    ActivityModel &m_model;
    QString m_dividerKey;
    RowList m_batch;
    QHash<QString, int> m_batchOfId; // the latest of each id
    QList<EarlyAnswer> m_early; // the last ones
    int m_base = 0;
};

} // namespace botline
