#include "carddrag.h"

#include "rowwidgethost.h"

#include <QtGui/QMouseEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QAbstractSlider>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>

#include <algorithm>
#include <utility>

namespace botline {

namespace {

bool keepsItsDrags(const QWidget *widget, const QWidget &viewport)
{
    for (; widget && widget != &viewport; widget = widget->parentWidget()) {
        if (qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
            || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QAbstractSlider *>(widget)
            || qobject_cast<const QAbstractScrollArea *>(widget))
            return true;
    }
    return false;
}

} // namespace

CardDrag::CardDrag(QWidget &viewport, const RowWidgetHost &host, QObject *parent)
    : QObject(parent), m_viewport(viewport), m_host(host)
{
    qApp->installEventFilter(this); // rows' widgets come and go
}

bool CardDrag::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease:
        if (auto *widget = qobject_cast<QWidget *>(watched))
            return take(*widget, *static_cast<QMouseEvent *>(event));
        break;
    default:
        break;
    }
    return false;
}

bool CardDrag::take(QWidget &widget, QMouseEvent &event)
{
    if (event.type() == QEvent::MouseButtonPress) {
        if (event.button() != Qt::LeftButton || (m_source && widget.isAncestorOf(m_source)))
            return false; // or the same press on its way up
        const bool ours = m_viewport.isAncestorOf(&widget) && !keepsItsDrags(&widget, m_viewport);
        m_source = ours ? &widget : nullptr;
        m_out = false;
        return false;
    }
    if (!m_source)
        return false;
    const QPoint point = m_viewport.mapFromGlobal(event.globalPosition().toPoint());
    if (event.type() == QEvent::MouseMove && event.buttons() & Qt::LeftButton) {
        if (const int row = m_host.rowOf(m_source); !m_out && row >= 0 && isBeyondRow(point)) {
            m_out = true;
            Q_EMIT left(row);
        }
        if (m_out)
            Q_EMIT moved(point);
        event.setAccepted(event.isAccepted() || m_out);
        return m_out;
    }
    m_source = nullptr;
    if (!std::exchange(m_out, false))
        return false;
    event.accept(); // it was no click
    Q_EMIT released();
    return true;
}

bool CardDrag::isBeyondRow(const QPoint &point) const
{
    const QList<QWidget *> parts = m_host.widgets(m_host.rowOf(m_source));
    const int tolerance = QApplication::startDragDistance();
    return std::none_of(parts.begin(), parts.end(), [&](const QWidget *part) {
        return point.y() >= part->y() - tolerance
            && point.y() <= part->y() + part->height() + tolerance;
    });
}

} // namespace botline
