#include "blockwidget.h"

#include "block.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace botline {

BlockWidget::BlockWidget(QWidget *parent) : QWidget(parent)
{
}

BlockWidget::~BlockWidget() = default;

void BlockWidget::setRoot(std::unique_ptr<Block> root)
{
    m_root = std::move(root);
    m_root->applyVisibility(true);
}

void BlockWidget::blockChanged(Block &block)
{
    block.invalidate();
    if (!m_root)
        return; // it is being built
    m_root->applyVisibility(true);
    if (width() > 0)
        m_root->place(rect());
    updateGeometry();
    update();
    Q_EMIT sizeChanged();
}

int BlockWidget::heightForWidth(int width) const
{
    return m_root && width > 0 ? m_root->heightFor(width) : 0;
}

QSize BlockWidget::sizeHint() const
{
    const int width = m_root ? std::max(1, m_root->naturalWidth()) : 0;
    return {width, heightForWidth(width)};
}

QSize BlockWidget::minimumSizeHint() const
{
    return {m_root ? m_root->minimumWidth() : 0, 0};
}

void BlockWidget::paintEvent(QPaintEvent *)
{
    if (!m_root)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (layoutDirection() == Qt::RightToLeft) { // as WidgetBlock does
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    m_root->paint(painter);
}

void BlockWidget::resizeEvent(QResizeEvent *)
{
    if (m_root)
        m_root->place(rect());
}

} // namespace botline
