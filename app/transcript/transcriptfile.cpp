#include "transcriptfile.h"

#include "app/directline/redaction.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

namespace botline {

bool writeTranscript(const QJsonArray &activities, const QString &path, QString *why)
{
    QSaveFile file(path);
    // It may be shown to others: the keys that links to attachments carry stay out (dossier §8.10).
    const QByteArray json = directline::redactedJson(QJsonDocument(activities).toJson());
    // A conversation is private: for the user's eyes only (dossier §8.13).
    if (file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(json) == json.size() && file.commit())
        return true;
    *why = QCoreApplication::translate("botline::Transcript", "“%1” could not be written: %2")
               .arg(path, file.errorString());
    return false;
}

} // namespace botline
