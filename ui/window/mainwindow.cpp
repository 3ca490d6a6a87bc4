#include "mainwindow.h"

#include "headerbar.h"
#include "panecycle.h"
#include "startpage.h"
#include "statusbanner.h"
#include "windowactions.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/logging/timinglog.h"
#include "app/transcript/transcriptfile.h"
#include "app/workspace/settings.h"
#include "ui/compose/composer.h"
#include "ui/compose/dropzone.h"
#include "ui/compose/suggestedactionsbar.h"
#include "ui/connect/connectdialog.h"
#include "ui/content/contentloader.h"
#include "ui/content/filename.h"
#include "ui/content/safetextdocument.h"
#include "ui/conversation/conversationview.h"
#include "ui/page/announcer.h"
#include "ui/page/attachmentrows.h"
#include "ui/page/conversationannouncer.h"
#include "ui/page/conversationrestorer.h"
#include "ui/page/filesaver.h"
#include "ui/page/imageviewer.h"
#include "ui/page/jsondialog.h"
#include "ui/style/appearance.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QCloseEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline {

namespace {
constexpr QSize kFirstSize{760, 720};
constexpr QSize kLeastSize{360, 420};

// Of the bot that spoke last.
QString botId(const ActivityModel &model)
{
    for (int row = model.rowCount() - 1; row >= 0; --row) {
        const RowFacts &facts = model.facts(row);
        if (facts.side == Side::Bot && !facts.senderId.isEmpty())
            return facts.senderId;
    }
    return {};
}

} // namespace

MainWindow::MainWindow(const WindowParts &parts, QWidget *parent)
    : QMainWindow(parent), m_parts(parts)
{
    setObjectName(u"mainWindow"_s);
    setMinimumSize(kLeastSize);
    if (!restoreGeometry(m_parts.settings.windowGeometry()))
        resize(kFirstSize);

    buildPages();
    wireSession();
    wireConversation();
    wireAttachments();
    connect(&m_parts.appearance, &Appearance::styleChanged, this, &MainWindow::applyStyle);
    presentState();
    presentTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages()
{
    const ChatStyle &style = m_parts.appearance.style();
    auto *actions = new WindowActions(*this, m_parts.appearance);

    auto *central = new QWidget(this);
    m_header = new HeaderBar(style, actions->menu(), central);
    m_banner = new StatusBanner(style, central);
    m_pages = new QStackedWidget(central);
    m_startPage = new StartPage(style, static_cast<bool>(m_parts.practice), m_pages);

    auto *conversation = new QWidget(m_pages);
    m_rows = new AttachmentRows(style, m_parts.content, m_parts.session.cardStates(), this);
    m_view = new ConversationView(m_parts.session.model(), *m_rows, style, conversation);
    m_suggestions = new SuggestedActionsBar(style, m_parts.content, conversation);
    m_composer = new Composer(style, conversation);
    auto *page = new QVBoxLayout(conversation);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_view, 1);
    page->addWidget(m_suggestions);
    page->addWidget(m_composer);

    m_pages->addWidget(m_startPage);
    m_pages->addWidget(conversation);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    setCentralWidget(central);

    m_keeper = new ConversationRestorer(m_parts.session, m_parts.settings, *m_composer, *this);
    m_saver = new FileSaver(m_parts.content, *this, this);
    m_dropZone = new DropZone(*this, style, [this](const QMimeData &dropped) {
        m_composer->stageFrom(dropped);
        m_composer->focusText();
    });
    m_dropZone->setEnabled(false);

    connect(m_header, &HeaderBar::newConversationRequested, this,
            [this] { startOver(ConversationSession::User::Same); });
    connect(m_startPage, &StartPage::connectRequested, this, [this] { showConnectDialog(); });
    connect(m_startPage, &StartPage::practiceRequested, this, [this] { connectTo({}); });
    connect(actions, &WindowActions::connectRequested, this, [this] { showConnectDialog(); });
    connect(actions, &WindowActions::newConversationRequested, this,
            [this] { startOver(ConversationSession::User::Same); });
    connect(actions, &WindowActions::newUserRequested, this,
            [this] { startOver(ConversationSession::User::New); });
    connect(actions, &WindowActions::repeatNewConversationRequested, this,
            [this] { startOver(m_lastNewUser); });
    connect(actions, &WindowActions::findRequested, m_view, &ConversationView::openFind);
    connect(actions, &WindowActions::findNextRequested, m_view, &ConversationView::findNext);
    connect(actions, &WindowActions::saveTranscriptRequested, this, &MainWindow::saveTranscript);
    connect(actions, &WindowActions::copyConversationIdRequested, this, [this] {
        QGuiApplication::clipboard()->setText(m_parts.session.conversationId());
        m_banner->showNotice(tr("The conversation id is on the clipboard."));
    });
    connect(actions, &WindowActions::quitRequested, this, &QWidget::close);
    wireKeeping(actions);
    const bool all = m_parts.settings.showsAllActivities();
    m_parts.session.setShowsAllActivities(all);
    actions->setShowsAllActivities(all);
    connect(actions, &WindowActions::allActivitiesRequested, this, [this](bool on) {
        m_parts.settings.setShowsAllActivities(on);
        m_view->inOneGo([this, on] { m_parts.session.setShowsAllActivities(on); });
    });
    CardStates &cards = m_parts.session.cardStates();
    cards.setFreezesAnswered(m_parts.settings.freezesAnswered());
    actions->setFreezing(cards.freezesAnswered());
    connect(actions, &WindowActions::freezeRequested, this, [this, &cards](bool on) {
        cards.setFreezesAnswered(on);
        m_parts.settings.setFreezesAnswered(on);
    });
    connect(m_pages, &QStackedWidget::currentChanged, actions, [this, actions](int) {
        actions->setConversationOpen(m_pages->currentWidget() != m_startPage);
    });
    m_header->setConversationActionsVisible(false);

    new PaneCycle(*this, {m_view->list(), m_suggestions, m_composer, m_header, m_banner});
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_End), this), &QShortcut::activated, this,
            [this] { m_view->readOn(); });

    // Only to know the moment of the first paint.
    central->installEventFilter(this);
}

