#pragma once

#include <QtCore/QObject>

class QWidget;

namespace botline {

struct ActivityEntry;

// What the list needs to know to host real widgets in its rows: it does not know cards.
// The widget has heightForWidth(); it calls widgetResized() when its height changed by itself.
class RowWidgets : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual bool wanted(const ActivityEntry &entry) const = 0;
    virtual int estimatedHeight(const ActivityEntry &entry, int width) const = 0;
    virtual QWidget *create(const ActivityEntry &entry, QWidget *parent) = 0;
    virtual void update(QWidget *widget, const ActivityEntry &entry) = 0;
    // The source that the words of the row refer to by this number is wanted.
    virtual void showSource(QWidget *, int) { }

Q_SIGNALS:
    void widgetResized(QWidget *widget);
};

} // namespace botline
