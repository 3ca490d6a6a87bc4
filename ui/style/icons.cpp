#include "icons.h"

#include <QtCore/QSize>
#include <QtCore/QString>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QPixmap>

#include <utility>

namespace botline {

using namespace Qt::StringLiterals;

namespace {

// Every symbol is drawn on a square of 24 units and scaled to the box it is asked for.
constexpr qreal kGrid = 24;
constexpr qreal kStroke = 1.8;
constexpr qreal kDot = 1.15; // radius of eyes and exclamation dots

// What a symbol consists of: lines that the pen follows and dots that the brush fills.
struct Shape
{
    QPainterPath lines;
    QPainterPath dots;
};

// A path that is written like the `d` attribute of an SVG path, in grid units.
class Pen
{
public:
    Pen &moveTo(qreal x, qreal y)
    {
        m_path.moveTo(x, y);
        return *this;
    }
    Pen &lineTo(qreal x, qreal y)
    {
        m_path.lineTo(x, y);
        return *this;
    }
    Pen &lineBy(qreal dx, qreal dy)
    {
        const QPointF end = m_path.currentPosition() + QPointF(dx, dy);
        m_path.lineTo(end);
        return *this;
    }
    // Part of the circle around (x, y); degrees as in QPainterPath, counter-clockwise from three
    // o'clock. Joins the current point with a line unless there is none.
    Pen &arc(qreal x, qreal y, qreal radius, qreal from, qreal sweep)
    {
        m_path.arcTo(QRectF(x - radius, y - radius, 2 * radius, 2 * radius), from, sweep);
        return *this;
    }
    Pen &arcAlone(qreal x, qreal y, qreal radius, qreal from, qreal sweep)
    {
        m_path.arcMoveTo(QRectF(x - radius, y - radius, 2 * radius, 2 * radius), from);
        return arc(x, y, radius, from, sweep);
    }
    Pen &circle(qreal x, qreal y, qreal radius)
    {
        m_path.addEllipse(QPointF(x, y), radius, radius);
        return *this;
    }
    Pen &box(qreal x, qreal y, qreal width, qreal height, qreal radius)
    {
        m_path.addRoundedRect(QRectF(x, y, width, height), radius, radius);
        return *this;
    }
    Pen &close()
    {
        m_path.closeSubpath();
        return *this;
    }
    QPainterPath take() { return std::exchange(m_path, {}); }

private:
    QPainterPath m_path;
};

QPainterPath dot(qreal x, qreal y, qreal radius = kDot)
{
    return Pen().circle(x, y, radius).take();
}

// A sheet of paper with its upper right corner folded, shared by the file symbols.
Pen sheet()
{
    Pen pen;
    pen.moveTo(13.5, 3).lineTo(7.5, 3);
    pen.arc(7.5, 5, 2, 90, 90);
    pen.lineTo(5.5, 19);
    pen.arc(7.5, 19, 2, 180, 90);
    pen.lineTo(16.5, 21);
    pen.arc(16.5, 19, 2, 270, 90);
    pen.lineTo(18.5, 8).lineTo(13.5, 3).lineTo(13.5, 8).lineTo(18.5, 8);
    return pen;
}

Shape send()
{
    Pen pen;
    pen.moveTo(4.2, 4.3).lineTo(20.5, 12).lineTo(4.2, 19.7).lineTo(6.8, 12).close();
    pen.moveTo(6.8, 12).lineTo(12.5, 12);
    return {pen.take(), {}};
}

Shape attach()
{
    // The clip lies on the diagonal: two parallel legs joined by half circles at both ends.
    Pen pen;
    pen.moveTo(20, 11.5).lineTo(11.9, 19.6);
    pen.arc(8.2, 15.9, 5.23, -45, -180);
    pen.lineTo(12.5, 4.2);
    pen.arc(14.95, 6.65, 3.465, 135, -180);
    pen.lineTo(9.3, 17.2);
    pen.arc(8.1, 16, 1.697, -45, -180);
    pen.lineTo(14.2, 7.5);
    return {pen.take(), {}};
}

Shape cross()
{
    Pen pen;
    pen.moveTo(6, 6).lineTo(18, 18).moveTo(18, 6).lineTo(6, 18);
    return {pen.take(), {}};
}

Shape retry()
{
    Pen pen;
    pen.arcAlone(12, 12, 8, 20, 305);
    pen.moveTo(20, 4).lineTo(20, 9.2).lineTo(14.8, 9.2);
    return {pen.take(), {}};
}

Shape copy()
{
    Pen pen;
    pen.box(8.5, 8.5, 12, 12, 2);
    pen.moveTo(15.5, 5.5).arc(13.5, 5.5, 2, 0, 90);
    pen.lineTo(5.5, 3.5);
    pen.arc(5.5, 5.5, 2, 90, 90);
    pen.lineTo(3.5, 13.5);
    pen.arc(5.5, 13.5, 2, 180, 90);
    return {pen.take(), {}};
}

Shape edit()
{
    Pen pen;
    pen.moveTo(4, 20).lineTo(5, 15.4).lineTo(15.6, 4.8);
    pen.arc(17.4, 6.6, 2.546, 135, -180);
    pen.lineTo(8.6, 19).close();
    pen.moveTo(13.4, 7).lineTo(17, 10.6);
    return {pen.take(), {}};
}

Shape bin()
{
    Pen pen;
    pen.moveTo(4, 6.5).lineTo(20, 6.5);
    pen.moveTo(9, 6.5).lineTo(9, 4.5).arc(10, 4.5, 1, 180, -90);
    pen.lineTo(14, 3.5).arc(14, 4.5, 1, 90, -90);
    pen.lineTo(15, 6.5);
    pen.moveTo(6, 6.5).lineTo(6.8, 18.8);
    pen.arc(8.8, 18.6, 2, 180, 90);
    pen.lineTo(15.2, 20.6);
    pen.arc(15.2, 18.6, 2, 270, 90);
    pen.lineTo(18, 6.5);
    pen.moveTo(10, 10.5).lineTo(10.2, 16.5).moveTo(14, 10.5).lineTo(13.8, 16.5);
    return {pen.take(), {}};
}

Shape file()
{
    Pen pen = sheet();
    pen.moveTo(9, 13).lineTo(15, 13).moveTo(9, 17).lineTo(13, 17);
    return {pen.take(), {}};
}

Shape image()
{
    Pen pen;
    pen.box(3.5, 4.5, 17, 15, 2.2);
    pen.circle(8.5, 9.3, 1.5);
    pen.moveTo(3.8, 17).lineTo(8.6, 13.2).lineTo(11.4, 15.4).lineTo(15.4, 11.4).lineTo(20.3, 15.6);
    return {pen.take(), {}};
}

Shape audio()
{
    Pen pen;
    pen.moveTo(8.8, 17.2).lineTo(8.8, 5.8).lineTo(19.4, 3.8).lineTo(19.4, 15.2);
    pen.circle(6.3, 17.2, 2.5).circle(16.9, 15.2, 2.5);
    return {pen.take(), {}};
}

Shape video()
{
    Pen pen;
    pen.box(3.5, 4.5, 17, 15, 2.2);
    pen.moveTo(10, 8.8).lineTo(15.4, 12).lineTo(10, 15.2).close();
    return {pen.take(), {}};
}

Shape download()
{
    Pen pen;
    pen.moveTo(12, 3.5).lineTo(12, 15).moveTo(7.2, 10.4).lineTo(12, 15.2).lineTo(16.8, 10.4);
    pen.moveTo(4, 16.5).lineTo(4, 18.5).arc(6, 18.5, 2, 180, 90);
    pen.lineTo(18, 20.5).arc(18, 18.5, 2, 270, 90);
    pen.lineTo(20, 16.5);
    return {pen.take(), {}};
}

Shape open()
{
    Pen pen;
    pen.moveTo(10.5, 4.5).lineTo(6.5, 4.5).arc(6.5, 6.5, 2, 90, 90);
    pen.lineTo(4.5, 17.5).arc(6.5, 17.5, 2, 180, 90);
    pen.lineTo(17.5, 19.5).arc(17.5, 17.5, 2, 270, 90);
    pen.lineTo(19.5, 13.5);
    pen.moveTo(14.5, 3.8).lineTo(20.2, 3.8).lineTo(20.2, 9.5).moveTo(20, 4).lineTo(11.5, 12.5);
    return {pen.take(), {}};
}

Shape arrowDown()
{
    Pen pen;
    pen.moveTo(12, 4.5).lineTo(12, 19).moveTo(5.8, 13).lineTo(12, 19.2).lineTo(18.2, 13);
    return {pen.take(), {}};
}

Shape arrowUp()
{
    Pen pen;
    pen.moveTo(12, 19.5).lineTo(12, 5).moveTo(5.8, 11).lineTo(12, 4.8).lineTo(18.2, 11);
    return {pen.take(), {}};
}

Shape chevron(qreal direction)
{
    Pen pen;
    pen.moveTo(12 - 3 * direction, 5.5).lineTo(12 + 3.5 * direction, 12);
    pen.lineTo(12 - 3 * direction, 18.5);
    return {pen.take(), {}};
}

Shape verticalChevron(qreal direction)
{
    Pen pen;
    pen.moveTo(5.5, 12 - 3 * direction).lineTo(12, 12 + 3.5 * direction);
    pen.lineTo(18.5, 12 - 3 * direction);
    return {pen.take(), {}};
}

Shape menu()
{
    Pen pen;
    pen.moveTo(4, 6.5).lineTo(20, 6.5).moveTo(4, 12).lineTo(20, 12).moveTo(4, 17.5).lineTo(20,
                                                                                           17.5);
    return {pen.take(), {}};
}

Shape newConversation()
{
    Pen pen;
    pen.moveTo(7, 4).lineTo(17.5, 4).arc(17.5, 7, 3, 90, -90);
    pen.lineTo(20.5, 14).arc(17.5, 14, 3, 0, -90);
    pen.lineTo(10.8, 17).lineTo(6.5, 20.6).lineTo(6.5, 17);
    pen.arc(6.5, 14, 3, 270, -90);
    pen.lineTo(3.5, 7).arc(6.5, 7, 3, 180, -90);
    pen.close();
    pen.moveTo(12, 7.3).lineTo(12, 13.7).moveTo(8.8, 10.5).lineTo(15.2, 10.5);
    return {pen.take(), {}};
}

Shape clock()
{
    Pen pen;
    pen.circle(12, 12, 8.5);
    pen.moveTo(12, 7.2).lineTo(12, 12).lineTo(15.2, 14);
    return {pen.take(), {}};
}

Shape check()
{
    Pen pen;
    pen.moveTo(4.8, 12.8).lineTo(9.6, 17.6).lineTo(19.4, 7);
    return {pen.take(), {}};
}

Shape doubleCheck()
{
    Pen pen;
    pen.moveTo(1.8, 12.8).lineTo(6.6, 17.6).lineTo(16, 7);
    pen.moveTo(11.9, 16.9).lineTo(12.6, 17.6).lineTo(22.2, 7);
    return {pen.take(), {}};
}

Shape warning()
{
    Pen pen;
    pen.moveTo(13.73, 4.5).lineTo(21, 17.1);
    pen.arc(19.27, 18.1, 2, 30, -120);
    pen.lineTo(4.73, 20.1);
    pen.arc(4.73, 18.1, 2, 270, -120);
    pen.lineTo(10.27, 4.5);
    pen.arc(12, 5.5, 2, 150, -120);
    pen.close();
    pen.moveTo(12, 9.2).lineTo(12, 13.2);
    return {pen.take(), dot(12, 16.7)};
}

Shape plug()
{
    Pen pen;
    pen.moveTo(9, 3).lineTo(9, 8).moveTo(15, 3).lineTo(15, 8);
    pen.moveTo(5.5, 8).lineTo(18.5, 8);
    pen.moveTo(7, 8).lineTo(7, 12).arc(12, 12, 5, 180, 180);
    pen.lineTo(17, 8);
    pen.moveTo(12, 17).lineTo(12, 21);
    return {pen.take(), {}};
}

Shape robot()
{
    Pen pen;
    pen.box(4.5, 8, 15, 11.5, 3.2);
    pen.moveTo(12, 8).lineTo(12, 5.6).circle(12, 4.2, 1.3);
    pen.moveTo(2, 12.5).lineTo(2, 15.5).moveTo(22, 12.5).lineTo(22, 15.5);
    pen.arcAlone(12, 13, 3.4, 222, 96);
    QPainterPath eyes = dot(9, 12.4, 1.25);
    eyes.addPath(dot(15, 12.4, 1.25));
    return {pen.take(), eyes};
}

Shape shapeOf(Symbol symbol)
{
    switch (symbol) {
    case Symbol::Send:
        return send();
    case Symbol::Attach:
        return attach();
    case Symbol::Close:
        return cross();
    case Symbol::Retry:
        return retry();
    case Symbol::Copy:
        return copy();
    case Symbol::Edit:
        return edit();
    case Symbol::Remove:
        return bin();
    case Symbol::File:
        return file();
    case Symbol::Image:
        return image();
    case Symbol::Audio:
        return audio();
    case Symbol::Video:
        return video();
    case Symbol::Download:
        return download();
    case Symbol::Open:
        return open();
    case Symbol::ArrowDown:
        return arrowDown();
    case Symbol::ArrowUp:
        return arrowUp();
    case Symbol::ChevronLeft:
        return chevron(-1);
    case Symbol::ChevronRight:
        return chevron(1);
    case Symbol::ChevronUp:
        return verticalChevron(-1);
    case Symbol::ChevronDown:
        return verticalChevron(1);
    case Symbol::Menu:
        return menu();
    case Symbol::NewConversation:
        return newConversation();
    case Symbol::Clock:
        return clock();
    case Symbol::Check:
        return check();
    case Symbol::DoubleCheck:
        return doubleCheck();
    case Symbol::Warning:
        return warning();
    case Symbol::Plug:
        return plug();
    case Symbol::Robot:
        return robot();
    }
    Q_UNREACHABLE();
}

// Draws at whatever size and resolution the button asks for, so that no pixmap is ever stretched.
class SymbolEngine : public QIconEngine
{
public:
    SymbolEngine(Symbol symbol, const QColor &color) : m_symbol(symbol), m_color(color) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QColor color = m_color;
        if (mode == QIcon::Disabled)
            color.setAlphaF(color.alphaF() * kDisabledOpacity);
        const int side = qMin(rect.width(), rect.height());
        QRect square(0, 0, side, side);
        square.moveCenter(rect.center());
        drawSymbol(*painter, m_symbol, square, color);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new SymbolEngine(m_symbol, m_color); }

private:
    static constexpr float kDisabledOpacity = 0.38F;

    Symbol m_symbol;
    QColor m_color;
};

} // namespace

QIcon applicationIcon()
{
    QIcon icon;
    // Naming the sizes lets the files wait until one is asked for.
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addFile(u":/botline/icons/botline-%1.png"_s.arg(size), QSize(size, size));
    return icon;
}

QIcon symbolIcon(Symbol symbol, const QColor &color)
{
    return QIcon(new SymbolEngine(symbol, color));
}

void drawSymbol(QPainter &painter, Symbol symbol, const QRectF &box, const QColor &color)
{
    const Shape shape = shapeOf(symbol);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / kGrid, box.height() / kGrid);
    painter.setPen(QPen(color, kStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape.lines);
    if (!shape.dots.isEmpty()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPath(shape.dots);
    }
    painter.restore();
}

} // namespace botline
