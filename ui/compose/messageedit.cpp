#include "messageedit.h"

#include "stagingcheck.h"

#include <QtCore/QMimeData>
#include <QtGui/QKeyEvent>
#include <QtGui/QTextBlock>
#include <QtGui/QTextDocument>
#include <QtGui/QTextLayout>
#include <QtWidgets/QScrollBar>

#include <cmath>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

bool isEnter(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

// Of an empty field, or with Shift of any, for scrolling the conversation.
bool belongsToConversation(const QKeyEvent &event, bool empty)
{
    const bool page = event.key() == Qt::Key_PageUp || event.key() == Qt::Key_PageDown;
    if (page && event.modifiers().testFlag(Qt::ShiftModifier))
        return true;
    return empty && (page || event.key() == Qt::Key_Home || event.key() == Qt::Key_End);
}

} // namespace

MessageEdit::MessageEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setObjectName(u"messageEdit"_s);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // The frame around it paints the ground.
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(2);
    connect(this, &QPlainTextEdit::textChanged, this, &MessageEdit::adjustHeight);
    adjustHeight();
}

QString MessageEdit::exactText() const
{
    QString text = document()->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n');
    return text;
}

void MessageEdit::replaceText(const QString &text)
{
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.endEditBlock();
    moveCursor(QTextCursor::End);
}

void MessageEdit::setPasteLimit(qsizetype characters)
{
    m_pasteLimit = characters;
}

void MessageEdit::setRecallTest(std::function<bool()> arrowsRecall)
{
    m_arrowsRecall = std::move(arrowsRecall);
}

void MessageEdit::keyPressEvent(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isEnter(*event)) {
        if (m_composing) {
            event->accept(); // it ends the composition, nothing else
        } else if (modifiers == Qt::ShiftModifier || modifiers == Qt::AltModifier) {
            textCursor().insertBlock();
            ensureCursorVisible();
        } else if (!event->isAutoRepeat()) {
            Q_EMIT sendRequested();
        }
        return;
    }
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        const bool arrows = modifiers == Qt::NoModifier && m_arrowsRecall && m_arrowsRecall();
        if (!m_composing && (arrows || modifiers == Qt::AltModifier)) {
            Q_EMIT recallRequested(event->key() == Qt::Key_Up ? -1 : 1);
            return;
        }
    }
    if (belongsToConversation(*event, document()->isEmpty() && !m_composing)) {
        event->ignore();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void MessageEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
    adjustHeight();
}

void MessageEdit::dragEnterEvent(QDragEnterEvent *event)
{
    if (!offeredFiles(*event->mimeData()).isEmpty())
        acceptAsCopy(*event);
    else
        QPlainTextEdit::dragEnterEvent(event);
}

void MessageEdit::dragMoveEvent(QDragMoveEvent *event)
{
    if (!offeredFiles(*event->mimeData()).isEmpty())
        acceptAsCopy(*event);
    else
        QPlainTextEdit::dragMoveEvent(event);
}

void MessageEdit::dropEvent(QDropEvent *event)
{
    if (offeredFiles(*event->mimeData()).isEmpty())
        QPlainTextEdit::dropEvent(event);
    else if (acceptAsCopy(*event))
        Q_EMIT filesOffered(*event->mimeData());
}

bool MessageEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return !offeredFiles(*source).isEmpty() || (source->hasText() && !namesFiles(*source));
}

void MessageEdit::insertFromMimeData(const QMimeData *source)
{
    if (!offeredFiles(*source).isEmpty()) {
        Q_EMIT filesOffered(*source);
        return;
    }
    if (!source->hasText() || namesFiles(*source))
        return;
    QString text = source->text();
    if (text.size() > m_pasteLimit) {
        Q_EMIT pasteRefused(text.size());
        return;
    }
    text.remove(QChar::Null);
    textCursor().insertText(text);
    ensureCursorVisible();
}

void MessageEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    adjustHeight();
}

void MessageEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        adjustHeight();
}

void MessageEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    Q_EMIT focusChanged();
}

void MessageEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    Q_EMIT focusChanged();
}

// Asks the layout for the first lines only: a long text is not measured as a whole.
qreal MessageEdit::contentHeight(int mostLines, bool *more) const
{
    const auto *layout = document()->documentLayout();
    int lines = 0;
    qreal height = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        layout->blockBoundingRect(block); // makes its lines
        for (int i = 0; i < block.layout()->lineCount(); ++i) {
            if (++lines > mostLines) {
                *more = true;
                return height;
            }
            height += block.layout()->lineAt(i).height();
        }
    }
    *more = false;
    return height;
}

void MessageEdit::adjustHeight()
{
    bool more = false;
    const qreal content
        = std::max(contentHeight(kMostLines, &more), qreal(fontMetrics().lineSpacing()));
    // QPlainTextEdit counts a line as visible only when a pixel is left below it.
    const qreal margins = 2 * document()->documentMargin() + 1;
    // Several lines need air between them and the rounded frame.
    const int air = fontMetrics().lineSpacing() / 4;
    if (viewportMargins().top() != air)
        setViewportMargins(0, air, 0, air);
    const int height = static_cast<int>(std::ceil(content + margins)) + 2 * air;
    setVerticalScrollBarPolicy(more ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    if (height == m_height)
        return;
    m_height = height;
    updateGeometry();
}

QSize MessageEdit::sizeHint() const
{
    return {QPlainTextEdit::sizeHint().width(), m_height};
}

QSize MessageEdit::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 4, m_height};
}

} // namespace botline
