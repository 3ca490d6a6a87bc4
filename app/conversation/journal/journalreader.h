#pragma once

#include "journalrecord.h"

#include <functional>

namespace botline {

// Makes records of a journal's bytes. No I/O, no state, whatever the bytes are: what cannot be read
// is counted and left out, everything else survives it.
class JournalReader
{
public:
    struct Result
    {
        int unreadable = 0; // lines, without a torn last one
        bool torn = false; // the last line was being written when all ended
        qsizetype goodBytes = 0; // up to and including the last complete line
        int version = 0; // of the format; 0 when the journal does not say
    };
    using Visitor = std::function<void(journal::Record &&record, QByteArrayView line)>;

    // Calls `visit` for every readable line, in order; `line` is as it stands, without its end.
    static Result read(QByteArrayView bytes, const Visitor &visit);

    struct Parsed : Result
    {
        QList<journal::Record> records;
    };
    static Parsed parse(QByteArrayView bytes);
};

} // namespace botline
