#include "console.h"

#include <QtCore/QByteArray>

#include <cstdio>

namespace botline::console {

namespace {

void write(std::FILE *stream, const QString &text)
{
    const QByteArray line = text.toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stream);
    std::fflush(stream);
}

} // namespace

void print(const QString &line)
{
    write(stdout, line);
}

int reportError(const QString &sentence, int exitCode)
{
    write(stderr, QStringLiteral("botline: ") + sentence);
    return exitCode;
}

} // namespace botline::console
