#pragma once

#include "activitylayout.h"
#include "bubbletext.h"
#include "rowmarks.h"

#include <QtCore/QDateTime>

class QPainter;

namespace botline {

struct ActivityEntry;
struct ListMetrics;
struct StatusLine;

// A row as it is to be painted; everything in it lives longer than the call.
struct PaintedRow
{
    const ActivityEntry &entry;
    RowParts parts;
    const ActivityLayout &layout;
    const BubbleText *text = nullptr;
    BubbleText::Selection selection = {};
    const RowMarks &marks;
    bool wholeSelected = false; // also what is not text
    bool focused = false; // has the keyboard's ring
    double flash = 0; // 0..1: lights up, because it changed
    int copiedCode = -1; // the code block whose copying is to be confirmed
};

// Draws rows where their ActivityLayout says, in the colours of the style.
class ActivityPainter
{
public:
    // `direction`: of the window, not of the texts.
    ActivityPainter(QPainter &painter, const ListMetrics &metrics, int viewWidth,
                    Qt::LayoutDirection direction, const QDateTime &nowUtc);

    // `top`: of the row in the painter's coordinates; `visible`: what can be seen of it, in the
    // row's.
    void paint(const PaintedRow &row, int top, const QRect &visible);
    // Something painted must be painted again in so many milliseconds; 0: nothing.
    int changesInMs() const { return m_changesInMs; }
    QRect changingArea() const { return m_changingArea; }

    static void paintDatePill(QPainter &painter, const QRect &pill, const QString &text,
                              const ListMetrics &metrics);
    static QSize datePillSize(const QString &text, const ListMetrics &metrics);

private:
    void paintDay(const PaintedRow &row);
    void paintUnreadBar(const QRect &rect);
    void paintNotice(const PaintedRow &row);
    void paintSender(const PaintedRow &row);
    void paintBubble(const PaintedRow &row);
    void paintStatus(const PaintedRow &row, int top);
    // Reactions and labels, from x on as far as `right`; how wide they are.
    int paintRemarks(const StatusLine &line, const QRect &area, int x, bool measuresOnly);
    void paintCodeButtons(const PaintedRow &row);
    void paintFlash(const PaintedRow &row);
    void paintSpinner(const QRectF &box, const QColor &color);
    void paintMark(const PaintedRow &row);
    void paintRing(const PaintedRow &row);
    QColor statusColor(const StatusLine &line) const;

    QPainter &m_painter;
    const ListMetrics &m_metrics;
    int m_viewWidth;
    bool m_mirrored;
    QDateTime m_now;
    QDate m_today;
    int m_changesInMs = 0;
    QRect m_changingArea;
};

} // namespace botline
