#include "adaptivebuilder.h"

#include "cardbutton.h"
#include "cardimage.h"
#include "cardtext.h"

#include "ui/content/contentloader.h"
#include "ui/content/linkpolicy.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QTextCursor>
#include <QtWidgets/QLabel>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

// Around the whole card, in design pixels: room for what lies a little beyond the content that it
// belongs to, as the focus around something to click.
constexpr int kInset = 4;

// What children take over from the boxes around them.
struct Context
{
    QColor ground;
    Surface surface = Surface::Default;
    Align align = Align::Unset;
    int scope = 0;
    bool header = false; // first row of a table
    bool clickable = false; // over a ClickArea, which gets what nobody else wants
};

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

StackBlock::Vertical verticalOf(VerticalAlign align)
{
    switch (align) {
    case VerticalAlign::Top:
        return StackBlock::Vertical::Top;
    case VerticalAlign::Center:
        return StackBlock::Vertical::Center;
    case VerticalAlign::Bottom:
        return StackBlock::Vertical::Bottom;
    }
    return StackBlock::Vertical::Top;
}

Qt::Alignment boxAlignment(Align align)
{
    if (align == Align::Center)
        return Qt::AlignHCenter;
    return align == Align::End ? Qt::AlignRight : Qt::AlignLeft;
}

class Builder
{
public:
    Builder(const AdaptiveStyle &style, ContentLoader &content, QWidget *host,
            std::function<void(Block *)> changed)
        : m_style(style), m_content(content), m_host(host), m_changed(std::move(changed))
    {
    }

    BuiltCard build(const Card &card)
    {
        m_built.scopes.push_back(-1);
        Context context;
        context.ground = m_style.ground();
        // A card that says so is read from the right, also where its words are English.
        if (card.rightToLeft.value_or(false))
            context.align = Align::Start;
        auto root = std::make_unique<BoxBlock>();
        root->setPadding(m_style.px(kInset), m_style.px(kInset));
        root->add(cardBlock(card, context, Surface::Default));
        m_built.root = std::move(root);
        return std::move(m_built);
    }

private:
    static QString tr(const char *text, const char *comment = nullptr)
    {
        return QCoreApplication::translate("AdaptiveCard", text, comment);
    }

    // A card, or the card of a ShowCard: `surface` unless it says otherwise.
    std::unique_ptr<Block> cardBlock(const Card &card, Context context, Surface surface)
    {
        auto box = std::make_unique<BoxBlock>();
        const Surface wanted = card.surface == Surface::Inherited ? surface : card.surface;
        dress(*box, wanted, card.selectAction, context);
        auto stack = std::make_unique<StackBlock>();
        stack->setVertical(verticalOf(card.verticalAlign));
        stack->setMinimumHeight(m_style.px(card.minHeight));
        stack->setLine(lineColor(context), 1);
        fillStack(*stack, card, context);
        box->add(std::move(stack));
        return box;
    }

    void fillStack(StackBlock &stack, const Card &card, const Context &context)
    {
        if (!card.valid) {
            if (!card.fallbackText.isEmpty())
                addText(stack, card.fallbackText, context);
            addNote(
                stack,
                tr("This card cannot be shown: what the bot sent is not a complete Adaptive Card."),
                context);
            return;
        }
        const bool drawn = std::any_of(card.body.begin(), card.body.end(), [](const Element &each) {
            return !std::holds_alternative<Note>(each.content);
        });
        if (!drawn && card.actions.empty() && !card.fallbackText.isEmpty())
            addText(stack, card.fallbackText, context);
        for (const Element &element : card.body)
            addElement(stack, element, context);
        if (!card.actions.empty()) {
            auto set = actionSet({card.actions}, context);
            set->gap = m_style.px(12);
            stack.add(std::move(set));
        }
        if (stack.isEmpty())
            addNote(stack, tr("This card is empty."), context);
    }

    void addText(StackBlock &stack, const QString &text, const Context &context)
    {
        CardText *widget = literalText(text, {}, {}, context);
        stack.add(std::make_unique<WidgetBlock>(widget));
    }

