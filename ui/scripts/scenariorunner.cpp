#include "scenariorunner.h"

#include "app/conversation/model/activitymodel.h"
#include "app/transcript/transcriptfile.h"
#include "ui/compose/composer.h"
#include "ui/window/mainwindow.h"

#include <QtCore/QJsonArray>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using namespace std::chrono_literals;

constexpr auto kReadyTimeout = 60s;
constexpr auto kPressTimeout = 10s; // cards appear a moment after their activity
constexpr auto kPressAgain = 50ms;
constexpr auto kSettle = 400ms; // longer than the extra poll after a post (dossier §3.8)

// The newest visible, enabled button with this title: the lowest on the screen.
QAbstractButton *findButton(const QWidget &window, const QString &title)
{
    QAbstractButton *found = nullptr;
    int lowest = 0;
    const auto buttons = window.findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        QString text = button->text();
        text.replace("&&"_L1, "&"_L1);
        if (text != title && button->accessibleName() != title)
            continue;
        const int y = button->mapTo(&window, QPoint()).y();
        if (button->isVisible() && button->isEnabled() && (!found || y >= lowest)) {
            found = button;
            lowest = y;
        }
    }
    return found;
}

} // namespace

ScenarioRunner::ScenarioRunner(MainWindow &window, ConversationSession &session,
                               const QList<ScenarioStep> &steps, QObject *parent)
    : QObject(parent), m_window(window), m_session(session), m_steps(steps)
{
    m_deadline.setSingleShot(true);
    m_settled.setSingleShot(true);
    m_settled.setInterval(kSettle);
    m_pressAgain.setInterval(kPressAgain);

    connect(&session, &ConversationSession::historyLoaded, this, [this] {
        if (m_ready)
            return;
        m_ready = true;
        m_deadline.stop();
        runNext();
    });
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        if (!m_ready)
            fail(tr("there was no conversation within %1 s; the connection says: %2")
                     .arg(kReadyTimeout / 1s)
                     .arg(m_session.statusText()));
        else if (m_waiting)
            fail(tr("the bot did not answer within %1 s; the connection says: %2")
                     .arg(m_deadline.interval() / 1000.0)
                     .arg(m_session.statusText()));
        else
            fail(tr("there is no enabled button “%1”").arg(m_steps.at(m_next - 1).text));
    });
    const ActivityModel &model = session.model();
    const auto rowsChanged = [this] {
        if (!m_waiting)
            return;
        m_settled.stop();
        checkReply();
    };
    connect(&model, &ActivityModel::rowsInserted, this, rowsChanged);
    connect(&model, &ActivityModel::dataChanged, this, rowsChanged);
    connect(&session, &ConversationSession::waitingForReplyChanged, this, rowsChanged);
    connect(&m_settled, &QTimer::timeout, this, [this] {
        m_waiting = false;
        m_deadline.stop();
        runNext();
    });
    connect(&m_pressAgain, &QTimer::timeout, this, &ScenarioRunner::press);
}

void ScenarioRunner::start()
{
    if (!m_ready)
        m_deadline.start(kReadyTimeout);
}

void ScenarioRunner::fail(const QString &reason)
{
    m_deadline.stop();
    m_settled.stop();
    m_pressAgain.stop();
    m_waiting = false;
    const int line = m_next > 0 ? m_steps.at(m_next - 1).line
        : m_steps.isEmpty()     ? 1
                                : m_steps.constFirst().line;
    m_next = static_cast<int>(m_steps.size());
    Q_EMIT finished(tr("line %1: %2").arg(line).arg(reason));
}

// Each step ends by coming back here, at once or later. Queued, so that what a step caused is
// through before the next one looks at it.
void ScenarioRunner::runNext()
{
    QTimer::singleShot(0, this, [this] {
        if (m_next >= m_steps.size())
            return; // no quit: the window stays for a person to go on
        const ScenarioStep &step = m_steps.at(m_next++);
        using Command = ScenarioStep::Command;
        switch (step.command) {
        case Command::Say:
            say(step.text);
            break;
        case Command::Upload:
            upload(step.paths);
            break;
        case Command::Press:
            m_deadline.start(kPressTimeout);
            press();
            break;
        case Command::WaitReply:
            m_waiting = true;
            m_deadline.start(step.timeout);
            checkReply();
            break;
        case Command::Screenshot:
            takeScreenshot(step.text);
            break;
        case Command::Save: {
            QString why;
            if (writeTranscript(m_session.transcript(), step.text, &why))
                runNext();
            else
                fail(why);
            break;
        }
        case Command::Quit:
            Q_EMIT finished({});
            break;
        }
    });
}

