#include "cardeditors.h"

#include "app/text/singleline.h"
#include "ui/style/icons.h"

#include <QtCore/QMimeData>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QTextLayout>
#include <QtGui/QTextOption>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

#include <algorithm>
#include <type_traits>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

constexpr int kFewestLines = 3;
constexpr int kMostLines = 8;

// The frame of QLineEdit in ChatStyle::styleSheet(), for what is painted.
void paintFrame(QPainter &painter, const QWidget &widget, const ChatStyle &style, bool wrong)
{
    const ChatColors &colors = style.colors();
    const bool focused = widget.hasFocus();
    const qreal line = focused ? style.px(2) : 1;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(wrong                    ? colors.error
                            : focused            ? colors.link
                            : widget.isEnabled() ? colors.border
                                                 : colors.hairline,
                        line));
    painter.setBrush(colors.window);
    painter.drawRoundedRect(
        QRectF(widget.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), style.px(6),
        style.px(6));
}

// Where words begin in a widget of this direction, whatever the direction of the words.
Qt::Alignment leading(Qt::LayoutDirection direction)
{
    return Qt::AlignAbsolute | (direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
}

QTextOption wrapping()
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    return option;
}

// Of a text as painted with wrapping(), which QFontMetrics cannot tell.
int linesOf(const QString &text, const QFont &font, int width)
{
    QString shown = text;
    QTextLayout layout(shown.replace(u'\n', QChar::LineSeparator), font);
    layout.setTextOption(wrapping());
    layout.beginLayout();
    int lines = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1, width));
        ++lines;
    }
    layout.endLayout();
    return std::max(1, lines);
}

int lineHeight(const ChatStyle &style)
{
    return std::max(style.px(34), QFontMetrics(style.body()).height() + 2 * style.px(6));
}

} // namespace

// LineEditor

LineEditor::LineEditor(const ChatStyle &style, QWidget *parent) : QLineEdit(parent), m_style(style)
{
    setFont(style.body());
}

void LineEditor::setWrong(bool wrong)
{
    setStyleSheet(wrong ? u"QLineEdit, QLineEdit:focus { border-color: %1; }"_s.arg(
                      m_style.colors().error.name())
                        : QString());
}

void LineEditor::addButton(const QIcon &icon, const QString &name)
{
    m_button = new QToolButton(this);
    m_button->setAutoRaise(true);
    m_button->setFocusPolicy(Qt::NoFocus); // the keyboard has Alt+Down
    m_button->setCursor(Qt::ArrowCursor);
    m_button->setIcon(icon);
    m_button->setIconSize(QSize(m_style.px(16), m_style.px(16)));
    m_button->setAccessibleName(name);
    m_button->setToolTip(name);
    connect(m_button, &QToolButton::clicked, this, &LineEditor::popupRequested);
}

void LineEditor::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    if (!m_button)
        return;
    constexpr int kButtonSide = 28; // design pixels
    const int side = std::min(m_style.px(kButtonSide), height() - 4);
    const QRect box(width() - side - m_style.px(4), (height() - side) / 2, side, side);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    setTextMargins(mirrored ? side : 0, 0, mirrored ? 0 : side, 0);
    m_button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), box));
}

QSize LineEditor::sizeHint() const
{
    return {m_style.px(200), lineHeight(m_style)};
}

QSize LineEditor::minimumSizeHint() const
{
    return {m_style.px(72), lineHeight(m_style)};
}

void LineEditor::keyPressEvent(QKeyEvent *event)
{
    const bool alt = event->modifiers() & Qt::AltModifier;
    if ((event->key() == Qt::Key_Down && alt) || event->key() == Qt::Key_F4)
        Q_EMIT popupRequested();
    else if (event->key() == Qt::Key_Up)
        Q_EMIT steppedUp();
    else if (event->key() == Qt::Key_Down)
        Q_EMIT steppedDown();
    else
        QLineEdit::keyPressEvent(event);
}

// A style sheet makes placeholders half transparent, too pale to read.
void LineEditor::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    QPalette wanted = palette();
    const QColor &muted = m_style.colors().muted;
    if (event->type() != QEvent::PaletteChange || wanted.color(QPalette::PlaceholderText) == muted)
        return;
    wanted.setColor(QPalette::PlaceholderText, muted);
    setPalette(wanted);
}

// AreaEditor

