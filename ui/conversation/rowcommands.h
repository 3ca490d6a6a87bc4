#pragma once

#include "rowcopier.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

class QPoint;

namespace botline {

class ActivityActions;
class ActivityListView;
class ActivityModel;
class ListArranger;
class RowContents;
class TextSelector;
struct RowAction;

// What can be done with a row: the commands themselves, the menu that offers them, and the same
// commands by name for screen readers.
class RowCommands : public QObject
{
    Q_OBJECT

public:
    // Lives as a child of `list`; the others must outlive it.
    RowCommands(ActivityListView &list, const ActivityModel &model, ListArranger &arranger,
                const RowContents &contents, TextSelector &selector, ActivityActions &actions);

    QString selectedText() const;
    void copySelection() const;
    void copyRow(int row) const;
    void copyJson(int row) const;
    void copyCode(int row, int block); // and confirms it for a moment
    // Our own links lead to a place in this window, others out of it.
    void follow(int row, const QString &link);

    QList<RowAction> actions(int row);
    void openMenu(int row, const QString &link, const QPoint &globalPosition);
    void openMenuAt(int row); // in the middle of it

Q_SIGNALS:
    void told(const QString &words); // for those who cannot see it
    void pressed(int row); // by its name "press"

private:
    ActivityListView &m_list;
    const ActivityModel &m_model;
    ListArranger &m_arranger;
    const RowContents &m_contents;
    TextSelector &m_selector;
    ActivityActions &m_actions;
    RowCopier m_copier;
    QTimer m_copiedTimer;
};

} // namespace botline
