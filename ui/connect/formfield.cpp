#include "formfield.h"

#include "ui/style/widgetstyle.h"

#include <QtCore/QEvent>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// The part of a field that takes the focus, and so is read out.
QWidget &spoken(QWidget &editor)
{
    return editor.focusProxy() ? *editor.focusProxy() : editor;
}

} // namespace

FormField::FormField(const QString &label, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_label(new QLabel(this)), m_editor(editor), m_message(new QLabel(this))
{
    m_label->setBuddy(&spoken(*editor)); // what cannot take the focus itself is no buddy for Qt
    m_message->setObjectName(u"message"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(em(*this, 0.25));
    column->addWidget(m_label);
    column->addWidget(editor);
    column->addWidget(m_message);
    setFocusProxy(editor);
    setLabel(label);
    refresh();
}

void FormField::setLabel(const QString &label)
{
    m_label->setText(label);
    spoken(*m_editor).setAccessibleName(QString(label).remove(u'&'));
}

void FormField::setHint(const QString &hint)
{
    m_hint = hint;
    refresh();
}

void FormField::setNote(const QString &note)
{
    m_note = note;
    refresh();
}

void FormField::setProblem(const QString &problem)
{
    m_problem = problem;
    refresh();
}

void FormField::refresh()
{
    const ChatColors colors = colorsFor(*this);
    QString text = m_hint;
    QColor ink = colors.muted;
    if (!m_problem.isEmpty()) {
        text = m_problem;
        ink = colors.error;
    } else if (!m_note.isEmpty()) {
        text = m_note;
        ink = colors.warning;
    }
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    setInk(*m_message, ink);
    spoken(*m_editor).setAccessibleDescription(text);
}

void FormField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
    if (event->type() == QEvent::FontChange)
        layout()->setSpacing(em(*this, 0.25));
}

} // namespace botline