AreaEditor::AreaEditor(const ChatStyle &style, QWidget *parent)
    : QPlainTextEdit(parent), m_style(style)
{
    setFont(style.body());
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    setViewportMargins(style.px(7), style.px(6), style.px(7), style.px(6));
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (heightForWidth(width()) != height())
            Q_EMIT heightChanged();
    });
}

void AreaEditor::setWrong(bool wrong)
{
    m_wrong = wrong;
    update();
}

int AreaEditor::heightForWidth(int width) const
{
    const QFontMetrics metrics(font());
    // Enough for the most lines at any width that a card has.
    const QString text = toPlainText().left(kMostLines * 400);
    const int lines = linesOf(text, font(), width - 2 * m_style.px(7));
    return std::clamp(lines, kFewestLines, kMostLines) * metrics.lineSpacing() + 2 * m_style.px(6)
        + m_style.px(4);
}

QSize AreaEditor::sizeHint() const
{
    return {m_style.px(200), heightForWidth(m_style.px(200))};
}

QSize AreaEditor::minimumSizeHint() const
{
    return {m_style.px(72), heightForWidth(m_style.px(200))};
}

bool AreaEditor::event(QEvent *event)
{
    // The frame belongs to the widget, around the viewport; paintEvent() is the viewport's.
    if (event->type() == QEvent::Paint) {
        QPainter painter(this);
        paintFrame(painter, *this, m_style, m_wrong);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QPlainTextEdit::event(event);
}

// When there is nothing to scroll here, the conversation scrolls.
void AreaEditor::wheelEvent(QWheelEvent *event)
{
    if (verticalScrollBar()->maximum() == 0 || !hasFocus())
        event->ignore();
    else
        QPlainTextEdit::wheelEvent(event);
}

void AreaEditor::insertFromMimeData(const QMimeData *source)
{
    insertPlainText(source->text());
}

// ChoiceBox

ChoiceBox::ChoiceBox(const ChatStyle &style, QWidget *parent) : QComboBox(parent), m_style(style)
{
    setFont(style.body());
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(4);
    setAttribute(Qt::WA_Hover);
}

void ChoiceBox::setWrong(bool wrong)
{
    m_wrong = wrong;
    update();
}

QSize ChoiceBox::sizeHint() const
{
    return {m_style.px(200), lineHeight(m_style)};
}

QSize ChoiceBox::minimumSizeHint() const
{
    return {m_style.px(72), lineHeight(m_style)};
}

void ChoiceBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFrame(painter, *this, m_style, m_wrong);
    const ChatColors &colors = m_style.colors();
    const int side = m_style.px(16);
    const QRect inner = rect().adjusted(m_style.px(8), 0, -m_style.px(8), 0);
    const QRect words = QStyle::visualRect(layoutDirection(), inner,
                                           inner.adjusted(0, 0, -side - m_style.px(4), 0));
    const bool chosen = currentIndex() >= 0;
    painter.setPen(chosen && isEnabled() ? colors.text : colors.muted);
    const QString text = chosen ? currentText() : placeholderText();
    painter.drawText(words, int(Qt::AlignVCenter | leading(layoutDirection())) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text, Qt::ElideRight, words.width()));

    const QRect box
        = QStyle::visualRect(layoutDirection(), inner,
                             QRect(inner.right() + 1 - side, (height() - side) / 2, side, side));
    const QPointF middle = QRectF(box).center();
    const qreal half = m_style.px(4);
    painter.setPen(
        QPen(colors.muted, std::max(1.5, half / 2.5), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{middle + QPointF(-half, -half / 2),
                                   middle + QPointF(0, half / 2),
                                   middle + QPointF(half, -half / 2)});
}

void ChoiceBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

// WrappingChoice

template <typename Button>
WrappingChoice<Button>::WrappingChoice(const QString &title, const ChatStyle &style,
                                       QWidget *parent)
    : Button(parent), m_style(style), m_title(singleLine(title, 1000))
{
    QString literal = m_title;
    this->setText(literal.replace(u'&', "&&"_L1));
    this->setFont(style.body());
    this->setAttribute(Qt::WA_Hover);
}

template <typename Button> void WrappingChoice<Button>::setWrong(bool wrong)
{
    m_wrong = wrong;
    this->update();
}

template <typename Button> int WrappingChoice<Button>::heightForWidth(int width) const
{
    const int lineHeight = QFontMetrics(this->font()).lineSpacing();
    const int lines = linesOf(m_title, this->font(), width - offset());
    return std::max(lines * lineHeight, mark()) + 2 * m_style.px(4);
}

