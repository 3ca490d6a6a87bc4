#include "cardparser.h"

#include "cardproperties.h"

#include "app/directline/json.h"

#include <QtCore/QJsonArray>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;

Card CardParser::card(const QJsonObject &object, int depth)
{
    Card result;
    result.fallbackText = words(object, "fallbackText"_L1);
    result.valid = json::text(object, "type"_L1) == "AdaptiveCard"_L1
        && (object["body"_L1].isArray() || object["actions"_L1].isArray());
    if (!result.valid)
        return result;
    result.later = isLaterVersion(json::text(object, "version"_L1));
    result.surface = surfaceOf(object["style"_L1]);
    result.verticalAlign = verticalAlignOf(object["verticalContentAlignment"_L1]);
    result.minHeight = pixelsOf(object["minHeight"_L1]);
    result.rightToLeft = flagOf(object["rtl"_L1]);
    result.background = backgroundOf(object["backgroundImage"_L1]);
    result.selectAction = selectAction(object["selectAction"_L1], depth);
    result.body = elements(object["body"_L1], depth);
    result.actions = actions(object["actions"_L1], depth);
    if (m_cut && !m_cutNoted) { // among the actions or parts of an element
        m_cutNoted = true;
        result.body.push_back(noted({Note::Reason::TooLong, {}}));
    }
    return result;
}

Element CardParser::noted(Note note)
{
    Element element;
    element.content = std::move(note);
    return element;
}

bool CardParser::take()
{
    if (m_elementsLeft > 0) {
        --m_elementsLeft;
        return true;
    }
    m_cut = true;
    return false;
}

bool CardParser::takePart()
{
    if (m_partsLeft > 0) {
        --m_partsLeft;
        return true;
    }
    m_cut = true;
    return false;
}

QString CardParser::words(const QJsonObject &object, QLatin1StringView key)
{
    QString text = json::scalarText(object, key);
    if (text.size() > m_textLeft) {
        text.truncate(m_textLeft);
        text += u'…';
        m_cut = true;
    }
    m_textLeft -= std::min<qsizetype>(m_textLeft, text.size());
    return text;
}

std::vector<Element> CardParser::elements(const QJsonValue &value, int depth)
{
    std::vector<Element> result;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        if (!item.isObject())
            continue;
        if (!take())
            break;
        element(item.toObject(), depth, result);
    }
    if (m_cut && !m_cutNoted) {
        m_cutNoted = true;
        result.push_back(noted({Note::Reason::TooLong, {}}));
    }
    return result;
}

Element CardParser::commonPart(const QJsonObject &object)
{
    Element element;
    element.id = json::text(object, "id"_L1);
    element.visible = object["isVisible"_L1].toBool(true);
    element.separator = separatorOf(object);
    element.spacing = spacingOf(object);
    element.align = alignOf(object["horizontalAlignment"_L1]);
    element.stretch
        = json::text(object, "height"_L1).compare("stretch"_L1, Qt::CaseInsensitive) == 0;
    return element;
}

void CardParser::element(const QJsonObject &object, int depth, std::vector<Element> &result)
{
    Element element = commonPart(object);
    const QString type = json::text(object, "type"_L1);

    if (depth >= kMaxDepth) {
        element.content = Note{Note::Reason::TooDeep, type};
    } else if (!meetsRequirements(object) || !read(type, object, depth, element)) {
        const QJsonValue fallback = object["fallback"_L1];
        if (fallback.isObject()) {
            if (take())
                this->element(fallback.toObject(), depth + 1, result);
            return;
        }
        if (fallback.toString().compare("drop"_L1, Qt::CaseInsensitive) == 0)
            return;
        element.content = Note{Note::Reason::UnsupportedElement, type.left(100)};
    }
    result.push_back(std::move(element));
}

