// Any bytes as a conversation's journal: every line is a record or counted, and what a record is
// written as is read as the same record (architecture.md §4).
#include "fuzzing.h"

#include "app/conversation/journal/journalreader.h"
#include "app/conversation/journal/journalredaction.h"

using namespace botline;
using botline::fuzz::must;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = fuzz::bytes(data, size);
    const JournalReader::Parsed parsed = JournalReader::parse(bytes);
    must(parsed.goodBytes >= 0 && parsed.goodBytes <= bytes.size(), "what is good was there");
    must(parsed.records.size() + parsed.unreadable <= bytes.count('\n') + 1,
         "no line is counted twice");

    QByteArray written;
    for (const journal::Record &record : parsed.records) {
        const QByteArray line = journal::toLine(record);
        must(line.endsWith('\n') && line.count('\n') == 1, "a record is one line");
        if (const auto *received = std::get_if<journal::Received>(&record)) {
            const directline::RawObject &raw = received->activity.raw;
            const QJsonObject object = raw.toObject();
            must(journal::mayHoldCredentials(raw.text())
                     || journal::withoutCredentials(object) == object,
                 "no credential is overlooked");
        }
        written += line;
    }
    const JournalReader::Parsed again = JournalReader::parse(written);
    must(again.unreadable == 0 && !again.torn, "what we write can be read");
    must(again.records.size() == parsed.records.size(), "as many records as were written");
    QByteArray writtenAgain;
    for (const journal::Record &record : again.records)
        writtenAgain += journal::toLine(record);
    must(writtenAgain == written, "writing changes nothing more");
    return 0;
}
