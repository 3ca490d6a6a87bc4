#include "withoutmarkdown.h"

#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

QString withoutMarkdown(QString text)
{
    // Every mark begins with one of these; most texts of cards have none.
    static constexpr QStringView marks = u"*_`~#>[-+";
    if (std::none_of(text.cbegin(), text.cend(), [](QChar c) { return marks.contains(c); }))
        return text.trimmed();

    static const QRegularExpression fence(u"^[ \\t]*(?:```|~~~).*$"_s,
                                          QRegularExpression::MultilineOption);
    static const QRegularExpression lineStart(u"^[ \\t]*(?:#{1,6}|>|[-*+])[ \\t]+"_s,
                                              QRegularExpression::MultilineOption);
    static const QRegularExpression tableRule(
        u"^[ \\t]*\\|?(?:[ \\t]*:?-{3,}:?[ \\t]*\\|?)+[ \\t]*$\\n?"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression link(u"!?\\[([^\\]\\n]*)\\]\\([^)\\n]*\\)"_s);
    static const QRegularExpression strong(u"(\\*\\*|__|~~)(?=\\S)([^\\n]*?\\S)\\1"_s);
    static const QRegularExpression emphasis(
        u"(?<![\\w*_])([*_])(?=\\S)([^\\n*_]*[^\\s*_])\\1(?![\\w*_])"_s);
    static const QRegularExpression code(u"`([^`\\n]+)`"_s);

    text.remove(fence);
    text.remove(tableRule);
    text.replace(lineStart, QString());
    text.replace(link, u"\\1"_s);
    text.replace(strong, u"\\2"_s);
    text.replace(emphasis, u"\\2"_s);
    text.replace(code, u"\\1"_s);
    return text.trimmed();
}

} // namespace botline
