#include "adaptivestyle.h"

namespace botline::adaptive {

namespace {

QColor mixed(const QColor &over, const QColor &under, float share)
{
    return QColor::fromRgbF(over.redF() * share + under.redF() * (1 - share),
                            over.greenF() * share + under.greenF() * (1 - share),
                            over.blueF() * share + under.blueF() * (1 - share));
}

double sizeFactor(TextSize size)
{
    switch (size) {
    case TextSize::Small:
        return 0.86;
    case TextSize::Default:
        return 1;
    case TextSize::Medium:
        return 1.2;
    case TextSize::Large:
        return 1.45;
    case TextSize::ExtraLarge:
        return 1.8;
    }
    return 1;
}

} // namespace

QColor readable(const QColor &color, const QColor &ground, double ratio)
{
    const QColor black(Qt::black);
    const QColor white(Qt::white);
    const QColor goal = contrastRatio(black, ground) > contrastRatio(white, ground) ? black : white;
    constexpr int kSteps = 20;
    for (int step = 0; step < kSteps; ++step) {
        const QColor candidate = mixed(goal, color, float(step) / kSteps);
        if (contrastRatio(candidate, ground) >= ratio)
            return candidate;
    }
    return goal;
}

AdaptiveStyle::AdaptiveStyle(const ChatStyle &style) : m_style(style)
{
}

int AdaptiveStyle::spacing(Spacing spacing) const
{
    switch (spacing) {
    case Spacing::None:
        return 0;
    case Spacing::Small:
        return px(4);
    case Spacing::Default:
        return px(8);
    case Spacing::Medium:
        return px(12);
    case Spacing::Padding:
    case Spacing::Large:
        return px(16);
    case Spacing::ExtraLarge:
        return px(24);
    }
    return 0;
}

QColor AdaptiveStyle::ground() const
{
    return m_style.colors().botBubble;
}

QColor AdaptiveStyle::fill(Surface surface) const
{
    const ChatColors &colors = m_style.colors();
    QColor color(Qt::transparent);
    switch (surface) {
    case Surface::Inherited:
        return color;
    case Surface::Default:
        return m_style.isDark() ? colors.surface : colors.window;
    case Surface::Emphasis:
        color = colors.text;
        color.setAlphaF(0.07F);
        return color;
    case Surface::Accent:
        color = colors.link;
        break;
    case Surface::Good:
        color = colors.success;
        break;
    case Surface::Warning:
        color = colors.warning;
        break;
    case Surface::Attention:
        color = colors.error;
        break;
    }
    color.setAlphaF(0.16F);
    return color;
}

QColor AdaptiveStyle::ground(Surface surface, const QColor &parentGround) const
{
    const QColor over = fill(surface);
    return mixed(over, parentGround, over.alphaF());
}

QColor AdaptiveStyle::textColor(TextColor color, bool subtle, const QColor &ground) const
{
    const ChatColors &colors = m_style.colors();
    QColor wanted = colors.text;
    switch (color) {
    case TextColor::Default:
    case TextColor::Dark:
    case TextColor::Light:
        // Both stand for "the text's own colours"; what a card's author saw as light or dark is
        // the theme's business here.
        wanted = subtle ? colors.muted : colors.text;
        return readable(wanted, ground);
    case TextColor::Accent:
        wanted = colors.link;
        break;
    case TextColor::Good:
        wanted = colors.success;
        break;
    case TextColor::Warning:
        wanted = colors.warning;
        break;
    case TextColor::Attention:
        wanted = colors.error;
        break;
    }
    return readable(subtle ? mixed(wanted, ground, 0.8F) : wanted, ground);
}

double AdaptiveStyle::pictureShare() const
{
    return m_style.isDark() ? 0.14 : 0.3;
}

QColor AdaptiveStyle::groundUnderPicture(const QColor &ground) const
{
    return mixed(m_style.isDark() ? Qt::white : Qt::black, ground, float(pictureShare()));
}

QColor AdaptiveStyle::lineColor(Surface surface) const
{
    const ChatColors &colors = m_style.colors();
    QColor color = colors.text;
    float share = 0.16F;
    if (surface != Surface::Inherited && surface != Surface::Default
        && surface != Surface::Emphasis) {
        color = fill(surface);
        share = 0.6F;
    } else if (surface == Surface::Emphasis) {
        share = 0.32F;
    }
    color.setAlphaF(share);
    return color;
}

QColor AdaptiveStyle::errorColor(const QColor &ground) const
{
    return textColor(TextColor::Attention, false, ground);
}

QColor AdaptiveStyle::linkColor(const QColor &ground) const
{
    return readable(m_style.colors().link, ground);
}

ChatStyle AdaptiveStyle::textStyle(const TextLook &look) const
{
    // ChatStyle applies the zoom to the font that it gets.
    const double factor = sizeFactor(look.size) * 100.0 / m_style.zoomPercent();
    QFont font = look.monospace ? m_style.mono() : m_style.body();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    if (look.weight == TextWeight::Bolder)
        font.setWeight(QFont::DemiBold);
    else if (look.weight == TextWeight::Lighter)
        font.setWeight(QFont::Light);
    return ChatStyle(m_style.isDark(), m_style.zoomPercent(), font);
}

} // namespace botline::adaptive