    void addNote(StackBlock &stack, const QString &words, const Context &context)
    {
        auto block = noteBlock(words, context);
        block->gap = m_style.spacing(Spacing::Default);
        stack.add(std::move(block));
    }

    void addElements(StackBlock &stack, const std::vector<Element> &elements,
                     const Context &context)
    {
        for (const Element &element : elements)
            addElement(stack, element, context);
    }

    void addElement(StackBlock &stack, const Element &element, Context context)
    {
        if (element.align != Align::Unset)
            context.align = element.align;
        std::unique_ptr<Block> block = std::visit(
            [&](const auto &content) { return make(content, context); }, element.content);
        if (!block)
            return;
        Spacing spacing = element.spacing;
        // So that a label is clearly nearer to its own field than to the one above.
        if (spacing == Spacing::Default && std::holds_alternative<Input>(element.content))
            spacing = Spacing::Medium;
        applyGap(*block, spacing, element.separator);
        block->stretch = element.stretch;
        block->setVisible(element.visible);
        if (!element.id.isEmpty())
            m_built.targets.insert(element.id, block.get());
        stack.add(std::move(block));
    }

    void applyGap(Block &block, Spacing spacing, bool separator) const
    {
        const int distance = m_style.spacing(spacing);
        block.gap = separator ? 2 * distance + 1 : distance;
        block.separator = separator;
    }

    QColor lineColor(const Context &context) const
    {
        QColor color = m_style.chat().colors().text;
        color.setAlphaF(0.16F);
        Q_UNUSED(context)
        return color;
    }

    // Ground, padding and click of a box; the context goes on with the box's ground.
    void dress(BoxBlock &box, Surface surface, const std::optional<Action> &action,
               Context &context)
    {
        if (surface != Surface::Inherited && surface != context.surface) {
            box.setFill(m_style.fill(surface), m_style.px(8));
            box.setPadding(m_style.px(12), m_style.px(12));
            context.ground = m_style.ground(surface, context.ground);
            context.surface = surface;
        }
        if (action) {
            auto *area = new ClickArea(m_style.chat(), m_host);
            area->setAccessibleName(actionTitle(*action));
            box.setBackWidget(area, m_style.px(kInset));
            BuiltCard::BuiltAction built;
            built.area = area;
            context.clickable = true;
            registerAction(*action, std::move(built), area, context);
        }
    }

    // Elements

    std::unique_ptr<Block> make(const Note &note, const Context &context)
    {
        switch (note.reason) {
        case Note::Reason::UnsupportedElement:
            return noteBlock(note.type.isEmpty()
                                 ? tr("Unsupported element without a type")
                                 : tr("Unsupported element: %1").arg(singleLine(note.type, 100)),
                             context);
        case Note::Reason::MissingAddress:
            return noteBlock(tr("%1: the bot gave no address for it").arg(note.type), context);
        case Note::Reason::TooLong:
            return noteBlock(tr("This card is too long. The rest of it is not shown."), context);
        case Note::Reason::TooDeep:
            return noteBlock(tr("This card is nested too deeply. What is inside is not shown."),
                             context);
        }
        return nullptr;
    }

    std::unique_ptr<Block> noteBlock(const QString &words, const Context &context)
    {
        auto box = std::make_unique<BoxBlock>();
        const ChatColors &colors = m_style.chat().colors();
        box->setFill(colors.codeBackground, m_style.px(6));
        box->setOutline(colors.hairline);
        box->setPadding(m_style.px(8), m_style.px(4));
        Context inside = context;
        inside.ground = colors.codeBackground;
        inside.align = Align::Unset;
        TextLook look;
        look.size = TextSize::Small;
        look.subtle = true;
        CardText *text = literalText(words, look, {}, inside);
        text->setObjectName(u"cardNote"_s);
        box->add(std::make_unique<WidgetBlock>(text));
        return box;
    }

