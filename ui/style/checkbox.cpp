#include "checkbox.h"

#include "icons.h"

#include "ui/connect/formfield.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

namespace botline {

namespace {

// In lines of text.
constexpr double kBox = 1;
constexpr double kGap = 0.5;
constexpr double kHeight = 1.5;

} // namespace

CheckBox::CheckBox(const QString &text, QWidget *parent) : QCheckBox(text, parent)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize CheckBox::sizeHint() const
{
    const int words = fontMetrics().size(Qt::TextShowMnemonic, text()).width();
    return {2 + em(*this, kBox) + em(*this, kGap) + words + 2, em(*this, kHeight)};
}

void CheckBox::paintEvent(QPaintEvent *)
{
    const ChatColors colors = colorsFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int side = em(*this, kBox);
    const auto mirrored = [this](const QRect &place) {
        return QStyle::visualRect(layoutDirection(), rect(), place);
    };
    const QRectF box(mirrored({2, (height() - side) / 2, side, side}));
    const bool on = isChecked() && isEnabled();
    const QColor frame = !isEnabled() ? colors.hairline : on ? colors.userBubble : colors.border;
    painter.setPen(QPen(underMouse() && isEnabled() && !on ? colors.link : frame, 1));
    painter.setBrush(on ? colors.userBubble : colors.window);
    const qreal radius = side / 4.5;
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (isChecked())
        drawSymbol(painter, Symbol::Check, box, on ? colors.userText : colors.muted);
    if (hasFocus()) {
        painter.setPen(QPen(colors.link, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), radius + 1, radius + 1);
    }
    const int left = 2 + side + em(*this, kGap);
    painter.setPen(isEnabled() ? colors.text : colors.muted);
    painter.drawText(mirrored({left, 0, width() - left, height()}),
                     Qt::TextShowMnemonic
                         | static_cast<int>(QStyle::visualAlignment(
                             layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)),
                     text());
}

} // namespace botline
