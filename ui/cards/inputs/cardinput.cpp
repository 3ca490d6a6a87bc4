#include "cardinput.h"

#include "cardeditors.h"
#include "datefield.h"
#include "filterinput.h"
#include "listinput.h"

#include "app/adaptive/cardproperties.h"
#include "app/text/singleline.h"

#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

constexpr size_t kMostButtons = 60; // a list that scrolls takes more choices

QString shownNumber(double number)
{
    return QLocale().toString(number, 'g', QLocale::FloatingPointShortest);
}

class TextInput : public CardInput
{
public:
    TextInput(const Input &input, const ChatStyle &style, QWidget *parent) : CardInput(input)
    {
        if (input.multiline && input.style != Input::TextStyle::Password)
            makeArea(style, parent);
        else
            makeLine(style, parent);
        restore(input.value);
    }

    QWidget *editor() const override { return m_area ? static_cast<QWidget *>(m_area) : m_line; }
    std::optional<QString> value() const override { return text(); }
    QString draft() const override { return text(); }
    void restore(const QString &draft) override
    {
        if (m_area)
            m_area->setPlainText(draft);
        else
            m_line->setText(draft);
    }
    void showProblem(bool wrong) override
    {
        CardInput::showProblem(wrong);
        if (m_area)
            m_area->setWrong(wrong);
        else
            m_line->setWrong(wrong);
    }

protected:
    bool isEmpty() const override { return text().trimmed().isEmpty(); }
    QString complaint() const override
    {
        if (input().regex.isEmpty() || text().isEmpty() || matchesPattern(input().regex, text()))
            return {};
        return tr("This does not have the form that is asked for.");
    }

private:
    void makeLine(const ChatStyle &style, QWidget *parent)
    {
        m_line = new LineEditor(style, parent);
        m_line->setPlaceholderText(singleLine(input().placeholder));
        if (input().maxLength > 0)
            m_line->setMaxLength(input().maxLength);
        Qt::InputMethodHints hints = Qt::ImhNone;
        if (input().style == Input::TextStyle::Email)
            hints = Qt::ImhEmailCharactersOnly;
        else if (input().style == Input::TextStyle::Url)
            hints = Qt::ImhUrlCharactersOnly;
        else if (input().style == Input::TextStyle::Telephone)
            hints = Qt::ImhDialableCharactersOnly;
        m_line->setInputMethodHints(hints);
        if (input().style == Input::TextStyle::Password)
            m_line->setEchoMode(QLineEdit::Password);
        connect(m_line, &QLineEdit::textEdited, this, &CardInput::edited);
    }

    void makeArea(const ChatStyle &style, QWidget *parent)
    {
        m_area = new AreaEditor(style, parent);
        m_area->setPlaceholderText(input().placeholder.left(1000));
        connect(m_area, &AreaEditor::heightChanged, this, &CardInput::heightChanged);
        connect(m_area, &QPlainTextEdit::textChanged, this, [this] {
            cutToLength();
            Q_EMIT edited();
        });
    }

    void cutToLength()
    {
        const int most = input().maxLength;
        if (most <= 0 || m_area->document()->characterCount() - 1 <= most)
            return;
        QTextCursor cursor(m_area->document());
        cursor.setPosition(most);
        cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    }

    QString text() const { return m_area ? m_area->toPlainText() : m_line->text(); }

    LineEditor *m_line = nullptr;
    AreaEditor *m_area = nullptr;
};

class NumberInput : public CardInput
{
public:
    NumberInput(const Input &input, const ChatStyle &style, QWidget *parent)
        : CardInput(input),
          m_least(numberOf(input.minimum)),
          m_most(numberOf(input.maximum)),
          m_line(new LineEditor(style, parent))
    {
        m_line->setPlaceholderText(singleLine(input.placeholder));
        m_line->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
        connect(m_line, &QLineEdit::textEdited, this, &CardInput::edited);
        connect(m_line, &LineEditor::steppedUp, this, [this] { step(1); });
        connect(m_line, &LineEditor::steppedDown, this, [this] { step(-1); });
        restore(input.value);
    }

