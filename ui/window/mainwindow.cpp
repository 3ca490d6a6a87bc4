#include "mainwindow.h"

#include "firstpaint.h"
#include "headerbar.h"
#include "panecycle.h"
#include "startpage.h"
#include "statusbanner.h"
#include "unreadtitle.h"
#include "windowactions.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/logging/timinglog.h"
#include "app/text/singleline.h"
#include "app/workspace/settings.h"
#include "ui/compose/dropzone.h"
#include "ui/connect/connectdialog.h"
#include "ui/conversation/conversationview.h"
#include "ui/style/appearance.h"

#include <QtGui/QClipboard>
#include <QtGui/QCloseEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
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

MainWindow::MainWindow(const WindowParts &window, const PageParts &page, QWidget *parent)
    : QMainWindow(parent), m_parts(window)
{
    setObjectName(u"mainWindow"_s);
    setMinimumSize(kLeastSize);
    if (!restoreGeometry(m_parts.settings.windowGeometry()))
        resize(kFirstSize);

    buildParts();
    m_current = &addPage(page);
    wireActions();
    connect(&m_parts.appearance, &Appearance::styleChanged, this, &MainWindow::applyStyle);
    presentPage();
    if (const QString problem = m_parts.settings.problem(); !problem.isEmpty())
        m_banner->showNotice(problem, StatusBanner::Tone::Warning);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildParts()
{
    const ChatStyle &style = m_parts.appearance.style();
    m_actions = new WindowActions(*this, m_parts.appearance);
    auto *central = new QWidget(this);
    m_header = new HeaderBar(style, m_actions->menu(), central);
    m_banner = new StatusBanner(style, central);
    m_stack = new QStackedWidget(central);
    m_startPage = new StartPage(style, static_cast<bool>(m_parts.practice), m_stack);
    m_stack->addWidget(m_startPage);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    setCentralWidget(central);

    m_title = new UnreadTitle(*this);
    // The whole window takes files for the current page, its header too.
    m_dropZone = new DropZone(
        *this, style, [this](const QMimeData &dropped) { m_current->stageDropped(dropped); });
    new PaneCycle(*this, [this] {
        return m_current->panes() + QList<QWidget *>{m_header, m_banner};
    });
    auto *paint = new FirstPaint(*central, this);
    connect(paint, &FirstPaint::painted, this, [this] {
        m_parts.timing.write("window-painted");
        Q_EMIT firstPainted();
    });
}

void MainWindow::wireActions()
{
    using User = ConversationSession::User;
    connect(m_header, &HeaderBar::newConversationRequested, this,
            [this] { startOver(User::Same); });
    connect(m_startPage, &StartPage::connectRequested, this, [this] { showConnectDialog(); });
    connect(m_startPage, &StartPage::practiceRequested, this, [this] { connectTo({}); });
    connect(m_actions, &WindowActions::connectRequested, this, [this] { showConnectDialog(); });
    connect(m_actions, &WindowActions::newConversationRequested, this,
            [this] { startOver(User::Same); });
    connect(m_actions, &WindowActions::newUserRequested, this, [this] { startOver(User::New); });
    connect(m_actions, &WindowActions::repeatNewConversationRequested, this,
            [this] { startOver(m_lastNewUser); });
    connect(m_actions, &WindowActions::findRequested, this,
            [this] { m_current->view().openFind(); });
    connect(m_actions, &WindowActions::findNextRequested, this,
            [this](bool down) { m_current->view().findNext(down); });
    connect(m_actions, &WindowActions::saveTranscriptRequested, this,
            [this] { m_current->saveTranscript(); });
    connect(m_actions, &WindowActions::copyConversationIdRequested, this, [this] {
        QGuiApplication::clipboard()->setText(m_current->session().conversationId());
        m_banner->showNotice(tr("The conversation id is on the clipboard."));
    });
    connect(m_actions, &WindowActions::forgetRequested, this, [this] { m_current->askToForget(); });
    connect(m_actions, &WindowActions::quitRequested, this, &QWidget::close);

    m_actions->setKeeping(m_parts.settings.keepsConversations());
    connect(m_actions, &WindowActions::keepRequested, this,
            [this](bool on) { m_current->askToKeep(on); });
    m_actions->setShowsAllActivities(m_parts.settings.showsAllActivities());
    connect(m_actions, &WindowActions::allActivitiesRequested, this, [this](bool on) {
        m_parts.settings.setShowsAllActivities(on);
        for (ConversationPage *page : std::as_const(m_pages))
            page->setShowsAllActivities(on);
    });
    m_actions->setFreezing(m_parts.settings.freezesAnswered());
    connect(m_actions, &WindowActions::freezeRequested, this, [this](bool on) {
        m_parts.settings.setFreezesAnswered(on);
        for (ConversationPage *page : std::as_const(m_pages))
            page->session().cardStates().setFreezesAnswered(on);
    });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_End), this), &QShortcut::activated, this,
            [this] { m_current->view().readOn(); });
}

// ---- Pages

ConversationPage &MainWindow::addPage(const PageParts &parts)
{
    auto *page = new ConversationPage(parts, m_stack);
    m_stack->addWidget(page);
    m_pages.append(page);
    wirePage(*page);
    wireSession(*page);
    updateVisibility();
    return *page;
}

void MainWindow::setCurrentPage(ConversationPage &page)
{
    if (m_current == &page)
        return;
    m_current = &page;
    updateVisibility();
    presentPage();
}

