#pragma once

#include "cardpart.h"

#include "ui/content/contentloader.h"

#include <QtGui/QPixmap>

#include <functional>

namespace botline {

class PicturePlayer;
class PlayButton;
class Stack;

// A picture that comes from the network or from our own disk. Its box stands before the picture is
// there; when it cannot be shown, words say why and what can be done (ux.md §7).
class ImageView : public CardPart
{
    Q_OBJECT

public:
    enum class Sizing
    {
        Fit, // whole, at most 240 design pixels high, never larger than it is
        Banner, // as wide as there is room; 16:9, at most 240 high; slightly cropped when that
                // fills it
        Square, // `size` wide and high, cropped
        Natural, // its own size, smaller where room is scarce
        Stretch, // as wide as there is room
        Fixed, // `size`; a side of 0 follows from the other
    };
    enum class Shape
    {
        Rounded,
        RoundedTop, // below the upper edge of a card
        Circle,
    };
    struct Spec
    {
        QString address;
        QString alt;
        QString name; // to save it under
        Sizing sizing = Sizing::Fit;
        QSize size; // device-independent pixels
        Shape shape = Shape::Rounded;
        bool local = false; // a file of our own
        Qt::Alignment alignment = Qt::AlignLeft; // left: where lines begin
    };

    ImageView(const CardContextPtr &context, const Spec &spec, QWidget *parent = nullptr);

    // What a click does once the picture is there; "" as name keeps the picture's own.
    void setTap(const QString &name, std::function<void()> tap);
    void setTap(const directline::CardAction &action); // no effect when it is refused

    ContentLoader::Trouble trouble() const { return m_trouble; }
    bool isLoaded() const { return !m_image.isNull(); }
    PicturePlayer *player() const { return m_player; } // nullptr unless it is animated

    QAccessible::Role accessibleRole() const override;
    bool isActivatable() const override;
    void activate() override;

protected:
    int computeHeight(int width) const override;
    int computeNaturalWidth() const override;
    void arrange() override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void load();
    void take(const ContentLoader::ImageResult &result);
    void animate(const QByteArray &animation);
    void showNotice(const QString &message);
    void describe();
    bool isSmall() const;
    bool asksForPermission() const; // by itself, having no room for buttons
    void loadForeign();
    QSize zoomedSize() const; // of the picture, empty while unknown
    QSize boxSize(int width) const;
    QRect box() const;
    void render(const QSize &size);
    QPixmap rounded(const QSize &size) const;

    Spec m_spec;
    std::function<void()> m_tap;
    bool m_secondClick = false; // of a double click: nothing is sent twice by accident
    QString m_tapName;
    QImage m_image;
    QSize m_naturalSize;
    QPixmap m_rendered; // for the size of the box
    ContentLoader::Trouble m_trouble = ContentLoader::Trouble::None;
    Stack *m_notice = nullptr;
    PicturePlayer *m_player = nullptr;
    PlayButton *m_play = nullptr;
};

} // namespace botline
