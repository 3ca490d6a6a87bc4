#include "findbar.h"

#include "ui/style/icons.h"

#include <QtCore/QLocale>
#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kLongestQuery = 1000;
constexpr int kOneLineWidth = 560; // design pixels

} // namespace

FindBar::FindBar(const ChatStyle &style, QWidget *parent)
    : QWidget(parent), m_style(style), m_grid(new QGridLayout(this)), m_field(new QLineEdit(this))
{
    setObjectName(u"findBar"_s);
    setAccessibleName(tr("Find in the conversation"));
    m_field->setObjectName(u"findField"_s);
    m_field->setMaxLength(kLongestQuery);
    m_field->setPlaceholderText(tr("Find words, from:bot, has:file, failed…"));
    m_field->setAccessibleName(tr("Find"));
    m_field->setToolTip(
        tr("All words must be in the message; “\"a phrase\"” keeps words together.\n"
           "Filters: from:me, from:bot, has:card, has:file, has:image, type:message, type:event, "
           "failed\n"
           "Enter or F3: next, Shift+Enter or Shift+F3: previous, Escape: close"));
    m_field->installEventFilter(this);
    setFocusProxy(m_field);

    m_result = new QLabel(this);
    m_result->setObjectName(u"findResult"_s);
    m_result->setTextFormat(Qt::PlainText);

    m_controls = new QWidget(this);
    m_case = makeButton(u"findCase"_s, tr("Match case"), tr("Match case"));
    m_case->setText(u"Aa"_s);
    m_word = makeButton(u"findWord"_s, tr("Whole words"), tr("Whole words only"));
    m_word->setText(u"“ab”"_s);
    m_regex = makeButton(u"findRegex"_s, tr("Regular expression"),
                         tr("Regular expression, line by line"));
    m_regex->setText(u".*"_s);
    m_previous = makeButton(u"findPrevious"_s, tr("Previous match"), tr("Previous (Shift+F3)"));
    m_next = makeButton(u"findNext"_s, tr("Next match"), tr("Next (F3)"));
    m_close = makeButton(u"findClose"_s, tr("Close find bar"), tr("Close (Escape)"));
    auto *row = new QHBoxLayout(m_controls);
    row->setContentsMargins(0, 0, 0, 0);
    for (QToolButton *button : {m_case, m_word, m_regex, m_previous, m_next})
        row->addWidget(button);

    m_note = new QLabel(this);
    m_note->setObjectName(u"findNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->hide();

    connect(m_field, &QLineEdit::textChanged, this, &FindBar::queryChanged);
    for (QToolButton *button : {m_case, m_word, m_regex}) {
        button->setCheckable(true);
        connect(button, &QToolButton::toggled, this, &FindBar::queryChanged);
    }
    connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(false); });
    connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT stepRequested(true); });
    connect(m_close, &QToolButton::clicked, this, &FindBar::closeRequested);
    setChatStyle(style);
}

QToolButton *FindBar::makeButton(const QString &objectName, const QString &name, const QString &tip)
{
    auto *button = new QToolButton(objectName == "findClose"_L1 ? this : m_controls);
    button->setObjectName(objectName);
    button->setProperty("look", u"flat"_s);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void FindBar::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    m_field->setFont(style.body());
    m_field->setMinimumHeight(style.px(32));
    m_result->setFont(style.small());
    m_result->setProperty("look", u"muted"_s);
    m_note->setFont(style.small());
    for (QToolButton *button : {m_case, m_word, m_regex, m_previous, m_next, m_close}) {
        button->setFont(style.small());
        button->setIconSize({style.px(16), style.px(16)});
        button->setMinimumSize(style.px(32), style.px(32));
    }
    m_previous->setIcon(symbolIcon(Symbol::ArrowUp, style.colors().text));
    m_next->setIcon(symbolIcon(Symbol::ArrowDown, style.colors().text));
    m_close->setIcon(symbolIcon(Symbol::Close, style.colors().text));
    m_controls->layout()->setSpacing(style.px(2));
    m_lines = 0;
    arrange();
    update();
}