void MainWindow::wirePage(ConversationPage &page)
{
    const auto whenCurrent = [this, &page](auto act) {
        return [this, &page, act] {
            if (m_current == &page)
                act();
        };
    };
    connect(&page, &ConversationPage::opened, this, whenCurrent([this] { presentPage(); }));
    connect(&page, &ConversationPage::forgotten, this, whenCurrent([this] { presentPage(); }));
    connect(&page, &ConversationPage::connectRequested, this,
            [this, &page](const ConnectionProfile &profile) { connectPage(page, profile); });
    connect(&page, &ConversationPage::credentialRequested, this,
            whenCurrent([this] { showConnectDialog(); }));
    connect(&page, &ConversationPage::keepingChanged, this, &MainWindow::applyKeeping);
    connect(&page, &ConversationPage::noticed, m_banner,
            [this](const QString &sentence) { m_banner->showNotice(sentence); });
    connect(&page, &ConversationPage::failed, m_banner, [this](const QString &sentence) {
        m_banner->showNotice(sentence, StatusBanner::Tone::Error);
    });
    connect(&page, &ConversationPage::saving, m_banner,
            [this](const QString &sentence, const std::function<void()> &cancel) {
                m_banner->showProgress(sentence, tr("Cancel"), cancel);
            });
}

void MainWindow::wireSession(ConversationPage &page)
{
    const ConversationSession *session = &page.session();
    const auto presentStateOf = [this, &page] {
        if (m_current == &page)
            presentState();
    };
    const auto presentTitleOf = [this, &page] {
        if (m_current == &page)
            presentTitle();
    };
    connect(session, &ConversationSession::stateChanged, this, presentStateOf);
    connect(session, &ConversationSession::statusTextChanged, this, presentStateOf);
    connect(session, &ConversationSession::botNameChanged, this, presentTitleOf);
    connect(session, &ConversationSession::activitiesReceived, this,
            [this, presentTitleOf](int rows, bool replay) {
                if (!replay)
                    m_title->addUnread(rows);
                presentTitleOf();
            });
    connect(session, &ConversationSession::conversationEndedByBot, this, [this, &page] {
        if (m_current != &page)
            return;
        m_banner->showState(StatusBanner::Tone::Notice, tr("The bot ended the conversation."),
                            tr("New conversation"),
                            [this] { startOver(ConversationSession::User::Same); });
    });
}

void MainWindow::connectTo(const ConnectionProfile &profile)
{
    connectPage(*m_current, profile);
}

void MainWindow::connectPage(ConversationPage &page, const ConnectionProfile &profile)
{
    ConnectionProfile complete = profile;
    if (profile.kind == CredentialKind::Practice) {
        QString why = tr("This build has no practice bot: Boost was missing.");
        const auto practice = m_parts.practice ? m_parts.practice(profile, &why) : std::nullopt;
        if (!practice) {
            m_banner->showNotice(why, StatusBanner::Tone::Error);
            return;
        }
        complete = *practice;
    }
    ConnectionProfile remembered = profile;
    remembered.conversationId.clear();
    m_parts.settings.setLastProfile(remembered);
    page.open(complete);
    if (&page == m_current)
        presentTitle();
}

void MainWindow::showLastConversation()
{
    m_current->showLast();
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

void MainWindow::startOver(ConversationSession::User user)
{
    if (m_current->isBlank())
        return;
    if (!m_current->session().isRestored())
        m_lastNewUser = user;
    m_current->startOver(user);
}

// What one page was asked about keeping holds for all: the setting is the program's.
void MainWindow::applyKeeping(bool on)
{
    m_actions->setKeeping(on);
    for (ConversationPage *page : std::as_const(m_pages))
        page->session().setKeepsConversations(on);
}

// ---- What is shown

void MainWindow::applyStyle(const ChatStyle &style)
{
    m_header->setChatStyle(style);
    m_banner->setChatStyle(style);
    m_startPage->setChatStyle(style);
    m_dropZone->setChatStyle(style);
}

void MainWindow::updateVisibility()
{
    for (ConversationPage *page : std::as_const(m_pages))
        page->session().setVisible(!isMinimized() && (!m_current || page == m_current));
}

void MainWindow::presentPage()
{
    const bool shown = !m_current->isBlank();
    m_stack->setCurrentWidget(shown ? static_cast<QWidget *>(m_current) : m_startPage);
    m_header->setConversationActionsVisible(shown);
    m_actions->setConversationOpen(shown);
    m_dropZone->setEnabled(shown);
    presentState();
    presentTitle();
}

void MainWindow::presentState()
{
    using State = ConversationSession::State;
    using Tone = StatusBanner::Tone;
    ConversationSession &session = m_current->session();
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
                                [&session] { session.tryNow(); });
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
                                [&session] { session.tryNow(); });
            break;
        }
        m_banner->showState(Tone::Error, sentence, tr("Change connection…"),
                            [this, sentence] { showConnectDialog(sentence); });
        break;
    }
}

void MainWindow::presentTitle()
{
    const QString bot = singleLine(m_current->session().botName(), 80);
    m_header->setBot(bot, botId(m_current->session().model()));
    m_title->setBotName(bot);
}

// ---- Events

// What the part that has the focus had no use for (interaction.md §10).
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
    if (m_current->isBlank() || !m_current->takeKey(*event))
        QMainWindow::keyPressEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange)
        updateVisibility();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_parts.settings.setWindowGeometry(saveGeometry());
    for (ConversationPage *page : std::as_const(m_pages))
        page->saveDraft();
    QMainWindow::closeEvent(event);
}

} // namespace botline
