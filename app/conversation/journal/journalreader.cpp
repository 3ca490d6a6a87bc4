#include "journalreader.h"

namespace botline {

JournalReader::Result JournalReader::read(QByteArrayView bytes, const Visitor &visit)
{
    Result result;
    qsizetype begin = 0;
    while (begin < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', begin);
        const bool complete = end >= 0;
        const QByteArrayView line = bytes.sliced(begin, (complete ? end : bytes.size()) - begin);
        begin += line.size() + 1;
        auto record = journal::fromLine(line);
        // A last line that lacks nothing but its end is as good as any.
        if (!complete && !record) {
            result.torn = true;
            break;
        }
        result.goodBytes = qMin(begin, bytes.size());
        if (!record) {
            result.unreadable += line.trimmed().isEmpty() ? 0 : 1;
            continue;
        }
        if (const auto *first = std::get_if<journal::Begin>(&*record))
            result.version = qMax(result.version, first->version);
        visit(*std::move(record), line);
    }
    return result;
}

JournalReader::Parsed JournalReader::parse(QByteArrayView bytes)
{
    Parsed parsed;
    static_cast<Result &>(parsed)
        = read(bytes, [&parsed](journal::Record &&record, QByteArrayView) {
              parsed.records.append(std::move(record));
          });
    return parsed;
}

} // namespace botline