    // As QTextOption understands it: only an alignment that the card names is absolute.
    Qt::Alignment textAlignment(Align align) const
    {
        const bool mirrored = m_host->layoutDirection() == Qt::RightToLeft;
        switch (align) {
        case Align::Unset:
            break;
        case Align::Start:
            return Qt::AlignAbsolute | (mirrored ? Qt::AlignRight : Qt::AlignLeft);
        case Align::Center:
            return Qt::AlignHCenter;
        case Align::End:
            return Qt::AlignAbsolute | (mirrored ? Qt::AlignLeft : Qt::AlignRight);
        }
        return Qt::AlignLeft;
    }

    CardText *addTextWidget(CardText::Fill fill, const ChatStyle &style, CardText::Shape shape,
                            const Context &context)
    {
        shape.alignment = textAlignment(context.align);
        auto *text = new CardText(std::move(fill), style, shape, m_host);
        m_built.texts.push_back(text);
        if (context.clickable && !text->hasLinks()) {
            text->setAttribute(Qt::WA_TransparentForMouseEvents);
            text->setFocusPolicy(Qt::NoFocus);
        }
        return text;
    }

    CardText *literalText(const QString &text, const TextLook &look, CardText::Shape shape,
                          const Context &context)
    {
        const ChatStyle style = m_style.textStyle(look);
        const QColor color = m_style.textColor(look.color, look.subtle, context.ground);
        return addTextWidget(
            [text, style, color](SafeTextDocument &document) {
                document.setLiteral(text, style, color);
            },
            style, shape, context);
    }

    CardText *markdownText(const QString &text, const TextLook &look, CardText::Shape shape,
                           const Context &context)
    {
        const ChatStyle style = m_style.textStyle(look);
        const QColor color = m_style.textColor(look.color, look.subtle, context.ground);
        const QColor link = m_style.linkColor(context.ground);
        return addTextWidget(
            [text, style, color, link](SafeTextDocument &document) {
                document.setSafeMarkdown(text, style, color, link);
            },
            style, shape, context);
    }

    std::unique_ptr<Block> make(const TextBlock &block, const Context &context)
    {
        if (block.text.isEmpty())
            return nullptr;
        TextLook look = block.look;
        if (context.header && look.weight == TextWeight::Default)
            look.weight = TextWeight::Bolder;
        CardText::Shape shape;
        shape.wrap = block.wrap;
        shape.maxLines = block.wrap ? block.maxLines : 0;
        return std::make_unique<WidgetBlock>(markdownText(block.text, look, shape, context));
    }

    std::unique_ptr<Block> make(const RichText &rich, const Context &context)
    {
        if (rich.runs.empty())
            return nullptr;
        struct Piece
        {
            QString text;
            QTextCharFormat format;
        };
        const ChatStyle base = m_style.textStyle({});
        const ChatColors &colors = m_style.chat().colors();
        QList<Piece> pieces;
        for (const TextRun &run : rich.runs) {
            QTextCharFormat format;
            QFont font = m_style.textStyle(run.look).body();
            font.setItalic(run.italic);
            font.setUnderline(run.underline);
            font.setStrikeOut(run.strike);
            format.setFont(font);
            format.setForeground(
                m_style.textColor(run.look.color, run.look.subtle, context.ground));
            if (run.highlight) {
                format.setBackground(colors.selection);
                format.setForeground(colors.selectedText);
            }
            if (run.action) {
                format.setAnchor(true);
                format.setAnchorHref(QLatin1StringView(kActionLink)
                                     + QString::number(m_built.actions.size()));
                format.setForeground(m_style.linkColor(context.ground));
                format.setFontUnderline(true);
                registerAction(*run.action, {}, nullptr, context);
            }
            pieces.append({run.text, format});
        }
        CardText *text = addTextWidget(
            [pieces, base, color = colors.text](SafeTextDocument &document) {
                document.setLiteral(QString(), base, color);
                QTextCursor cursor(&document);
                for (const Piece &piece : pieces) {
                    SafeTextDocument cleaned; // takes out what does not belong into a text
                    cleaned.setLiteral(piece.text, base, color);
                    QString words = cleaned.toPlainText();
                    cursor.insertText(words.replace(u'\n', QChar(0x2028)), piece.format);
                }
            },
            base, {}, context);
        return std::make_unique<WidgetBlock>(text);
    }

