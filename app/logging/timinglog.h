#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonObject>

namespace botline {

// The timing output (architecture.md §2.12): with QT_LOGGING_RULES="botline.timing=true" one JSON
// object a line on stderr, `ms` counted from the timer's start.
class TimingLog
{
public:
    explicit TimingLog(const QElapsedTimer &sinceMain);

    bool isEnabled() const { return m_enabled; }
    void write(const char *event, QJsonObject facts = {}) const;

private:
    QElapsedTimer m_sinceMain;
    bool m_enabled;
};

} // namespace botline
