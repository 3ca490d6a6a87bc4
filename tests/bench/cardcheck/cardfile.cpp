#include "cardfile.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline::bench {

namespace {

QJsonObject setOf(const QJsonArray &activities)
{
    return {{"activities"_L1, activities}};
}

QJsonObject setOfAttachment(const QJsonObject &attachment)
{
    return setOf({QJsonObject{{"type"_L1, "message"_L1},
                              {"id"_L1, "card"_L1},
                              {"from"_L1, QJsonObject{{"id"_L1, "bot"_L1}, {"role"_L1, "bot"_L1}}},
                              {"attachments"_L1, QJsonArray{attachment}}}});
}

} // namespace

std::optional<CardFile> CardFile::read(const QString &path, QString *why)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *why = file.errorString();
        return std::nullopt;
    }
    QByteArray text = file.readAll();
    if (text.startsWith("\xef\xbb\xbf"))
        text.remove(0, 3);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        *why = u"is not JSON: "_s + error.errorString();
        return std::nullopt;
    }
    if (!document.isObject()) {
        *why = u"is an array"_s;
        return std::nullopt;
    }
    const QJsonObject object = document.object();
    const QString type = object["type"_L1].toString();
    if (object["activities"_L1].isArray())
        return CardFile{Kind::ActivitySet, object};
    if (type == "AdaptiveCard"_L1)
        return CardFile{
            Kind::Card,
            setOfAttachment({{"contentType"_L1, "application/vnd.microsoft.card.adaptive"_L1},
                             {"content"_L1, object}})};
    if (object["contentType"_L1].isString())
        return CardFile{Kind::Attachment, setOfAttachment(object)};
    if (type == "message"_L1 || object["attachments"_L1].isArray())
        return CardFile{Kind::Activity, setOf({object})};
    *why = type.isEmpty() ? u"is neither a card nor an activity"_s
                          : u"is neither a card nor an activity, but of type "_s + type;
    return std::nullopt;
}

QString kindName(CardFile::Kind kind)
{
    switch (kind) {
    case CardFile::Kind::Card:
        return u"card"_s;
    case CardFile::Kind::Attachment:
        return u"attachment"_s;
    case CardFile::Kind::Activity:
        return u"activity"_s;
    case CardFile::Kind::ActivitySet:
        return u"set"_s;
    }
    return {};
}

QStringList jsonFilesOf(const QString &path)
{
    if (!QFileInfo(path).isDir())
        return {path};
    QStringList files;
    QDirIterator all(path, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(all.next());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace botline::bench
