#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>

class QMouseEvent;
class QPoint;
class QWidget;

namespace botline {

class RowWidgetHost;

// Drags that begin on the words, the ground or a picture of a card. As long as the pointer stays in
// its row they are the card's own; beyond, they belong to the list, which then selects from that
// row on. Whatever takes a drag for itself, such as a field, keeps it.
class CardDrag : public QObject
{
    Q_OBJECT

public:
    // `viewport` is the parent of the rows' widgets; both must outlive this.
    CardDrag(QWidget &viewport, const RowWidgetHost &host, QObject *parent = nullptr);

Q_SIGNALS:
    void left(int row); // the pointer went beyond the row where it was pressed
    // From then on, in the viewport's coordinates.
    void moved(const QPoint &point);
    void released();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool take(QWidget &widget, QMouseEvent &event);
    bool isBeyondRow(const QPoint &point) const;

    QWidget &m_viewport;
    const RowWidgetHost &m_host;
    QPointer<QWidget> m_source; // where the button went down
    bool m_out = false;
};

} // namespace botline
