#pragma once

#include "chatstyle.h"

#include <QtGui/QImage>
#include <QtWidgets/QDialog>

class QLabel;
class QScrollArea;
class QToolButton;

namespace botline {

class ContentLoader;

// One image at a time, large: fits the window first, zooms with the wheel, Ctrl++ and Ctrl+-,
// copies and saves. Closes with Escape.
class ImageViewer : public QDialog
{
    Q_OBJECT

public:
    // Loads `address` at full size; `trustedLocal` as in ContentLoader::image().
    ImageViewer(const ChatStyle &style, ContentLoader &content, const QString &address,
                const QString &name, bool trustedLocal, QWidget *parent = nullptr);

Q_SIGNALS:
    void saveRequested(const QString &address, const QString &name);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void zoomBy(double factor);
    void fit();
    void present();

    QImage m_image;
    double m_zoom = 1;
    bool m_fits = true;
    QLabel *m_picture;
    QScrollArea *m_area;
    QToolButton *m_copy;
    QLabel *m_facts;
};

} // namespace botline
