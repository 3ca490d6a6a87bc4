#pragma once

#include "app/conversation/state/cardstate.h"

#include <QtCore/QString>

namespace botline {

// What became of a submit, in a word or two; "" when nothing was submitted.
QString submissionText(CardStates::Submission submission);

} // namespace botline
