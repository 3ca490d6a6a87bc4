#include "rowfocus.h"

#include "rowwidgethost.h"

#include <QtGui/QFocusEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QRadioButton>

#include <utility>

namespace botline {

namespace {

bool takesTab(const QWidget &widget)
{
    return (widget.focusPolicy() & Qt::TabFocus) && widget.isEnabled() && !widget.focusProxy();
}

QList<QWidget *> stopsIn(const QList<QWidget *> &roots)
{
    QList<QWidget *> stops;
    for (QWidget *root : roots) {
        // The order of the focus chain, which is what the widgets' authors set.
        QWidget *widget = root;
        do {
            if ((widget == root || root->isAncestorOf(widget)) && takesTab(*widget)
                && (widget == root ? !root->isHidden() : widget->isVisibleTo(root)))
                stops << widget;
            widget = widget->nextInFocusChain();
        } while (widget != root);
    }
    return stops;
}

// Buttons act when the mouse button or Space is let go, and when Enter goes down.
bool presses(const QEvent &event)
{
    switch (event.type()) {
    case QEvent::MouseButtonRelease:
        return true;
    case QEvent::KeyRelease:
        return static_cast<const QKeyEvent &>(event).key() == Qt::Key_Space;
    case QEvent::KeyPress: {
        const int key = static_cast<const QKeyEvent &>(event).key();
        return key == Qt::Key_Return || key == Qt::Key_Enter;
    }
    default:
        return false;
    }
}

// What is filled in keeps the keyboard: fields, lists and boxes of choices.
bool isInput(const QWidget &widget)
{
    return widget.testAttribute(Qt::WA_InputMethodEnabled)
        || qobject_cast<const QCheckBox *>(&widget) || qobject_cast<const QRadioButton *>(&widget)
        || qobject_cast<const QComboBox *>(&widget)
        || qobject_cast<const QAbstractItemView *>(&widget);
}

Qt::FocusReason reason(bool next)
{
    return next ? Qt::TabFocusReason : Qt::BacktabFocusReason;
}

} // namespace

RowFocus::RowFocus(QWidget &list, QWidget &viewport, const RowWidgetHost &host)
    : m_list(list), m_viewport(viewport), m_host(host)
{
    // Rows' widgets come and go and stand at the end of the window's focus chain. Whoever steps
    // from the chain's other widgets into one of them is sent on; only the application sees such a
    // step.
    qApp->installEventFilter(this);
}

bool RowFocus::isInRow() const
{
    return isInside(QApplication::focusWidget());
}

bool RowFocus::isInside(const QWidget *widget) const
{
    return widget && m_viewport.isAncestorOf(widget);
}

std::optional<RowFocus::Place> RowFocus::place() const
{
    QWidget *focused = QApplication::focusWidget();
    if (!isInside(focused))
        return std::nullopt;
    const int row = m_host.rowOf(focused);
    const qsizetype stop = row < 0 ? -1 : stopsIn(m_host.widgets(row)).indexOf(focused);
    return stop < 0 ? std::nullopt : std::optional(Place{row, stop});
}

bool RowFocus::enter(const Place &place)
{
    const QList<QWidget *> stops = stopsIn(m_host.widgets(place.row));
    if (place.stop >= stops.size())
        return false;
    step(*stops.at(place.stop), Qt::TabFocusReason);
    return true;
}

bool RowFocus::moveOn(bool next)
{
    QWidget *focused = QApplication::focusWidget();
    if (isInside(focused)) {
        const QList<QWidget *> stops = stopsIn(m_host.widgets(m_host.rowOf(focused)));
        const qsizetype to = stops.indexOf(focused) + (next ? 1 : -1);
        if (to >= 0 && to < stops.size()) {
            step(*stops.at(to), reason(next));
            return true;
        }
        if (!next) {
            m_list.setFocus(reason(next));
            return true;
        }
    }
    QWidget *target = outside(&m_list, next);
    if (!target)
        return false;
    target->setFocus(reason(next));
    return true;
}

void RowFocus::step(QWidget &to, Qt::FocusReason reason)
{
    m_stepping = true;
    to.setFocus(reason);
    m_stepping = false;
}

QWidget *RowFocus::outside(QWidget *from, bool next) const
{
    QWidget *widget = from;
    do {
        widget = next ? widget->nextInFocusChain() : widget->previousInFocusChain();
        if (!isInside(widget) && takesTab(*widget) && widget->isVisible()
            && widget->window() == m_list.window())
            return widget;
    } while (widget != from);
    return nullptr;
}

void RowFocus::watchMouse(QWidget &widget, const QEvent &event)
{
    const auto &mouse = static_cast<const QMouseEvent &>(event);
    if (mouse.button() != Qt::LeftButton || m_host.rowOf(&widget) < 0)
        return;
    const QPoint point = mouse.globalPosition().toPoint();
    if (event.type() == QEvent::MouseButtonRelease) {
        // What is not taken is offered to the parents as well; once is enough.
        const std::optional<QPoint> pressedAt = std::exchange(m_pressedAt, std::nullopt);
        if (pressedAt && (point - *pressedAt).manhattanLength() < QApplication::startDragDistance())
            Q_EMIT pressedWithMouse();
        return;
    }
    m_pressedAt.reset();
    bool isButton = false;
    for (const QWidget *at = &widget; at != &m_viewport; at = at->parentWidget()) {
        if (isInput(*at))
            return;
        isButton = isButton || qobject_cast<const QAbstractButton *>(at);
    }
    if (isButton)
        Q_EMIT pressedWithMouse();
    else if (event.type() == QEvent::MouseButtonPress) // the second one of two selects a word
        m_pressedAt = point;
}

bool RowFocus::eventFilter(QObject *watched, QEvent *event)
{
    const bool goesDown
        = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    if (event->type() != QEvent::FocusIn && !goesDown && !presses(*event))
        return false;
    auto *widget = qobject_cast<QWidget *>(watched);
    if (!isInside(widget))
        return false;
    if (goesDown || event->type() == QEvent::MouseButtonRelease)
        watchMouse(*widget, *event);
    if (goesDown)
        return false;
    if (event->type() != QEvent::FocusIn) {
        if (const int row = m_host.rowOf(widget); row >= 0)
            Q_EMIT pressing(row, widget);
        return false;
    }
    const Qt::FocusReason why = static_cast<QFocusEvent *>(event)->reason();
    if ((why != Qt::TabFocusReason && why != Qt::BacktabFocusReason) || m_stepping)
        return false;
    if (QWidget *target = outside(widget, why == Qt::TabFocusReason))
        target->setFocus(why);
    return true;
}

} // namespace botline
