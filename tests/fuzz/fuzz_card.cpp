// Any bytes as an Adaptive Card (protocol.md §6.4): read within its bounds, whatever it nests.
#include "fuzzing.h"

#include "app/adaptive/adaptivecard.h"
#include "app/directline/json.h"

using namespace botline;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QLocale locale = QLocale::c();
    const QByteArray bytes = fuzz::bytes(data, size);
    if (const auto object = directline::json::parseObject(bytes)) {
        if (!directline::json::deeperThan(*object, directline::json::kMaxDepth))
            adaptive::parseCard(*object, locale);
    }
    adaptive::withDates(QString::fromUtf8(bytes), locale);
    return 0;
}
