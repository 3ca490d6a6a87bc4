#include "textpart.h"

#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/stackblock.h"

namespace botline {

TextPart::TextPart(const QString &text, Format format, const ChatStyle &chatStyle, QWidget *parent)
    : CardPart(chatStyle, parent)
{
    auto surface = makeSurface({px(12), px(12), px(12), px(12)});
    StackBlock *stack = surface->add(std::make_unique<StackBlock>());
    if (format == Format::Markdown)
        addMarkdown(*stack, text, 0);
    else
        addText(*stack, text, format == Format::Plain ? style().body() : style().mono(),
                colors().text, 0);
    setRoot(std::move(surface));
}

} // namespace botline
