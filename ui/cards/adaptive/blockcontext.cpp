#include "blockcontext.h"

namespace botline::adaptive {

Qt::Alignment textAlignment(const BlockContext &context)
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

Qt::Alignment labelAlignment(const BlockContext &context)
{
    const bool mirrored = context.direction == Qt::RightToLeft;
    return Qt::AlignAbsolute | Qt::AlignTop | (mirrored ? Qt::AlignRight : Qt::AlignLeft);
}

Qt::Alignment boxAlignment(Align align)
{
    if (align == Align::Center)
        return Qt::AlignHCenter;
    return align == Align::End ? Qt::AlignRight : Qt::AlignLeft;
}

} // namespace botline::adaptive
