#include "submissiontext.h"

#include <QtCore/QCoreApplication>

namespace botline {

QString submissionText(CardStates::Submission submission)
{
    switch (submission) {
    case CardStates::Submission::None:
        break;
    case CardStates::Submission::Sending:
        return QCoreApplication::translate("botline::CardButton", "Sending…");
    case CardStates::Submission::Unconfirmed:
        return QCoreApplication::translate("botline::CardButton", "Not confirmed");
    case CardStates::Submission::Sent:
        return QCoreApplication::translate("botline::CardButton", "Sent");
    }
    return {};
}

} // namespace botline
