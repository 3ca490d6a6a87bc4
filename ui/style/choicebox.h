#pragma once

#include <QtWidgets/QComboBox>

namespace botline {

// A combo box that looks like the line edits beside it.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    // Scrolling the dialog must not change what was chosen.
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace botline
