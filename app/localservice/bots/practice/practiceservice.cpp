#include "practiceservice.h"

#include "practicebot.h"

namespace botline::practice {

std::unique_ptr<localservice::LocalService> startPracticeService(
    const localservice::LocalServiceOptions &options, QString *why)
{
    return localservice::LocalService::start(options, std::make_unique<PracticeBot>(), why);
}

} // namespace botline::practice
