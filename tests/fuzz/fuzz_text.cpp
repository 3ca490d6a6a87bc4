// Any bytes as a bot's text, as Markdown and literally: nothing is loaded, no refused link is left
// to click on (protocol.md §6.2, §8.5, §8.7).
#include "fuzzing.h"

#include "app/text/singleline.h"
#include "ui/content/linkpolicy.h"
#include "ui/content/safetextdocument.h"
#include "ui/style/chatstyle.h"

#include <QtGui/QTextBlock>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;
using namespace botline;
using botline::fuzz::must;

namespace {

void mustBeSafe(const QTextDocument &document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextCharFormat format = it.fragment().charFormat();
            must(!format.isImageFormat(), "no picture is left in the text");
            if (format.isAnchor() && !format.anchorHref().isEmpty())
                must(allowedLink(format.anchorHref()).has_value(), "no refused link is left");
        }
    }
}

} // namespace

// Fontconfig keeps what it has read.
extern "C" const char *__lsan_default_suppressions();
const char *__lsan_default_suppressions()
{
    return "leak:libfontconfig\n";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_text";
    static char *argv[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    static QApplication *const application = new QApplication(argc, argv);
    static const ChatStyle style(false, 100, QApplication::font());
    Q_UNUSED(application);

    const QString text = QString::fromUtf8(fuzz::bytes(data, size));
    SafeTextDocument document;
    document.setSafeMarkdown(text, style, style.colors().text, style.colors().link);
    mustBeSafe(document);
    document.setTextWidth(320);
    must(document.size().height() >= 0, "it has a height");
    document.setLiteral(text, style, style.colors().text);
    mustBeSafe(document);
    singleLine(text);
    return 0;
}
