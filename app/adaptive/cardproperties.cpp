#include "cardproperties.h"

#include "app/directline/json.h"

#include <algorithm>

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

VerticalAlign verticalAlignOf(const QJsonObject &object)
{
    return named<VerticalAlign>(
        object["verticalContentAlignment"_L1],
        {{"center"_L1, VerticalAlign::Center}, {"bottom"_L1, VerticalAlign::Bottom}},
        VerticalAlign::Top);
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

bool meetsRequirements(const QJsonObject &object)
{
    const QJsonObject wanted = object["requires"_L1].toObject();
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (it.key() != "adaptiveCards"_L1)
            return false;
        const QStringList version = it.value().toString().split(u'.');
        const int major = version.value(0).toInt();
        if (major > 1 || (major == 1 && version.value(1).toInt() > 6))
            return false;
    }
    return true;
}

} // namespace botline::adaptive
