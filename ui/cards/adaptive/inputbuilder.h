#pragma once

#include "app/adaptive/adaptivecard.h"

#include <QtCore/QCoreApplication>

class QLabel;
class QWidget;

namespace botline {
class Block;
}

namespace botline::adaptive {

class ActionBuilder;
struct BlockContext;
struct CardBuildState;

// Makes the inputs of a card, each with its label and the place of its error.
class InputBuilder
{
    Q_DECLARE_TR_FUNCTIONS(botline::adaptive::CardBuilder)

public:
    // Both outlive it.
    InputBuilder(CardBuildState &state, ActionBuilder &actions) : m_state(state), m_actions(actions)
    {
    }

    std::unique_ptr<Block> make(const Input &input, const BlockContext &context);

private:
    static void setColor(QLabel &label, const QColor &color);
    QLabel *addLabel(const Input &input, const BlockContext &context);
    static void nameEditor(const Input &input, QWidget &target, QWidget &editor);
    std::unique_ptr<Block> withLabel(QLabel *label, std::unique_ptr<Block> editor,
                                     const Input &input);
    std::unique_ptr<Block> withButton(std::unique_ptr<Block> editor, const Action &action,
                                      const BlockContext &context);

    CardBuildState &m_state;
    ActionBuilder &m_actions;
};

} // namespace botline::adaptive