    QWidget *editor() const override { return m_line; }
    std::optional<QString> value() const override
    {
        const auto number = current();
        if (!number)
            return std::nullopt;
        return QString::number(*number, 'g', QLocale::FloatingPointShortest);
    }
    QString draft() const override { return value().value_or(m_line->text()); }
    void restore(const QString &draft) override
    {
        bool ok = false;
        const double number = draft.toDouble(&ok);
        QLocale plain;
        plain.setNumberOptions(QLocale::OmitGroupSeparator);
        m_line->setText(ok ? plain.toString(number, 'g', QLocale::FloatingPointShortest) : draft);
    }
    void showProblem(bool wrong) override
    {
        CardInput::showProblem(wrong);
        m_line->setWrong(wrong);
    }

protected:
    bool isEmpty() const override { return m_line->text().trimmed().isEmpty(); }
    QString complaint() const override
    {
        if (isEmpty())
            return {};
        const auto number = current();
        const bool fits
            = number && (!m_least || *number >= *m_least) && (!m_most || *number <= *m_most);
        if (fits)
            return {};
        if (m_least && m_most)
            return tr("Enter a number from %1 to %2.")
                .arg(shownNumber(*m_least), shownNumber(*m_most));
        if (m_least)
            return tr("Enter a number of at least %1.").arg(shownNumber(*m_least));
        if (m_most)
            return tr("Enter a number of at most %1.").arg(shownNumber(*m_most));
        return tr("Enter a number.");
    }

private:
    static std::optional<double> numberOf(const QString &text)
    {
        bool ok = false;
        const double number = text.trimmed().toDouble(&ok);
        return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
    }

    // As people of this locale write it, or as programs do.
    std::optional<double> current() const
    {
        if (const auto plain = numberOf(m_line->text()))
            return plain;
        bool ok = false;
        const double number = QLocale().toDouble(m_line->text().trimmed(), &ok);
        return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
    }

    void step(int by)
    {
        double number = current().value_or(m_least.value_or(0) - (m_least ? by : 0)) + by;
        if (m_least)
            number = std::max(number, *m_least);
        if (m_most)
            number = std::min(number, *m_most);
        restore(QString::number(number, 'g', QLocale::FloatingPointShortest));
        Q_EMIT edited();
    }

    std::optional<double> m_least;
    std::optional<double> m_most;
    LineEditor *m_line;
};

class MomentInput : public CardInput
{
public:
    MomentInput(const Input &input, const ChatStyle &style, QWidget *parent)
        : CardInput(input),
          m_field(new DateField(input.kind == Input::Kind::Date ? DateField::Kind::Date
                                                                : DateField::Kind::Time,
                                style, parent))
    {
        if (!input.placeholder.isEmpty())
            m_field->setPlaceholderText(singleLine(input.placeholder));
        connect(m_field, &DateField::edited, this, &CardInput::edited);
        restore(input.value);
    }

    QWidget *editor() const override { return m_field; }
    std::optional<QString> value() const override { return m_field->isoText(); }
    QString draft() const override
    {
        return m_field->isValid() ? m_field->isoText() : m_field->text();
    }
    void restore(const QString &draft) override { m_field->setIsoText(draft); }
    void showProblem(bool wrong) override
    {
        CardInput::showProblem(wrong);
        m_field->setWrong(wrong);
    }

protected:
    bool isEmpty() const override { return m_field->text().trimmed().isEmpty(); }
    QString complaint() const override
    {
        if (isEmpty())
            return {};
        if (!m_field->isValid())
            return input().kind == Input::Kind::Date
                ? tr("Enter a date like %1.").arg(m_field->example())
                : tr("Enter a time like %1.").arg(m_field->example());
        // ISO texts sort as what they mean.
        const QString least = m_field->shown(input().minimum);
        const QString most = m_field->shown(input().maximum);
        if (!least.isEmpty() && m_field->isoText() < input().minimum)
            return tr("Not before %1.").arg(least);
        if (!most.isEmpty() && m_field->isoText() > input().maximum)
            return tr("Not after %1.").arg(most);
        return {};
    }

private:
    DateField *m_field;
};