void MainWindow::wireKeeping(WindowActions *actions)
{
    actions->setKeeping(m_parts.settings.keepsConversations());
    connect(actions, &WindowActions::forgetRequested, m_keeper, &ConversationRestorer::askToForget);
    connect(actions, &WindowActions::keepRequested, m_keeper, &ConversationRestorer::setKeeping);
    connect(m_keeper, &ConversationRestorer::keepingChanged, actions, &WindowActions::setKeeping);
    connect(m_keeper, &ConversationRestorer::shown, this, [this] {
        showConversation(true);
        presentState();
        presentTitle();
        m_view->goToEnd();
    });
    connect(m_keeper, &ConversationRestorer::connectRequested, this, &MainWindow::connectTo);
    connect(m_keeper, &ConversationRestorer::askRequested, this, [this] { showConnectDialog(); });
    connect(m_keeper, &ConversationRestorer::forgotten, this, [this] {
        showConversation(false);
        presentState();
        presentTitle();
        m_banner->showNotice(tr("The conversation is forgotten."));
    });
    connect(&m_parts.session, &ConversationSession::keepingFailed, this,
            [this](const QString &sentence) {
                m_banner->showNotice(sentence, StatusBanner::Tone::Error);
            });
}

void MainWindow::wireSession()
{
    ConversationSession &session = m_parts.session;
    connect(&session, &ConversationSession::stateChanged, this, &MainWindow::presentState);
    connect(&session, &ConversationSession::statusTextChanged, this, &MainWindow::presentState);
    connect(&session, &ConversationSession::botNameChanged, this, [this] {
        presentTitle();
        presentWaiting();
    });
    connect(&session, &ConversationSession::suggestedActionsChanged, this,
            [this] { m_suggestions->setActions(m_parts.session.suggestedActions()); });
    connect(&session, &ConversationSession::waitingForReplyChanged, this,
            &MainWindow::presentWaiting);
    connect(&session, &ConversationSession::botTypingChanged, this, &MainWindow::presentWaiting);
    connect(&session, &ConversationSession::activitiesReceived, this,
            [this](int rows, bool replay) {
                if (!replay && !isActiveWindow()) {
                    m_unseen += rows;
                    QApplication::alert(this);
                }
                presentTitle();
            });
    connect(&session, &ConversationSession::conversationStarted, this,
            [this] { m_view->setLoading(true); });
    connect(&session, &ConversationSession::historyLoaded, this, [this](int activities) {
        m_historyToPaint = activities;
        m_view->setLoading(false);
    });
    connect(&session, &ConversationSession::echoReceived, this,
            [this](const QString &key, const QString &id) {
                if (m_parts.timing.isEnabled())
                    m_echoesToPaint.insert(key, id);
            });
    connect(&session, &ConversationSession::conversationEndedByBot, this, [this] {
        m_banner->showState(StatusBanner::Tone::Notice, tr("The bot ended the conversation."),
                            tr("New conversation"),
                            [this] { startOver(ConversationSession::User::Same); });
    });
}

