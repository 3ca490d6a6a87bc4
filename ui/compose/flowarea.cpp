#include "flowarea.h"

#include "flowlayout.h"

#include <QtCore/QEvent>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace botline {

FlowArea::FlowArea(QWidget *parent) : QScrollArea(parent)
{
    auto *content = new QWidget(this);
    m_flow = new FlowLayout(content);
    m_flow->setContentsMargins(0, 0, 0, 0);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Transparent: whoever holds the area paints the ground.
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FlowArea::append(QWidget *chip, QWidget *focusStop)
{
    m_flow->addWidget(chip);
    // New widgets stand at the end of the window's order otherwise. Qt takes only what accepts the
    // focus for an anchor, so the area does for a moment.
    m_focusStops.removeAll(nullptr);
    setFocusPolicy(Qt::TabFocus);
    setTabOrder(m_focusStops.isEmpty() ? this : m_focusStops.constLast().data(), focusStop);
    setFocusPolicy(Qt::NoFocus);
    m_focusStops.append(focusStop);
    chip->show();
}

void FlowArea::setHeightLimit(int pixels)
{
    m_heightLimit = pixels;
    updateGeometry();
}

int FlowArea::heightForWidth(int width) const
{
    return std::min(m_flow->heightForWidth(width), m_heightLimit);
}

QSize FlowArea::sizeHint() const
{
    return {m_flow->sizeHint().width(), heightForWidth(std::max(width(), 1))};
}

QSize FlowArea::minimumSizeHint() const
{
    return {1, 1};
}

bool FlowArea::eventFilter(QObject *watched, QEvent *event)
{
    // A chip came, went or changed its size: our own height follows.
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace botline
