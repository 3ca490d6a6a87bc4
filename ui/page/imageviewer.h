#pragma once

#include "conversationimages.h"

#include "ui/style/chatstyle.h"

#include <QtGui/QImage>
#include <QtWidgets/QDialog>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace botline {

class ContentLoader;
class PicturePlayer;

// One picture of the conversation at a time, large: fits the window first; zooms with the wheel,
// + and -; 0 fits it in again and 1 shows it pixel by pixel; goes to the next and previous one with
// the arrows; pans by dragging; copies and saves. Closes with Escape.
class ImageViewer : public QDialog
{
    Q_OBJECT

public:
    // `content` and what `images` refers to must outlive it.
    ImageViewer(const ChatStyle &style, ContentLoader &content, const ConversationImages &images,
                const ConversationImage &first, QWidget *parent = nullptr);

    const ConversationImage &shown() const { return m_shown; }
    double zoom() const { return m_zoom; } // 1: one pixel of the picture is one of the screen's
    // About what is on the screen: "800 × 600 pixels · 50 %", or what is wrong.
    QString factsText() const;

Q_SIGNALS:
    void saveRequested(const QString &address, const QString &name);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addKeys();
    QToolButton *addButton(QBoxLayout &bar, const QString &name, const QString &words);
    void showImage(const ConversationImage &image);
    void load();
    void step(bool down);
    void updateSteps();
    void zoomTo(double zoom, const QPoint &kept); // in the area's viewport
    void zoomBy(double factor);
    void fit();
    void present();
    double ratio() const { return devicePixelRatioF(); }
    bool dragTo(QEvent &event);

    const ChatStyle m_style;
    ContentLoader &m_content;
    const ConversationImages m_images;
    ConversationImage m_shown;
    QObject *m_request = nullptr; // what is waited for; goes with the picture
    QImage m_image;
    PicturePlayer *m_player = nullptr;
    double m_zoom = 1;
    bool m_fits = true;
    QPoint m_dragFrom;
    QLabel *m_picture;
    QScrollArea *m_area;
    QLabel *m_facts;
    QPushButton *m_allow;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_copy;
    QList<QToolButton *> m_zoomButtons;
};

} // namespace botline
