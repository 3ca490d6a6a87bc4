#include "carousel.h"

#include "ui/cards/blocks/blockwidget.h"
#include "ui/style/roundbutton.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// Design pixels.
constexpr int kCard = 300;
constexpr int kLeast = 160;
constexpr int kPeek = 28; // of the next card, so that one sees that there is more
constexpr int kGap = 10;
constexpr int kAnimationMs = 140; // interaction.md §12: at most 150
constexpr int kWheelNotch = 120;
constexpr int kMaxDots = 12;

} // namespace

Carousel::Carousel(const ChatStyle &style, QWidget *parent)
    : QWidget(parent),
      m_style(style),
      m_viewport(new QWidget(this)),
      m_left(new RoundButton(Symbol::ChevronLeft, RoundButton::Look::Plain, style, this)),
      m_right(new RoundButton(Symbol::ChevronRight, RoundButton::Look::Plain, style, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Cards side by side"));
    for (RoundButton *button : {m_left, m_right})
        button->setSizes(32, 18);
    m_left->setObjectName(u"carouselLeft"_s);
    m_right->setObjectName(u"carouselRight"_s);
    connect(m_left, &RoundButton::clicked, this, [this] { step(-1); });
    connect(m_right, &RoundButton::clicked, this, [this] { step(1); });
    m_animation.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_animation, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        m_offset = value.toInt();
        placeCards();
    });
    // Whoever tabs into a card that is out of sight wants to see it.
    connect(qApp, &QApplication::focusChanged, this,
            [this](const QWidget *, const QWidget *now) { showFocused(now); });
}

Carousel::~Carousel()
{
    // The focus leaves a button while QWidget's destructor takes it along, when this is no Carousel
    // any more.
    disconnect(qApp, &QApplication::focusChanged, this, nullptr);
}

void Carousel::add(BlockWidget *card)
{
    card->setParent(m_viewport);
    card->show();
    m_cards.append(card);
    connect(card, &BlockWidget::sizeChanged, this, [this] {
        updateGeometry();
        Q_EMIT sizeChanged();
    });
}

int Carousel::cardWidth(int width) const
{
    if (m_cards.size() == 1)
        return std::min(width, px(kCard));
    // Where room is scarce, the card at hand needs it more than the next one.
    const int besideNext = width - px(kGap + kPeek);
    return std::max(1, std::min(px(kCard), besideNext < px(kLeast) ? width : besideNext));
}

int Carousel::contentWidth(int width) const
{
    return int(m_cards.size()) * (cardWidth(width) + px(kGap)) - px(kGap);
}

int Carousel::furthest() const
{
    return std::max(0, contentWidth(width()) - width());
}

int Carousel::offsetOf(int index) const
{
    return std::clamp(index * (cardWidth(width()) + px(kGap)), 0, furthest());
}

QSize Carousel::sizeHint() const
{
    const int width = int(m_cards.size()) * (px(kCard) + px(kGap)) - px(kGap);
    return {width, heightForWidth(width)};
}

int Carousel::heightForWidth(int width) const
{
    int height = 0;
    for (const BlockWidget *card : m_cards)
        height = std::max(height, card->heightForWidth(cardWidth(width)));
    return height + (scrolls(width) ? footerHeight() : 0);
}

void Carousel::arrange()
{
    const bool footer = scrolls(width());
    m_viewport->setGeometry(0, 0, width(), height() - (footer ? footerHeight() : 0));
    m_animation.stop();
    m_offset = offsetOf(m_current);
    placeCards();

    m_left->setVisible(footer);
    m_right->setVisible(footer);
    const QSize size = m_left->sizeHint();
    const int y = height() - footerHeight() + (footerHeight() - size.height()) / 2 + px(2);
    m_left->setGeometry(QRect(QPoint(0, y), size));
    m_right->setGeometry(QRect(QPoint(width() - size.width(), y), size));
    updateFooter();
}

void Carousel::resizeEvent(QResizeEvent *)
{
    arrange();
}

void Carousel::placeCards()
{
    const int cardWide = cardWidth(width());
    int x = -m_offset;
    for (BlockWidget *card : std::as_const(m_cards)) {
        const QRect rect(x, 0, cardWide, m_viewport->height());
        card->setGeometry(QStyle::visualRect(layoutDirection(), m_viewport->rect(), rect));
        x += cardWide + px(kGap);
    }
}

void Carousel::setCurrent(int index)
{
    const int last = int(m_cards.size()) - 1;
    index = std::clamp(index, 0, std::max(0, last));
    // Stepping on from where nothing moves any more would make the way back longer.
    while (index > 0 && offsetOf(index) == offsetOf(index - 1))
        --index;
    m_current = index;
    scrollTo(offsetOf(index));
    updateFooter();
}

void Carousel::scrollTo(int offset)
{
    m_animation.stop();
    const bool animates
        = isVisible() && style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    if (!animates) {
        m_offset = offset;
        placeCards();
        return;
    }
    m_animation.setStartValue(m_offset);
    m_animation.setEndValue(offset);
    m_animation.setDuration(kAnimationMs);
    m_animation.start();
}

