#include "transcriptfile.h"

#include "app/directline/exchange.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

namespace botline {

namespace {

// QJsonDocument indents by four spaces, other programs' transcripts by two. No text of JSON has a
// line break inside, so blanks at the beginning of a line are always indentation.
QByteArray indentedByTwo(const QByteArray &json)
{
    QByteArray result;
    result.reserve(json.size());
    qsizetype begin = 0;
    while (begin < json.size()) {
        const qsizetype found = json.indexOf('\n', begin);
        const qsizetype end = found < 0 ? json.size() : found + 1;
        qsizetype text = begin;
        while (text < end && json.at(text) == ' ')
            ++text;
        result.append((text - begin) / 2, ' ').append(json.constData() + text, end - text);
        begin = end;
    }
    return result;
}

} // namespace

bool writeTranscript(const QJsonArray &activities, const QString &path, QString *why)
{
    QSaveFile file(path);
    // It may be shown to others: the keys that links to attachments carry stay out (protocol.md
    // §8.10).
    const QByteArray json
        = indentedByTwo(directline::redactedJson(QJsonDocument(activities).toJson()));
    // A conversation is private: for the user's eyes only (protocol.md §8.13).
    if (file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(json) == json.size() && file.commit())
        return true;
    *why = QCoreApplication::translate("botline::Transcript", "“%1” could not be written: %2")
               .arg(path, file.errorString());
    return false;
}

} // namespace botline
