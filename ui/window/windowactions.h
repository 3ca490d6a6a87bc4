#pragma once

#include <QtCore/QList>
#include <QtCore/QObject>

class QAction;
class QMenu;
class QWidget;

namespace botline {

class Appearance;

// The window's menu with its shortcuts, and the dialog that lists them all.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    // `window` owns this and gets the shortcuts.
    WindowActions(QWidget &window, Appearance &appearance);

    QMenu *menu() const { return m_menu; }
    void setConversationOpen(bool open);
    void setKeeping(bool on); // how it is; nobody is told
    void setShowsAllActivities(bool on); // likewise
    void setFreezing(bool on); // answered cards; nobody is told

Q_SIGNALS:
    void connectRequested();
    void newConversationRequested();
    void newUserRequested();
    void repeatNewConversationRequested(); // Ctrl+Shift+R: as last time
    void saveTranscriptRequested();
    void findRequested(); // Ctrl+F
    void findNextRequested(bool down); // F3, Shift+F3
    void copyConversationIdRequested();
    void forgetRequested();
    void keepRequested(bool on);
    void allActivitiesRequested(bool on);
    void freezeRequested(bool on);
    void quitRequested();

private:
    void showShortcuts();
    void showAbout();

    QWidget &m_window;
    Appearance &m_appearance;
    QMenu *m_menu;
    QAction *m_keep;
    QAction *m_allActivities;
    QAction *m_freeze;
    QList<QAction *> m_conversationActions;
};

} // namespace botline
