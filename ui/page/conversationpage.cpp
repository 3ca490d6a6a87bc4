#include "conversationpage.h"

#include "announcer.h"
#include "attachmentrows.h"
#include "conversationannouncer.h"
#include "conversationrestorer.h"
#include "filesaver.h"
#include "imageviewer.h"
#include "jsondialog.h"
#include "paintedmarks.h"
#include "retryquestion.h"

#include "app/conversation/model/activitymodel.h"
#include "app/text/singleline.h"
#include "app/transcript/transcriptfile.h"
#include "app/workspace/settings.h"
#include "ui/compose/composer.h"
#include "ui/compose/suggestedactionsbar.h"
#include "ui/content/contentloader.h"
#include "ui/conversation/conversationlist.h"
#include "ui/conversation/conversationview.h"
#include "ui/style/appearance.h"

#include <QtCore/QJsonDocument>
#include <QtGui/QClipboard>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline {

ConversationPage::ConversationPage(const PageParts &parts, QWidget *parent)
    : QWidget(parent), m_parts(parts)
{
    setObjectName(u"conversationPage"_s);
    buildParts();
    wireSession();
    wireRestorer();
    wireSaver();
    connect(&m_parts.appearance, &Appearance::styleChanged, this, &ConversationPage::applyStyle);
}

ConversationPage::~ConversationPage() = default;

void ConversationPage::buildParts()
{
    const ChatStyle &style = m_parts.appearance.style();
    ConversationSession &session = m_parts.session;
    m_rows = new AttachmentRows(style, m_parts.content, session.cardStates(), *this, this);
    m_view = new ConversationView(session.model(), *m_rows, *this, style, this);
    m_suggestions = new SuggestedActionsBar(style, m_parts.content, this);
    m_composer = new Composer(style, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(m_suggestions);
    column->addWidget(m_composer);

    m_restorer = new ConversationRestorer(session, m_parts.settings, *m_composer, *this);
    m_saver = new FileSaver(m_parts.content, *this, this);
    m_retryQuestion = new RetryQuestion(session, *this);
    auto *announcer = new Announcer(*this);
    new ConversationAnnouncer(session, *announcer, this);
    new PaintedMarks(session, *m_view->list(), m_parts.timing, this);

    session.setShowsAllActivities(m_parts.settings.showsAllActivities());
    session.cardStates().setFreezesAnswered(m_parts.settings.freezesAnswered());

    connect(m_view, &ConversationView::told, announcer, &Announcer::say);
    connect(m_view->list(), &ConversationList::composeRequested, m_composer,
            &Composer::insertTyped);
    connect(m_composer, &Composer::sendRequested, this, &ConversationPage::send);
    connect(m_suggestions, &SuggestedActionsBar::actionRequested, this,
            [this](const directline::CardAction &action) {
                perform(action, {});
                m_composer->focusText();
            });
}

void ConversationPage::wireSession()
{
    const ConversationSession *session = &m_parts.session;
    connect(session, &ConversationSession::botNameChanged, this, &ConversationPage::presentWaiting);
    connect(session, &ConversationSession::waitingForReplyChanged, this,
            &ConversationPage::presentWaiting);
    connect(session, &ConversationSession::botTypingChanged, this,
            &ConversationPage::presentWaiting);
    connect(session, &ConversationSession::suggestedActionsChanged, this,
            [this] { m_suggestions->setActions(m_parts.session.suggestedActions()); });
    connect(session, &ConversationSession::conversationStarted, this,
            [this] { m_view->list()->setLoading(true); });
    connect(session, &ConversationSession::historyLoaded, this,
            [this] { m_view->list()->setLoading(false); });
    connect(session, &ConversationSession::keepingFailed, this, &ConversationPage::failed);
}

void ConversationPage::wireRestorer()
{
    connect(m_restorer, &ConversationRestorer::shown, this, [this] {
        m_blank = false;
        Q_EMIT opened();
        m_view->goToEnd();
    });
    connect(m_restorer, &ConversationRestorer::forgotten, this, [this] {
        m_blank = true;
        Q_EMIT forgotten();
        Q_EMIT noticed(tr("The conversation is forgotten."));
    });
    connect(m_restorer, &ConversationRestorer::connectRequested, this,
            &ConversationPage::connectRequested);
    connect(m_restorer, &ConversationRestorer::askRequested, this,
            &ConversationPage::credentialRequested);
    connect(m_restorer, &ConversationRestorer::keepingChanged, this,
            &ConversationPage::keepingChanged);
}

void ConversationPage::wireSaver()
{
    connect(m_saver, &FileSaver::progressed, this, [this](int number, const QString &sentence) {
        Q_EMIT saving(sentence, [this, number] { m_saver->cancel(number); });
    });
    connect(m_saver, &FileSaver::saved, this, &ConversationPage::noticed);
    connect(m_saver, &FileSaver::cancelled, this, &ConversationPage::noticed);
    connect(m_saver, &FileSaver::failed, this, &ConversationPage::failed);
}

void ConversationPage::applyStyle(const ChatStyle &style)
{
    m_rows->setChatStyle(style); // before the view, which makes its rows' widgets anew
    m_view->setChatStyle(style);
    m_suggestions->setChatStyle(style);
    m_composer->setChatStyle(style);
}

QList<QWidget *> ConversationPage::panes() const
{
    return {m_view->list(), m_suggestions, m_composer};
}

// ---- Opening and leaving

void ConversationPage::open(const ConnectionProfile &profile)
{
    ConversationSession &session = m_parts.session;
    m_parts.content.setServiceUrl(profile.serviceUrl);
    m_blank = false;
    Q_EMIT opened();
    m_restorer->saveDraft(); // of what was open
    const bool sameBot = session.state() == ConversationSession::State::Expired
        && session.profile().kind == profile.kind
        && session.profile().serviceUrl == profile.serviceUrl;
    if (sameBot && !profile.credential.isEmpty())
        session.renewCredential(profile.credential);
    else
        session.open(profile);
    m_restorer->opened();

    const directline::ClientLimits &limits = session.timing().client;
    m_composer->setLimits(profile.uploadBytes.value_or(limits.uploadBytes), limits.uploadFiles,
                          limits.activityJsonBytes);
    m_composer->focusText();
}

void ConversationPage::startOver(ConversationSession::User user)
{
    if (m_blank)
        return;
    if (m_parts.session.isRestored()) { // nobody to start it with yet
        Q_EMIT credentialRequested();
        return;
    }
    m_parts.session.startOver(user);
    m_view->goToEnd();
    m_composer->focusText();
}

void ConversationPage::showLast()
{
    m_restorer->showLast();
}

bool ConversationPage::showKept(const JournalStore::About &kept)
{
    QString why;
    if (m_restorer->show(kept, &why))
        return true;
    Q_EMIT failed(why);
    return false;
}

void ConversationPage::askToForget()
{
    m_restorer->askToForget();
}

void ConversationPage::askToKeep(bool on)
{
    m_restorer->setKeeping(on);
}

void ConversationPage::saveDraft()
{
    m_restorer->saveDraft();
}

bool ConversationPage::takeKey(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Escape) {
        m_composer->focusText();
        return true;
    }
    // Letters that the part with the focus did not take are never lost.
    const QWidget *focused = QApplication::focusWidget();
    const bool pressesButton
        = event.key() == Qt::Key_Space && qobject_cast<const QAbstractButton *>(focused);
    const bool types = !event.text().isEmpty() && event.text().at(0).isPrint()
        && !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        && !pressesButton;
    if (types && (m_view->isAncestorOf(focused) || m_suggestions->isAncestorOf(focused))) {
        m_composer->insertTyped(event.text());
        return true;
    }
    return m_view->takeScrollKey(event);
}

