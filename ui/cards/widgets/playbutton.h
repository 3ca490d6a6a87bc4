#pragma once

#include "ui/style/chatstyle.h"

#include <QtWidgets/QAbstractButton>

namespace botline {

// Stops and starts an animation, on top of it. Checked: it plays.
class PlayButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit PlayButton(const ChatStyle &style, QWidget *parent);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    const ChatStyle m_style;
};

} // namespace botline
