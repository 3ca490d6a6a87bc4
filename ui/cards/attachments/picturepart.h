#pragma once

#include "ui/cards/blocks/blockwidget.h"
#include "ui/cards/widgets/cardimage.h"

namespace botline {

// A picture sent as an attachment, where lines begin and as wide as it needs.
class PicturePart : public BlockWidget
{
    Q_OBJECT

public:
    // `content` must outlive it.
    PicturePart(const adaptive::Image &image, const CardImage::Options &options,
                const ChatStyle &style, ContentLoader &content, QWidget *parent = nullptr);

    CardImage &image() const { return *m_image; }

private:
    CardImage *m_image;
};

} // namespace botline
