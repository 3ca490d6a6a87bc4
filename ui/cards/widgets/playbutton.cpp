#include "playbutton.h"

#include <QtGui/QPainter>

namespace botline {

namespace {

constexpr int kSide = 32; // design pixels

} // namespace

PlayButton::PlayButton(const ChatStyle &style, QWidget *parent)
    : QAbstractButton(parent), m_style(style)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    connect(this, &QAbstractButton::toggled, this, [this] { describe(); });
    resize(sizeHint());
    describe();
}

void PlayButton::describe()
{
    const QString words = isChecked() ? tr("Pause the animation") : tr("Play the animation");
    setAccessibleName(words);
    setToolTip(words);
}

QSize PlayButton::sizeHint() const
{
    return {m_style.px(kSide), m_style.px(kSide)};
}

// Dark on light or light on dark, whatever the picture is like.
void PlayButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(QPen(Qt::white, 1));
    painter.setBrush(QColor(0, 0, 0, underMouse() ? 200 : 150));
    painter.drawEllipse(box);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    const qreal unit = box.width() / 12;
    const QPointF middle = box.center();
    if (isChecked()) {
        for (const qreal x : {-2.5, 0.75})
            painter.drawRect(
                QRectF(middle.x() + x * unit, middle.y() - 2.5 * unit, 1.75 * unit, 5 * unit));
    } else {
        painter.drawPolygon(QPolygonF{middle + QPointF(-1.75, -2.75) * unit,
                                      middle + QPointF(2.75, 0) * unit,
                                      middle + QPointF(-1.75, 2.75) * unit});
    }
    if (hasFocus()) {
        painter.setPen(QPen(m_style.colors().link, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

} // namespace botline
