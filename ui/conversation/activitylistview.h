#pragma once

#include "activityrows.h"
#include "rowfocus.h"
#include "rowwidgethost.h"
#include "scrollanchor.h"
#include "unreadmarks.h"

#include <QtCore/QTimer>
#include <QtWidgets/QListView>

#include <functional>

namespace botline {

class ActivityModel;
class RowWidgets;
class TextSelection;

// The list of activities. Takes Qt's plumbing for models, the current row and screen readers from
// QListView and brings its own geometry, because QListView visits every row for each that is added
// (style-anchors §9): here only rows in view are measured, the others are estimated.
//
// Every change of any height goes through applyGeometry(), which keeps what the reader looks at
// where it is: the end, when the list stands there, else the first row that begins in view.
class ActivityListView : public QListView
{
    Q_OBJECT

public:
    // The references must outlive the view.
    ActivityListView(ActivityModel &model, RowWidgets &rowWidgets, const ChatStyle &style,
                     QWidget *parent = nullptr);
    ~ActivityListView() override;

    void setChatStyle(const ChatStyle &style);
    // A line that stands below the last row and scrolls with it; a child of the viewport. Its
    // height comes from heightForWidth(); call footerChanged() when that changed.
    void setFooter(QWidget *footer);
    void footerChanged();

    // The end, or at most 48 px from it: new rows are followed.
    bool isAtEnd() const { return m_anchor.atEnd; }
    void goToEnd();
    // The first unread row comes to the top and becomes current; false when its beginning is in
    // view already, or all is read.
    bool goToFirstUnread();
    const UnreadMarks &unread() const { return m_unread; }
    void removeUnreadBar();

    std::pair<int, int> paintedRows() const { return m_painted; }
    std::pair<int, int> visibleRows() const; // -1, -1 without rows
    const ActivityRows &rows() const { return m_rows; }
    const RowWidgetHost &rowWidgets() const { return m_host; }

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
    void retryRequested(const QString &key);
    void editRequested(const QString &key);
    void discardRequested(const QString &key);
    void copyDetailsRequested(const QString &key);

protected:
    // For what the user does (ConversationList):
    ActivityModel &activities() const { return m_model; }
    ActivityRows &activityRows() { return m_rows; }
    RowFocus &rowFocus() { return m_focus; }
    const RowFocus &rowFocus() const { return m_focus; }
    RowWidgetHost &host() { return m_host; }
    ActivityLayout layoutOf(int row); // of a visible row, in viewport coordinates
    int rowTop(int row) const; // in the viewport
    void scrollBy(int dy);
    virtual const TextSelection *selection() const { return nullptr; }
    virtual bool showsFocusRing() const { return false; }
    // New rows must not move the list now, although it stands at the end.
    virtual bool holdsStill() const;

    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void updateGeometries() override;
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
    void dressScrollBar(const ChatStyle &style);
    void connectModel();
    void connectScrollBar();
    void connectHost();
    void connectTimers();

    // The one function that changes heights.
    void applyGeometry(const std::function<void()> &change);
    void settle();
    bool measureFrom(int row, bool keepsEnd);
    bool makeExact(int row);
    bool isExact(int row) const;
    void prepareNearby();
    void placeWidgets();
    void syncScrollBar();
    void setScrollByUser(qint64 scroll);
    void showRowAt(int row, int y);
    void keepTextPlace(int oldHeight);

    void followInserted(int first, int last, bool wasEmpty);
    int tallReply(int first, int last);
    bool isWatched() const;
    void updateReading();
    void updateAtEnd();
    qint64 minScroll() const;
    qint64 maxScroll() const;
    int footerHeight() const;

    ActivityModel &m_model;
    ActivityRows m_rows;
    RowWidgetHost m_host;
    RowFocus m_focus;
    UnreadMarks m_unread;
    ScrollAnchor m_anchor;
    qint64 m_scroll = 0; // of the viewport's top edge, from the first row's top
    QWidget *m_footer = nullptr;
    std::pair<int, int> m_painted{-1, -1};
    bool m_applying = false;
    bool m_syncing = false;
    bool m_unsettled = true; // rows in view may be unmeasured
    bool m_painting = false;
    bool m_wasActive = false; // the user has seen this list at least once
    bool m_wasAtEnd = true; // as told last
    QPersistentModelIndex m_readCandidate;
    QTimer m_prepareTimer;
    QTimer m_readTimer;
    QTimer m_statusTimer;
    QRect m_statusArea;
    QTimer m_dayTimer;
};

} // namespace botline
