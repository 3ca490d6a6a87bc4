#pragma once

#include "app/localservice/localservice.h"

namespace botline::practice {

// A local service with the practice bot behind it; as LocalService::start().
std::unique_ptr<localservice::LocalService> startPracticeService(
    const localservice::LocalServiceOptions &options = {}, QString *why = nullptr);

} // namespace botline::practice
