#pragma once

#include <QtCore/QObject>

class QWidget;

namespace botline {

// Tells the moment when a widget was painted for the first time, its children included.
class FirstPaint : public QObject
{
    Q_OBJECT

public:
    FirstPaint(QWidget &widget, QObject *parent);

Q_SIGNALS:
    void painted(); // once

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace botline
