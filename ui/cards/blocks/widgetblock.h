#pragma once

#include "block.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

namespace botline {

// One widget; deleting the block leaves it to its parent.
class WidgetBlock : public Block
{
public:
    // Narrower than the room it gets, it stands there by `alignment`; 0 fills the width.
    explicit WidgetBlock(QWidget *widget, Qt::Alignment alignment = {});

    QWidget *widget() const { return m_widget; }
    void applyVisibility(bool parentShown) override;
    void setDirection(Qt::LayoutDirection direction) override;

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    int widthIn(int width) const;

    QPointer<QWidget> m_widget;
    Qt::Alignment m_alignment;
};

} // namespace botline
