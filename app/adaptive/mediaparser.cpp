#include "mediaparser.h"

#include "parselimits.h"

#include "app/directline/json.h"

#include <QtCore/QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;

MediaParser::MediaParser(ParseLimits &limits) : m_limits(limits)
{
}

void MediaParser::readMedia(const QJsonObject &object, Element &element)
{
    const QString about = m_limits.text(object, "altText"_L1);
    std::vector<Action> open = mediaActions(object, about);
    if (open.empty()) {
        element.content = Note{Note::Reason::MissingAddress, u"Media"_s};
        return;
    }
    Container box;
    if (const QString poster = json::text(object, "poster"_L1); !poster.isEmpty()) {
        Element picture;
        Image image;
        image.url = poster;
        image.altText = about;
        image.size = Image::Size::Stretch;
        image.action = open.front();
        picture.content = std::move(image);
        box.items.push_back(std::move(picture));
    }
    Element buttons;
    buttons.content = ActionSet{std::move(open)};
    box.items.push_back(std::move(buttons));
    element.content = std::move(box);
}

std::vector<Action> MediaParser::mediaActions(const QJsonObject &object, const QString &about)
{
    std::vector<Action> result;
    const auto add = [&](const QJsonObject &source, const QString &type, const QString &title) {
        Action open;
        open.kind = Action::Kind::OpenUrl;
        open.number = m_limits.nextAction();
        open.type = type;
        open.url = json::text(source, "url"_L1);
        open.title = title;
        open.secondary = !result.empty();
        if (!open.url.isEmpty())
            result.push_back(std::move(open));
    };
    const QJsonArray sources = object["sources"_L1].toArray();
    for (const QJsonValue &item : sources) {
        if (!item.isObject())
            continue;
        if (!m_limits.take())
            break;
        // The same in another form: what the bot calls it tells them apart.
        const QString form = m_limits.text(item.toObject(), "mimeType"_L1);
        if (result.empty())
            add(item.toObject(), u"Media"_s, about);
        else
            add(item.toObject(), u"MediaSource"_s, form);
    }
    if (result.empty())
        return result;
    const QJsonArray captions = object["captionSources"_L1].toArray();
    for (const QJsonValue &item : captions) {
        if (!item.isObject())
            continue;
        if (!m_limits.take())
            break;
        add(item.toObject(), u"CaptionSource"_s, m_limits.text(item.toObject(), "label"_L1));
    }
    return result;
}

} // namespace botline::adaptive
