#pragma once

#include "ui/style/chatstyle.h"

#include <QtCore/QVariantAnimation>
#include <QtWidgets/QWidget>

#include <optional>

namespace botline {

class BlockWidget;
class RoundButton;

// Cards side by side, all equally high, of which some may be out of sight: arrows, Left and Right,
// Shift and the wheel, a sideways wheel, or dragging and swiping bring them in (280–320
// design pixels each, interaction.md §1).
class Carousel : public QWidget
{
    Q_OBJECT

public:
    explicit Carousel(const ChatStyle &style, QWidget *parent = nullptr);
    ~Carousel() override;

    void add(BlockWidget *card); // takes ownership
    int count() const { return int(m_cards.size()); }
    // The first card in sight. Setting it scrolls, at most so far that the last card is in sight.
    int current() const { return m_current; }
    void setCurrent(int index);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void sizeChanged(); // a card needs another height

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    int px(int designPixels) const { return m_style.px(designPixels); }
    void arrange();
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

    const ChatStyle m_style;
    QWidget *m_viewport;
    RoundButton *m_left;
    RoundButton *m_right;
    QList<BlockWidget *> m_cards;
    QVariantAnimation m_animation;
    int m_current = 0;
    int m_offset = 0; // device-independent pixels
    std::optional<int> m_dragFrom; // x, while it is dragged
    int m_wheel = 0; // collected, in eighths of a degree
};

} // namespace botline
