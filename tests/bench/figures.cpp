#include "figures.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

#include <malloc.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace botline::bench {

namespace {

double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

} // namespace

void printFigure(const QString &figure, const QJsonObject &values)
{
    QJsonObject line = values;
    line.insert("figure"_L1, figure);
    const QByteArray text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stdout);
    std::fflush(stdout);
}

Stopwatch::Stopwatch() : m_cpu(threadCpuMs())
{
    m_wall.start();
}

Cost Stopwatch::cost() const
{
    return {static_cast<double>(m_wall.nsecsElapsed()) / 1e6, threadCpuMs() - m_cpu};
}

void Costs::add(const Cost &cost)
{
    m_wall.push_back(cost.wall);
    m_cpu.push_back(cost.cpu);
}

QJsonObject Costs::toJson() const
{
    return {{"count"_L1, count()},
            {"p50"_L1, rounded(quantile(m_wall, 0.5))},
            {"p99"_L1, rounded(quantile(m_wall, 0.99))},
            {"max"_L1, rounded(quantile(m_wall, 1))},
            {"cpuP50"_L1, rounded(quantile(m_cpu, 0.5))},
            {"cpuP99"_L1, rounded(quantile(m_cpu, 0.99))},
            {"cpuMax"_L1, rounded(quantile(m_cpu, 1))}};
}

double Costs::quantile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    const auto last = static_cast<double>(values.size() - 1);
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::lround(part * last));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

qint64 heapBytes()
{
    const struct mallinfo2 info = mallinfo2();
    return static_cast<qint64>(info.uordblks + info.hblkhd);
}

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

} // namespace botline::bench