void Carousel::step(int cards)
{
    setCurrent(m_current + (layoutDirection() == Qt::RightToLeft ? -cards : cards));
}

void Carousel::updateFooter()
{
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    RoundButton *back = rightToLeft ? m_right : m_left;
    RoundButton *forth = rightToLeft ? m_left : m_right;
    back->setEnabled(m_current > 0);
    back->setAccessibleName(tr("Previous card"));
    back->setToolTip(tr("Previous card"));
    forth->setEnabled(offsetOf(m_current) < furthest());
    forth->setAccessibleName(tr("Next card"));
    forth->setToolTip(tr("Next card"));
    update();
}

void Carousel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (scrolls(width())) {
        const QRect footer(0, height() - footerHeight(), width(), footerHeight());
        if (m_cards.size() <= kMaxDots) {
            QColor dim = m_style.colors().border;
            dim.setAlphaF(0.5F);
            const int step = px(12);
            int x = footer.center().x() - (int(m_cards.size()) - 1) * step / 2;
            for (int i = 0; i < m_cards.size(); ++i, x += step) {
                const bool inSight = offsetOf(i) >= m_offset - px(4)
                    && i * (cardWidth(width()) + px(kGap)) + cardWidth(width())
                        <= offsetOf(m_current) + width() + px(4)
                    && i >= m_current;
                painter.setPen(Qt::NoPen);
                painter.setBrush(inSight ? m_style.colors().link : dim);
                const int logical = layoutDirection() == Qt::RightToLeft ? width() - x : x;
                const qreal radius = px(3);
                painter.drawEllipse(QPointF(logical, footer.center().y() + px(2)), radius, radius);
            }
        } else {
            painter.setFont(m_style.small());
            painter.setPen(m_style.colors().muted);
            painter.drawText(footer.translated(0, px(2)), Qt::AlignCenter,
                             tr("%1 of %2").arg(m_current + 1).arg(m_cards.size()));
        }
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_style.colors().link, 2));
        // Below the cards, which would cover it.
        QRectF ring(rect());
        if (scrolls(width()))
            ring.setTop(height() - footerHeight() + px(4));
        painter.drawRoundedRect(ring.adjusted(1, 1, -1, -1), px(12), px(12));
    }
}

void Carousel::wheelEvent(QWheelEvent *event)
{
    // An upright wheel belongs to the list around us, unless Shift turns it.
    const QPoint delta = event->angleDelta();
    const bool turned = event->modifiers() & Qt::ShiftModifier;
    const int sideways = std::abs(delta.x()) > std::abs(delta.y()) ? delta.x()
        : turned                                                   ? delta.y()
                                                                   : 0;
    if (sideways == 0 || !scrolls(width())) {
        event->ignore();
        return;
    }
    m_wheel += layoutDirection() == Qt::RightToLeft && !turned ? -sideways : sideways;
    while (std::abs(m_wheel) >= kWheelNotch) {
        const int step = m_wheel > 0 ? -1 : 1;
        m_wheel += step * kWheelNotch;
        setCurrent(m_current + step);
    }
    event->accept();
}

int Carousel::dragged(const QMouseEvent &event) const
{
    const int moved = *m_dragFrom - qRound(event.position().x());
    return layoutDirection() == Qt::RightToLeft ? -moved : moved;
}

// What is pressed here is the ground of a card: buttons and words keep their own presses.
void Carousel::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !scrolls(width())) {
        event->ignore();
        return;
    }
    m_animation.stop();
    m_dragFrom = qRound(event->position().x());
}

void Carousel::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragFrom)
        return;
    m_offset = std::clamp(offsetOf(m_current) + dragged(*event), 0, furthest());
    placeCards();
}

void Carousel::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_dragFrom || event->button() != Qt::LeftButton)
        return;
    const int moved = dragged(*event);
    m_dragFrom.reset();
    // A quarter of a card is meant; less falls back.
    const int card = cardWidth(width()) + px(kGap);
    const int cards = (std::abs(moved) + card * 3 / 4) / card;
    setCurrent(m_current + (moved < 0 ? -cards : cards));
}

void Carousel::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        step(-1);
        return;
    case Qt::Key_Right:
        step(1);
        return;
    case Qt::Key_Home:
        setCurrent(0);
        return;
    case Qt::Key_End:
        setCurrent(count() - 1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Carousel::showFocused(const QWidget *focused)
{
    if (!focused || !m_viewport->isAncestorOf(focused))
        return;
    for (int i = 0; i < m_cards.size(); ++i) {
        const BlockWidget *card = m_cards.at(i);
        if (card != focused && !card->isAncestorOf(focused))
            continue;
        const int left = i * (cardWidth(width()) + px(kGap));
        const int right = left + cardWidth(width());
        if (left < offsetOf(m_current)) {
            setCurrent(i);
        } else if (right > offsetOf(m_current) + width()) {
            int first = i; // the one that brings this card in at the far end
            while (first > 0 && offsetOf(first - 1) + width() >= right)
                --first;
            setCurrent(first);
        }
        return;
    }
}

void Carousel::focusInEvent(QFocusEvent *)
{
    update();
}

void Carousel::focusOutEvent(QFocusEvent *)
{
    update();
}

} // namespace botline
