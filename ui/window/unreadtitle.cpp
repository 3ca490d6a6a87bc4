#include "unreadtitle.h"

#include <QtCore/QEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>

namespace botline {

UnreadTitle::UnreadTitle(QWidget &window) : QObject(&window), m_window(window)
{
    window.installEventFilter(this);
    present();
}

void UnreadTitle::setBotName(const QString &name)
{
    m_botName = name;
    present();
}

void UnreadTitle::addUnread(int rows)
{
    if (m_window.isActiveWindow())
        return;
    m_unread += rows;
    QApplication::alert(&m_window);
    present();
}

bool UnreadTitle::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::WindowActivate && m_unread > 0) {
        m_unread = 0;
        present();
    }
    return false;
}

void UnreadTitle::present()
{
    const QString title = m_botName.isEmpty() ? tr("Botline") : tr("%1 – Botline").arg(m_botName);
    m_window.setWindowTitle(m_unread > 0 ? tr("(%1) %2").arg(m_unread).arg(title) : title);
}

} // namespace botline