void FindBar::arrange()
{
    const int lines = width() < m_style.px(kOneLineWidth) ? 2 : 1;
    if (lines == m_lines)
        return;
    m_lines = lines;
    for (QWidget *part :
         {static_cast<QWidget *>(m_field), static_cast<QWidget *>(m_result), m_controls,
          static_cast<QWidget *>(m_close), static_cast<QWidget *>(m_note)})
        m_grid->removeWidget(part);
    m_grid->setContentsMargins(m_style.sideMargin(), m_style.px(6), m_style.px(8), m_style.px(6));
    m_grid->setHorizontalSpacing(m_style.px(8));
    m_grid->setVerticalSpacing(m_style.px(4));
    m_grid->addWidget(m_close, 0, 3);
    if (lines == 1) {
        m_grid->addWidget(m_field, 0, 0);
        m_grid->addWidget(m_result, 0, 1);
        m_grid->addWidget(m_controls, 0, 2);
    } else {
        m_grid->addWidget(m_field, 0, 0, 1, 3);
        m_grid->addWidget(m_result, 1, 0);
        m_grid->addWidget(m_controls, 1, 1, 1, 3, Qt::AlignRight);
    }
    m_grid->addWidget(m_note, 2, 0, 1, 4);
    m_grid->setColumnStretch(0, 1);
}

void FindBar::focusField(const QString &words)
{
    if (!words.isEmpty()) {
        const bool phrase = !m_regex->isChecked() && words.contains(u' ');
        m_field->setText(phrase ? u'"' + QString(words).remove(u'"') + u'"' : words);
    }
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

QString FindBar::typed() const
{
    return m_field->text();
}

SearchQuery FindBar::query() const
{
    return SearchQuery::parse(m_field->text(),
                              {m_case->isChecked(), m_word->isChecked(), m_regex->isChecked()});
}

void FindBar::setResult(const Result &result)
{
    const SearchQuery searched = query();
    QString text;
    if (!searched.isEmpty() && searched.error().isEmpty()) {
        const QString count
            = QLocale().toString(result.count) + (result.running ? u"+"_s : QString());
        if (result.count == 0)
            text = result.running ? tr("Searching…") : tr("No matches");
        else if (result.number == 0)
            text = result.count == 1 ? tr("1 match") : tr("%1 matches").arg(count);
        else
            text = tr("%1 of %2").arg(QLocale().toString(result.number), count);
    }
    m_result->setText(text);
    m_result->setAccessibleName(text);
    m_previous->setEnabled(result.count > 0);
    m_next->setEnabled(result.count > 0);
    bool isError = false;
    const QString note = noteFor(searched, result, &isError);
    showNote(note, isError);
}

QString FindBar::resultText() const
{
    return m_result->text();
}

QString FindBar::noteFor(const SearchQuery &query, const Result &result, bool *isError) const
{
    *isError = !query.error().isEmpty();
    if (*isError)
        return query.error();
    if (result.skipped > 0)
        return result.skipped == 1
            ? tr("In one message the expression takes too long; it was not searched to the end.")
            : tr("In %1 messages the expression takes too long; they were not searched to the end.")
                  .arg(QLocale().toString(result.skipped));
    if (query.wantsHidden() && result.count == 0 && !result.running)
        return tr(
            "No such line is shown. Menu → Show all activities puts events, traces and whatever "
            "else is no message into the list.");
    if (query.wantsFailed())
        return tr("Messages that were not sent. For the word itself type \"failed\" in quotes.");
    return {};
}

void FindBar::showNote(const QString &note, bool isError)
{
    m_note->setVisible(!note.isEmpty());
    if (m_note->text() == note)
        return;
    m_note->setText(note);
    m_note->setAccessibleName(note);
    m_note->setProperty("look", isError ? u"error"_s : u"muted"_s);
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT stepRequested(!key->modifiers().testFlag(Qt::ShiftModifier));
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        Q_EMIT stepRequested(key->key() == Qt::Key_Down);
        return true;
    default:
        return false;
    }
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.colors().surface);
    painter.fillRect(0, height() - 1, width(), 1, m_style.colors().hairline);
}

void FindBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace botline