void ScenarioRunner::say(const QString &text)
{
    m_window.composer().setText(text);
    sendComposer();
}

void ScenarioRunner::upload(const QStringList &paths)
{
    Composer &composer = m_window.composer();
    const auto before = composer.files().size();
    composer.stage(paths);
    if (composer.files().size() - before < paths.size())
        fail(sendProblem());
    else
        sendComposer();
}

// Presses the composer's own button, as a person does. What was refused stays in the composer.
void ScenarioRunner::sendComposer()
{
    Composer &composer = m_window.composer();
    auto *button = composer.findChild<QAbstractButton *>(u"sendButton"_s);
    noteSent();
    if (button)
        button->click();
    if (!composer.text().isEmpty() || !composer.files().isEmpty()) {
        fail(sendProblem());
        return;
    }
    adoptSentRow();
    runNext();
}

// The own row that the last step made, if it made a visible one.
void ScenarioRunner::adoptSentRow()
{
    const ActivityModel &model = m_session.model();
    for (int row = model.rowCount() - 1; row >= m_firstRow; --row) {
        if (model.entry(row).side == Side::Own) {
            m_sentKey = model.entry(row).key;
            return;
        }
    }
}

QString ScenarioRunner::sendProblem() const
{
    const auto *problem = m_window.composer().findChild<QLabel *>(u"composerProblemText"_s);
    return problem && !problem->text().isEmpty() ? problem->text()
                                                 : tr("the composer did not send");
}

void ScenarioRunner::noteSent()
{
    m_firstRow = m_session.model().rowCount();
    m_sentKey.clear();
}

void ScenarioRunner::press()
{
    QAbstractButton *button = findButton(m_window, m_steps.at(m_next - 1).text);
    if (!button) {
        m_pressAgain.start();
        return;
    }
    m_pressAgain.stop();
    m_deadline.stop();
    noteSent();
    button->click();
    adoptSentRow();
    runNext();
}

bool ScenarioRunner::replyArrived() const
{
    const ActivityModel &model = m_session.model();
    const int sentRow = m_sentKey.isEmpty() ? -1 : model.rowOfKey(m_sentKey);
    const QString sentId = sentRow < 0 ? QString() : model.entry(sentRow).activity.id;
    // Our own row may move in front of a late greeting, so all rows count that belong to this
    // message.
    const int first = sentRow < 0 ? m_firstRow : std::min(sentRow, m_firstRow);
    for (int row = first; row < model.rowCount(); ++row) {
        const ActivityEntry entry = model.entry(row);
        if (entry.side != Side::Bot)
            continue;
        const QString &answered = entry.activity.replyToId;
        if (answered.isEmpty() || sentId.isEmpty() || answered == sentId)
            return true;
    }
    return false;
}

void ScenarioRunner::checkReply()
{
    const ActivityModel &model = m_session.model();
    const int sentRow = m_sentKey.isEmpty() ? -1 : model.rowOfKey(m_sentKey);
    bool stillSending = false;
    if (sentRow >= 0) {
        const ActivityEntry sent = model.entry(sentRow);
        if (sent.delivery.state == SendState::Failed
            || sent.delivery.state == SendState::Cancelled) {
            fail(sent.delivery.failure.isEmpty() ? sendStateText(sent) : sent.delivery.failure);
            return;
        }
        stillSending
            = sent.delivery.state == SendState::Queued || sent.delivery.state == SendState::Sending;
    }
    if (!stillSending && replyArrived())
        m_settled.start();
}

void ScenarioRunner::takeScreenshot(const QString &path)
{
    if (m_window.grab().save(path))
        runNext();
    else
        fail(tr("“%1” could not be written; use a name that ends in .png in a folder that exists")
                 .arg(path));
}

} // namespace botline