    CardImage *addImage(const Image &image, const Context &context)
    {
        const bool clickable
            = image.action && image.action->enabled && actionProblem(*image.action).isEmpty();
        auto *widget = new CardImage(image, clickable, m_style.chat(), m_content, m_host);
        widget->setOverArea(context.clickable);
        m_built.images.push_back(widget);
        if (clickable) {
            BuiltCard::BuiltAction built;
            built.image = widget;
            registerAction(*image.action, std::move(built), nullptr, context);
        }
        return widget;
    }

    std::unique_ptr<Block> imageBlock(const Image &image, const Context &context)
    {
        CardImage *widget = addImage(image, context);
        const bool fills = image.size == Image::Size::Stretch && image.width == 0;
        auto block = std::make_unique<WidgetBlock>(
            widget, fills ? Qt::Alignment() : boxAlignment(context.align));
        QObject::connect(widget, &CardImage::sizeChanged, m_host,
                         [changed = m_changed, raw = block.get()] { changed(raw); });
        return block;
    }

    std::unique_ptr<Block> make(const Image &image, const Context &context)
    {
        return imageBlock(image, context);
    }

    std::unique_ptr<Block> make(const ImageSet &set, const Context &context)
    {
        if (set.images.empty())
            return nullptr;
        auto flow = std::make_unique<FlowBlock>(m_style.px(8), boxAlignment(context.align));
        for (const Image &image : set.images)
            flow->add(imageBlock(image, context));
        return flow;
    }

    std::unique_ptr<BoxBlock> containerBlock(const Container &container, Context context)
    {
        auto box = std::make_unique<BoxBlock>();
        dress(*box, container.surface, container.action, context);
        auto stack = std::make_unique<StackBlock>();
        stack->setVertical(verticalOf(container.verticalAlign));
        stack->setMinimumHeight(m_style.px(container.minHeight));
        stack->setLine(lineColor(context), 1);
        addElements(*stack, container.items, context);
        box->add(std::move(stack));
        return box;
    }

    std::unique_ptr<Block> make(const Container &container, const Context &context)
    {
        if (container.items.empty() && container.minHeight == 0)
            return nullptr;
        return containerBlock(container, context);
    }

    std::unique_ptr<Block> make(const ColumnSet &set, const Context &outer)
    {
        if (set.columns.empty())
            return nullptr;
        Context context = outer;
        auto box = std::make_unique<BoxBlock>();
        dress(*box, set.surface, set.action, context);
        auto columns = std::make_unique<ColumnsBlock>();
        columns->setLine(lineColor(context), 1);
        columns->setAlignment(boxAlignment(set.align));
        columns->setMinimumHeight(m_style.px(set.minHeight));
        columns->setRestBasis(m_style.px(50));
        for (const Column &column : set.columns) {
            Context inside = context;
            if (column.align != Align::Unset)
                inside.align = column.align;
            auto block = containerBlock(column.content, inside);
            applyGap(*block, column.spacing, column.separator);
            block->setVisible(column.visible);
            if (!column.id.isEmpty())
                m_built.targets.insert(column.id, block.get());
            columns->addColumn(std::move(block), widthOf(column));
        }
        box->add(std::move(columns));
        return box;
    }

    ColumnsBlock::Width widthOf(const Column &column) const
    {
        using Kind = ColumnsBlock::Width::Kind;
        switch (column.width) {
        case Column::Width::Auto:
            return {Kind::Natural, 0};
        case Column::Width::Pixels:
            return {Kind::Pixels, double(m_style.px(int(column.amount)))};
        case Column::Width::Weight:
            return {Kind::Share, column.amount};
        case Column::Width::Stretch:
            break;
        }
        return {Kind::Rest, 0};
    }

