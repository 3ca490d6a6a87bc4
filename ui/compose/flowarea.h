#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QScrollArea>

namespace botline {

class FlowLayout;

// A FlowLayout that grows with its content up to a height and scrolls beyond it, so that many chips
// never push the conversation out of the window.
class FlowArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit FlowArea(QWidget *parent = nullptr);

    FlowLayout &flow() const { return *m_flow; }
    // Appends `chip`. Its part that takes the focus comes behind those of the earlier chips in the
    // order of Tab, and before what follows the area in the window.
    void append(QWidget *chip, QWidget *focusStop);
    void setHeightLimit(int pixels);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    FlowLayout *m_flow;
    QList<QPointer<QWidget>> m_focusStops;
    int m_heightLimit = QWIDGETSIZE_MAX;
};

} // namespace botline
