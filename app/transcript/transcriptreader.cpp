#include "transcriptreader.h"

#include "app/directline/activitypieces.h"
#include "app/directline/activityreader.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("botline::Transcript", text);
}

QString noActivity()
{
    return tr("it is no activity: an object with a type");
}

// The list of activities as an object with one member, so that all forms are cut in the same way.
std::optional<directline::ActivityPieces> cut(const QByteArray &bytes)
{
    if (bytes.startsWith('['))
        return directline::ActivityPieces::of("{\"activities\":" + bytes + '}');
    if (auto pieces = directline::ActivityPieces::of(bytes, "transcript"))
        return pieces;
    return directline::ActivityPieces::of(bytes);
}

} // namespace

std::optional<TranscriptReader> TranscriptReader::readFile(const QString &path, QString *why)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *why = tr("“%1” cannot be read: %2").arg(path, file.errorString());
        return std::nullopt;
    }
    const QByteArray bytes = file.read(kLargestFile + 1);
    if (file.error() != QFileDevice::NoError) {
        *why = tr("“%1” cannot be read: %2").arg(path, file.errorString());
        return std::nullopt;
    }
    if (bytes.size() > kLargestFile) {
        *why = tr("“%1” is too large for a transcript; the limit is %2.")
                   .arg(path, QLocale().formattedDataSize(kLargestFile));
        return std::nullopt;
    }
    QString reason;
    auto transcript = read(bytes, &reason);
    if (!transcript)
        *why = tr("“%1” is no transcript: %2.").arg(path, reason);
    return transcript;
}

std::optional<TranscriptReader> TranscriptReader::read(const QByteArray &bytes, QString *why)
{
    QByteArray text = bytes;
    if (text.startsWith("\xef\xbb\xbf"))
        text.remove(0, 3);
    text = text.trimmed();
    if (text.isEmpty()) {
        *why = tr("it is empty");
        return std::nullopt;
    }

    TranscriptReader transcript;
    if (const auto pieces = cut(text); pieces && QJsonDocument::fromJson(pieces->rest).isObject()) {
        for (const QByteArray &piece : pieces->activities)
            transcript.take(piece);
        return transcript;
    }
    // Written in an unusual way, or no transcript: the slow way tells what.
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (document.isNull()) {
        *why = tr("it is not JSON (%1 at byte %2)").arg(error.errorString()).arg(error.offset);
        return std::nullopt;
    }
    QJsonValue list = document.array();
    if (document.isObject()) {
        list = document["transcript"_L1];
        if (list.isUndefined())
            list = document["activities"_L1];
    }
    if (!list.isArray()) {
        *why = tr("it holds neither a list of activities nor an object with one called "
                  "“transcript”");
        return std::nullopt;
    }
    const QJsonArray elements = list.toArray();
    for (const QJsonValue &element : elements)
        transcript.take(element);
    return transcript;
}

void TranscriptReader::take(const QByteArray &piece)
{
    using directline::ActivityReader;
    directline::Activity activity;
    switch (ActivityReader::ofThread().read(piece, activity)) {
    case ActivityReader::Outcome::Read:
        activity.raw = directline::RawObject::fromText(piece);
        activities.append(activity);
        return;
    case ActivityReader::Outcome::NoActivity:
        leaveOut(noActivity());
        return;
    case ActivityReader::Outcome::Odd:
        break;
    }
    // In an array of its own: a document holds an array or an object.
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson('[' + piece + ']', &error);
    if (document.isNull())
        leaveOut(tr("it is not JSON (%1 at its byte %2)")
                     .arg(error.errorString())
                     .arg(qMax(0, error.offset - 1)));
    else
        take(document[0]);
}

void TranscriptReader::take(const QJsonValue &element)
{
    if (auto activity = directline::Activity::fromJson(element))
        activities.append(*std::move(activity));
    else
        leaveOut(noActivity());
}

void TranscriptReader::leaveOut(const QString &reason)
{
    const qsizetype element = activities.size() + broken.size() + 1;
    broken.append(
        {element,
         tr("Activity %1 could not be read and is left out: %2.").arg(element).arg(reason)});
}

QJsonArray TranscriptReader::toJson() const
{
    QJsonArray array;
    for (const directline::Activity &activity : activities)
        array.append(activity.raw.toObject());
    return array;
}

} // namespace botline
