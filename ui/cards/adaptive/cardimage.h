#pragma once

#include "app/adaptive/adaptivecard.h"
#include "ui/style/chatstyle.h"

#include <QtGui/QImage>
#include <QtWidgets/QAbstractButton>

namespace botline {
class ContentLoader;
}

namespace botline::adaptive {

// A picture of a card. Its box stands before the picture is there; where it cannot be had, the box
// says why. A picture from a foreign host waits for the user's click.
class CardImage : public QAbstractButton
{
    Q_OBJECT

public:
    // `content` must outlive the widget. `clickable`: clicked() means the image's own action.
    CardImage(const Image &image, bool clickable, const ChatStyle &style, ContentLoader &content,
              QWidget *parent);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    bool isLoading() const { return m_loading; }

    // Clicks that it has no use for go to what lies behind.
    void setOverArea(bool over);

    // Fetches it when only the user's leave was missing.
    void allow();

Q_SIGNALS:
    void sizeChanged();
    void allowRequested(); // the placeholder of a foreign picture was clicked

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void load();
    void activate();
    bool isActive() const { return m_clickable || m_needsPermission; }
    bool isBroken() const { return !m_loading && m_image.isNull() && !m_needsPermission; }
    void updateBehaviour();
    QSize boxFor(int width) const;
    void paintPlaceholder(QPainter &painter, const QRect &box) const;

    Image m_spec;
    bool m_clickable;
    ChatStyle m_style;
    ContentLoader &m_content;
    QImage m_image;
    QSize m_natural; // empty until known
    bool m_overArea = false;
    bool m_loading = true;
    bool m_needsPermission = false;
    QString m_message; // why there is none
};

} // namespace botline::adaptive
