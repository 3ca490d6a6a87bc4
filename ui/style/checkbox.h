#pragma once

#include <QtWidgets/QCheckBox>

namespace botline {

// A check box whose frame can be seen on light and dark grounds, as large as its words.
class CheckBox : public QCheckBox
{
    Q_OBJECT

public:
    explicit CheckBox(const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &pos) const override { return rect().contains(pos); }
    void paintEvent(QPaintEvent *event) override;
};

} // namespace botline
