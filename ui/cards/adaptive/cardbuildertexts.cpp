// The texts and pictures of CardBuilder.
#include "cardbuilder.h"

#include "cardimage.h"

#include "app/adaptive/cardtitles.h"
#include "app/text/singleline.h"

#include <QtGui/QTextCursor>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

std::unique_ptr<Block> CardBuilder::make(const Note &note, const Context &context)
{
    return noteBlock(noteText(note), context);
}

std::unique_ptr<Block> CardBuilder::noteBlock(const QString &words, const Context &context)
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

Qt::Alignment CardBuilder::textAlignment(const Context &context)
{
    const bool mirrored = context.direction == Qt::RightToLeft;
    switch (context.align) {
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

CardText *CardBuilder::addTextWidget(CardText::Fill fill, const ChatStyle &style,
                                     CardText::Shape shape, const Context &context)
{
    shape.alignment = textAlignment(context);
    auto *text = new CardText(std::move(fill), style, shape, m_host);
    m_built.texts.push_back(text);
    if (context.clickable && !text->hasLinks()) {
        text->setAttribute(Qt::WA_TransparentForMouseEvents);
        text->setFocusPolicy(Qt::NoFocus);
    }
    return text;
}

CardText *CardBuilder::literalText(const QString &text, const TextLook &look, CardText::Shape shape,
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

CardText *CardBuilder::markdownText(const QString &text, const TextLook &look,
                                    CardText::Shape shape, const Context &context)
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

std::unique_ptr<Block> CardBuilder::make(const TextBlock &block, const Context &context)
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
    return std::make_unique<WidgetBlock>(markdownText(
        cut ? text.left(kLongestLine) + u'…' : m_budget.fitting(text), look, shape, context));
}

std::unique_ptr<Block> CardBuilder::make(const RichText &rich, const Context &context)
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
        if (!m_budget.afford(CardBudget::kRun))
            break;
        QTextCharFormat format;
        QFont font = m_style.textStyle(run.look).body();
        font.setItalic(run.italic);
        font.setUnderline(run.underline);
        font.setStrikeOut(run.strike);
        format.setFont(font);
        format.setForeground(m_style.textColor(run.look.color, run.look.subtle, context.ground));
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
        pieces.append({m_budget.fitting(run.text), format});
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

Qt::Alignment CardBuilder::boxAlignment(Align align)
{
    if (align == Align::Center)
        return Qt::AlignHCenter;
    return align == Align::End ? Qt::AlignRight : Qt::AlignLeft;
}

CardImage *CardBuilder::addImage(const Image &image, const Context &context)
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

std::unique_ptr<Block> CardBuilder::imageBlock(const Image &image, const Context &context)
{
    CardImage *widget = addImage(image, context);
    const bool fills = image.size == Image::Size::Stretch && image.width == 0;
    auto block = std::make_unique<WidgetBlock>(
        widget, fills ? Qt::Alignment() : boxAlignment(context.align));
    QObject::connect(widget, &CardImage::sizeChanged, m_host,
                     [changed = m_changed, raw = block.get()] { changed(raw); });
    return block;
}

std::unique_ptr<Block> CardBuilder::make(const Image &image, const Context &context)
{
    return imageBlock(image, context);
}

std::unique_ptr<Block> CardBuilder::make(const ImageSet &set, const Context &context)
{
    if (set.images.empty())
        return nullptr;
    // Stacked, each hides a part of the one before.
    const int spacing = set.stacked ? -m_style.px(14) : m_style.px(8);
    auto flow = std::make_unique<FlowBlock>(spacing, boxAlignment(context.align));
    for (const Image &image : set.images) {
        if (!m_budget.afford(CardBudget::kImage))
            break;
        flow->add(imageBlock(image, context));
        if (set.stacked)
            m_built.images.back()->setObjectName(u"stackedImage"_s);
    }
    return flow;
}

} // namespace botline::adaptive