void MainWindow::wireConversation()
{
    connect(m_composer, &Composer::sendRequested, this, &MainWindow::send);
    connect(m_view, &ConversationView::composeRequested, m_composer, &Composer::insertTyped);
    connect(m_view, &ConversationView::retryRequested, this, &MainWindow::retry);
    connect(m_view, &ConversationView::editRequested, this, &MainWindow::edit);
    connect(m_view, &ConversationView::discardRequested, this,
            [this](const QString &key) { m_parts.session.discard(key); });
    connect(m_view, &ConversationView::cancelRequested, this,
            [this](const QString &key) { m_parts.session.cancel(key); });
    connect(m_view, &ConversationView::copyDetailsRequested, this, [this](const QString &key) {
        const int row = m_parts.session.model().rowOfKey(key);
        if (row < 0)
            return;
        QGuiApplication::clipboard()->setText(m_parts.session.model().entry(row).failureDetails);
        m_banner->showNotice(tr("The details are on the clipboard."));
    });
    connect(m_view, &ConversationView::jsonRequested, this, &MainWindow::showJson);
    connect(m_view, &ConversationView::linkRequested, this,
            [this](const QString &address) { m_parts.links.requestOpen(address, this); });
    auto *announcer = new Announcer(*this);
    new ConversationAnnouncer(m_parts.session, *announcer, this);
    connect(m_view, &ConversationView::told, announcer, &Announcer::say);
    connect(m_view, &ConversationView::painted, this, &MainWindow::reportPainted);
    connect(m_suggestions, &SuggestedActionsBar::actionRequested, m_rows,
            [this](const directline::CardAction &action) {
                Q_EMIT m_rows->cardActionRequested({}, action);
                m_composer->focusText();
            });
}

void MainWindow::wireAttachments()
{
    connect(m_rows, &AttachmentRows::cardActionRequested, this,
            [this](const QString &key, const directline::CardAction &action) {
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
                    m_saver->requestSave(address, QUrl(address).fileName());
                    return;
                case Kind::ShowImage:
                    askToShowImage(address);
                    return;
                case Kind::OpenUrl:
                case Kind::PlayAudio:
                case Kind::PlayVideo:
                    m_parts.links.requestOpen(address, this);
                    return;
                case Kind::Unsupported:
                    return; // its button is disabled
                }
            });
    connect(m_rows, &AttachmentRows::submitRequested, this,
            [this](const QString &key, int attachment, const QJsonValue &submitted,
                   const QJsonObject &inputs) {
                QString why;
                if (!m_parts.session.submit(submitted, inputs, key, attachment, &why).isEmpty()) {
                    m_view->goToEnd();
                    return;
                }
                m_parts.session.cardStates().setSubmission(key, attachment,
                                                           CardStates::Submission::None);
                m_composer->showProblem(why);
            });
    connect(m_rows, &AttachmentRows::linkRequested, this,
            [this](const QString &address) { m_parts.links.requestOpen(address, this); });
    connect(m_rows, &AttachmentRows::cancelRequested, this,
            [this](const QString &key) { m_parts.session.cancel(key); });
    connect(m_rows, &AttachmentRows::imageViewRequested, this, &MainWindow::viewImage);
    connect(m_rows, &AttachmentRows::saveRequested, m_saver, &FileSaver::requestSave);
    connect(m_saver, &FileSaver::progressed, m_banner, [this](int saving, const QString &sentence) {
        m_banner->showProgress(sentence, tr("Cancel"), [this, saving] { m_saver->cancel(saving); });
    });
    for (const auto end : {&FileSaver::saved, &FileSaver::cancelled})
        connect(m_saver, end, m_banner,
                [this](const QString &sentence) { m_banner->showNotice(sentence); });
    connect(m_saver, &FileSaver::failed, m_banner, [this](const QString &sentence) {
        m_banner->showNotice(sentence, StatusBanner::Tone::Error);
    });
}

void MainWindow::applyStyle(const ChatStyle &style)
{
    m_header->setChatStyle(style);
    m_banner->setChatStyle(style);
    m_startPage->setChatStyle(style);
    m_rows->setChatStyle(style); // before the view, which makes its rows' widgets anew
    m_view->setChatStyle(style);
    m_suggestions->setChatStyle(style);
    m_composer->setChatStyle(style);
    m_dropZone->setChatStyle(style);
}

