#pragma once

#include "activitylistview.h"
#include "carddrag.h"
#include "rowcontents.h"

#include <QtCore/QBasicTimer>

namespace botline {

class RowCommands;

// The list of activities as the user handles it: takes mouse and keyboard, to read, to select, to
// follow links and to ask for a row's menu.
class ConversationList : public ActivityListView
{
    Q_OBJECT

public:
    // The references must outlive the list.
    ConversationList(ActivityModel &model, RowWidgets &rowWidgets, ActivityActions &actions,
                     const ChatStyle &style, QWidget *parent = nullptr);

    QString selectedText() const;
    QString selectedWords() const; // the same when it is within one message, else ""
    void selectAll() override;

Q_SIGNALS:
    void told(const QString &words); // for those who cannot see it
    void composeRequested(const QString &typed); // "" only wants the focus there

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    // Mouse
    void setPressed(bool pressed);
    void dragTo(const QPoint &point);
    void endDrag();
    void beginAtCard(int row);
    void updateCursor(const QPoint &point);

    // Keyboard
    bool handleKey(const QKeyEvent &event);
    void step(bool down);
    void page(bool down);
    void selectByRow(bool down);
    void setCurrentRow(int row);
    void activateCurrent();
    int firstReadableRow();
    int lastReadableRow();

    ActivityActions &m_actions;
    RowContents m_contents;
    RowCommands *m_commands;
    CardDrag m_cardDrag;
    bool m_pressed = false;
    bool m_dragging = false;
    QPoint m_pressPoint;
    QPoint m_dragPoint;
    QString m_pressedLink;
    int m_pressedCode = -1;
    QBasicTimer m_tripleClick;
    QBasicTimer m_autoScroll;
};

} // namespace botline
