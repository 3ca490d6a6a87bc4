#pragma once

#include "grouping.h"

#include <QtCore/QRect>

namespace botline {

struct ListMetrics;

// Where everything in a row is: the one truth for painting, hit-testing, tooltips and placing
// widgets. Rectangles are relative to the row's top left corner; empty when the row has no such
// part.
struct ActivityLayout
{
    // What fills a row, in device-independent pixels.
    struct Sizes
    {
        QSize text; // the words of the bubble, or an estimate
        QSize widget; // attachments and cards
        QSize trouble; // a failed send's sentence and buttons
    };

    int height = 0;
    QRect day;
    QRect unread;
    QRect avatar;
    QRect name;
    QRect bubble; // of a notice: its words
    QRect text; // where the document begins and ends
    QRect widget;
    QRect status;
    QRect trouble;
    QRect content; // all that belongs to the sender: bubble, widget, status, trouble

    void moveBy(int dy);

    // Mirrored for a window that reads from right to left.
    static ActivityLayout of(RowParts parts, const Sizes &sizes, const ListMetrics &metrics,
                             int viewWidth, Qt::LayoutDirection direction = Qt::LeftToRight);
};

} // namespace botline
