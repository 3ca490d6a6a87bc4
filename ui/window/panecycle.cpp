#include "panecycle.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>

namespace botline {

namespace {

// The pane itself when it takes the focus, else the first thing in it that does.
QWidget *focusTarget(QWidget *pane)
{
    if (pane->focusPolicy() & Qt::TabFocus)
        return pane;
    const auto children = pane->findChildren<QWidget *>();
    for (QWidget *child : children) {
        if ((child->focusPolicy() & Qt::TabFocus) && child->isVisibleTo(pane) && child->isEnabled())
            return child;
    }
    return nullptr;
}

} // namespace

PaneCycle::PaneCycle(QWidget &window, std::function<QList<QWidget *>()> panes)
    : QObject(&window), m_window(window), m_panes(std::move(panes))
{
    connect(new QShortcut(Qt::Key_F6, &window), &QShortcut::activated, this, [this] { move(1); });
    connect(new QShortcut(Qt::SHIFT | Qt::Key_F6, &window), &QShortcut::activated, this,
            [this] { move(-1); });
}

void PaneCycle::move(int step)
{
    const QList<QWidget *> panes = m_panes();
    const auto count = static_cast<int>(panes.size());
    int current = -1;
    for (int i = 0; i < count; ++i) {
        if (panes.at(i) == QApplication::focusWidget()
            || panes.at(i)->isAncestorOf(QApplication::focusWidget()))
            current = i;
    }
    if (current < 0)
        current = step > 0 ? -1 : 0;
    for (int tried = 1; tried <= count; ++tried) {
        QWidget *pane = panes.at(((current + step * tried) % count + count) % count);
        QWidget *target = pane->isVisible() ? focusTarget(pane) : nullptr;
        if (target) {
            target->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

} // namespace botline