bool CardParser::read(const QString &type, const QJsonObject &object, int depth, Element &element)
{
    if (type == "TextBlock"_L1)
        element.content = textBlock(object);
    else if (type == "RichTextBlock"_L1)
        element.content = richText(object, depth);
    else if (type == "Image"_L1)
        readImage(object, depth, element);
    else if (type == "ImageSet"_L1)
        element.content = imageSet(object, depth);
    else if (type == "Media"_L1)
        readMedia(object, element);
    else if (type == "Container"_L1)
        element.content = container(object, depth);
    else if (type == "Carousel"_L1)
        element.content = carousel(object, depth);
    else if (type == "ColumnSet"_L1)
        element.content = columnSet(object, depth);
    else if (type == "FactSet"_L1)
        element.content = factSet(object);
    else if (type == "Table"_L1)
        element.content = table(object, depth);
    else if (type == "ActionSet"_L1)
        element.content = ActionSet{actions(object["actions"_L1], depth)};
    else if (const auto kind = inputKind(type))
        element.content = input(*kind, object, depth);
    else
        return false;
    return true;
}

TextBlock CardParser::textBlock(const QJsonObject &object)
{
    TextBlock block;
    block.text = withDates(words(object, "text"_L1), m_locale);
    block.look = lookOf(object);
    block.wrap = object["wrap"_L1].toBool();
    block.maxLines = int(std::clamp(numberOf(object["maxLines"_L1]).value_or(0), 0.0, 1000.0));
    const QString style = json::text(object, "style"_L1);
    block.heading = style.compare("heading"_L1, Qt::CaseInsensitive) == 0;
    if (block.heading && !object.contains("size"_L1))
        block.look.size = TextSize::Large;
    const bool header = block.heading || style.compare("columnHeader"_L1, Qt::CaseInsensitive) == 0;
    if (header && !object.contains("weight"_L1))
        block.look.weight = TextWeight::Bolder;
    return block;
}

RichText CardParser::richText(const QJsonObject &object, int depth)
{
    RichText result;
    const QJsonArray inlines = object["inlines"_L1].toArray();
    for (const QJsonValue &item : inlines) {
        if (!takePart())
            break;
        TextRun run;
        if (item.isString()) {
            run.text = words({{"text"_L1, item}}, "text"_L1);
        } else {
            const QJsonObject inlined = item.toObject();
            run.text = words(inlined, "text"_L1);
            run.look = lookOf(inlined);
            run.italic = inlined["italic"_L1].toBool();
            run.strike = inlined["strikethrough"_L1].toBool();
            run.underline = inlined["underline"_L1].toBool();
            run.highlight = inlined["highlight"_L1].toBool();
            run.action = selectAction(inlined["selectAction"_L1], depth);
        }
        run.text = withDates(run.text, m_locale);
        if (!run.text.isEmpty())
            result.runs.push_back(std::move(run));
    }
    return result;
}

Image CardParser::image(const QJsonObject &object, int depth)
{
    Image image;
    image.url = json::text(object, "url"_L1);
    image.altText = words(object, "altText"_L1);
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
    image.action = selectAction(object["selectAction"_L1], depth);
    return image;
}

void CardParser::readImage(const QJsonObject &object, int depth, Element &element)
{
    Image read = image(object, depth);
    if (read.url.isEmpty())
        element.content = Note{Note::Reason::MissingAddress, u"Image"_s};
    else
        element.content = std::move(read);
}

ImageSet CardParser::imageSet(const QJsonObject &object, int depth)
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
        if (!take())
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

void CardParser::readMedia(const QJsonObject &object, Element &element)
{
    const QString about = words(object, "altText"_L1);
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

std::vector<Action> CardParser::mediaActions(const QJsonObject &object, const QString &about)
{
    std::vector<Action> result;
    const auto add = [&](const QJsonObject &source, const QString &type, const QString &title) {
        Action open;
        open.kind = Action::Kind::OpenUrl;
        open.number = m_actions++;
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
        if (!take())
            break;
        // The same in another form: what the bot calls it tells them apart.
        const QString form = words(item.toObject(), "mimeType"_L1);
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
        if (!take())
            break;
        add(item.toObject(), u"CaptionSource"_s, words(item.toObject(), "label"_L1));
    }
    return result;
}

FactSet CardParser::factSet(const QJsonObject &object)
{
    FactSet set;
    const QJsonArray facts = object["facts"_L1].toArray();
    for (const QJsonValue &item : facts) {
        if (!take())
            break;
        const QJsonObject fact = item.toObject();
        FactSet::Fact read{withDates(words(fact, "title"_L1), m_locale),
                           withDates(words(fact, "value"_L1), m_locale)};
        if (!read.title.isEmpty() || !read.value.isEmpty())
            set.facts.push_back(std::move(read));
    }
    return set;
}

} // namespace botline::adaptive