class ToggleInput : public CardInput
{
public:
    ToggleInput(const Input &input, const ChatStyle &style, QWidget *parent)
        : CardInput(input), m_box(new CheckChoice(titleOf(input), style, parent))
    {
        connect(m_box, &QCheckBox::clicked, this, &CardInput::edited);
        restore(input.value);
    }

    QWidget *editor() const override { return m_box; }
    std::optional<QString> value() const override
    {
        return m_box->isChecked() ? input().valueOn : input().valueOff;
    }
    QString draft() const override { return *value(); }
    void restore(const QString &draft) override { m_box->setChecked(draft == input().valueOn); }
    void showProblem(bool wrong) override
    {
        CardInput::showProblem(wrong);
        m_box->setWrong(wrong);
    }

protected:
    bool isEmpty() const override { return !m_box->isChecked(); } // required means: agree

private:
    static QString titleOf(const Input &input)
    {
        if (!input.title.isEmpty() && !input.label.isEmpty())
            return input.title;
        const QString title = input.title.isEmpty() ? input.label : input.title;
        return input.required ? title + " *"_L1 : title;
    }

    CheckChoice *m_box;
};

class DropDownInput : public CardInput
{
public:
    DropDownInput(const Input &input, const ChatStyle &style, QWidget *parent)
        : CardInput(input), m_box(new ChoiceBox(style, parent))
    {
        m_box->setPlaceholderText(input.placeholder.isEmpty() ? tr("Choose…")
                                                              : singleLine(input.placeholder));
        for (const Input::Choice &choice : input.choices)
            m_box->addItem(singleLine(choice.title));
        connect(m_box, &QComboBox::activated, this, &CardInput::edited);
        restore(input.value);
    }

    QWidget *editor() const override { return m_box; }
    std::optional<QString> value() const override
    {
        if (isEmpty())
            return std::nullopt;
        return input().choices.at(size_t(m_box->currentIndex())).value;
    }
    QString draft() const override { return value().value_or(QString()); }
    void restore(const QString &draft) override
    {
        const auto &choices = input().choices;
        const auto found = std::find_if(choices.begin(), choices.end(),
                                        [&](const auto &choice) { return choice.value == draft; });
        m_box->setCurrentIndex(found == choices.end() ? -1 : int(found - choices.begin()));
    }
    void showProblem(bool wrong) override
    {
        CardInput::showProblem(wrong);
        m_box->setWrong(wrong);
    }

protected:
    bool isEmpty() const override { return m_box->currentIndex() < 0; }

private:
    ChoiceBox *m_box;
};

// Radio buttons, or check boxes when several may be chosen.
class ButtonsInput : public CardInput
{
public:
    ButtonsInput(const Input &input, const ChatStyle &style, QWidget *parent)
        : CardInput(input), m_panel(new ChoicePanel(parent))
    {
        for (const Input::Choice &choice : input.choices) {
            QAbstractButton *button = nullptr;
            if (input.multiSelect)
                button = new CheckChoice(choice.title, style, m_panel);
            else
                button = new RadioChoice(choice.title, style, m_panel);
            m_panel->add(button);
            m_buttons.push_back(button);
            connect(button, &QAbstractButton::clicked, this, &CardInput::edited);
        }
        if (!m_buttons.empty())
            m_panel->setFocusProxy(m_buttons.front());
        restore(input.value);
    }

