#pragma once

#include "http/servermessage.h"

#include <functional>

namespace botline::localservice {

// A short body as a whole.
class CollectedBody final : public BodyReceiver
{
public:
    using Done = std::function<void(const QByteArray &body)>;

    // `done` is called once: with the body, or as soon as it is longer than `limit`, with its
    // beginning, which then is longer than `limit`.
    CollectedBody(qsizetype limit, Done done);

    void take(QByteArrayView bytes) override;
    void complete() override;

private:
    const qsizetype m_limit;
    Done m_done; // empty once called
    QByteArray m_body;
};

} // namespace botline::localservice
