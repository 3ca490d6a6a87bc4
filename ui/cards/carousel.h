#pragma once

#include "cardpart.h"

#include <QtCore/QVariantAnimation>

#include <optional>

namespace botline {

class RoundButton;

// Cards side by side, all equally high, of which some may be out of sight: arrows, Left and Right,
// Shift and the wheel, a sideways wheel, or dragging and swiping bring them in (ux.md §1: 280–320
// design pixels each).
class Carousel : public CardPart
{
    Q_OBJECT

public:
    explicit Carousel(const CardContextPtr &context, QWidget *parent = nullptr);
    ~Carousel() override;

    void add(CardPart *card); // takes ownership
    int count() const { return int(m_cards.size()); }
    // The first card in sight. Setting it scrolls, at most so far that the last card is in sight.
    int current() const { return m_current; }
    void setCurrent(int index);

    QAccessible::Role accessibleRole() const override { return QAccessible::Grouping; }

protected:
    int computeHeight(int width) const override;
    int computeNaturalWidth() const override;
    void arrange() override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    int cardWidth(int width) const;
    int contentWidth(int width) const;
    bool scrolls(int width) const { return contentWidth(width) > width; }
    int furthest() const; // the largest offset
    int offsetOf(int index) const;
    int footerHeight() const { return px(36); }
    void scrollTo(int offset);
    void placeCards();
    void updateFooter();
    void step(int cards); // to the right, in cards
    int dragged(const QMouseEvent &event) const; // towards the end, in pixels
    void showFocused(const QWidget *focused);

    QWidget *m_viewport;
    RoundButton *m_left;
    RoundButton *m_right;
    QList<CardPart *> m_cards;
    QVariantAnimation m_animation;
    int m_current = 0;
    int m_offset = 0; // device-independent pixels
    std::optional<int> m_dragFrom; // x, while it is dragged
    int m_wheel = 0; // collected, in eighths of a degree
};

} // namespace botline