    std::unique_ptr<Block> make(const FactSet &set, const Context &context)
    {
        if (set.facts.empty())
            return nullptr;
        auto block = std::make_unique<FactsBlock>(m_style.px(12), m_style.px(4));
        TextLook strong;
        strong.weight = TextWeight::Bolder;
        for (const FactSet::Fact &fact : set.facts) {
            block->add(std::make_unique<WidgetBlock>(literalText(fact.title, strong, {}, context)));
            block->add(std::make_unique<WidgetBlock>(markdownText(fact.value, {}, {}, context)));
        }
        return block;
    }

    std::unique_ptr<Block> make(const Table &table, const Context &context)
    {
        if (table.rows.empty() || table.weights.empty())
            return nullptr;
        const QColor line = lineColor(context);
        auto rows = std::make_unique<StackBlock>();
        rows->setLine(line, 1);
        for (size_t i = 0; i < table.rows.size(); ++i) {
            Context inside = context;
            inside.header = table.headerRow && i == 0;
            auto row = tableRow(table, table.rows[i], inside);
            row->gap = table.gridLines ? 1 : 0;
            row->separator = table.gridLines;
            rows->add(std::move(row));
        }
        auto box = std::make_unique<BoxBlock>();
        if (table.gridLines) {
            box->setPadding(1, 1);
            box->setOutline(line);
        }
        box->add(std::move(rows));
        return box;
    }

    std::unique_ptr<Block> tableRow(const Table &table, const Table::Row &row, Context context)
    {
        auto box = std::make_unique<BoxBlock>();
        const bool filled = row.surface != Surface::Inherited || context.header;
        if (filled) {
            const Surface surface
                = row.surface == Surface::Inherited ? Surface::Emphasis : row.surface;
            box->setFill(m_style.fill(surface), 0);
            context.ground = m_style.ground(surface, context.ground);
            context.surface = surface;
        }
        auto columns = std::make_unique<ColumnsBlock>();
        columns->setRigid(true);
        columns->setLine(lineColor(context), 1);
        static const Container kNothing;
        for (size_t i = 0; i < table.weights.size(); ++i) {
            const Container &cell = i < row.cells.size() ? row.cells[i] : kNothing;
            auto padded = std::make_unique<BoxBlock>();
            padded->setPadding(m_style.px(8), m_style.px(6));
            padded->add(containerBlock(cell, context));
            padded->gap = table.gridLines ? 1 : 0;
            padded->separator = table.gridLines;
            columns->addColumn(std::move(padded),
                               {ColumnsBlock::Width::Kind::Share, table.weights[i]});
        }
        box->add(std::move(columns));
        return box;
    }

    // Inputs

    std::unique_ptr<Block> make(const Input &input, const Context &context)
    {
        const ChatStyle &style = m_style.chat();
        auto field = std::make_unique<StackBlock>();
        // The title of a toggle says it all; without one the label is the title.
        const bool labelled = !input.label.isEmpty()
            && !(input.kind == Input::Kind::Toggle && input.title.isEmpty());
        QLabel *label = labelled ? addLabel(input, context) : nullptr;
        if (label)
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
        editor->gap = m_style.px(4);
        field->add(std::move(editor));

        built.error = new QLabel(m_host);
        built.error->setAlignment(leading());
        built.error->setTextFormat(Qt::PlainText);
        built.error->setWordWrap(true);
        built.error->setFont(style.small());
        setColor(*built.error, m_style.textColor(TextColor::Attention, false, context.ground));
        auto error = std::make_unique<WidgetBlock>(built.error);
        error->gap = m_style.px(4);
        error->setVisible(false);
        built.errorBlock = field->add(std::move(error));
        m_built.inputs.push_back(std::move(built));
        return field;
    }

    static void setColor(QWidget &widget, const QColor &color)
    {
        QPalette palette = widget.palette();
        palette.setColor(QPalette::WindowText, color);
        widget.setPalette(palette);
    }

    // Labels stand where their fields begin, whatever the direction of their words.
    Qt::Alignment leading() const
    {
        const bool mirrored = m_host->layoutDirection() == Qt::RightToLeft;
        return Qt::AlignAbsolute | Qt::AlignTop | (mirrored ? Qt::AlignRight : Qt::AlignLeft);
    }

