#include "textbuilder.h"

#include "actionbuilder.h"
#include "blockcontext.h"
#include "cardbuildstate.h"

#include "app/adaptive/cardtitles.h"
#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/factsblock.h"
#include "ui/cards/blocks/widgetblock.h"
#include "ui/cards/widgets/clickarea.h"

#include <QtGui/QTextCursor>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

std::unique_ptr<Block> TextBuilder::make(const Note &note, const BlockContext &context)
{
    return noteBlock(noteText(note), context);
}

std::unique_ptr<Block> TextBuilder::noteBlock(const QString &words, const BlockContext &context)
{
    auto box = std::make_unique<BoxBlock>();
    const ChatColors &colors = m_state.style.chat().colors();
    box->setFill(colors.codeBackground, m_state.style.px(6));
    box->setOutline(colors.hairline);
    box->setPadding(m_state.style.px(8), m_state.style.px(4));
    BlockContext inside = context;
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

CardText *TextBuilder::addTextWidget(CardText::Fill fill, const ChatStyle &style,
                                     CardText::Shape shape, const BlockContext &context)
{
    shape.alignment = textAlignment(context);
    auto *text = new CardText(std::move(fill), style, shape, m_state.host);
    m_state.built.texts.push_back(text);
    if (context.area && text->hasLinks()) {
        QObject::connect(text, &CardText::clicked, context.area, &QAbstractButton::click);
    } else if (context.area) {
        text->setAttribute(Qt::WA_TransparentForMouseEvents);
        text->setFocusPolicy(Qt::NoFocus);
    }
    return text;
}

CardText *TextBuilder::literalText(const QString &text, const TextLook &look, CardText::Shape shape,
                                   const BlockContext &context)
{
    return formattedText(text, TextFormat::Plain, look, shape, context);
}

CardText *TextBuilder::formattedText(const QString &text, TextFormat format, const TextLook &look,
                                     CardText::Shape shape, const BlockContext &context)
{
    const ChatStyle style = m_state.style.textStyle(look);
    const QColor color = m_state.style.textColor(look.color, look.subtle, context.ground);
    return addTextWidget(
        format == TextFormat::Plain
            ? CardText::literal(text, style, color)
            : CardText::markdown(text, style, color, m_state.style.linkColor(context.ground)),
        style, shape, context);
}

std::unique_ptr<Block> TextBuilder::make(const TextBlock &block, const BlockContext &context)
{
    if (block.text.isEmpty())
        return nullptr;
    TextLook look = block.look;
    if (context.header && look.weight == TextWeight::Default)
        look.weight = TextWeight::Bolder;
    CardText::Shape shape;
    shape.wrap = block.wrap;
    shape.maxLines = block.wrap ? block.maxLines : 0;
    constexpr int kLongestLine = 2000; // characters; no window is wider
    const QString &text = block.text;
    const bool cut = !block.wrap && text.size() > kLongestLine;
    return std::make_unique<WidgetBlock>(
        formattedText(cut ? text.left(kLongestLine) + u'…' : m_state.budget.fitting(text),
                      block.format, look, shape, context));
}

std::unique_ptr<Block> TextBuilder::make(const RichText &rich, const BlockContext &context)
{
    if (rich.runs.empty())
        return nullptr;
    struct Piece
    {
        QString text;
        QTextCharFormat format;
    };
    const ChatStyle base = m_state.style.textStyle({});
    const ChatColors &colors = m_state.style.chat().colors();
    QList<Piece> pieces;
    for (const TextRun &run : rich.runs) {
        if (!m_state.budget.afford(CardBudget::kRun))
            break;
        QTextCharFormat format;
        QFont font = m_state.style.textStyle(run.look).body();
        font.setItalic(run.italic);
        font.setUnderline(run.underline);
        font.setStrikeOut(run.strike);
        format.setFont(font);
        format.setForeground(
            m_state.style.textColor(run.look.color, run.look.subtle, context.ground));
        if (run.highlight) {
            format.setBackground(colors.selection);
            format.setForeground(colors.selectedText);
        }
        if (run.action) {
            format.setAnchor(true);
            format.setAnchorHref(QLatin1StringView(kActionLink)
                                 + QString::number(m_state.built.actions.size()));
            format.setForeground(m_state.style.linkColor(context.ground));
            format.setFontUnderline(true);
            m_actions.add(*run.action, {}, context);
        }
        pieces.append({m_state.budget.fitting(run.text), format});
    }
    CardText *text = addTextWidget(
        [pieces, base, color = colors.text](SafeTextDocument &document) {
            document.setLiteral(QString(), base, color);
            SafeTextDocument cleaned; // takes out what does not belong into a text
            QTextCursor cursor(&document);
            cursor.beginEditBlock(); // else all is laid out again with each piece
            for (const Piece &piece : pieces) {
                cleaned.setLiteral(piece.text, base, color);
                QString words = cleaned.toPlainText();
                cursor.insertText(words.replace(u'\n', QChar(0x2028)), piece.format);
            }
            cursor.endEditBlock();
        },
        base, {}, context);
    return std::make_unique<WidgetBlock>(text);
}

std::unique_ptr<Block> TextBuilder::make(const FactSet &set, const BlockContext &context)
{
    if (set.facts.empty())
        return nullptr;
    auto block = std::make_unique<FactsBlock>(m_state.style.px(12), m_state.style.px(4));
    TextLook strong;
    strong.weight = TextWeight::Bolder;
    for (const FactSet::Fact &fact : set.facts) {
        if (!m_state.budget.afford(2 * CardBudget::kText))
            break;
        block->add(std::make_unique<WidgetBlock>(
            literalText(m_state.budget.fitting(fact.title), strong, {}, context)));
        block->add(std::make_unique<WidgetBlock>(
            formattedText(m_state.budget.fitting(fact.value), set.format, {}, {}, context)));
    }
    return block;
}

} // namespace botline::adaptive
