#pragma once

#include <QtCore/QList>
#include <QtCore/QObject>

#include <functional>

class QWidget;

namespace botline {

// F6 and Shift+F6 move the focus from one part of the window to the next (interaction.md §10).
class PaneCycle : public QObject
{
    Q_OBJECT

public:
    // `panes` answers with the parts in the order of F6, anew for each press. Lives as a child of
    // `window`; parts that are hidden are passed over.
    PaneCycle(QWidget &window, std::function<QList<QWidget *>()> panes);

private:
    void move(int step);

    QWidget &m_window;
    std::function<QList<QWidget *>()> m_panes;
};

} // namespace botline
