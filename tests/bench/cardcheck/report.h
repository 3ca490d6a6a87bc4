#pragma once

#include "tests/bench/figures.h"

#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace botline::bench {

// The lines for people, and what is counted for the end.
class Report
{
public:
    explicit Report(bool verbose);

    // What a child told of one file.
    void add(const QString &file, const QJsonObject &result);
    // The child that had this file ended.
    void addCrash(const QString &file, int exitCode, int patienceMs);
    void addPeak(long kiB);

    // The summary, for people and as figures; the program's exit code.
    int finish();

private:
    void line(const char *verdict, const QString &file, const QString &words);

    bool m_verbose;
    int m_rendered = 0;
    int m_withNotes = 0;
    int m_slow = 0;
    int m_ignored = 0;
    int m_faulty = 0;
    int m_crashed = 0;
    long m_peakKiB = 0;
    Costs m_costs; // one per rendering
};

} // namespace botline::bench
