#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace botline::bench {

// A JSON file of a corpus, as what a bot might have sent.
struct CardFile
{
    enum class Kind
    {
        Card, // an Adaptive Card
        Attachment,
        Activity,
        ActivitySet
    };
    Kind kind = Kind::Card;
    QJsonObject set; // {"activities": […]}, whatever the kind

    // nullopt when it is none of these; `why` gets the reason in words.
    static std::optional<CardFile> read(const QString &path, QString *why);
};

QString kindName(CardFile::Kind kind);

// The JSON files below a folder, sorted, or the file itself.
QStringList jsonFilesOf(const QString &path);

} // namespace botline::bench
