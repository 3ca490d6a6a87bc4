#pragma once

#include "ui/content/safetextdocument.h"
#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

#include <functional>

class QHelpEvent;

namespace botline {

// One text of a card or an attachment: selectable, with links for mouse and keyboard, optionally
// cut to a number of lines. Words too long for the width break anywhere.
//
// Tab goes through the links; Enter follows one, once for each press. A link's tooltip names the
// host that it really leads to. A right click on plain words without a selection is ignored, so
// that the menu of the message opens.
class CardText : public QWidget
{
    Q_OBJECT

public:
    // Fills an empty document; called again when a cut text gets another width.
    using Fill = std::function<void(SafeTextDocument &document)>;

    struct Shape
    {
        bool wrap = true; // else each line is cut with an ellipsis
        int maxLines = 0; // 0: all
        Qt::Alignment alignment = Qt::AlignLeft; // QTextOption's meaning
    };

    CardText(Fill fill, const ChatStyle &style, Shape shape, QWidget *parent);
    // The text as it stands, in this colour, and in the body font of `style` or another one.
    static Fill literal(const QString &text, const ChatStyle &style, const QColor &color);
    static Fill literal(const QString &text, const ChatStyle &style, const QColor &color,
                        const QFont &font);
    static Fill markdown(const QString &text, const ChatStyle &style, const QColor &color,
                         const QColor &linkColor);

    // Another text in the same shape. The owner lays out anew.
    void setText(Fill fill);
    QString plainText() const { return m_plain; }
    bool hasLinks() const { return m_hasLinks; }
    // How many whole pixels the widest of it, a table or code, reaches beyond the widget.
    int overflow() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override; // in one line
    QSize minimumSizeHint() const override; // the longest word, bounded

Q_SIGNALS:
    void linkActivated(const QString &address);
    void clicked(); // on words that are no link, without selecting any

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    struct Link
    {
        int from;
        int to;
        QString address;
    };

    void refill() const;
    void layOut(int width) const;
    void layOutInOneLine() const;
    int longestWord() const;
    bool cutLongLines() const;
    bool cutMoreLines() const;
    void replaceTail(int from, int to) const;
    QList<Link> links() const;
    QString linkAt(const QPointF &point) const;
    int positionAt(const QPointF &point) const;
    bool hasSelection() const { return m_anchor != m_position; }
    void select(int anchor, int position);
    void selectAll();
    void copySelection() const;
    void showToolTip(const QHelpEvent &event);

    Fill m_fill;
    ChatStyle m_style;
    Shape m_shape;
    // The layout follows the width that was asked for last; painting asks again for its own.
    mutable SafeTextDocument m_document;
    mutable int m_width = -1;
    mutable int m_height = 0;
    mutable bool m_cut = false; // an ellipsis stands somewhere
    mutable QSize m_hint;
    mutable int m_longestWord = -1;
    QString m_plain;
    bool m_hasLinks = false;
    int m_link = -1; // that has the keyboard
    int m_anchor = 0;
    int m_position = 0;
    QPointF m_pressed;
    bool m_selecting = false; // since the left button was pressed
};

} // namespace botline
