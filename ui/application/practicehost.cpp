#include "practicehost.h"

#include "app/localservice/bots/practice/practiceservice.h"

namespace botline {

std::optional<ConnectionProfile> PracticeHost::launch(const ConnectionProfile &profile,
                                                      QString *why)
{
    if (!m_service)
        m_service = practice::startPracticeService(m_options, why);
    if (!m_service)
        return std::nullopt;
    ConnectionProfile complete = profile;
    complete.kind = CredentialKind::Practice;
    complete.serviceUrl = *directline::ServiceUrl::parse(m_service->serviceUrl());
    complete.credential = *directline::Bearer::parse(m_service->secret());
    return complete;
}

} // namespace botline
