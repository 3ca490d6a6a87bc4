#include "filterinput.h"

#include "cardeditors.h"

#include "app/text/singleline.h"
#include "ui/style/icons.h"

#include <QtCore/QEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCompleter>

#include <algorithm>

namespace botline::adaptive {

FilterInput::FilterInput(const Input &input, const ChatStyle &style, QWidget *parent)
    : CardInput(input), m_line(new LineEditor(style, parent)), m_style(style)
{
    m_line->setPlaceholderText(input.placeholder.isEmpty() ? tr("Type to find…")
                                                           : singleLine(input.placeholder));
    m_line->addButton(symbolIcon(Symbol::ChevronDown, style.colors().muted), tr("Show all"));
    connect(m_line, &LineEditor::popupRequested, this, [this] { showAll(); });
    connect(m_line, &LineEditor::steppedDown, this, [this] { showAll(); });
    connect(m_line, &QLineEdit::textEdited, this, &CardInput::edited);
    m_line->installEventFilter(this);
    restore(input.value);
}

// Thousands of choices take longer to list than a card may take to appear.
bool FilterInput::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        makeList();
    return CardInput::eventFilter(watched, event);
}

void FilterInput::makeList()
{
    if (m_line->completer())
        return;
    constexpr int kRows = 8;
    QStringList titles;
    for (const Input::Choice &choice : input().choices)
        titles.append(singleLine(choice.title));
    auto *completer = new QCompleter(titles, m_line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(kRows);
    completer->popup()->setFont(m_style.body());
    m_line->setCompleter(completer);
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this,
            &CardInput::edited);
}

QWidget *FilterInput::editor() const
{
    return m_line;
}

int FilterInput::chosen() const
{
    const QString typed = m_line->text().trimmed();
    const auto &choices = input().choices;
    const auto found = std::find_if(choices.begin(), choices.end(), [&](const auto &choice) {
        return typed.compare(singleLine(choice.title), Qt::CaseInsensitive) == 0;
    });
    return found == choices.end() ? -1 : int(found - choices.begin());
}

void FilterInput::showAll()
{
    makeList();
    m_line->completer()->setCompletionPrefix(QString());
    m_line->completer()->complete();
}

std::optional<QString> FilterInput::value() const
{
    const int index = chosen();
    return index < 0 ? std::nullopt : std::optional(input().choices.at(size_t(index)).value);
}

QString FilterInput::draft() const
{
    return value().value_or(m_line->text());
}

void FilterInput::restore(const QString &draft)
{
    const auto &choices = input().choices;
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [&](const auto &choice) { return choice.value == draft; });
    m_line->setText(found == choices.end() ? draft : singleLine(found->title));
}

void FilterInput::showProblem(bool wrong)
{
    CardInput::showProblem(wrong);
    m_line->setWrong(wrong);
}

bool FilterInput::isEmpty() const
{
    return m_line->text().trimmed().isEmpty();
}

QString FilterInput::complaint() const
{
    return isEmpty() || chosen() >= 0 ? QString() : tr("Choose one of the list.");
}

} // namespace botline::adaptive
