#include "timinglog.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QLoggingCategory>

#include <cmath>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace botline {

namespace {
Q_LOGGING_CATEGORY(lcTiming, "botline.timing", QtWarningMsg)
}

TimingLog::TimingLog(const QElapsedTimer &sinceMain)
    : m_sinceMain(sinceMain), m_enabled(lcTiming().isInfoEnabled())
{
}

void TimingLog::write(const char *event, QJsonObject facts) const
{
    if (!m_enabled)
        return;
    const double ms = static_cast<double>(m_sinceMain.nsecsElapsed()) / 1e6;
    facts.insert("event"_L1, QLatin1StringView(event));
    facts.insert("ms"_L1, std::round(ms * 1000) / 1000);
    // Not through qInfo(): whoever reads these lines wants JSON alone, without the message pattern.
    const QByteArray line = QJsonDocument(facts).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

} // namespace botline