template <typename Button> QSize WrappingChoice<Button>::sizeHint() const
{
    const QFontMetrics metrics(this->font());
    return {metrics.horizontalAdvance(m_title) + offset() + 1,
            std::max(mark(), metrics.lineSpacing()) + 2 * m_style.px(4)};
}

template <typename Button> QSize WrappingChoice<Button>::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), m_style.px(96)), sizeHint().height()};
}

template <typename Button> void WrappingChoice<Button>::paintEvent(QPaintEvent *)
{
    constexpr bool isRadio = std::is_same_v<Button, QRadioButton>;
    const ChatColors &colors = m_style.colors();
    const bool on = this->isChecked();
    const QColor accent = this->isEnabled() ? colors.userBubble : colors.muted;
    const QColor tick = this->isEnabled() ? colors.userText : colors.window;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics(this->font());
    const int firstLine = std::max(mark(), metrics.lineSpacing());
    const Qt::LayoutDirection direction = this->layoutDirection();
    const QRectF box
        = QStyle::visualRect(direction, this->rect(),
                             QRect(0, m_style.px(4) + (firstLine - mark()) / 2, mark(), mark()));
    const QRectF inner = box.adjusted(1, 1, -1, -1);
    const qreal radius = isRadio ? inner.width() / 2 : m_style.px(4);
    const bool hot = this->isEnabled() && (this->underMouse() || this->isDown());

    const QColor edge = on ? accent : m_wrong ? colors.error : colors.border;
    painter.setPen(QPen(edge, std::max(1, m_style.px(1))));
    painter.setBrush(on && !isRadio ? accent : hot ? colors.hover : colors.window);
    painter.drawRoundedRect(inner, radius, radius);
    if (on && isRadio) {
        const qreal dot = inner.width() / 4;
        const QColor ink = this->isEnabled() ? colors.link : colors.muted;
        painter.setPen(QPen(ink, std::max(1, m_style.px(1))));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(inner);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(inner.adjusted(dot, dot, -dot, -dot));
    } else if (on) {
        const qreal inset = inner.width() / 8;
        drawSymbol(painter, Symbol::Check, inner.adjusted(inset, inset, -inset, -inset), tick);
    }
    if (this->hasFocus()) {
        const qreal line = m_style.px(2);
        painter.setPen(QPen(colors.link, line));
        painter.setBrush(Qt::NoBrush);
        const QRectF ring = QRectF(this->rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
        painter.drawRoundedRect(ring, m_style.px(4), m_style.px(4));
    }
    QRect words(offset(), m_style.px(4), this->width() - offset(), this->height());
    words.setHeight(this->height() - 2 * m_style.px(4));
    painter.setPen(this->isEnabled() ? colors.text : colors.muted);
    // One line is centred on its mark, more begin beside it.
    const bool single = metrics.horizontalAdvance(m_title) <= words.width();
    QTextOption option = wrapping();
    option.setAlignment(leading(direction) | (single ? Qt::AlignVCenter : Qt::AlignTop));
    option.setTextDirection(m_title.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    painter.drawText(QRectF(QStyle::visualRect(direction, this->rect(), words)), m_title, option);
}

// ChoicePanel

int ChoicePanel::heightForWidth(int width) const
{
    int height = 0;
    for (const QAbstractButton *button : m_buttons)
        height += button->heightForWidth(width);
    return height;
}

QSize ChoicePanel::sizeHint() const
{
    QSize size(0, 0);
    for (const QAbstractButton *button : m_buttons) {
        const QSize each = button->sizeHint();
        size = QSize(std::max(size.width(), each.width()), size.height() + each.height());
    }
    return size;
}

QSize ChoicePanel::minimumSizeHint() const
{
    int width = 0;
    for (const QAbstractButton *button : m_buttons)
        width = std::max(width, button->minimumSizeHint().width());
    return {width, 0};
}

void ChoicePanel::resizeEvent(QResizeEvent *)
{
    int y = 0;
    for (QAbstractButton *button : std::as_const(m_buttons)) {
        const int height = button->heightForWidth(width());
        // Only as wide as its words, so that the ring of the focus lies around them.
        const int wanted = std::min(width(), button->sizeHint().width() + 4);
        button->setGeometry(
            QStyle::visualRect(layoutDirection(), rect(), QRect(0, y, wanted, height)));
        y += height;
    }
}

template class WrappingChoice<QCheckBox>;
template class WrappingChoice<QRadioButton>;

} // namespace botline::adaptive
