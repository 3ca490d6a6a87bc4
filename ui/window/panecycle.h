#pragma once

#include <QtCore/QList>
#include <QtCore/QObject>

class QWidget;

namespace botline {

// F6 and Shift+F6 move the focus from one part of the window to the next (ux.md §10).
class PaneCycle : public QObject
{
    Q_OBJECT

public:
    // In the order of F6. Lives as a child of `window`; parts that are hidden are passed over.
    PaneCycle(QWidget &window, const QList<QWidget *> &panes);

private:
    void move(int step);

    QWidget &m_window;
    QList<QWidget *> m_panes;
};

} // namespace botline
