#pragma once

#include "activityrows.h"
#include "rowwidgethost.h"
#include "scrollanchor.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <functional>

class QWidget;

namespace botline {

// Keeps the rows of the list in their places: how far it is scrolled, which rows are measured,
// where their widgets are.
//
// Every change of any height goes through apply(), which keeps what the reader looks at where it
// is: the end, when the list stands there, else the first row that begins in view. Only rows in
// view are measured, and those of the next screens while nothing else is to do. A list that nobody
// sees measures nothing.
//
// Positions are device-independent pixels; `scroll` is that of the viewport's top edge, counted
// from the first row's top. It is negative above the first row.
class ListArranger : public QObject
{
    Q_OBJECT

public:
    // The references must outlive this. `holdsStill` tells that new rows must not move the list
    // now, although it stands at the end.
    ListArranger(const ActivityModel &model, RowWidgets &rowWidgets, ActivityActions &actions,
                 const ChatStyle &style, QWidget &viewport, std::function<bool()> holdsStill);

    ActivityRows &rows() { return m_rows; }
    const ActivityRows &rows() const { return m_rows; }
    RowWidgetHost &host() { return m_host; }
    const RowWidgetHost &host() const { return m_host; }

    // Where things are
    qint64 scroll() const { return m_scroll; }
    qint64 minScroll() const;
    qint64 maxScroll() const; // less than minScroll() for no conversation, but a short one
    bool isAtEnd() const { return m_anchor.atEnd; } // at most 48 px from it: new rows are followed
    int rowTop(int row) const; // in the viewport
    std::pair<int, int> visibleRows() const; // -1, -1 without rows
    ActivityLayout layoutOf(int row); // of a row in view, in viewport coordinates

    // The one function that changes heights.
    void apply(const std::function<void()> &change);
    void arrange()
    {
        apply([] {});
    }
    // Likewise for rows that came at the end. While a long history is read they wait for those that
    // follow shortly; until then everything in view stays as it is.
    void applyAppended(const std::function<void()> &change);
    void setLoading(bool loading);
    bool makeExact(int row); // true when that changed its height; within apply() only

    // Going somewhere. The wish of the user, who knows what is to move.
    void scrollTo(qint64 scroll);
    void showRowAt(int row, int y); // the row's top edge at `y` of the viewport
    void goToEnd();
    // Where the reader is, and back to it.
    const ScrollAnchor &place() const { return m_anchor; }
    void goTo(const ScrollAnchor &place);
    // Within apply(): what is to be kept from now on.
    void keepRow(int row, int y) { m_anchor = anchorOn(row, y); }
    void keepEnd() { m_anchor.distance = 0; }

    void aboutToRemove(int first, int last);
    void setView(int width, Qt::LayoutDirection direction);
    void setChatStyle(const ChatStyle &style);
    void reset();
    // A widget below the last row, as high as its heightForWidth().
    void setFooter(QWidget *footer);
    // For painting a list that was never shown.
    void prepareForPainting();

Q_SIGNALS:
    // After each change, with everything in its place. `visibly`: something in view may be another.
    void arranged(bool visibly);
    void atEndChanged(bool atEnd);

private:
    // The rows in view and where the first of them is.
    struct Sight
    {
        std::pair<int, int> rows;
        int top = 0;
        int bottom = 0;

        bool operator==(const Sight &) const = default;
    };

    Sight sight() const;
    ScrollAnchor anchorOn(int row, int y) const;
    void settle();
    bool measureFrom(int row, bool keepsEnd);
    bool isExact(int row) const;
    void prepareNearby();
    void placeWidgets();
    void finish();
    void keepTextPlace(int oldHeight);
    int footerHeight() const;
    bool isSeen() const;

    const ActivityModel &m_model;
    QWidget &m_viewport;
    std::function<bool()> m_holdsStill;
    ActivityRows m_rows;
    RowWidgetHost m_host;
    ScrollAnchor m_anchor;
    qint64 m_scroll = 0;
    QWidget *m_footer = nullptr;
    bool m_applying = false;
    bool m_settled = false; // what is in view is measured
    bool m_painting = false;
    bool m_preparing = false;
    Sight m_sight; // when preparing began
    bool m_wasAtEnd = true; // as told last
    QTimer m_prepareTimer;
    bool m_loading = false;
    QElapsedTimer m_sinceArranged;
    QTimer m_arrangeTimer; // active while appended rows wait
    int m_arrangedRows = 0; // those above them
};

} // namespace botline
