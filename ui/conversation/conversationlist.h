#pragma once

#include "activitylistview.h"
#include "carddrag.h"
#include "rowcopier.h"
#include "textselection.h"

#include <QtCore/QBasicTimer>

namespace botline {

// What the user does with the list of activities: reads with the keyboard, selects and copies,
// follows links, asks for a row's menu.
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
    QList<RowAction> rowActions(int row) override;

Q_SIGNALS:
    void told(const QString &words); // for those who cannot see it
    void composeRequested(const QString &typed); // "" only wants the focus there

protected:
    const TextSelection *selection() const override { return &m_selection; }
    bool showsFocusRing() const override { return m_keyboard && hasFocus(); }
    bool holdsStill() const override;
    int copiedCode(int row) const override;

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
    enum class Unit
    {
        Character,
        Word,
        Row
    };

    // Selecting
    TextPosition positionAt(const QPoint &point);
    std::pair<TextPosition, TextPosition> unitAt(const TextPosition &position);
    void beginSelection(const TextPosition &position, Unit unit);
    void extendSelection(const TextPosition &position);
    void dragTo(const QPoint &point);
    void endDrag();
    void beginAtCard(int row);
    void clearSelection();
    void copyRow(int row) const;

    // Reading
    bool handleKey(const QKeyEvent &event);
    void step(bool down);
    void page(bool down);
    void selectByRow(bool down);
    void setCurrentRow(int row);
    void activateCurrent();
    int firstReadableRow();
    int lastReadableRow();

    // Links, code and menus
    QString linkAt(const QPoint &point);
    void follow(int row, const QString &link);
    int codeButtonAt(const QPoint &point); // of the row there; -1 when there is none
    void copyCode(int row, int block);
    bool isOverText(const QPoint &point);
    void updateCursor(const QPoint &point);
    QString toolTipAt(const QPoint &point, QRect &area);
    void openMenuAt(int row);
    void openMenu(int row, const QString &link, const QPoint &globalPosition);

    ActivityActions &m_actions;
    TextSelection m_selection;
    RowCopier m_copier;
    CardDrag m_cardDrag;
    TextPosition m_originFirst; // of the unit in which the selection began
    TextPosition m_originLast;
    Unit m_unit = Unit::Character;
    bool m_pressed = false;
    bool m_dragging = false;
    bool m_keyboard = false; // the user moves with keys: show where
    QPoint m_pressPoint;
    QPoint m_dragPoint;
    QString m_pressedLink;
    QBasicTimer m_tripleClick;
    QBasicTimer m_autoScroll;
    QPersistentModelIndex m_copiedRow;
    int m_copiedCode = -1;
    QBasicTimer m_copiedTimer;
    int m_pressedCode = -1;
};

} // namespace botline
