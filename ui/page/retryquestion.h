#pragma once

#include <QtCore/QObject>

class QWidget;

namespace botline {

class ConversationSession;

// Sends a message again. When it may have arrived already, the user is asked once for each page
// whether it is to be sent a second time all the same.
class RetryQuestion : public QObject
{
    Q_OBJECT

public:
    // `session` must outlive this; `page` owns this and is the parent of the question.
    RetryQuestion(ConversationSession &session, QWidget &page);

    void retry(const QString &key); // of the row; ignored when that is gone

private:
    ConversationSession &m_session;
    QWidget &m_page;
    bool m_answered = false; // with "Send again"
};

} // namespace botline
