#pragma once

#include "pictureshape.h"

#include "app/adaptive/adaptivecard.h"
#include "ui/content/contentloader.h"
#include "ui/style/chatstyle.h"

#include <QtGui/QImage>
#include <QtGui/QPixmap>
#include <QtWidgets/QAbstractButton>

namespace botline {

class PictureNotice;
class PicturePlayer;
class PlayButton;

// A picture of a card or an attachment, from the network or from our own disk. Its box stands
// before the picture is there. One of Size::Fit or Size::Banner that cannot be shown says why in
// words, with buttons for what can be done; a smaller one says it in its box or its tooltip. A
// picture from a foreign host waits for the user's click. What is animated plays and can be
// stopped.
class CardImage : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Click
    {
        None,
        Always, // clicked() means the image's own action
        WhenLoaded,
    };
    struct Options
    {
        Click click = Click::None;
        QString name; // to save it under; the address tells it when empty
        bool local = false; // a file of our own
        bool topEdge = false; // below the rounded upper edge of a card
    };

    // `content` must outlive the widget.
    CardImage(const adaptive::Image &image, const Options &options, const ChatStyle &style,
              ContentLoader &content, QWidget *parent);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    bool isLoading() const { return m_loading; }
    bool isLoaded() const { return !m_image.isNull(); }
    ContentLoader::Trouble trouble() const { return m_trouble; }
    PicturePlayer *player() const { return m_player; } // null unless it is animated
    // Whether a click does something, and that.
    bool isActive() const;
    void activate();

    // Clicks that it has no use for go to what lies behind.
    void setOverArea(bool over);

    // Fetches it when only the user's permission was missing.
    void allow();

Q_SIGNALS:
    void sizeChanged();
    void allowRequested(); // the user wants to see the foreign picture
    void linkRequested(const QString &address); // its own, to be opened elsewhere
    void saveRequested(const QString &address, const QString &name);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void load();
    void take(const ContentLoader::ImageResult &result);
    void animate(const QByteArray &animation);
    void showNotice(const QString &message);
    bool standsAlone() const; // and has room for words and buttons when it is not there
    bool needsPermission() const;
    bool isBroken() const { return !m_loading && !isLoaded() && !needsPermission(); }
    QString fileName() const;
    void updateBehaviour();
    QSize zoomedSize() const; // of the picture; empty while unknown
    QSize boxFor(int width) const;
    QRect box() const;
    void placeChildren();
    PictureShape shape() const;
    QPixmap rendered(const QSize &size) const;
    void paintPlaceholder(QPainter &painter, const QRect &box) const;

    adaptive::Image m_spec;
    Options m_options;
    ChatStyle m_style;
    ContentLoader &m_content;
    QImage m_image;
    QPixmap m_rendered; // of the picture, for the size of the box
    QSize m_natural; // empty until known
    bool m_overArea = false;
    bool m_loading = true;
    ContentLoader::Trouble m_trouble = ContentLoader::Trouble::None;
    QString m_message; // why there is none
    PictureNotice *m_notice = nullptr;
    PicturePlayer *m_player = nullptr;
    PlayButton *m_play = nullptr;
};

} // namespace botline
