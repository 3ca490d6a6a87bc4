#include "pictureplayer.h"

#include <QtCore/QEvent>
#include <QtWidgets/QStyle>
#include <QtWidgets/QWidget>

namespace botline {

PicturePlayer::PicturePlayer(const QByteArray &bytes, const QSize &size, QWidget &shownBy)
    : QObject(&shownBy),
      m_shownBy(shownBy),
      m_playing(shownBy.style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0)
{
    m_bytes.setData(bytes);
    m_bytes.open(QIODevice::ReadOnly);
    m_movie.setDevice(&m_bytes);
    m_movie.setScaledSize(size);
    shownBy.installEventFilter(this);
    connect(&m_movie, &QMovie::frameChanged, this, [this] {
        Q_EMIT frameChanged(m_movie.currentImage());
        // Nobody looked at the one before: it is out of sight.
        if (!std::exchange(m_seen, false))
            update();
    });
    connect(&m_movie, &QMovie::finished, this, [this] { setPlaying(false); });
    // Its error() comes at the end of each round too, and means nothing.
}

void PicturePlayer::setPlaying(bool playing)
{
    if (playing == m_playing)
        return;
    m_playing = playing;
    m_seen = playing; // by whoever pressed the button
    update();
    Q_EMIT playingChanged(playing);
}

void PicturePlayer::painted()
{
    if (std::exchange(m_seen, true))
        return;
    update();
}

void PicturePlayer::update()
{
    const bool runs = m_playing && m_seen && m_shownBy.isVisible() && m_shownBy.isActiveWindow();
    if (!runs && isRunning())
        m_movie.setPaused(true);
    else if (runs && m_movie.state() == QMovie::Paused)
        m_movie.setPaused(false);
    else if (runs && m_movie.state() == QMovie::NotRunning)
        m_movie.start();
}

bool PicturePlayer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowActivate || event->type() == QEvent::WindowDeactivate
        || event->type() == QEvent::Hide) {
        m_seen = event->type() == QEvent::WindowActivate;
        update();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace botline
