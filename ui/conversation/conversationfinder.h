#pragma once

#include "rowmarks.h"
#include "scrollanchor.h"

#include <QtCore/QObject>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <optional>

class QWidget;

namespace botline {

class ActivityModel;
class ConversationList;
class ConversationSearch;
class FindBar;

// Brings the find bar, the search and the list together: what is typed is looked for, what is found
// is marked and shown, and the focus goes back to where it was; so does the list, when nothing was
// found.
class ConversationFinder : public QObject
{
    Q_OBJECT

public:
    // All must outlive this.
    ConversationFinder(const ActivityModel &model, ConversationList &list, FindBar &bar,
                       QObject *parent = nullptr);

    void open();
    void close();
    // Opens the bar first when it is closed, with what was looked for last.
    void step(bool down);

    const ConversationSearch &search() const { return *m_search; }

Q_SIGNALS:
    // For those who listen, while the focus is in the field: which hit is shown, and its row.
    void told(const QString &words);

private:
    void look();
    void present();
    RowMarks marksIn(int row) const;
    void showCurrent();
    void tell();
    int startRow() const;

    ConversationList &m_list;
    FindBar &m_bar;
    ConversationSearch *m_search;
    QPointer<QWidget> m_before; // had the focus
    std::optional<ScrollAnchor> m_place; // before the search moved the list; none when it did not
    QPersistentModelIndex m_start; // where reading was when the bar was opened or last stepped on
    QTimer m_presentTimer;
    QString m_told;
};

} // namespace botline
