// Any bytes as the answer to GET activities: read, written again, made into rows; and read a second
// time, as after a lost watermark, when nothing may appear twice (protocol.md §3).
#include "fuzzing.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/state/activitytimeline.h"
#include "app/directline/activityset.h"
#include "app/directline/json.h"
#include "app/directline/richcard.h"

#include <QtCore/QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace botline;
using botline::fuzz::must;

namespace {

class StoppedClock final : public Clock
{
public:
    QDateTime nowUtc() const override { return QDateTime({2026, 3, 4}, {9, 15}, Qt::UTC); }
};

// Activities without an id are only recognised among the last few.
constexpr int kRecognised = 50;

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const bool quiet = [] {
        QLoggingCategory::setFilterRules(u"botline.*=false"_s);
        return true;
    }();
    Q_UNUSED(quiet);

    const QByteArray body = fuzz::bytes(data, size);
    QString why;
    const std::optional<directline::ActivitySet> answer
        = directline::ActivitySet::fromBody(body, &why);
    if (!answer)
        must(!why.isEmpty(), "an unreadable answer has a reason");
    for (const directline::Activity &activity :
         answer ? answer->activities : QList<directline::Activity>()) {
        must(activity.toJson() == activity.raw.toObject(),
             "what nobody touched is written as it came");
    }
    const std::optional<QJsonObject> object = directline::json::parseObject(body);
    if (!object)
        return 0;
    const std::optional<directline::ActivitySet> set = directline::ActivitySet::fromJson(*object);
    if (!set)
        return 0;
    for (const directline::Activity &activity : set->activities) {
        must(activity.toJson() == activity.raw.toObject(),
             "what nobody touched is written as it was read");
        for (const directline::Attachment &attachment : activity.attachments)
            directline::RichCard::fromAttachment(attachment);
    }

    ActivityModel model;
    const StoppedClock clock;
    ActivityTimeline timeline(model, clock);
    timeline.setUserId(u"user-1"_s);
    timeline.beginConversation(u"c1"_s, {});
    directline::Activity own;
    own.type = u"message"_s;
    own.text = u"hello"_s;
    own.channelData = QJsonObject{{"clientActivityID"_L1, "guid-1"_L1}};
    timeline.addOwn(timeline.newKey(), own, {});

    timeline.receive(set->activities);
    const int rows = model.rowCount();
    must(rows >= 1, "our own message stays");
    must(rows <= set->activities.size() + 1, "an activity makes one row at most");
    if (set->activities.size() <= kRecognised) {
        timeline.receive(set->activities);
        must(model.rowCount() <= rows, "a replay adds nothing");
    }
    timeline.dropExpired();
    for (int row = 0; row < model.rowCount(); ++row)
        must(model.rowOfKey(model.at(row).key) == row, "each row is found by its key");
    return 0;
}
