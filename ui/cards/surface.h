#pragma once

#include "stack.h"

#include <functional>
#include <optional>

namespace botline {

// The rounded ground of a card with a hairline around it. With a tap it is one large button.
class Surface : public Stack
{
    Q_OBJECT

public:
    enum class Tone
    {
        Plain,
        Emphasis,
        Good,
        Attention,
        Warning,
        Accent,
        Bare, // no ground and no line: only to be tapped
    };

    explicit Surface(const CardContextPtr &context, QWidget *parent = nullptr);

    void setTone(Tone tone);
    // What a click on the ground does; `name` says it to screen readers, `hint` in the tooltip.
    void setTap(const QString &name, const QString &hint, std::function<void()> tap);
    void setTap(const directline::CardAction &action); // no effect when it is refused
    // Not wider than this many device-independent pixels by itself.
    void setPreferredWidth(int width);

    QAccessible::Role accessibleRole() const override;
    bool isActivatable() const override { return bool(m_tap); }
    void activate() override;

protected:
    int computeNaturalWidth() const override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

public:
    // The ground of a card, for pieces that are no surface themselves.
    static void paintGround(QPainter &painter, const QRectF &box, const ChatStyle &style);

private:
    Tone m_tone = Tone::Plain;
    std::function<void()> m_tap;
    bool m_secondClick = false; // of a double click: nothing is sent twice by accident
    std::optional<int> m_preferredWidth;
};

} // namespace botline
