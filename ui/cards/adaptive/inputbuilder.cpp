#include "inputbuilder.h"

#include "actionbuilder.h"
#include "blockcontext.h"
#include "cardbuildstate.h"

#include "app/adaptive/cardtitles.h"
#include "app/text/singleline.h"
#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/columnsblock.h"
#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/blocks/widgetblock.h"

#include <QtWidgets/QLabel>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

// Words without a place to break get some, for QLabel, which breaks only there.
QString breakable(const QString &text)
{
    constexpr int kLongestRun = 24;
    QString result;
    int run = 0;
    for (const QChar c : text) {
        run = c.isSpace() ? 0 : run + 1;
        if (run > kLongestRun && !c.isLowSurrogate() && !c.isMark()) {
            result += QChar(0x200b);
            run = 1;
        }
        result += c;
    }
    return result;
}

} // namespace

std::unique_ptr<Block> InputBuilder::make(const Input &input, const BlockContext &context)
{
    const ChatStyle &style = m_state.style.chat();
    auto field = std::make_unique<StackBlock>();
    QLabel *label = labelOf(input).isEmpty() ? nullptr : addLabel(input, context);
    if (label && !input.labelBeside)
        field->add(std::make_unique<WidgetBlock>(label));

    BuiltCard::BuiltInput built;
    built.input = CardInput::create(input, style, m_state.host);
    built.scope = context.scope;
    built.field = field.get();
    QWidget *target = built.input->focusTarget();
    if (label)
        label->setBuddy(target);
    nameEditor(input, *target, *built.input->editor());

    std::unique_ptr<Block> editor = std::make_unique<WidgetBlock>(built.input->editor());
    QObject::connect(built.input.get(), &CardInput::heightChanged, m_state.host,
                     [changed = m_state.changed, raw = editor.get()] { changed(raw); });
    if (input.inlineAction)
        editor = withButton(std::move(editor), *input.inlineAction, context);
    if (label && input.labelBeside)
        editor = withLabel(label, std::move(editor), input);
    editor->gap = m_state.style.px(4);
    field->add(std::move(editor));

    built.error = new QLabel(m_state.host);
    built.error->setAlignment(labelAlignment(context));
    built.error->setTextFormat(Qt::PlainText);
    built.error->setWordWrap(true);
    built.error->setFont(style.small());
    setColor(*built.error, m_state.style.errorColor(context.ground));
    auto error = std::make_unique<WidgetBlock>(built.error);
    error->gap = m_state.style.px(4);
    error->setVisible(false);
    built.errorBlock = field->add(std::move(error));
    m_state.built.inputs.push_back(std::move(built));
    return field;
}

// Not a palette: below the style sheet of the program a label may lose its own.
void InputBuilder::setColor(QLabel &label, const QColor &color)
{
    label.setStyleSheet(u"QLabel { color: %1 }"_s.arg(color.name()));
}

QLabel *InputBuilder::addLabel(const Input &input, const BlockContext &context)
{
    auto *label = new QLabel(m_state.host);
    label->setAlignment(labelAlignment(context));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(m_state.style.chat().body());
    setColor(*label, m_state.style.textColor(TextColor::Default, false, context.ground));
    // With a buddy, & would make a shortcut.
    QString words = breakable(singleLine(input.label, 1000)).replace(u'&', "&&"_L1);
    if (input.required)
        words += " *"_L1;
    label->setText(words);
    return label;
}

void InputBuilder::nameEditor(const Input &input, QWidget &target, QWidget &editor)
{
    QString name = singleLine(!input.label.isEmpty()       ? input.label
                                  : !input.title.isEmpty() ? input.title
                                                           : input.placeholder);
    if (input.required)
        name = tr("%1 (required)").arg(name);
    if (&target == &editor || input.kind == Input::Kind::Toggle)
        target.setAccessibleName(name);
    else
        editor.setAccessibleName(name); // its choices have their own names
}

// The label before the field instead of above it.
std::unique_ptr<Block> InputBuilder::withLabel(QLabel *label, std::unique_ptr<Block> editor,
                                               const Input &input)
{
    using Kind = ColumnsBlock::Width::Kind;
    ColumnsBlock::Width width{Kind::Natural, 0};
    ColumnsBlock::Width rest{Kind::Rest, 0};
    if (input.labelPixels > 0) {
        width = {Kind::Pixels, double(m_state.style.px(input.labelPixels))};
    } else if (input.labelPercent > 0) {
        width = {Kind::Share, input.labelPercent};
        rest = {Kind::Share, 100 - input.labelPercent};
    }
    auto row = std::make_unique<ColumnsBlock>();
    auto side = std::make_unique<StackBlock>();
    // Beside a field of one line in its middle, beside a high one at its first line.
    const bool high = input.multiline || input.expanded || input.multiSelect;
    side->setVertical(high ? StackBlock::Vertical::Top : StackBlock::Vertical::Center);
    auto padded = std::make_unique<BoxBlock>();
    padded->setPadding(0, m_state.style.px(high ? 4 : 0));
    padded->add(std::make_unique<WidgetBlock>(label));
    side->add(std::move(padded));
    row->addColumn(std::move(side), width);
    editor->gap = m_state.style.px(8);
    row->addColumn(std::move(editor), rest);
    return row;
}

std::unique_ptr<Block> InputBuilder::withButton(std::unique_ptr<Block> editor, const Action &action,
                                                const BlockContext &context)
{
    auto row = std::make_unique<ColumnsBlock>();
    row->addColumn(std::move(editor), {ColumnsBlock::Width::Kind::Rest, 0});
    auto side = std::make_unique<StackBlock>();
    side->add(m_actions.button(action, -1, context));
    side->gap = m_state.style.px(8);
    row->addColumn(std::move(side), {ColumnsBlock::Width::Kind::Natural, 0});
    return row;
}

} // namespace botline::adaptive
