#pragma once

#include "replysink.h"

#include "app/localservice/storedfile.h"

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

namespace botline::practice {

// What the practice bot says: say `help` to it. Immutable, hence usable from every thread.
class PracticeReplies
{
public:
    enum class Verdict
    {
        Accepted,
        Rejected, // the bot answers its channel with an error, as broken bots do
    };

    // `filesUrl`: where its pictures and sounds are served, without a trailing slash.
    explicit PracticeReplies(const QString &filesUrl) : m_filesUrl(filesUrl) { }

    // A conversation began. `userName` may be empty.
    void greet(const QString &userName, ReplySink &sink) const;

    // One activity of the user arrived. `files` are what was uploaded with it.
    Verdict answer(const QJsonObject &activity, const QList<localservice::StoredFile> &files,
                   ReplySink &sink) const;

private:
    Verdict answerMessage(const QJsonObject &activity, ReplySink &sink) const;

    const QString m_filesUrl;
};

} // namespace botline::practice
