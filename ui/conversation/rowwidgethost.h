#pragma once

#include "grouping.h"

#include "ui/style/chatstyle.h"

#include <QtCore/QObject>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QSize>

#include <optional>
#include <vector>

class QRect;
class QWidget;

namespace botline {

class ActivityActions;
class ActivityModel;
class RowWidgets;
class SendErrorBar;
struct ListMetrics;

// The real widgets in the rows near the viewport: attachments and cards, and the buttons of failed
// sends. Makes, updates and places them and lets them go again, but never while the keyboard focus
// or an open popup is in one: then it stays, wherever its row has been scrolled to. When a widget
// loses its purpose or its row while it has the focus, the list gets it.
class RowWidgetHost : public QObject
{
    Q_OBJECT

public:
    // The references must outlive this; widgets become children of `viewport`.
    RowWidgetHost(const ActivityModel &model, RowWidgets &widgets, ActivityActions &actions,
                  const ChatStyle &style, QWidget &viewport);
    ~RowWidgetHost() override;

    // Widgets in the old style go as soon as they may.
    void setChatStyle(const ChatStyle &style);

    struct Sizes
    {
        QSize content; // empty when the row has no such widget
        QSize trouble;
    };
    // Makes what the row needs and measures it; nullopt when nothing changed since the last time.
    std::optional<Sizes> ensure(int row, RowParts parts, const ListMetrics &metrics, int viewWidth);
    // ensure() would find nothing to do.
    bool isReady(int row, RowParts parts, int viewWidth) const;

    void update(int row); // its entry changed
    void showSource(int row, int position); // in its widget, when there is one
    void place(int row, const QRect &content, const QRect &trouble);
    void placeOutOfSight(int row); // shown all the same: a hidden widget would lose the focus
    // Lets go of the widgets of all other rows, and of those that are gone.
    void releaseOutside(int first, int last);
    void clear(); // of all rows, also those in use

    std::vector<int> rows() const;
    int rowOf(const QWidget *widget) const; // the row that this widget is in, -1 for none
    // The widgets of a row in the order of reading.
    QList<QWidget *> widgets(int row) const;

Q_SIGNALS:
    void resized(int row);

private:
    struct Hosted
    {
        QPersistentModelIndex row;
        QWidget *content = nullptr;
        SendErrorBar *trouble = nullptr;
        int measuredFor = -1; // view width; -1: must be measured
        bool stale = false; // in an old style
    };

    Hosted *find(int row);
    const Hosted *find(int row) const;
    void create(Hosted &hosted, RowParts parts);
    QSize measured(QWidget &widget, int width);
    static bool holds(const Hosted &hosted, const QWidget *widget);
    static bool hasPopup(const Hosted &hosted);
    static bool isInUse(const Hosted &hosted);
    void release(Hosted &hosted);
    void letGo(QWidget *widget);

    const ActivityModel &m_model;
    RowWidgets &m_widgets;
    ActivityActions &m_actions;
    QWidget &m_viewport;
    ChatStyle m_style;
    std::vector<Hosted> m_hosted;
    bool m_measuring = false;
};

} // namespace botline
