#include "picturepart.h"

#include "ui/cards/blocks/widgetblock.h"

namespace botline {

PicturePart::PicturePart(const adaptive::Image &image, const CardImage::Options &options,
                         const ChatStyle &style, ContentLoader &content, QWidget *parent)
    : BlockWidget(parent), m_image(new CardImage(image, options, style, content, this))
{
    connect(m_image, &CardImage::sizeChanged, this, [this] { blockChanged(root()); });
    connect(m_image, &CardImage::allowRequested, m_image, &CardImage::allow);
    setRoot(std::make_unique<WidgetBlock>(m_image, Qt::AlignLeft));
}

} // namespace botline