void MainWindow::connectTo(const ConnectionProfile &wishes)
{
    ConnectionProfile profile = wishes;
    if (wishes.kind == CredentialKind::Practice) {
        QString why = tr("This build has no practice bot: cpp-httplib was missing.");
        const auto practice = m_parts.practice ? m_parts.practice(wishes, &why) : std::nullopt;
        if (!practice) {
            m_banner->showNotice(why, StatusBanner::Tone::Error);
            return;
        }
        profile = *practice;
    }
    ConnectionProfile remembered = wishes;
    remembered.conversationId.clear();
    m_parts.settings.setLastProfile(remembered);
    m_parts.content.setServiceUrl(profile.serviceUrl);
    showConversation(true);
    m_keeper->saveDraft(); // of what was open
    const ConversationSession &session = m_parts.session;
    const bool sameBot = session.state() == ConversationSession::State::Expired
        && session.profile().kind == profile.kind
        && session.profile().serviceUrl == profile.serviceUrl;
    if (sameBot && !profile.credential.isEmpty())
        m_parts.session.renewCredential(profile.credential);
    else
        m_parts.session.open(profile);
    m_keeper->opened();

    const directline::ClientLimits &limits = session.timing().client;
    m_composer->setLimits(profile.uploadBytes.value_or(limits.uploadBytes), limits.uploadFiles,
                          limits.activityJsonBytes);
    presentTitle();
    m_composer->focusText();
}

void MainWindow::showConversation(bool shown)
{
    m_pages->setCurrentIndex(shown ? 1 : 0);
    m_header->setConversationActionsVisible(shown);
    m_dropZone->setEnabled(shown);
}

void MainWindow::showLastConversation()
{
    m_keeper->showLast();
}

void MainWindow::showConnectDialog(const QString &sentence)
{
    if (!m_connectDialog) {
        m_connectDialog = new ConnectDialog(m_parts.settings.lastProfile(),
                                            static_cast<bool>(m_parts.practice), this);
        m_connectDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_connectDialog, &ConnectDialog::connectRequested, this, &MainWindow::connectTo);
    }
    if (sentence.isEmpty())
        m_connectDialog->open();
    else
        m_connectDialog->askAgain(sentence);
}

void MainWindow::send(const QString &text, const QList<StagedFile> &files)
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

void MainWindow::retry(const QString &key)
{
    const int row = m_parts.session.model().rowOfKey(key);
    if (row < 0)
        return;
    const bool ambiguous = m_parts.session.model().entry(row).sendState == SendState::Unconfirmed;
    if (!ambiguous || m_unconfirmedRetryExplained) {
        m_parts.session.retry(key);
        return;
    }
    auto *question = new QMessageBox(QMessageBox::Question, tr("Send again?"),
                                     tr("The bot may have received this message already. If you "
                                        "send it again, it may act twice."),
                                     QMessageBox::NoButton, this);
    question->setObjectName(u"retryQuestion"_s);
    question->setTextFormat(Qt::PlainText);
    question->addButton(tr("Send again"), QMessageBox::AcceptRole);
    question->addButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::accepted, this, [this, key] {
        m_unconfirmedRetryExplained = true;
        m_parts.session.retry(key);
    });
    question->open();
}

void MainWindow::edit(const QString &key)
{
    const int row = m_parts.session.model().rowOfKey(key);
    if (row < 0)
        return;
    const ActivityEntry entry = m_parts.session.model().entry(row);
    // What is being written now stays: the failed text goes below it.
    const QString draft = m_composer->text();
    m_composer->setText(draft.isEmpty() ? entry.shownText() : draft + u'\n' + entry.shownText());
    m_composer->stage(entry.files);
    m_keeper->saveDraft(); // before it is kept nowhere else
    m_parts.session.discard(key);
    m_composer->focusText();
}

void MainWindow::showJson(const QString &key)
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

void MainWindow::viewImage(const QString &key, int attachment)
{
    const auto image = ConversationImages(m_parts.session.model()).at(key, attachment);
    if (image)
        openViewer(*image);
}

void MainWindow::openViewer(const ConversationImage &image)
{
    auto *viewer = new ImageViewer(m_parts.appearance.style(), m_parts.content,
                                   ConversationImages(m_parts.session.model()), image, this);
    connect(viewer, &ImageViewer::saveRequested, m_saver, &FileSaver::requestSave);
    viewer->open();
}

// A button's picture: from whatever host, once the user knows which (dossier §6.5, §8.6).
void MainWindow::askToShowImage(const QString &address)
{
    const LinkOpener viewer([this, address](const QUrl &url) {
        m_parts.content.allow(address);
        openViewer({{}, 0, address, url.fileName(), false}); // in no row
        return true;
    });
    viewer.requestOpen(address, this, LinkUse::ShowImage);
}

