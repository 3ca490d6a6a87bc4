// The inputs and buttons of CardBuilder.
#include "cardbuilder.h"

#include "cardbutton.h"
#include "cardcontent.h"

#include "app/text/singleline.h"
#include "ui/content/contentloader.h"
#include "ui/content/linkpolicy.h"

#include <QtGui/QAction>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

constexpr int kIconSide = 128; // pixels to decode

QString literalTip(const QString &text)
{
    return text.isEmpty() ? QString() : "<p>"_L1 + text.toHtmlEscaped() + "</p>"_L1;
}

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

std::unique_ptr<Block> CardBuilder::make(const Input &input, const Context &context)
{
    const ChatStyle &style = m_style.chat();
    auto field = std::make_unique<StackBlock>();
    QLabel *label = labelOf(input).isEmpty() ? nullptr : addLabel(input, context);
    if (label && !input.labelBeside)
        field->add(std::make_unique<WidgetBlock>(label));

    BuiltCard::BuiltInput built;
    built.input = CardInput::create(input, style, m_host);
    built.scope = context.scope;
    built.field = field.get();
    QWidget *target = built.input->focusTarget();
    if (label)
        label->setBuddy(target);
    nameEditor(input, *target, *built.input->editor());

    std::unique_ptr<Block> editor = std::make_unique<WidgetBlock>(built.input->editor());
    QObject::connect(built.input.get(), &CardInput::heightChanged, m_host,
                     [changed = m_changed, raw = editor.get()] { changed(raw); });
    if (input.inlineAction)
        editor = withButton(std::move(editor), *input.inlineAction, context);
    if (label && input.labelBeside)
        editor = withLabel(label, std::move(editor), input);
    editor->gap = m_style.px(4);
    field->add(std::move(editor));

    built.error = new QLabel(m_host);
    built.error->setAlignment(leading(context));
    built.error->setTextFormat(Qt::PlainText);
    built.error->setWordWrap(true);
    built.error->setFont(style.small());
    setColor(*built.error, m_style.errorColor(context.ground));
    auto error = std::make_unique<WidgetBlock>(built.error);
    error->gap = m_style.px(4);
    error->setVisible(false);
    built.errorBlock = field->add(std::move(error));
    m_built.inputs.push_back(std::move(built));
    return field;
}

// Not a palette: below the style sheet of the program a label may lose its own.
void CardBuilder::setColor(QLabel &label, const QColor &color)
{
    label.setStyleSheet(u"QLabel { color: %1 }"_s.arg(color.name()));
}

Qt::Alignment CardBuilder::leading(const Context &context)
{
    const bool mirrored = context.direction == Qt::RightToLeft;
    return Qt::AlignAbsolute | Qt::AlignTop | (mirrored ? Qt::AlignRight : Qt::AlignLeft);
}

QLabel *CardBuilder::addLabel(const Input &input, const Context &context)
{
    auto *label = new QLabel(m_host);
    label->setAlignment(leading(context));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(m_style.chat().body());
    setColor(*label, m_style.textColor(TextColor::Default, false, context.ground));
    // With a buddy, & would make a shortcut.
    QString words = breakable(singleLine(input.label, 1000)).replace(u'&', "&&"_L1);
    if (input.required)
        words += " *"_L1;
    label->setText(words);
    return label;
}

