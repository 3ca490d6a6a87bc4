#pragma once

#include "cardpart.h"

namespace botline {

// A text sent as an attachment.
class TextPart : public CardPart
{
    Q_OBJECT

public:
    enum class Format
    {
        Plain,
        Markdown,
        Source, // of another kind, in the font of code
    };

    TextPart(const QString &text, Format format, const ChatStyle &style, QWidget *parent = nullptr);
};

} // namespace botline
