#pragma once

#include "cardpart.h"

#include "ui/content/safetextdocument.h"

#include <QtGui/QTextCursor>

namespace botline {

// Words of a card: selectable, with links that ask before they open, in the shape and colour given.
class CardText : public CardPart
{
    Q_OBJECT

public:
    struct Look
    {
        QFont font;
        QColor color;
        Qt::Alignment alignment = Qt::AlignLeft; // left means: where lines begin
        bool wrap = true; // false: one line that ends in "…", whole in the tooltip
        int maxLines = 0; // 0: all
    };
    enum class Format
    {
        Literal,
        Markdown,
    };

    CardText(const CardContextPtr &context, const QString &text, Format format, const Look &look,
             QWidget *parent = nullptr);

    QString plainText() const;
    // How many whole pixels the widest of it, a table or code, reaches beyond the widget.
    int overflow() const;
    // Other words in the same look.
    void setText(const QString &text, Format format = Format::Literal);

    QAccessible::Role accessibleRole() const override { return QAccessible::StaticText; }

protected:
    int computeHeight(int width) const override;
    int computeNaturalWidth() const override;
    void arrange() override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent *event) override;

private:
    void layOut(int width) const;
    bool isElided() const;
    int lineCount() const;
    bool hasMoreLines() const; // than may be shown
    int heightOfLines() const;
    QString linkAt(const QPoint &point) const;
    int positionAt(const QPoint &point) const;
    QList<QTextCursor> links() const;
    void copySelection() const;

    mutable SafeTextDocument m_document;
    Look m_look;
    QTextCursor m_selection;
    int m_focusedLink = -1;
    QString m_pressedLink;
    bool m_selecting = false;
};

} // namespace botline
