#pragma once

#include "app/conversation/state/conversationevent.h"

namespace botline {

// A profile as an event, without its credential and the conversation, and back.
event::ConnectionChanged connectionOf(const ConnectionProfile &profile);
ConnectionProfile profileOf(const event::ConnectionChanged &connection);

} // namespace botline
