#include "cardproperties.h"

#include "cardschema.h"

#include "app/directline/json.h"

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;

Spacing spacingOf(const QJsonObject &object)
{
    return named<Spacing>(
        object["spacing"_L1],
        {{"none"_L1, Spacing::None},
         {"extraSmall"_L1, Spacing::Small},
         {"small"_L1, Spacing::Small},
         {"medium"_L1, Spacing::Medium},
         {"large"_L1, Spacing::Large},
         {"extraLarge"_L1, Spacing::ExtraLarge},
         {"padding"_L1, Spacing::Padding}},
        // Before 1.0 spacing and separator were one property.
        named<Spacing>(object["separation"_L1],
                       {{"none"_L1, Spacing::None}, {"strong"_L1, Spacing::Large}},
                       Spacing::Default));
}

bool separatorOf(const QJsonObject &object)
{
    return object["separator"_L1].toBool()
        || json::text(object, "separation"_L1).compare("strong"_L1, Qt::CaseInsensitive) == 0;
}

Align alignOf(const QJsonValue &value)
{
    return named<Align>(
        value, {{"left"_L1, Align::Start}, {"center"_L1, Align::Center}, {"right"_L1, Align::End}},
        Align::Unset);
}

std::optional<VerticalAlign> verticalAlignOf(const QJsonValue &value)
{
    return named<std::optional<VerticalAlign>>(value,
                                               {{"top"_L1, VerticalAlign::Top},
                                                {"center"_L1, VerticalAlign::Center},
                                                {"bottom"_L1, VerticalAlign::Bottom}},
                                               std::nullopt);
}

std::optional<BackgroundImage> backgroundOf(const QJsonValue &value)
{
    using Fill = BackgroundImage::Fill;
    const QJsonObject object = value.toObject();
    BackgroundImage image;
    image.url = value.isString() ? value.toString() : json::text(object, "url"_L1);
    if (image.url.isEmpty())
        return std::nullopt;
    image.fill = named<Fill>(object["fillMode"_L1],
                             {{"repeat"_L1, Fill::Repeat},
                              {"repeatHorizontally"_L1, Fill::RepeatAcross},
                              {"repeatVertically"_L1, Fill::RepeatDown}},
                             Fill::Cover);
    const Align across = alignOf(object["horizontalAlignment"_L1]);
    image.across = across == Align::Unset ? Align::Start : across;
    image.down = verticalAlignOf(object["verticalAlignment"_L1]).value_or(VerticalAlign::Top);
    return image;
}

std::optional<bool> flagOf(const QJsonValue &value)
{
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

Surface surfaceOf(const QJsonValue &value)
{
    return named<Surface>(value,
                          {{"default"_L1, Surface::Default},
                           {"emphasis"_L1, Surface::Emphasis},
                           {"accent"_L1, Surface::Accent},
                           {"good"_L1, Surface::Good},
                           {"warning"_L1, Surface::Warning},
                           {"attention"_L1, Surface::Attention}},
                          Surface::Inherited);
}

TextLook lookOf(const QJsonObject &object)
{
    TextLook look;
    look.size = named<TextSize>(object["size"_L1],
                                {{"small"_L1, TextSize::Small},
                                 {"medium"_L1, TextSize::Medium},
                                 {"large"_L1, TextSize::Large},
                                 {"extraLarge"_L1, TextSize::ExtraLarge}},
                                TextSize::Default);
    look.weight = named<TextWeight>(
        object["weight"_L1],
        {{"lighter"_L1, TextWeight::Lighter}, {"bolder"_L1, TextWeight::Bolder}},
        TextWeight::Default);
    look.color = named<TextColor>(object["color"_L1],
                                  {{"dark"_L1, TextColor::Dark},
                                   {"light"_L1, TextColor::Light},
                                   {"accent"_L1, TextColor::Accent},
                                   {"good"_L1, TextColor::Good},
                                   {"warning"_L1, TextColor::Warning},
                                   {"attention"_L1, TextColor::Attention}},
                                  TextColor::Default);
    look.subtle = object["isSubtle"_L1].toBool();
    look.monospace
        = json::text(object, "fontType"_L1).compare("monospace"_L1, Qt::CaseInsensitive) == 0;
    return look;
}

std::optional<double> numberOf(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    bool ok = false;
    const double number = value.toString().trimmed().toDouble(&ok);
    return ok && qIsFinite(number) ? std::optional(number) : std::nullopt;
}

int pixelsOf(const QJsonValue &value)
{
    constexpr double kMost = 4096;
    std::optional<double> number;
    QString text = value.toString();
    if (text.endsWith("px"_L1, Qt::CaseInsensitive)) {
        text.chop(2);
        number = numberOf(text);
    } else {
        number = numberOf(value);
    }
    return number ? int(std::clamp(*number, 0.0, kMost)) : 0;
}

Element commonPartOf(const QJsonObject &object)
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

Element elementOf(Note note)
{
    Element element;
    element.content = std::move(note);
    return element;
}

bool meetsRequirements(const QJsonObject &object)
{
    const QJsonObject wanted = object["requires"_L1].toObject();
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (it.key() != "adaptiveCards"_L1 || isLaterVersion(it.value().toString()))
            return false;
    }
    return true;
}

bool isVersion(const QString &text)
{
    static const QRegularExpression pattern(uR"(^\d{1,4}\.\d{1,4}$)"_s);
    return pattern.match(text).hasMatch();
}

bool isLaterVersion(const QString &text)
{
    const QStringList version = text.split(u'.');
    const int major = version.value(0).toInt();
    return major > 1 || (major == 1 && version.value(1).toInt() > schema::kNewest);
}

bool isPattern(const QString &regex)
{
    constexpr qsizetype kLongestPattern = 2000;
    return regex.size() <= kLongestPattern && QRegularExpression(regex).isValid();
}

} // namespace botline::adaptive
