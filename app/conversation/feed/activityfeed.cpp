#include "activityfeed.h"

namespace botline {

ActivityFeed::ActivityFeed(QObject *parent) : QObject(parent)
{
}

ActivityFeed::~ActivityFeed() = default;

} // namespace botline