    QWidget *editor() const override { return m_panel; }
    QWidget *focusTarget() const override
    {
        return m_buttons.empty() ? editor() : m_buttons.front();
    }
    std::optional<QString> value() const override
    {
        if (isEmpty())
            return std::nullopt;
        return chosen().join(u',');
    }
    QString draft() const override { return chosen().join(u','); }
    void restore(const QString &draft) override
    {
        const QStringList wanted
            = input().multiSelect ? draft.split(u',', Qt::SkipEmptyParts) : QStringList{draft};
        for (size_t i = 0; i < m_buttons.size(); ++i)
            m_buttons[i]->setChecked(!draft.isEmpty() && wanted.contains(input().choices[i].value));
    }
    void showProblem(bool wrong) override
    {
        CardInput::showProblem(wrong);
        for (QAbstractButton *button : m_buttons) {
            if (input().multiSelect)
                static_cast<CheckChoice *>(button)->setWrong(wrong);
            else
                static_cast<RadioChoice *>(button)->setWrong(wrong);
        }
    }

protected:
    bool isEmpty() const override
    {
        return std::none_of(m_buttons.begin(), m_buttons.end(),
                            [](const auto *button) { return button->isChecked(); });
    }

private:
    QStringList chosen() const
    {
        QStringList values;
        for (size_t i = 0; i < m_buttons.size(); ++i) {
            if (m_buttons[i]->isChecked())
                values.append(input().choices[i].value);
        }
        return values;
    }

    ChoicePanel *m_panel;
    std::vector<QAbstractButton *> m_buttons; // one per choice
};

} // namespace

int CardInput::buttonsOf(const Input &input)
{
    const bool buttons = input.kind == Input::Kind::ChoiceSet
        && (input.expanded || input.multiSelect) && input.choices.size() <= kMostButtons;
    return buttons ? int(input.choices.size()) : 0;
}

std::unique_ptr<CardInput> CardInput::create(const Input &input, const ChatStyle &style,
                                             QWidget *parent)
{
    switch (input.kind) {
    case Input::Kind::Text:
        return std::make_unique<TextInput>(input, style, parent);
    case Input::Kind::Number:
        return std::make_unique<NumberInput>(input, style, parent);
    case Input::Kind::Date:
    case Input::Kind::Time:
        return std::make_unique<MomentInput>(input, style, parent);
    case Input::Kind::Toggle:
        return std::make_unique<ToggleInput>(input, style, parent);
    case Input::Kind::ChoiceSet:
        break;
    }
    if (buttonsOf(input) > 0)
        return std::make_unique<ButtonsInput>(input, style, parent);
    if (input.multiSelect)
        return std::make_unique<ListInput>(input, style, parent);
    if (input.filtered || input.choices.size() > kMostButtons)
        return std::make_unique<FilterInput>(input, style, parent);
    return std::make_unique<DropDownInput>(input, style, parent);
}

QString CardInput::problem() const
{
    const bool missing = m_input.required && isEmpty();
    const QString wrong = missing ? QString() : complaint();
    if (!missing && wrong.isEmpty())
        return {};
    if (!m_input.errorMessage.isEmpty())
        return m_input.errorMessage;
    if (!missing)
        return wrong;
    if (m_input.kind == Input::Kind::ChoiceSet)
        return tr("Choose one to go on.");
    if (m_input.kind == Input::Kind::Toggle)
        return tr("CheckBox this to go on.");
    return tr("Fill this in to go on.");
}

void CardInput::showProblem(bool wrong)
{
    editor()->setAccessibleDescription(wrong ? problem() : QString());
}

bool matchesPattern(const QString &pattern, const QString &text)
{
    if (!isPattern(pattern))
        return true;
    // PCRE itself stops after so many steps, however the pattern is built; the lowest limit counts.
    static constexpr auto kLimits
        = "(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=20000)(*LIMIT_HEAP=8192)"_L1;
    const QRegularExpression expression(kLimits + pattern);
    if (!expression.isValid())
        return true;
    const QRegularExpressionMatch match = expression.match(text);
    return match.hasMatch() || !match.isValid();
}

} // namespace botline::adaptive
