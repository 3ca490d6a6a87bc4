#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QTimer>

class QWidget;

namespace botline {

// Says things to those who listen to the window, and shows nothing (interaction.md §11). What is
// said within 300 ms is said in one utterance.
//
// Qt has events for this from 6.8 on. Before, there is a line in the window for screen readers
// alone, which turns up as a notification whenever its words change.
class Announcer : public QObject
{
    Q_OBJECT

public:
    // `window` owns this.
    explicit Announcer(QWidget &window);

    void say(const QString &words); // when the listener has time
    void sayAtOnce(const QString &words); // trouble; goes before what is still waiting

Q_SIGNALS:
    void said(const QString &words, bool atOnce);

private:
    void utter(const QString &words, bool atOnce);

    QWidget &m_window;
    QWidget *m_line = nullptr;
    QStringList m_waiting;
    QTimer m_join;
};

} // namespace botline