void CardBuilder::nameEditor(const Input &input, QWidget &target, QWidget &editor)
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
std::unique_ptr<Block> CardBuilder::withLabel(QLabel *label, std::unique_ptr<Block> editor,
                                              const Input &input)
{
    using Kind = ColumnsBlock::Width::Kind;
    ColumnsBlock::Width width{Kind::Natural, 0};
    ColumnsBlock::Width rest{Kind::Rest, 0};
    if (input.labelPixels > 0) {
        width = {Kind::Pixels, double(m_style.px(input.labelPixels))};
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
    padded->setPadding(0, m_style.px(high ? 4 : 0));
    padded->add(std::make_unique<WidgetBlock>(label));
    side->add(std::move(padded));
    row->addColumn(std::move(side), width);
    editor->gap = m_style.px(8);
    row->addColumn(std::move(editor), rest);
    return row;
}

std::unique_ptr<Block> CardBuilder::withButton(std::unique_ptr<Block> editor, const Action &action,
                                               const Context &context)
{
    auto row = std::make_unique<ColumnsBlock>();
    row->addColumn(std::move(editor), {ColumnsBlock::Width::Kind::Rest, 0});
    auto side = std::make_unique<StackBlock>();
    side->add(button(action, -1, context));
    side->gap = m_style.px(8);
    row->addColumn(std::move(side), {ColumnsBlock::Width::Kind::Natural, 0});
    return row;
}

QString CardBuilder::actionTitle(const Action &action)
{
    return singleLine(buttonTitle(action));
}

QString CardBuilder::actionProblem(const Action &action)
{
    if (action.kind == Action::Kind::Unsupported)
        return action.type.isEmpty()
            ? tr("The bot did not say what this button does.")
            : tr("Botline does not support this action: %1").arg(singleLine(action.type, 100));
    if (action.kind == Action::Kind::OpenUrl) {
        QString why;
        if (!allowedLink(action.url, LinkUse::Open, &why))
            return why;
    }
    return {};
}

int CardBuilder::registerAction(const Action &action, BuiltCard::BuiltAction built,
                                QAbstractButton *clickable, const Context &context)
{
    built.action = action;
    built.scope = context.scope;
    const QString problem = actionProblem(action);
    built.usable = action.enabled && problem.isEmpty();
    if (clickable) {
        QString tip = problem.isEmpty() ? singleLine(action.tooltip) : problem;
        if (tip.isEmpty() && action.kind == Action::Kind::OpenUrl)
            tip = tr("Opens a page on %1").arg(shownHost(*allowedLink(action.url)));
        clickable->setToolTip(literalTip(tip));
        if (!problem.isEmpty())
            clickable->setAccessibleDescription(problem);
        clickable->setEnabled(built.usable);
    }
    m_built.actions.push_back(std::move(built));
    return int(m_built.actions.size()) - 1;
}

std::unique_ptr<Block> CardBuilder::button(const Action &action, int set, const Context &context)
{
    using Look = CardButton::Look;
    const Look look = action.positive ? Look::Primary
        : action.destructive          ? Look::Destructive
                                      : Look::Normal;
    auto *widget = new CardButton(actionTitle(action), look, m_style.chat(), m_host);
    widget->setExpandable(action.kind == Action::Kind::ShowCard);
    auto block = std::make_unique<WidgetBlock>(widget);
    BuiltCard::BuiltAction built;
    built.button = widget;
    built.buttonBlock = block.get();
    built.set = set;
    registerAction(action, std::move(built), widget, context);
    if (!action.iconUrl.isEmpty())
        loadIcon(action.iconUrl, widget, block.get());
    return block;
}

// "…" and behind it a menu of the actions that are not so important.
std::unique_ptr<Block> CardBuilder::moreButton(std::span<const Action> actions, int number,
                                               const Context &context)
{
    auto *widget = new CardButton(u"…"_s, CardButton::Look::Normal, m_style.chat(), m_host);
    widget->setAccessibleName(tr("More actions"));
    widget->setToolTip(tr("More actions"));
    auto *menu = new QMenu(widget);
    menu->setFont(m_style.chat().body());
    menu->setToolTipsVisible(true);
    QObject::connect(widget, &QAbstractButton::clicked, menu, [widget, menu] {
        const bool mirrored = widget->layoutDirection() == Qt::RightToLeft;
        const QRect box = widget->rect();
        const int left = mirrored ? box.right() + 1 - menu->sizeHint().width() : box.left();
        menu->popup(widget->mapToGlobal(QPoint(left, box.bottom() + 1)));
    });
    auto block = std::make_unique<WidgetBlock>(widget);
    for (const Action &action : actions) {
        if (!action.secondary)
            continue;
        const QString problem = actionProblem(action);
        QAction *entry = menu->addAction(actionTitle(action).replace(u'&', "&&"_L1));
        entry->setEnabled(action.enabled && problem.isEmpty());
        entry->setToolTip(literalTip(problem.isEmpty() ? singleLine(action.tooltip) : problem));
        BuiltCard::BuiltAction built;
        built.entry = entry;
        built.buttonBlock = block.get();
        built.set = number;
        registerAction(action, std::move(built), nullptr, context);
        if (!action.iconUrl.isEmpty())
            m_content.image(action.iconUrl, kIconSide, entry,
                            [entry](const ContentLoader::ImageResult &result) {
                                if (!result.image.isNull())
                                    entry->setIcon(QIcon(QPixmap::fromImage(result.image)));
                            });
    }
    return block;
}

void CardBuilder::loadIcon(const QString &address, CardButton *button, Block *block)
{
    m_content.image(address, kIconSide, button,
                    [button, block, changed = m_changed](const ContentLoader::ImageResult &result) {
                        if (result.image.isNull())
                            return;
                        button->setIcon(QIcon(QPixmap::fromImage(result.image)));
                        changed(block);
                    });
}

std::unique_ptr<Block> CardBuilder::make(const ActionSet &set, const Context &context)
{
    return set.actions.empty() ? nullptr : actionSet(set, context);
}

std::unique_ptr<Block> CardBuilder::actionSet(const ActionSet &set, const Context &context)
{
    const int number = m_sets++;
    auto stack = std::make_unique<StackBlock>();
    auto flow = std::make_unique<FlowBlock>(m_style.px(8), boxAlignment(context.align));
    const size_t first = m_built.actions.size();
    bool submits = false;
    bool secondary = false;
    size_t count = 0;
    while (count < set.actions.size() && m_budget.afford(CardBudget::kButton))
        ++count;
    const std::span<const Action> actions(set.actions.data(), count);
    for (const Action &action : actions) {
        submits = submits || action.kind == Action::Kind::Submit;
        secondary = secondary || action.secondary;
        if (!action.secondary)
            flow->add(button(action, number, context));
    }
    if (secondary)
        flow->add(moreButton(actions, number, context));
    const size_t end = m_built.actions.size();
    if (submits) {
        auto *again
            = new CardButton(tr("Send again"), CardButton::Look::Flat, m_style.chat(), m_host);
        again->setInk(m_style.linkColor(context.ground));
        auto block = std::make_unique<WidgetBlock>(again);
        block->setVisible(false);
        for (size_t i = first; i < end; ++i) {
            m_built.actions[i].again = again;
            m_built.actions[i].againBlock = block.get();
            m_built.actions[i].row = flow.get();
        }
        flow->add(std::move(block));
    }
    stack->add(std::move(flow));
    for (size_t i = first; i < end; ++i) {
        const std::shared_ptr<const Card> card = m_built.actions[i].action.card;
        if (!card)
            continue;
        Context inside = context;
        inside.align = Align::Unset;
        inside.clickable = false;
        inside.scope = int(m_built.scopes.size());
        m_built.scopes.push_back(context.scope);
        inside.room = {};
        auto opened = cardBlock(*card, inside, Surface::Emphasis, {});
        opened->gap = m_style.px(8);
        opened->setVisible(false);
        m_built.actions[i].opened = stack->add(std::move(opened));
        m_built.actions[i].partial = m_budget.isSpent();
    }
    return stack;
}

} // namespace botline::adaptive
