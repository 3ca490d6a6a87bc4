#include "submissionview.h"

#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/cardimage.h"
#include "ui/cards/widgets/clickarea.h"

#include <QtGui/QAction>

namespace botline::adaptive {

SubmissionView::SubmissionView(BuiltCard &built) : m_built(built)
{
}

void SubmissionView::reset()
{
    m_submitted = -1;
    m_submission = CardStates::Submission::None;
    m_frozen = false;
}

bool SubmissionView::isBusy() const
{
    return m_submission == CardStates::Submission::Sending || m_frozen;
}

bool SubmissionView::show(CardStates::Submission submission, int index, bool frozen)
{
    const bool known = submission != CardStates::Submission::None && index >= 0;
    const CardStates::Submission now = known ? submission : CardStates::Submission::None;
    if (m_submission == now && m_submitted == (known ? index : -1) && m_frozen == frozen)
        return false;
    m_submitted = known ? index : -1;
    m_submission = now;
    m_frozen = frozen;

    const bool done = CardStates::isAnswered(m_submission);
    if (!done && m_submitted >= 0)
        takeFocusBack(m_built.actions[size_t(m_submitted)]);
    offerAgain(done && !m_frozen ? m_submitted : -1);
    for (size_t i = 0; i < m_built.actions.size(); ++i)
        showOnAction(m_built.actions[i],
                     int(i) == m_submitted ? m_submission : CardStates::Submission::None);
    for (BuiltCard::BuiltInput &input : m_built.inputs)
        input.input->editor()->setEnabled(!m_frozen);
    return true;
}

void SubmissionView::showOnAction(BuiltCard::BuiltAction &action, CardStates::Submission shown)
{
    using Submission = CardStates::Submission;
    if (action.action.kind != Action::Kind::Submit)
        return;
    // The one on its way keeps the focus, it only does nothing; the others wait for it.
    const bool waits = m_submission == Submission::Sending && shown == Submission::None;
    const bool live = action.usable && !m_frozen && !waits;
    if (action.button) {
        // A button beside a field has no "Send again" and is there for the next time at once.
        const bool isDone = CardStates::isAnswered(shown);
        const bool staysDone = isDone && (action.again || m_frozen);
        // With the focus it only does nothing: a second Enter must not meet "Send again".
        const bool holdsFocus = staysDone && !m_frozen && action.button->hasFocus();
        action.button->setSubmission(isDone && !staysDone ? Submission::None : shown);
        action.button->setEnabled(holdsFocus || (live && !staysDone));
        action.buttonBlock->invalidate();
    }
    if (action.entry) {
        const bool done = CardStates::isAnswered(shown);
        action.entry->setCheckable(done);
        action.entry->setChecked(done);
        action.entry->setEnabled(live && shown == Submission::None);
    }
    if (action.area) {
        action.area->setSubmission(shown);
        action.area->setEnabled(live);
    }
    if (action.image)
        action.image->setEnabled(live);
}

// It was submitted and has "Send again" beside it, which is pressed on purpose.
bool SubmissionView::isDone(int index) const
{
    return index == m_submitted && m_built.actions[size_t(index)].again
        && CardStates::isAnswered(m_submission);
}

// From "Send again", which goes now; else it would wander to some field.
void SubmissionView::takeFocusBack(const BuiltCard::BuiltAction &action)
{
    if (!action.again || !action.again->hasFocus() || !action.button)
        return;
    action.button->setEnabled(true);
    action.button->setFocus();
}

// "Send again" beside the action with this number, or nowhere (-1).
void SubmissionView::offerAgain(int index)
{
    const CardButton *seen = nullptr; // a set's button comes once with each of its actions
    for (const BuiltCard::BuiltAction &action : m_built.actions) {
        if (!action.againBlock || action.again == seen)
            continue;
        seen = action.again;
        const bool offered = index >= 0 && m_built.actions[size_t(index)].again == action.again;
        if (offered) {
            const BuiltCard::BuiltAction &sentAction = m_built.actions[size_t(index)];
            action.row->moveBehind(action.againBlock, sentAction.buttonBlock);
            if (sentAction.button)
                QWidget::setTabOrder(sentAction.button, action.again);
        }
        action.againBlock->setVisible(offered);
        action.againBlock->invalidate();
    }
    m_built.root->applyVisibility(true);
}

} // namespace botline::adaptive
