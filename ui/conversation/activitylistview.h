#pragma once

#include "listarranger.h"
#include "readingtracker.h"
#include "rowflashes.h"
#include "rowfocus.h"
#include "rowmarks.h"
#include "textselector.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QListView>

#include <functional>

namespace botline {

class ActivityActions;
class ActivityModel;
class RowWidgets;

// Something that can be done with a row, in words.
struct RowAction
{
    QString name;
    std::function<void()> run;
};

// The list of activities. Takes Qt's plumbing for models, the current row and screen readers from
// QListView and brings its own geometry (ListArranger), because QListView visits every row for each
// that is added (architecture.md §2.9).
class ActivityListView : public QListView
{
    Q_OBJECT

public:
    // The references must outlive the view.
    ActivityListView(ActivityModel &model, RowWidgets &rowWidgets, ActivityActions &actions,
                     const ChatStyle &style, QWidget *parent = nullptr);
    ~ActivityListView() override;

    void setChatStyle(const ChatStyle &style);
    // A line that stands below the last row and scrolls with it; a child of the viewport. Its
    // height comes from heightForWidth(); call footerChanged() when that changed.
    void setFooter(QWidget *footer);
    void footerChanged();

    // A long history is being read: rows come page after page, and only every now and then is shown
    // how far it is.
    void setLoading(bool loading) { m_arranger.setLoading(loading); }

    // Many changes of the model, arranged when the last of them is through.
    void inOneGo(const std::function<void()> &change) { m_arranger.apply(change); }

    bool isAtEnd() const { return m_arranger.isAtEnd(); } // new rows are followed
    void goToEnd();
    const ScrollAnchor &place() const { return m_arranger.place(); }
    void goTo(const ScrollAnchor &place) { m_arranger.goTo(place); }
    // The first unread row comes to the top and becomes current; false when its beginning is in
    // view already, or all is read.
    bool goToFirstUnread();
    const UnreadMarks &unread() const { return m_reading.marks(); }
    void removeUnreadBar();

    std::pair<int, int> paintedRows() const { return m_painted; } // by the last paint event
    std::pair<int, int> visibleRows() const { return m_arranger.visibleRows(); }
    const ActivityRows &rows() const { return m_arranger.rows(); }
    const ChatStyle &chatStyle() const { return rows().style(); }
    const RowWidgetHost &rowWidgets() const { return m_arranger.host(); }

    // What can be done with this row, for those who can neither see nor point.
    QList<RowAction> rowActions(int row) const;
    void setRowActions(std::function<QList<RowAction>(int row)> actions);
    const TextSelection &textSelection() const { return m_selector.selection(); }
    bool isRowSelected(int row) const; // to its end
    // The keyboard is in use: the current row shows it while the list has the focus.
    bool showsFocusRing() const { return m_usesKeyboard && hasFocus(); }
    // The code block of a row whose copying is confirmed; -1 for none.
    int copiedCode(int row) const { return m_copiedRow.row() == row ? m_copiedBlock : -1; }
    void setCopiedCode(const QModelIndex &row, int block);

    // Asked while painting for what to mark in the rows in view; call viewport()->update() when it
    // would answer otherwise.
    void setMarker(std::function<RowMarks(int row)> marker) { m_marker = std::move(marker); }
    // Brings the line with this position of the row's text into view, or with -1 what is attached.
    // Moves nothing when it can be seen already.
    void showText(int row, int position);
    // The piece of a card whose words are wanted, as screen readers hear them; else the row.
    void showPiece(int row, const std::function<bool(const QString &words)> &wanted);

    QRect visualRect(const QModelIndex &index) const override;
    QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void reset() override;

Q_SIGNALS:
    void painted(int firstRow, int lastRow);
    void atEndChanged(bool atEnd);
    void unreadChanged();
    void scrolledByUser();

protected:
    // For a subclass that takes the user's input:
    const ActivityModel &activities() const { return m_model; }
    ListArranger &arranger() { return m_arranger; }
    RowFocus &rowFocus() { return m_focus; }
    TextSelector &selector() { return m_selector; } // call viewport()->update() after a change
    void scrollBy(int dy);
    void tellFocus(); // to screen readers: the current row has it
    void setUsesKeyboard(bool uses) { m_usesKeyboard = uses; } // likewise
    bool usesKeyboard() const { return m_usesKeyboard; }
    // A button is down: new rows must not move the list, although it stands at the end.
    void setHeld(bool held) { m_held = held; }

    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void updateGeometries() override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void scrollContentsBy(int dx, int dy) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &, QItemSelectionModel::SelectionFlags) override { }
    QRegion visualRegionForSelection(const QItemSelection &) const override { return {}; }
    QSize viewportSizeHint() const override;

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override { QAbstractItemView::wheelEvent(event); }
    bool focusNextPrevChild(bool next) override;

private:
    void connectModel();
    void connectArranger();
    void connectTimers();
    void syncScrollBar();
    void setScrollByUser(qint64 scroll);

    bool holdsStill() const;
    int spaceAround() const;
    void showFocus();
    void showWhatOpened(int row);
    void followInserted(int first, int last, bool wasEmpty);
    int tallReply(int first, int last);
    void flash(int row);
    void paintFlashes();

    ActivityModel &m_model;
    ListArranger m_arranger;
    RowFocus m_focus;
    TextSelector m_selector;
    std::function<QList<RowAction>(int row)> m_rowActions;
    QPersistentModelIndex m_copiedRow;
    int m_copiedBlock = -1;
    bool m_usesKeyboard = false;
    bool m_held = false;
    QPointer<QWidget> m_followsDespite; // had the focus when the user wished for the end
    // The last control that was pressed in a row, and how high its row was then.
    struct Press
    {
        QPersistentModelIndex row;
        QPointer<QWidget> control;
        int height = 0;
        QDeadlineTimer lasts; // what grows later has other reasons
    };
    Press m_press;
    ReadingTracker m_reading;
    std::function<RowMarks(int row)> m_marker;
    std::pair<int, int> m_painted{-1, -1};
    bool m_syncing = false;
    QTimer m_statusTimer;
    QRect m_statusArea;
    QTimer m_dayTimer;
    RowFlashes m_flashes;
    QTimer m_flashTimer;
};

} // namespace botline
