#include "retryquestion.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/session/conversationsession.h"

#include <QtWidgets/QMessageBox>

using namespace Qt::StringLiterals;

namespace botline {

RetryQuestion::RetryQuestion(ConversationSession &session, QWidget &page)
    : QObject(&page), m_session(session), m_page(page)
{
}

void RetryQuestion::retry(const QString &key)
{
    const int row = m_session.model().rowOfKey(key);
    if (row < 0)
        return;
    const bool ambiguous = m_session.model().entry(row).sendState == SendState::Unconfirmed;
    if (!ambiguous || m_answered) {
        m_session.retry(key);
        return;
    }
    auto *question = new QMessageBox(QMessageBox::Question, tr("Send again?"),
                                     tr("The bot may have received this message already. If you "
                                        "send it again, it may act twice."),
                                     QMessageBox::NoButton, &m_page);
    question->setObjectName(u"retryQuestion"_s);
    question->setTextFormat(Qt::PlainText);
    question->addButton(tr("Send again"), QMessageBox::AcceptRole);
    question->addButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::accepted, this, [this, key] {
        m_answered = true;
        m_session.retry(key);
    });
    question->open();
}

} // namespace botline
