#include "widgetblock.h"

#include <algorithm>

namespace botline {

WidgetBlock::WidgetBlock(QWidget *widget, Qt::Alignment alignment)
    : m_widget(widget), m_alignment(alignment)
{
}

void WidgetBlock::applyVisibility(bool parentShown)
{
    Block::applyVisibility(parentShown);
    if (m_widget)
        m_widget->setVisible(isShown());
}

int WidgetBlock::widthIn(int width) const
{
    return m_alignment ? std::min(width, m_widget->sizeHint().width()) : width;
}

int WidgetBlock::measure(int width)
{
    if (!m_widget)
        return 0;
    return m_widget->hasHeightForWidth() ? m_widget->heightForWidth(widthIn(width))
                                         : m_widget->sizeHint().height();
}

int WidgetBlock::measureNatural()
{
    return m_widget ? m_widget->sizeHint().width() : 0;
}

int WidgetBlock::measureMinimum()
{
    return m_widget ? std::max(0, m_widget->minimumSizeHint().width()) : 0;
}

void WidgetBlock::arrange(const QRect &rect)
{
    if (!m_widget)
        return;
    QRect inner(rect.topLeft(), QSize(widthIn(rect.width()), heightFor(rect.width())));
    if (m_alignment & Qt::AlignHCenter)
        inner.moveLeft(rect.x() + (rect.width() - inner.width()) / 2);
    else if (m_alignment & Qt::AlignRight)
        inner.moveLeft(rect.x() + rect.width() - inner.width());
    m_widget->setGeometry(onWidget(inner, m_widget->parentWidget()));
}

void WidgetBlock::setDirection(Qt::LayoutDirection direction)
{
    if (m_widget && !m_widget->testAttribute(Qt::WA_SetLayoutDirection))
        m_widget->setLayoutDirection(direction);
}

} // namespace botline
