#pragma once

#include "activitylayout.h"
#include "layoutcache.h"
#include "listmetrics.h"
#include "rowgeometry.h"

#include <QtCore/QPersistentModelIndex>

#include <vector>

namespace botline {

class ActivityModel;
class RowWidgets;

// What the list knows of each row: its parts, its height, exact or estimated, and the texts of the
// rows near the viewport. It knows nothing of scrolling and paints nothing.
//
// Heights are estimated when rows come and measured one by one when somebody asks; a new width
// touches no row. A row is exact when its text was laid out for the present width, or needs no line
// break in it.
class ActivityRows
{
public:
    // The references must outlive this.
    ActivityRows(const ActivityModel &model, const RowWidgets &widgets, const ChatStyle &style);

    int count() const { return m_geometry.count(); }
    const RowGeometry &geometry() const { return m_geometry; }
    const ListMetrics &metrics() const { return m_metrics; }
    const ChatStyle &style() const { return m_metrics.style; }
    int viewWidth() const { return m_viewWidth; }

    void setStyle(const ChatStyle &style); // everything is estimated anew
    void setView(int width, Qt::LayoutDirection direction);

    // Follow the model. Rows that were in the model before keep what is known of them.
    void reset();
    void inserted(int first, int last);
    void removed(int first, int last);
    void moved(int from, int to, int count); // `to` is the first row's place afterwards
    void changed(int first, int last);

    // The bar "new messages" stands above this row; -1: nowhere.
    void setUnreadBar(int row);
    int unreadBar() const;

    RowParts parts(int row) const { return m_rows[static_cast<size_t>(row)].parts; }
    bool isTextExact(int row) const;
    void measureText(int row);
    // From the real widgets, once they exist.
    void setWidgetSize(int row, QSize size);
    void setTroubleSize(int row, QSize size);

    // nullptr for a row without words. Measured, valid until trim().
    BubbleText *text(int row);
    ActivityLayout layout(int row); // of a measured row
    void trim(int rowsInUse) { m_cache.trim(rowsInUse); }
    const LayoutCache &cache() const { return m_cache; }

    // How often text was laid out since the beginning: the work that must not grow with the
    // conversation.
    quint64 measureCount() const { return m_measureCount; }

private:
    struct State
    {
        int textHeight = 0;
        int widgetHeight = 0;
        RowParts parts;
        quint16 textWidth = 0; // laid out for this width at most; 0: estimated
        quint16 naturalWidth = 0; // 0: unknown, or too wide
        quint16 widgetWidth = 0;
        quint16 troubleWidth = 0;
        quint16 troubleHeight = 0;
    };

    State estimated(int row);
    State estimatedText(int row);
    void addWidget(State &state, int height) const;
    State completed(State state) const;
    void refreshParts(int row);
    void estimateTrouble(State &state) const;
    bool wantsWidget(int row) const;
    int maxTextWidth(RowParts parts) const;
    int heightOf(const State &state) const;
    void storeHeight(int row);
    RowParts modelParts(int row);
    State &state(int row) { return m_rows[static_cast<size_t>(row)]; }
    const State &state(int row) const { return m_rows[static_cast<size_t>(row)]; }

    const ActivityModel &m_model;
    const RowWidgets &m_widgets;
    ListMetrics m_metrics;
    int m_viewWidth = 0;
    Qt::LayoutDirection m_direction = Qt::LeftToRight;
    std::vector<State> m_rows;
    RowGeometry m_geometry;
    LayoutCache m_cache;
    LocalDays m_days;
    QPersistentModelIndex m_unreadBar;
    quint64 m_measureCount = 0;
};

} // namespace botline
