#include "imageparser.h"

#include "actionparser.h"
#include "cardproperties.h"
#include "parselimits.h"

#include "app/directline/json.h"

#include <QtCore/QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;

ImageParser::ImageParser(ParseLimits &limits, ActionParser &actions)
    : m_limits(limits), m_actions(actions)
{
}

Image ImageParser::image(const QJsonObject &object, int depth)
{
    Image image;
    image.url = json::text(object, "url"_L1);
    image.altText = m_limits.text(object, "altText"_L1);
    image.size = named<Image::Size>(object["size"_L1],
                                    {{"stretch"_L1, Image::Size::Stretch},
                                     {"small"_L1, Image::Size::Small},
                                     {"medium"_L1, Image::Size::Medium},
                                     {"large"_L1, Image::Size::Large}},
                                    Image::Size::Auto);
    image.width = pixelsOf(object["width"_L1]);
    image.height = pixelsOf(object["height"_L1]);
    if (json::text(object, "width"_L1).compare("stretch"_L1, Qt::CaseInsensitive) == 0)
        image.size = Image::Size::Stretch;
    image.round = json::text(object, "style"_L1).compare("person"_L1, Qt::CaseInsensitive) == 0;
    image.backgroundColor = json::text(object, "backgroundColor"_L1).trimmed().left(32);
    image.action = m_actions.selectAction(object["selectAction"_L1], depth);
    return image;
}

void ImageParser::readImage(const QJsonObject &object, int depth, Element &element)
{
    Image read = image(object, depth);
    if (read.url.isEmpty())
        element.content = Note{Note::Reason::MissingAddress, u"Image"_s};
    else
        element.content = std::move(read);
}

ImageSet ImageParser::imageSet(const QJsonObject &object, int depth)
{
    ImageSet set;
    set.stacked = json::text(object, "style"_L1).compare("stacked"_L1, Qt::CaseInsensitive) == 0;
    const auto size = named<Image::Size>(object["imageSize"_L1],
                                         {{"auto"_L1, Image::Size::Auto},
                                          {"stretch"_L1, Image::Size::Stretch},
                                          {"small"_L1, Image::Size::Small},
                                          {"large"_L1, Image::Size::Large}},
                                         Image::Size::Medium);
    const QJsonArray images = object["images"_L1].toArray();
    for (const QJsonValue &item : images) {
        if (!item.isObject())
            continue;
        if (!m_limits.take())
            break;
        Image read = image(item.toObject(), depth);
        if (read.url.isEmpty())
            continue;
        read.size = size;
        read.width = 0;
        read.height = 0;
        set.images.push_back(std::move(read));
    }
    return set;
}

} // namespace botline::adaptive
