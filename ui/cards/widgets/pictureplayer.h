#pragma once

#include <QtCore/QBuffer>
#include <QtCore/QObject>
#include <QtGui/QMovie>

class QWidget;

namespace botline {

// Plays an animated picture for a widget that shows it. Frames are made only while somebody can see
// them: not while the widget is hidden or scrolled away, and not while its window is not the active
// one. Where the system wants no motion it waits until it is told to play.
class PicturePlayer : public QObject
{
    Q_OBJECT

public:
    // `bytes`: of a picture that ContentLoader found to be animated and bounded. `size`: of the
    // frames. `shownBy` owns the player.
    PicturePlayer(const QByteArray &bytes, const QSize &size, QWidget &shownBy);

    bool isPlaying() const { return m_playing; } // as somebody wished
    void setPlaying(bool playing);
    bool isRunning() const { return m_movie.state() == QMovie::Running; } // frames are made now
    // The widget painted itself, so it can be seen.
    void painted();

Q_SIGNALS:
    void frameChanged(const QImage &frame);
    void playingChanged(bool playing);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void update();

    QWidget &m_shownBy;
    QBuffer m_bytes;
    QMovie m_movie;
    bool m_playing;
    bool m_seen = false; // painted since the last frame
};

} // namespace botline
