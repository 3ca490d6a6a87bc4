#pragma once

#include "app/conversation/state/cardstate.h"
#include "ui/style/chatstyle.h"

#include <QtWidgets/QPushButton>

namespace botline {

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
        Flat,
        LowEmphasis, // flat and small: for what few people need
        Link // only words, underlined under the mouse
    };

    CardButton(const QString &title, Look look, const ChatStyle &style, QWidget *parent);

    void setTitle(const QString &title);
    const QString &title() const { return m_title; }
    Look look() const { return m_look; }
    // Cannot be pressed; `why` becomes tooltip and accessible description.
    void refuse(const QString &why);
    // Of a flat one, instead of the colour of links.
    void setInk(const QColor &ink);
    // An arrow that says that something opens below.
    void setExpandable(bool expandable);
    void setExpanded(bool expanded);
    bool isExpanded() const { return m_expanded; }
    // Says instead of its title what became of the submit; never narrower than before. Whether it
    // can be pressed is its card's business.
    void setSubmission(CardStates::Submission submission);

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
    int widthOf(const QString &title, int symbols) const;
    QString shownTitle() const;
    int lineWidth(int width) const; // for words in a button so wide
    bool isFlat() const
    {
        return m_look == Look::Flat || m_look == Look::LowEmphasis || m_look == Look::Link;
    }
    bool isSent() const { return m_submission == CardStates::Submission::Sent; }
    bool isAnswer() const { return m_submission != CardStates::Submission::None; }
    int symbolSide() const { return m_style.px(m_look == Look::LowEmphasis ? 12 : 16); }
    int symbolRoom() const { return symbolSide() + m_style.px(6); }
    int paddingX() const { return m_look == Look::Link ? 0 : m_style.px(isFlat() ? 8 : 14); }
    int paddingY() const;
    int leastHeight() const;
    // An icon stands before the words and the arrow after them; of what became of a press there is
    // only the tick.
    int roomBefore() const
    {
        return isSent() || (!isAnswer() && !icon().isNull()) ? symbolRoom() : 0;
    }
    int roomAfter() const { return m_expandable && !isAnswer() ? symbolRoom() : 0; }

    ChatStyle m_style;
    Look m_look;
    QColor m_ink; // invalid: of the look
    QString m_title;
    bool m_expandable = false;
    bool m_expanded = false;
    CardStates::Submission m_submission = CardStates::Submission::None;
};

} // namespace botline
