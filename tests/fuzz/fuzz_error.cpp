// Any bytes as a Retry-After header, a timestamp, an error body or the answer to a start (dossier
// §1.4, §2.6, §2.7, §3.3).
#include "fuzzing.h"

#include "app/directline/activity.h"
#include "app/directline/bearer.h"
#include "app/directline/conversation.h"
#include "app/directline/error.h"
#include "app/directline/errorbody.h"
#include "app/directline/json.h"
#include "app/directline/retryafter.h"

#include <algorithm>

using namespace botline::directline;
using botline::fuzz::must;

namespace {

void readRetryAfter(const QByteArray &value)
{
    const QDateTime now({2026, 3, 4}, {9, 15}, Qt::UTC);
    if (const auto wait = parseRetryAfter(value, now))
        must(wait->count() >= 0, "no wait is negative");
}

void readTimestamp(const QByteArray &value)
{
    const QDateTime time = parseTimestamp(QString::fromUtf8(value));
    if (!time.isValid())
        return;
    must(time.date().year() >= 2000, "no time lies before the year 2000");
    must(time.timeSpec() == Qt::UTC, "all times are UTC");
}

bool isPlain(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || (c >= QChar(0x202a) && c <= QChar(0x202e));
    });
}

void readBody(const QByteArray &body, int httpStatus)
{
    Error error;
    error.httpStatus = httpStatus;
    error.kind = errorKindForStatus(httpStatus);
    readErrorBody(body, error);
    must(error.message.size() <= 500, "the service's words are cut");
    must(error.code.size() <= 64, "the service's code is cut");
    must(isPlain(error.message) && isPlain(error.code), "the service's words are plain");
    must(!(error.isCredentialProblem() && (error.isRegionError() || error.isSiteError())),
         "a wrong region is no dead credential");
}

void readConversation(const QByteArray &body)
{
    const auto object = json::parseObject(body);
    const auto conversation = object ? Conversation::fromJson(*object) : std::nullopt;
    if (!conversation)
        return;
    must(!conversation->conversationId.isEmpty(), "a conversation has an id");
    must(conversation->expiresIn.count() >= 1 && conversation->expiresIn.count() <= 86400,
         "a token lives between a second and a day");
    if (const auto token = Bearer::parse(conversation->token)) {
        must(!token->value().contains('\n'), "no token breaks the header");
        tokenHints(*token);
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArray value = botline::fuzz::bytes(data + 1, size - 1);
    switch (data[0] % 4) {
    case 0:
        readRetryAfter(value);
        break;
    case 1:
        readTimestamp(value);
        break;
    case 2:
        readBody(value, 400 + data[0]);
        break;
    case 3:
        readConversation(value);
        break;
    }
    return 0;
}
