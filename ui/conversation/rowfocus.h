#pragma once

#include <QtCore/QObject>

class QWidget;

namespace botline {

class RowWidgetHost;

// Keeps the list and everything in its rows one stop for the Tab key (ux.md §10): Tab passes the
// widgets in the rows by; Enter leads into those of one row, and Tab then goes round in that row
// until it leaves at either end.
class RowFocus : public QObject
{
    Q_OBJECT

public:
    // `list` has the focus when no row has; `viewport` is the parent of the rows' widgets.
    RowFocus(QWidget &list, QWidget &viewport, const RowWidgetHost &host);

    bool isInRow() const; // the focus is in a row's widget
    bool enter(int row); // false when nothing in it takes the focus
    // For focusNextPrevChild() of the list, which is asked on behalf of its rows too.
    bool moveOn(bool next);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isInside(const QWidget *widget) const;
    QWidget *outside(QWidget *from, bool next) const;
    void step(QWidget &to, Qt::FocusReason reason);

    QWidget &m_list;
    QWidget &m_viewport;
    const RowWidgetHost &m_host;
    bool m_stepping = false; // into a row, by us
};

} // namespace botline
