#pragma once

#include "app/directline/cardaction.h"
#include "ui/content/activityactions.h"

#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QVariant>

#include <functional>

namespace botline::test {

// Does nothing and remembers the arguments of each call, in the order of ActivityActions.
class RecordingActions final : public ActivityActions
{
public:
    using Calls = QList<QVariantList>;

    void retry(const QString &key) override { retried.append({key}); }
    void edit(const QString &key) override { edited.append({key}); }
    void discard(const QString &key) override
    {
        discarded.append({key});
        if (whenDiscarded)
            whenDiscarded(key);
    }
    void cancel(const QString &key) override { cancelled.append({key}); }
    void copyDetails(const QString &key) override { copiedDetails.append({key}); }
    void perform(const directline::CardAction &action, const QString &key) override
    {
        performed.append({QVariant::fromValue(action), key});
    }
    void submit(const QString &key, int attachment, const QJsonValue &data,
                const QJsonObject &inputs) override
    {
        submitted.append({key, attachment, data, inputs});
        if (whenSubmitted)
            whenSubmitted(key, attachment, data, inputs);
    }
    void openLink(const QString &address) override { openedLinks.append({address}); }
    void save(const QString &address, const QString &name) override
    {
        saved.append({address, name});
    }
    void viewImage(const QString &key, int attachment) override
    {
        viewedImages.append({key, attachment});
    }
    void showJson(const QString &key) override { shownJson.append({key}); }

    Calls retried;
    Calls edited;
    Calls discarded;
    Calls cancelled;
    Calls copiedDetails;
    Calls performed;
    Calls submitted;
    Calls openedLinks;
    Calls saved;
    Calls viewedImages;
    Calls shownJson;
    // For what the program does at once.
    std::function<void(const QString &key)> whenDiscarded;
    std::function<void(const QString &key, int attachment, const QJsonValue &data,
                       const QJsonObject &inputs)>
        whenSubmitted;
};

} // namespace botline::test
