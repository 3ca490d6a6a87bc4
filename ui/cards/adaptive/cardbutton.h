#pragma once

#include "ui/chatstyle.h"

#include <QtWidgets/QPushButton>

class QPainter;

namespace botline::adaptive {

// A button of a card. Its title is literal and wraps where there is no room for it in one line; the
// second press of a double click does nothing, so that nothing is sent twice by accident.
class CardButton : public QPushButton
{
    Q_OBJECT

public:
    enum class Look
    {
        Normal,
        Primary,
        Destructive,
        Flat
    };

    CardButton(const QString &title, Look look, const ChatStyle &style, QWidget *parent);

    void setTitle(const QString &title);
    const QString &title() const { return m_title; }
    // An arrow that says that something opens below.
    void setExpandable(bool expandable);
    void setExpanded(bool expanded);
    bool isExpanded() const { return m_expanded; }
    // "Sent" with a tick instead of the title, disabled; never narrower than before.
    void setSent(bool sent);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override; // in one line
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void paintSymbol(QPainter &painter, const QRect &place, const QColor &ink) const;
    int widthOf(const QString &title, bool symbol) const;
    QString shownTitle() const;
    int symbolSide() const { return m_style.px(16); }
    int symbolRoom() const { return hasSymbol() ? symbolSide() + m_style.px(6) : 0; }
    int lineWidth(int width) const; // for words in a button so wide
    int paddingX() const { return m_style.px(m_look == Look::Flat ? 8 : 14); }
    bool hasSymbol() const { return m_expandable || m_sent || !icon().isNull(); }

    ChatStyle m_style;
    Look m_look;
    QString m_title;
    bool m_expandable = false;
    bool m_expanded = false;
    bool m_sent = false;
};

// What a click on a whole container does: lies behind its content, shows hover and focus.
class ClickArea : public QAbstractButton
{
    Q_OBJECT

public:
    ClickArea(const ChatStyle &style, QWidget *parent);
    void setSent(bool sent);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    ChatStyle m_style;
    bool m_sent = false;
};

} // namespace botline::adaptive