void MainWindow::presentState()
{
    using State = ConversationSession::State;
    using Tone = StatusBanner::Tone;
    ConversationSession &session = m_parts.session;
    const QString sentence = session.statusText();
    m_header->setState(session.state(), sentence);
    switch (session.state()) {
    case State::Idle:
        if (session.isRestored()) {
            m_banner->showState(Tone::Notice,
                                tr("This is what was kept. Connect to go on with it."),
                                tr("Connect…"), [this] { showConnectDialog(); });
            break;
        }
        [[fallthrough]];
    case State::Online:
        m_banner->clearState();
        break;
    case State::Authenticating:
    case State::Starting:
    case State::Degraded:
        if (session.nextTryAt())
            m_banner->showState(Tone::Warning, sentence, tr("Try now"),
                                [this] { m_parts.session.tryNow(); });
        else
            m_banner->clearState();
        break;
    case State::Expired:
        m_banner->showState(Tone::Error, sentence, tr("Enter a new one…"),
                            [this, sentence] { showConnectDialog(sentence); });
        break;
    case State::Ended:
        m_banner->showState(Tone::Error, sentence, tr("New conversation"),
                            [this] { startOver(ConversationSession::User::Same); });
        break;
    case State::Failed:
        if (session.canTryAgain()) {
            m_banner->showState(Tone::Error, sentence, tr("Try again"),
                                [this] { m_parts.session.tryNow(); });
            break;
        }
        m_banner->showState(Tone::Error, sentence, tr("Change connection…"),
                            [this, sentence] { showConnectDialog(sentence); });
        break;
    }
}

void MainWindow::presentTitle()
{
    const QString bot = singleLine(m_parts.session.botName(), 80);
    m_header->setBot(bot, botId(m_parts.session.model()));
    const QString title = bot.isEmpty() ? tr("Botline") : tr("%1 – Botline").arg(bot);
    setWindowTitle(m_unseen > 0 ? tr("(%1) %2").arg(m_unseen).arg(title) : title);
}

void MainWindow::presentWaiting()
{
    const ConversationSession &session = m_parts.session;
    m_view->setBotTyping(session.botIsTyping(), session.botName());
    m_view->setWaitingSince(session.waitingForReply() ? session.waitingSince() : QDateTime());
}

void MainWindow::startOver(ConversationSession::User user)
{
    if (m_pages->currentWidget() == m_startPage)
        return;
    if (m_parts.session.isRestored()) { // nobody to start it with yet
        showConnectDialog();
        return;
    }
    m_lastNewUser = user;
    m_parts.session.startOver(user);
    m_view->goToEnd();
    m_composer->focusText();
}

void MainWindow::saveTranscript()
{
    if (m_pages->currentWidget() == m_startPage)
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
            m_banner->showNotice(tr("Saved %1").arg(path));
        else
            m_banner->showNotice(why, StatusBanner::Tone::Error);
    });
    dialog->open();
}

// Emits the timing marks of design §3.13 whose row this paint covered.
void MainWindow::reportPainted(int firstRow, int lastRow)
{
    if (!m_parts.timing.isEnabled())
        return;
    const ActivityModel &model = m_parts.session.model();
    if (m_historyToPaint >= 0 && lastRow >= model.rowCount() - 1) {
        m_parts.timing.write("history-painted", {{u"activities"_s, m_historyToPaint}});
        m_historyToPaint = -1;
    }
    m_echoesToPaint.removeIf([&](std::pair<const QString &, QString &> echo) {
        const int row = model.rowOfKey(echo.first);
        if (row < firstRow || row > lastRow)
            return false;
        m_parts.timing.write("echo-painted", {{u"id"_s, echo.second}});
        return true;
    });
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate && m_unseen > 0) {
        m_unseen = 0;
        presentTitle();
    }
    return QMainWindow::event(event);
}

// What the part that has the focus had no use for (ux.md §10).
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // Enter presses a button, everywhere as in cards, and not the Space bar alone.
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
    if (enter && button && button->isVisible()) {
        if (!event->isAutoRepeat())
            button->click();
        return;
    }
    const bool open = m_pages->currentWidget() != m_startPage;
    if (open && event->key() == Qt::Key_Escape)
        m_composer->focusText();
    else if (!open || !m_view->takeScrollKey(*event))
        QMainWindow::keyPressEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange)
        m_parts.session.setVisible(!isMinimized());
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_parts.settings.setWindowGeometry(saveGeometry());
    m_keeper->saveDraft();
    QMainWindow::closeEvent(event);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_painted && event->type() == QEvent::Paint && watched == centralWidget()) {
        m_painted = true;
        watched->removeEventFilter(this);
        // After this paint is through, children included.
        QTimer::singleShot(0, this, [this] {
            m_parts.timing.write("window-painted");
            Q_EMIT firstPainted();
        });
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace botline
