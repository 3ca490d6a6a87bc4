#pragma once

#include "builtcard.h"

#include "app/conversation/state/cardstate.h"

namespace botline::adaptive {

// Shows what became of the last submit of a card on the button or area that it
// was, offers to send it again, and keeps the rest of the card from being
// submitted meanwhile.
class SubmissionView
{
public:
    // `built` outlives it.
    explicit SubmissionView(BuiltCard &built);

    // Nothing is known; `built` is a new one.
    void reset();
    // `index`: of the submitted action, or -1. `frozen`: an answered card takes
    // no other submit. Whether anything changed, so that the card has to be laid
    // out anew.
    bool show(CardStates::Submission submission, int index, bool frozen);

    int submitted() const { return m_submitted; } // the action; -1 for none
    // Nothing may be submitted: a submit is on its way, or the card is frozen.
    bool isBusy() const;
    // It was submitted and has "Send again" beside it, which is pressed on
    // purpose.
    bool isDone(int index) const;

private:
    void showOnAction(BuiltCard::BuiltAction &action, CardStates::Submission shown);
    void takeFocusBack(const BuiltCard::BuiltAction &action);
    void offerAgain(int index);

    BuiltCard &m_built;
    int m_submitted = -1;
    CardStates::Submission m_submission = CardStates::Submission::None;
    bool m_frozen = false;
};

} // namespace botline::adaptive
