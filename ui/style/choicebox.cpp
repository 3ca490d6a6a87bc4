#include "choicebox.h"

#include "ui/connect/formfield.h"

#include <QtGui/QPainter>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QStyle>

namespace botline {

namespace {

// In lines of text.
constexpr double kHeight = 1.75;
constexpr double kPadding = 0.45;
constexpr double kArrow = 0.5;

} // namespace

ChoiceBox::ChoiceBox(QWidget *parent) : QComboBox(parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ChoiceBox::sizeHint() const
{
    int widest = 0;
    for (int i = 0; i < count(); ++i)
        widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(i)));
    return {widest + em(*this, 3 * kPadding + kArrow), em(*this, kHeight)};
}

QSize ChoiceBox::minimumSizeHint() const
{
    return {em(*this, 5), em(*this, kHeight)};
}

void ChoiceBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void ChoiceBox::paintEvent(QPaintEvent *)
{
    const ChatColors colors = colorsFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal line = hasFocus() ? 2 : 1;
    painter.setPen(QPen(hasFocus()        ? colors.link
                            : isEnabled() ? colors.border
                                          : colors.hairline,
                        line));
    painter.setBrush(underMouse() && isEnabled() ? colors.hover : colors.window);
    const qreal radius = em(*this, 0.35);
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2),
                            radius, radius);

    const auto mirrored = [this](const QRect &place) {
        return QStyle::visualRect(layoutDirection(), rect(), place);
    };
    const int padding = em(*this, kPadding);
    const int arrow = em(*this, kArrow);
    const QColor ink = isEnabled() ? colors.text : colors.muted;
    const QRectF tip(
        mirrored({width() - padding - arrow, (height() - arrow / 2) / 2, arrow, arrow / 2}));
    painter.setPen(QPen(ink, em(*this, 0.09), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF{tip.topLeft(), QPointF(tip.center().x(), tip.bottom()), tip.topRight()});
    painter.setPen(ink);
    const QRect words = mirrored({padding, 0, width() - 3 * padding - arrow, height()});
    painter.drawText(words,
                     static_cast<int>(QStyle::visualAlignment(layoutDirection(),
                                                              Qt::AlignLeft | Qt::AlignVCenter)),
                     fontMetrics().elidedText(currentText(), Qt::ElideRight, words.width()));
}

} // namespace botline
