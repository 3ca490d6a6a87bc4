#pragma once

#include <QtWidgets/QPlainTextEdit>

#include <functional>

class QMimeData;

namespace botline {

// The text field of the composer: grows from one to eight lines and scrolls then; plain text only.
//
// Enter asks to send, Shift+Enter breaks the line; while an input method composes, Enter belongs to
// it. Keys that an empty field has no use for (Page Up, Page Down, Home, End) go to the parent, and
// Shift+Page Up and Down always do, so that they can scroll the conversation (interaction.md §10).
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int kMostLines = 8;

    explicit MessageEdit(QWidget *parent = nullptr);

    // As typed or pasted: no-break spaces and line separators are kept, unlike in toPlainText().
    QString exactText() const;
    // Replaces everything as one undoable step; the cursor goes to the end.
    void replaceText(const QString &text);
    // Pasted texts beyond this many characters are refused with pasteRefused().
    void setPasteLimit(qsizetype characters);
    // Up and Down recall instead of moving the cursor. The field asks before each use.
    void setRecallTest(std::function<bool()> arrowsRecall);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void sendRequested();
    // -1: the text sent before, 1: the one after.
    void recallRequested(int step);
    // Files or an image were pasted or dropped; `data` is valid during the signal only.
    void filesOffered(const QMimeData &data);
    void pasteRefused(qsizetype characters);
    void focusChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void adjustHeight();
    qreal contentHeight(int mostLines, bool *more) const;

    bool m_composing = false;
    qsizetype m_pasteLimit = 1'000'000;
    std::function<bool()> m_arrowsRecall;
    int m_height = 0;
};

} // namespace botline
