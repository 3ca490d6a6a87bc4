#include "collectedbody.h"

#include <algorithm>
#include <utility>

namespace botline::localservice {

CollectedBody::CollectedBody(qsizetype limit, Done done) : m_limit(limit), m_done(std::move(done))
{
}

void CollectedBody::take(QByteArrayView bytes)
{
    m_body.append(bytes.first(std::min(bytes.size(), m_limit + 1 - m_body.size())));
    if (m_body.size() > m_limit)
        complete();
}

void CollectedBody::complete()
{
    if (const Done done = std::exchange(m_done, {}))
        done(m_body);
}

} // namespace botline::localservice