void ConversationPage::stageDropped(const QMimeData &dropped)
{
    m_composer->stageFrom(dropped);
    m_composer->focusText();
}

void ConversationPage::setShowsAllActivities(bool on)
{
    m_view->list()->inOneGo([this, on] { m_parts.session.setShowsAllActivities(on); });
}

void ConversationPage::saveTranscript()
{
    if (m_blank)
        return;
    auto *dialog = new QFileDialog(this, tr("Save transcript"), {},
                                   tr("Transcripts (*.transcript);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"transcript"_s);
    const QString bot = m_parts.session.botName();
    dialog->selectFile(safeFileName(
        u"%1 %2.transcript"_s.arg(bot.isEmpty() ? u"Botline"_s : bot,
                                  QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH-mm"_s))));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QString why;
        if (writeTranscript(m_parts.session.transcript(), path, &why))
            Q_EMIT noticed(tr("Saved %1").arg(path));
        else
            Q_EMIT failed(why);
    });
    dialog->open();
}

void ConversationPage::presentWaiting()
{
    const ConversationSession &session = m_parts.session;
    m_view->setBotTyping(session.botIsTyping(), session.botName());
    m_view->setWaitingSince(session.waitingForReply() ? session.waitingSince() : QDateTime());
}

void ConversationPage::send(const QString &text, const QList<StagedFile> &files)
{
    QString why;
    if (m_parts.session.send(text, files, &why).isEmpty()) {
        m_composer->showProblem(why);
        return;
    }
    m_composer->clearSent();
    m_view->goToEnd();
    m_composer->focusText();
}

// ---- ActivityActions

void ConversationPage::retry(const QString &key)
{
    m_retryQuestion->retry(key);
}

void ConversationPage::edit(const QString &key)
{
    const int row = m_parts.session.model().rowOfKey(key);
    if (row < 0)
        return;
    const ActivityEntry entry = m_parts.session.model().entry(row);
    // What is being written now stays: the failed text goes below it.
    const QString draft = m_composer->text();
    m_composer->setText(draft.isEmpty() ? entry.shownText() : draft + u'\n' + entry.shownText());
    m_composer->stage(entry.files);
    m_restorer->saveDraft(); // before it is kept nowhere else
    m_parts.session.discard(key);
    m_composer->focusText();
}

void ConversationPage::discard(const QString &key)
{
    m_parts.session.discard(key);
}

void ConversationPage::cancel(const QString &key)
{
    m_parts.session.cancel(key);
}

void ConversationPage::copyDetails(const QString &key)
{
    const int row = m_parts.session.model().rowOfKey(key);
    if (row < 0)
        return;
    QApplication::clipboard()->setText(m_parts.session.model().entry(row).failureDetails);
    Q_EMIT noticed(tr("The details are on the clipboard."));
}

void ConversationPage::perform(const directline::CardAction &action, const QString &key)
{
    using Kind = directline::CardAction::Kind;
    const QString address = action.value.toString();
    switch (action.kind()) {
    case Kind::ImBack:
    case Kind::PostBack:
    case Kind::MessageBack: {
        QString why;
        if (m_parts.session.perform(action, key, &why).isEmpty())
            m_composer->showProblem(why);
        else
            m_view->goToEnd();
        return;
    }
    case Kind::SignIn:
        m_parts.links.requestOpen(address, this, LinkUse::SignIn);
        return;
    case Kind::Call:
        m_parts.links.requestOpen(address, this, LinkUse::Call);
        return;
    case Kind::DownloadFile:
        save(address, QUrl(address).fileName());
        return;
    case Kind::ShowImage:
        askToShowImage(address);
        return;
    case Kind::OpenUrl:
    case Kind::PlayAudio:
    case Kind::PlayVideo:
        openLink(address);
        return;
    case Kind::Unsupported:
        return; // its button is disabled
    }
}

void ConversationPage::submit(const QString &key, int attachment, const QJsonValue &submitted,
                              const QJsonObject &inputs)
{
    QString why;
    if (!m_parts.session.submit(submitted, inputs, key, attachment, &why).isEmpty()) {
        m_view->goToEnd();
        return;
    }
    m_parts.session.cardStates().setSubmission(key, attachment, CardStates::Submission::None);
    m_composer->showProblem(why);
}

void ConversationPage::openLink(const QString &address)
{
    m_parts.links.requestOpen(address, this);
}

void ConversationPage::save(const QString &address, const QString &name)
{
    m_saver->requestSave(address, name);
}

void ConversationPage::viewImage(const QString &key, int attachment)
{
    const auto image = ConversationImages(m_parts.session.model()).at(key, attachment);
    if (image)
        showImage(*image);
}

void ConversationPage::showImage(const ConversationImage &image)
{
    auto *viewer = new ImageViewer(m_parts.appearance.style(), m_parts.content,
                                   ConversationImages(m_parts.session.model()), image, this);
    connect(viewer, &ImageViewer::saveRequested, m_saver, &FileSaver::requestSave);
    viewer->open();
}

// A button's picture: from whatever host, once the user knows which (protocol.md §6.5, §8.6).
void ConversationPage::askToShowImage(const QString &address)
{
    const LinkOpener viewer([this, address](const QUrl &url) {
        m_parts.content.allow(address);
        showImage({{}, 0, address, url.fileName(), false}); // in no row
        return true;
    });
    viewer.requestOpen(address, this, LinkUse::ShowImage);
}

void ConversationPage::showJson(const QString &key)
{
    const int row = m_parts.session.model().rowOfKey(key);
    if (row < 0)
        return;
    const ActivityEntry entry = m_parts.session.model().entry(row);
    const QByteArray json = QJsonDocument(entry.activity.toJson()).toJson();
    const QString type = entry.activity.type;
    auto *dialog = new JsonDialog(m_parts.appearance.style(),
                                  type.isEmpty() ? tr("JSON") : singleLine(type, 80), json, this);
    dialog->open();
}

} // namespace botline
