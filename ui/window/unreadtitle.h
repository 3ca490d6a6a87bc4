#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

class QWidget;

namespace botline {

// The window's title: whom one talks to, and how much came while the window was inactive. Draws the
// user's attention to the window when something does.
class UnreadTitle : public QObject
{
    Q_OBJECT

public:
    // `window` owns this.
    explicit UnreadTitle(QWidget &window);

    void setBotName(const QString &name); // one line; "" while nobody is known
    // Rows that came just now; they count while the window is inactive, and until it is active.
    void addUnread(int rows);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void present();

    QWidget &m_window;
    QString m_botName;
    int m_unread = 0;
};

} // namespace botline
