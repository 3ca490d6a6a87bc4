#pragma once

#include "app/adaptive/adaptivecard.h"
#include "ui/cards/blocks/boxpicture.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QObject>
#include <QtGui/QImage>

namespace botline {
class ContentLoader;
}

namespace botline::adaptive {

// The picture behind a box of a card. It shines through the ground only so far that what is written
// on it can be read, whatever the picture is (AdaptiveStyle::groundUnderPicture()); without
// anything on it, it is shown as it is.
class CardBackground : public QObject, public BoxPicture
{
    Q_OBJECT

public:
    // `content` must outlive it. `written`: something stands on it.
    CardBackground(const BackgroundImage &image, bool written, const ChatStyle &style,
                   ContentLoader &content, QObject *parent);

    void paint(QPainter &painter, const QRect &box, int radius) const override;

    // It comes from a foreign host and waits for the user's permission.
    bool needsPermission() const { return m_needsPermission; }
    QString host() const;
    void allow();

Q_SIGNALS:
    void changed(); // the picture came, or needs permission

private:
    void load();
    QRectF target(const QRectF &box) const;

    BackgroundImage m_spec;
    bool m_written;
    ChatStyle m_style;
    ContentLoader &m_content;
    QImage m_image;
    QSize m_natural;
    bool m_needsPermission = false;
};

} // namespace botline::adaptive
