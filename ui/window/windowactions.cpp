#include "windowactions.h"

#include "ui/style/appearance.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QAction>
#include <QtGui/QActionGroup>
#include <QtGui/QShortcut>
#include <QtWidgets/QDialog>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline {

WindowActions::WindowActions(QWidget &window, Appearance &appearance)
    : QObject(&window), m_window(window), m_appearance(appearance), m_menu(new QMenu(&window))
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto triggered) {
        QAction *action = m_menu->addAction(text);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, triggered);
        m_window.addAction(action); // shortcuts work while the menu is closed
        return action;
    };

    m_conversationActions = {
        add(tr("&New conversation"), {}, [this] { Q_EMIT newConversationRequested(); }),
        add(tr("New conversation as a new &user"), {}, [this] { Q_EMIT newUserRequested(); }),
    };
    add(tr("&Connect to a bot…"), QKeySequence(Qt::CTRL | Qt::Key_N),
        [this] { Q_EMIT connectRequested(); });
    m_menu->addSeparator();
    m_conversationActions << add(tr("&Find…"), QKeySequence::Find,
                                 [this] { Q_EMIT findRequested(); });
    m_conversationActions << add(tr("&Save transcript…"), QKeySequence::Save,
                                 [this] { Q_EMIT saveTranscriptRequested(); });
    m_conversationActions << add(tr("Cop&y conversation id"), {},
                                 [this] { Q_EMIT copyConversationIdRequested(); });
    m_conversationActions << add(tr("For&get this conversation…"), {},
                                 [this] { Q_EMIT forgetRequested(); });
    m_keep = add(tr("Kee&p conversations on this computer"), {},
                 [this](bool on) { Q_EMIT keepRequested(on); });
    m_keep->setObjectName(u"keepConversations"_s);
    m_keep->setCheckable(true);
    m_menu->addSeparator();

    m_allActivities = add(tr("Show &all activities"), {},
                          [this](bool on) { Q_EMIT allActivitiesRequested(on); });
    m_allActivities->setObjectName(u"allActivities"_s);
    m_allActivities->setCheckable(true);
    m_allActivities->setToolTip(tr("Also events, traces and whatever else is no message"));
    QMenu *themes = m_menu->addMenu(tr("&Theme"));
    auto *group = new QActionGroup(this);
    const std::pair<Theme, QString> choices[] = {{Theme::System, tr("As the &system")},
                                                 {Theme::Light, tr("&Light")},
                                                 {Theme::Dark, tr("&Dark")}};
    for (const auto &[theme, text] : choices) {
        QAction *action = themes->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_appearance.theme() == theme);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, chosen = theme] { m_appearance.setTheme(chosen); });
    }
    QAction *zoomIn = add(tr("Zoom &in"), QKeySequence::ZoomIn, [this] { m_appearance.zoomIn(); });
    // Ctrl+= as well, for keyboards where + needs Shift.
    zoomIn->setShortcuts(
        {QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    add(tr("Zoom &out"), QKeySequence::ZoomOut, [this] { m_appearance.zoomOut(); });
    add(tr("&Reset zoom"), QKeySequence(Qt::CTRL | Qt::Key_0),
        [this] { m_appearance.resetZoom(); });
    m_freeze
        = add(tr("Free&ze answered cards"), {}, [this](bool on) { Q_EMIT freezeRequested(on); });
    m_freeze->setObjectName(u"freezeAnswered"_s);
    m_freeze->setCheckable(true);
    m_menu->addSeparator();
    add(tr("&Keyboard shortcuts"), QKeySequence::HelpContents, [this] { showShortcuts(); });
    add(tr("A&bout Botline"), {}, [this] { showAbout(); });
    add(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { Q_EMIT quitRequested(); });

    auto *restart = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), &m_window);
    connect(restart, &QShortcut::activated, this, &WindowActions::repeatNewConversationRequested);
    for (const bool down : {true, false}) {
        auto *find = new QAction(this);
        find->setShortcut(QKeySequence(down ? Qt::Key_F3 : Qt::SHIFT | Qt::Key_F3));
        connect(find, &QAction::triggered, this, [this, down] { Q_EMIT findNextRequested(down); });
        m_window.addAction(find);
        m_conversationActions << find;
    }
    setConversationOpen(false);
}

void WindowActions::setConversationOpen(bool open)
{
    for (QAction *action : std::as_const(m_conversationActions))
        action->setEnabled(open);
}

void WindowActions::setKeeping(bool on)
{
    m_keep->setChecked(on);
}

void WindowActions::setShowsAllActivities(bool on)
{
    m_allActivities->setChecked(on);
}

void WindowActions::setFreezing(bool on)
{
    m_freeze->setChecked(on);
}

void WindowActions::showShortcuts()
{
    const std::pair<QString, QString> rows[] = {
        {tr("Enter"), tr("Send")},
        {tr("Shift+Enter"), tr("New line")},
        {tr("Up, Down in an empty composer"), tr("Earlier and later sent texts")},
        {tr("Alt+Up, Alt+Down"), tr("The same, always")},
        {tr("Ctrl+U"), tr("Attach files")},
        {tr("Escape"), tr("Back to the composer")},
        {tr("F6, Shift+F6"), tr("Next, previous part of the window")},
        {tr("Up, Down, Home, End in the conversation"), tr("From message to message")},
        {tr("Page Up, Page Down"), tr("Scroll the conversation")},
        {tr("Enter on a message"), tr("Into its buttons and fields")},
        {tr("F2 on a message"), tr("Its JSON")},
        {tr("Shift+F10 on a message"), tr("Its menu: copy as, links, …")},
        {tr("Ctrl+End"), tr("To the newest message")},
        {tr("Ctrl+F"), tr("Find in the conversation")},
        {tr("F3, Shift+F3"), tr("Next, previous match")},
        {tr("Shift+Up, Shift+Down"), tr("Select messages")},
        {tr("Ctrl+A, Ctrl+C"), tr("Select everything, copy the selection")},
        {tr("Ctrl+Shift+C on a message"), tr("Copy its JSON")},
        {tr("Ctrl+Shift+R"), tr("New conversation, as last time")},
        {tr("Ctrl+N"), tr("Connect to a bot")},
        {tr("Ctrl+S"), tr("Save the transcript")},
        {tr("Ctrl++, Ctrl+-, Ctrl+0"), tr("Zoom")},
        {tr("F10"), tr("Menu")},
        {tr("F1"), tr("This list")},
        {tr("Ctrl+Q"), tr("Quit")},
    };
    auto *dialog = new QDialog(&m_window);
    dialog->setObjectName(u"shortcutsDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keyboard shortcuts"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(m_appearance.style().px(24));
    int line = 0;
    for (const auto &[keys, meaning] : rows) {
        auto *keysLabel = new QLabel(keys, dialog);
        keysLabel->setFont(m_appearance.style().strong());
        grid->addWidget(keysLabel, line, 0);
        grid->addWidget(new QLabel(meaning, dialog), line++, 1);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(dialog);
    column->addLayout(grid);
    column->addWidget(buttons);
    dialog->open();
}

void WindowActions::showAbout()
{
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, tr("About Botline"),
        tr("Botline %1\nA native desktop chat client for Direct Line bots.\n\nQt %2 · MIT licence")
            .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion())),
        QMessageBox::Close, &m_window);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace botline
