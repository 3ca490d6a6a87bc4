#include "exchange.h"

namespace botline::directline {

const char *operationName(Exchange::Operation operation)
{
    switch (operation) {
    case Exchange::Operation::GenerateToken:
        return "generate token";
    case Exchange::Operation::RefreshToken:
        return "refresh token";
    case Exchange::Operation::FetchToken:
        return "fetch token";
    case Exchange::Operation::StartConversation:
        return "start conversation";
    case Exchange::Operation::Reconnect:
        return "reconnect";
    case Exchange::Operation::GetActivities:
        return "get activities";
    case Exchange::Operation::PostActivity:
        return "post activity";
    case Exchange::Operation::Upload:
        return "upload";
    }
    return "";
}

} // namespace botline::directline
