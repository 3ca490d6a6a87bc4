#include "outgoinglimits.h"

#include "app/directline/client.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

struct T
{
    Q_DECLARE_TR_FUNCTIONS(Conversation)
};

} // namespace

QString whyNotSendable(const directline::Activity &activity, const QList<StagedFile> &files,
                       const directline::ClientLimits &limits)
{
    const bool typed = activity.textFormat == "plain"_L1; // else a button, which may say nothing
    if (typed && activity.text.isEmpty() && files.isEmpty())
        return T::tr("There is nothing to send yet. Type something or attach a file.");
    const QJsonObject json = activity.toJson();
    const qint64 size = QJsonDocument(json).toJson(QJsonDocument::Compact).size();
    if (size > limits.activityJsonBytes) {
        return T::tr("This is too long for one message: %1, the limit is %2. Shorten it or send it "
                     "as a file.")
            .arg(QLocale().formattedDataSize(size),
                 QLocale().formattedDataSize(limits.activityJsonBytes));
    }
    QString why;
    QList<directline::UploadFile> uploads;
    for (const StagedFile &file : files)
        uploads.append({file.path, file.name, file.contentType});
    if (!uploads.isEmpty() && !directline::uploadSize(json, uploads, limits, &why))
        return why;
    return {};
}

} // namespace botline
