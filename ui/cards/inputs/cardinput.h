#pragma once

#include "app/adaptive/adaptivecard.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>

class QWidget;

namespace botline::adaptive {

// One Input.* of a card: its editor, what it would send, and what is wrong with it. Label and error
// text stand beside it and are the card's business.
class CardInput : public QObject
{
    Q_OBJECT

public:
    // The editor becomes a child of `parent`, which outlives the input.
    static std::unique_ptr<CardInput> create(const Input &input, const ChatStyle &style,
                                             QWidget *parent);

    // How many buttons its choices become; 0 where there are none, or too many for buttons.
    static int buttonsOf(const Input &input);

    const Input &input() const { return m_input; }
    // In the card; has heightForWidth where its height depends on it.
    virtual QWidget *editor() const = 0;
    // Where the keyboard goes when a label is clicked or something is wrong.
    virtual QWidget *focusTarget() const { return editor(); }

    // As it is sent: text in the wire's own form, or nothing when the user gave nothing and
    // Adaptive Cards leave the member out (numbers and choices).
    virtual std::optional<QString> value() const = 0;
    // What to remember and give back to restore(), also when it is not valid (yet).
    virtual QString draft() const = 0;
    virtual void restore(const QString &draft) = 0;

    // What the user must change, in words; "" when it may be sent.
    QString problem() const;
    virtual void showProblem(bool wrong);

Q_SIGNALS:
    void edited(); // by the user
    void heightChanged();

protected:
    explicit CardInput(const Input &input) : m_input(input) { }

    virtual bool isEmpty() const = 0;
    // As problem(), without the rule that something must be there.
    virtual QString complaint() const { return {}; }

private:
    Input m_input;
};

// Whether the whole of `text` may go with this pattern of a stranger: false only if it certainly
// does not match. Bad patterns and those that take too long count as matching.
bool matchesPattern(const QString &pattern, const QString &text);

} // namespace botline::adaptive
