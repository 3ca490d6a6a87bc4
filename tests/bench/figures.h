#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonObject>

#include <vector>

namespace botline::bench {

// One line of JSON on standard output.
void printFigure(const QString &figure, const QJsonObject &values);

// Milliseconds on the wall, and of this thread's own work: on a busy machine the second says more.
struct Cost
{
    double wall = 0;
    double cpu = 0;
};

class Stopwatch
{
public:
    Stopwatch();
    Cost cost() const;

private:
    QElapsedTimer m_wall;
    double m_cpu;
};

// What many turns of the same work cost.
class Costs
{
public:
    void add(const Cost &cost);
    qsizetype count() const { return static_cast<qsizetype>(m_wall.size()); }
    double medianCpu() const { return quantile(m_cpu, 0.5); }
    // p50, p99 and max of both, in milliseconds.
    QJsonObject toJson() const;

private:
    static double quantile(std::vector<double> values, double part);

    std::vector<double> m_wall;
    std::vector<double> m_cpu;
};

double rounded(double value); // to three digits behind the point

qint64 heapBytes(); // that are allocated right now
qint64 residentBytes();

} // namespace botline::bench