    QLabel *addLabel(const Input &input, const Context &context)
    {
        auto *label = new QLabel(m_host);
        label->setAlignment(leading());
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

    static void nameEditor(const Input &input, QWidget &target, QWidget &editor)
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

    std::unique_ptr<Block> withButton(std::unique_ptr<Block> editor, const Action &action,
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

    // Actions

    static QString actionTitle(const Action &action)
    {
        if (!action.title.isEmpty())
            return singleLine(action.title);
        if (const auto url = allowedLink(action.url))
            return shownHost(*url);
        switch (action.kind) {
        case Action::Kind::OpenUrl:
            return tr("Open");
        case Action::Kind::Submit:
            return tr("Send");
        case Action::Kind::ShowCard:
        case Action::Kind::ToggleVisibility:
            return tr("Show more");
        case Action::Kind::Unsupported:
            break;
        }
        return action.type.isEmpty() ? tr("Button") : singleLine(action.type);
    }

    // Why it cannot be done; "" when it can.
    static QString actionProblem(const Action &action)
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

    int registerAction(const Action &action, BuiltCard::BuiltAction built,
                       QAbstractButton *clickable, const Context &context)
    {
        built.action = action;
        built.scope = context.scope;
        const QString problem = actionProblem(action);
        if (clickable) {
            QString tip = problem.isEmpty() ? singleLine(action.tooltip) : problem;
            if (tip.isEmpty() && action.kind == Action::Kind::OpenUrl)
                tip = tr("Opens a page on %1").arg(shownHost(*allowedLink(action.url)));
            clickable->setToolTip(literalTip(tip));
            if (!problem.isEmpty())
                clickable->setAccessibleDescription(problem);
            clickable->setEnabled(action.enabled && problem.isEmpty());
        }
        m_built.actions.push_back(std::move(built));
        return int(m_built.actions.size()) - 1;
    }

    std::unique_ptr<Block> button(const Action &action, int set, const Context &context)
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
        if (!action.iconUrl.isEmpty() && action.kind != Action::Kind::ShowCard)
            loadIcon(action.iconUrl, widget, block.get());
        return block;
    }

    void loadIcon(const QString &address, CardButton *button, Block *block)
    {
        constexpr int kIconSide = 128;
        m_content.image(
            address, kIconSide, button,
            [button, block, changed = m_changed](const ContentLoader::ImageResult &result) {
                if (result.image.isNull())
                    return;
                button->setIcon(QIcon(QPixmap::fromImage(result.image)));
                changed(block);
            });
    }

    std::unique_ptr<Block> make(const ActionSet &set, const Context &context)
    {
        return set.actions.empty() ? nullptr : actionSet(set, context);
    }

    // The buttons, and below them the cards that they open.
    std::unique_ptr<Block> actionSet(const ActionSet &set, const Context &context)
    {
        const int number = m_sets++;
        auto stack = std::make_unique<StackBlock>();
        auto flow = std::make_unique<FlowBlock>(m_style.px(8), boxAlignment(context.align));
        const size_t first = m_built.actions.size();
        bool submits = false;
        for (const Action &action : set.actions) {
            flow->add(button(action, number, context));
            submits = submits || action.kind == Action::Kind::Submit;
        }
        const size_t end = m_built.actions.size();
        if (submits) {
            auto *again
                = new CardButton(tr("Send again"), CardButton::Look::Flat, m_style.chat(), m_host);
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
            auto opened = cardBlock(*card, inside, Surface::Emphasis);
            opened->gap = m_style.px(8);
            opened->setVisible(false);
            m_built.actions[i].opened = stack->add(std::move(opened));
        }
        return stack;
    }

    const AdaptiveStyle &m_style;
    ContentLoader &m_content;
    QWidget *m_host;
    std::function<void(Block *)> m_changed;
    BuiltCard m_built;
    int m_sets = 0;
};

} // namespace

BuiltCard buildCard(const Card &card, const AdaptiveStyle &style, ContentLoader &content,
                    QWidget *host, const std::function<void(Block *)> &changed)
{
    return Builder(style, content, host, changed).build(card);
}

} // namespace botline::adaptive
