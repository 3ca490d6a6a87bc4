#include "conversationrestorer.h"

#include "app/workspace/secretstore.h"
#include "app/workspace/settings.h"
#include "ui/compose/composer.h"

#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

QMessageBox *question(QWidget &window, const QString &title, const QString &text,
                      const QString &informativeText, const QString &yes)
{
    auto *box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::NoButton, &window);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(informativeText);
    box->addButton(yes, QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    box->setAttribute(Qt::WA_DeleteOnClose);
    return box;
}

} // namespace

ConversationRestorer::ConversationRestorer(ConversationSession &session, Settings &settings,
                                           Composer &composer, QWidget &page)
    : QObject(&page), m_session(session), m_settings(settings), m_composer(composer), m_page(page)
{
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(session.timing().savedAfter);
    connect(&m_draftTimer, &QTimer::timeout, this, &ConversationRestorer::saveDraft);
    connect(&m_composer, &Composer::draftChanged, this, [this] { m_draftTimer.start(); });
}

// ---- At the start

void ConversationRestorer::showLast()
{
    const std::optional<ConnectionProfile> last = m_settings.lastProfile();
    if (!last || !restoreLast()) {
        Q_EMIT askRequested();
        return;
    }
    opened();
    Q_EMIT shown();
    connectAgain(*last);
}

bool ConversationRestorer::show(const JournalStore::About &kept, QString *why)
{
    saveDraft();
    if (!m_session.restore(kept, why))
        return false;
    m_composer.setText({});
    m_composer.clearFiles();
    opened();
    Q_EMIT shown();
    return true;
}

// Only the conversation that belongs to the remembered connection: the other one's credential is
// not at hand, and somebody who changed bots does not expect the old one.
bool ConversationRestorer::restoreLast()
{
    const std::optional<ConnectionProfile> last = m_settings.lastProfile();
    const std::optional<ConnectionProfile> saved = m_session.savedConversation();
    if (!last || !saved || saved->kind != last->kind)
        return false;
    if (saved->kind != CredentialKind::Practice && !(saved->serviceUrl == last->serviceUrl))
        return false;
    return m_session.restore();
}

void ConversationRestorer::connectAgain(ConnectionProfile profile)
{
    switch (profile.kind) {
    case CredentialKind::Practice:
        Q_EMIT connectRequested(profile);
        return;
    case CredentialKind::TokenUrl:
        if (m_settings.hasWholeTokenUrl())
            Q_EMIT connectRequested(profile);
        else
            Q_EMIT askRequested();
        return;
    case CredentialKind::Token:
        Q_EMIT askRequested();
        return;
    case CredentialKind::Secret:
        break;
    }
    if (!SecretStore::isAvailable()) {
        Q_EMIT askRequested();
        return;
    }
    SecretStore::read(SecretStore::keyFor(profile), this,
                      [this, profile](const QString &secret, const QString &) {
                          if (!m_session.isRestored())
                              return; // the user was faster than the keychain
                          ConnectionProfile complete = profile;
                          const auto bearer = directline::Bearer::parse(secret);
                          if (!bearer) {
                              Q_EMIT askRequested();
                              return;
                          }
                          complete.credential = *bearer;
                          Q_EMIT connectRequested(complete);
                      });
}

// ---- The draft

void ConversationRestorer::opened()
{
    if (const QStringList history = m_session.sentHistory(); !history.isEmpty())
        m_composer.setHistory(history);
    const auto [text, files] = m_session.draft();
    if (!m_composer.text().isEmpty() || !m_composer.files().isEmpty())
        return; // what is being written now is newer
    if (!text.isEmpty())
        m_composer.setText(text);
    if (!files.isEmpty())
        m_composer.stage(files);
}

void ConversationRestorer::saveDraft()
{
    m_draftTimer.stop();
    m_session.setDraft(m_composer.text(), m_composer.files());
}

// ---- Forgetting

void ConversationRestorer::askToForget()
{
    auto *box = question(
        m_page, tr("Forget this conversation?"),
        tr("Everything that Botline keeps of this conversation on this computer is removed."),
        tr("That is: its messages, copies of files you pasted, what you are writing, the texts "
           "that "
           "Up brings back, and the place from which reading goes on. The connection is closed. "
           "Files of your own stay, and so does what the bot and the service have."),
        tr("Forget"));
    box->setObjectName(u"forgetQuestion"_s);
    connect(box, &QMessageBox::accepted, this, [this] {
        m_draftTimer.stop();
        m_session.forgetConversation();
        m_composer.setText({});
        m_composer.clearFiles();
        m_composer.setHistory({});
        if (auto last = m_settings.lastProfile()) {
            last->conversationId.clear();
            m_settings.setLastProfile(*last);
        }
        Q_EMIT forgotten();
    });
    box->open();
}

void ConversationRestorer::setKeeping(bool on)
{
    const bool somethingGoes = !on && !m_session.conversationId().isEmpty();
    if (!somethingGoes) {
        switchKeeping(on);
        return;
    }
    auto *box = question(
        m_page, tr("Stop keeping conversations?"),
        tr("From now on nothing that is said is written to this computer, and what is kept of this "
           "conversation is removed."),
        tr("When Botline ends, this conversation and messages that were not sent are lost. "
           "Earlier conversations stay until they are forgotten."),
        tr("Stop keeping"));
    box->setObjectName(u"keepQuestion"_s);
    connect(box, &QMessageBox::accepted, this, [this] { switchKeeping(false); });
    connect(box, &QMessageBox::rejected, this, [this] { Q_EMIT keepingChanged(true); });
    box->open();
}

void ConversationRestorer::switchKeeping(bool on)
{
    m_settings.setKeepsConversations(on);
    m_session.setKeepsConversations(on);
    Q_EMIT keepingChanged(on);
    if (on)
        saveDraft();
}

} // namespace botline
