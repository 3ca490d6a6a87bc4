#pragma once

#include <QtCore/QObject>
#include <QtCore/QPoint>

#include <optional>

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
    // The focus's place in its row, for when the row's widgets are made anew.
    struct Place
    {
        int row = -1;
        qsizetype stop = 0;
    };
    std::optional<Place> place() const;
    bool enter(int row) { return enter(Place{row, 0}); } // false when nothing takes the focus
    bool enter(const Place &place);
    // For focusNextPrevChild() of the list, which is asked on behalf of its rows too.
    bool moveOn(bool next);

Q_SIGNALS:
    // A click, Enter or Space is about to reach a control of a row.
    void pressing(int row, QWidget *control);
    // A control of a row is pressed with the mouse, and it is nothing to type into or to choose
    // from: the keyboard belongs to the composer from here on. Otherwise the control would keep
    // the focus, and a blank or Enter that is typed would press it again. For a button this comes
    // before it is down (losing the focus later would let it go without a click); for anything
    // else when the mouse button is let go where it went down, so that text can be selected.
    void pressedWithMouse();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isInside(const QWidget *widget) const;
    void watchMouse(QWidget &widget, const QEvent &event);
    QWidget *outside(QWidget *from, bool next) const;
    void step(QWidget &to, Qt::FocusReason reason);

    QWidget &m_list;
    QWidget &m_viewport;
    const RowWidgetHost &m_host;
    bool m_stepping = false; // into a row, by us
    std::optional<QPoint> m_pressedAt; // on screen, on what is no button
};

} // namespace botline
