#pragma once

#include "bubbletext.h"

class QPoint;
class QRect;

namespace botline {

class ActivityListView;
class ActivityModel;
class ListArranger;

// What there is in a row, and at a point of the viewport: links, code blocks, words.
class RowContents
{
public:
    // All must outlive this.
    RowContents(const ActivityListView &list, const ActivityModel &model, ListArranger &arranger)
        : m_list(list), m_model(model), m_arranger(arranger)
    {
    }

    QList<BubbleText::Link> links(int row) const;
    QList<SafeTextDocument::CodeBlock> codeBlocks(int row) const;

    QString linkAt(const QPoint &point) const; // "" for none
    int codeButtonAt(const QPoint &point) const; // of the row there; -1 when there is none
    bool isOverText(const QPoint &point) const;
    // Plain text, "" for none; it holds as long as the pointer is in `area`.
    QString toolTipAt(const QPoint &point, QRect &area) const;

private:
    const BubbleText *textAt(const QPoint &point, QPoint &inside) const;

    const ActivityListView &m_list;
    const ActivityModel &m_model;
    ListArranger &m_arranger;
};

} // namespace botline
