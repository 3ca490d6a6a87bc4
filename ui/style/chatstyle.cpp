#include "chatstyle.h"

#include <QtGui/QFontDatabase>
#include <QtGui/QPalette>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

ChatColors lightColors()
{
    return {
        .window = QColor(0xFF, 0xFF, 0xFF),
        .surface = QColor(0xF5, 0xF6, 0xF8),
        .botBubble = QColor(0xEE, 0xF1, 0xF5),
        .userBubble = QColor(0x0B, 0x57, 0xD0),
        .userText = QColor(0xFF, 0xFF, 0xFF),
        .text = QColor(0x1A, 0x1C, 0x1E),
        .muted = QColor(0x55, 0x59, 0x5F),
        .mutedOnUser = QColor(0xD3, 0xE3, 0xFD),
        .link = QColor(0x0B, 0x57, 0xD0),
        .error = QColor(0xB3, 0x26, 0x1E),
        .warning = QColor(0x8A, 0x53, 0x00),
        .success = QColor(0x1B, 0x6E, 0x3C),
        .border = QColor(0x76, 0x7C, 0x85),
        .hairline = QColor(0xDD, 0xE1, 0xE6),
        .codeBackground = QColor(0xE7, 0xEA, 0xEF),
        .hover = QColor(0xE4, 0xE8, 0xEE),
        .selection = QColor(0xA8, 0xC7, 0xFA),
        .selectedText = QColor(0x1A, 0x1C, 0x1E),
        .match = QColor(0xFF, 0xE0, 0x82),
        .currentMatch = QColor(0xFF, 0x9E, 0x40),
        .matchText = QColor(0x1A, 0x1C, 0x1E),
    };
}

ChatColors darkColors()
{
    return {
        .window = QColor(0x16, 0x18, 0x1C),
        .surface = QColor(0x1E, 0x21, 0x26),
        .botBubble = QColor(0x29, 0x2D, 0x34),
        .userBubble = QColor(0x1F, 0x4E, 0x99),
        .userText = QColor(0xFF, 0xFF, 0xFF),
        .text = QColor(0xE6, 0xE8, 0xEB),
        .muted = QColor(0xA9, 0xAF, 0xB8),
        .mutedOnUser = QColor(0xC9, 0xDA, 0xF8),
        .link = QColor(0x8A, 0xB4, 0xF8),
        .error = QColor(0xF2, 0xB8, 0xB5),
        .warning = QColor(0xF9, 0xC9, 0x7C),
        .success = QColor(0x8F, 0xD6, 0xA8),
        .border = QColor(0x85, 0x8C, 0x96),
        .hairline = QColor(0x34, 0x39, 0x41),
        .codeBackground = QColor(0x23, 0x27, 0x2D),
        .hover = QColor(0x32, 0x37, 0x3F),
        .selection = QColor(0x36, 0x5F, 0xA3),
        .selectedText = QColor(0xFF, 0xFF, 0xFF),
        .match = QColor(0xD9, 0xBE, 0x5C),
        .currentMatch = QColor(0xFF, 0xA7, 0x4F),
        .matchText = QColor(0x16, 0x18, 0x1C),
    };
}

// A point size, whether the font was given in points or pixels (96 px to the inch then).
QFont scaled(const QFont &font, double factor)
{
    QFont result = font;
    if (font.pointSizeF() > 0)
        result.setPointSizeF(font.pointSizeF() * factor);
    else
        result.setPixelSize(std::max(1, qRound(font.pixelSize() * factor)));
    return result;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

} // namespace

ChatStyle::ChatStyle(bool dark, int zoomPercent, const QFont &systemFont)
    : m_dark(dark),
      m_zoom(std::clamp(zoomPercent, 50, 300)),
      m_colors(dark ? darkColors() : lightColors())
{
    const double zoom = m_zoom / 100.0;
    m_body = scaled(systemFont, zoom);
    m_small = scaled(systemFont, zoom * 0.86);
    m_strong = m_body;
    m_strong.setWeight(QFont::DemiBold);
    m_title = scaled(systemFont, zoom * 1.2);
    m_title.setWeight(QFont::DemiBold);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(m_body.pointSizeF() > 0 ? m_body.pointSizeF() : fixed.pointSizeF() * zoom);
    m_mono = fixed;
}

int ChatStyle::px(int designPixels) const
{
    const int value = qRound(designPixels * m_zoom / 100.0);
    return designPixels > 0 ? std::max(1, value) : value;
}

int ChatStyle::bubbleMaxWidth(int viewWidth) const
{
    const int usual = viewWidth * 72 / 100;
    const int readable = std::min(viewWidth * 88 / 100, px(300)); // some 40 letters
    return std::min(std::max(usual, readable), px(480));
}

QPalette ChatStyle::palette() const
{
    const ChatColors &c = m_colors;
    QPalette p;
    p.setColor(QPalette::Window, c.surface);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.window);
    p.setColor(QPalette::AlternateBase, c.surface);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.muted);
    p.setColor(QPalette::Button, m_dark ? QColor(0x2A, 0x2E, 0x35) : QColor(0xF0, 0xF2, 0xF5));
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.error);
    p.setColor(QPalette::Link, c.link);
    p.setColor(QPalette::LinkVisited, c.link);
    p.setColor(QPalette::Highlight, m_dark ? c.selection : c.userBubble);
    p.setColor(QPalette::HighlightedText, QColor(0xFF, 0xFF, 0xFF));
    p.setColor(QPalette::ToolTipBase, m_dark ? c.botBubble : c.text);
    p.setColor(QPalette::ToolTipText, m_dark ? c.text : c.window);
    p.setColor(QPalette::Light, m_dark ? QColor(0x3A, 0x3F, 0x48) : QColor(0xFF, 0xFF, 0xFF));
    p.setColor(QPalette::Midlight, c.hairline);
    p.setColor(QPalette::Mid, m_dark ? QColor(0x4A, 0x50, 0x59) : QColor(0xB8, 0xBD, 0xC4));
    p.setColor(QPalette::Dark, m_dark ? QColor(0x10, 0x12, 0x15) : QColor(0x9A, 0xA0, 0xA8));
    p.setColor(QPalette::Shadow, m_dark ? QColor(0x00, 0x00, 0x00) : QColor(0x76, 0x7C, 0x85));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = c.muted;
        faded.setAlphaF(0.6F);
        p.setColor(QPalette::Disabled, role, faded);
    }
    return p;
}

// Standard widgets say what they are by the dynamic property "look":
//   QPushButton  primary | secondary | chip
//   QToolButton  flat
//   QLabel       muted | error | warning
QString ChatStyle::styleSheet() const
{
    const ChatColors &c = m_colors;
    const QString accentHover = c.userBubble.lighter(m_dark ? 118 : 112).name();
    QString sheet = uR"(
QPushButton[look="primary"] {
    background: @accent; color: @accentText; border: 2px solid @accent; border-radius: @r;
    padding: @py @px; }
QPushButton[look="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[look="primary"]:focus { border-color: @text; }
QPushButton[look="primary"]:disabled { background: @hover; border-color: @hover; color: @muted; }
QPushButton[look="secondary"], QPushButton[look="chip"] {
    background: @window; color: @link; border: 1px solid @border; border-radius: @r;
    padding: @py @px; }
QPushButton[look="chip"] { border-radius: @chip; }
QPushButton[look="secondary"]:hover, QPushButton[look="chip"]:hover { background: @hover; }
QPushButton[look="secondary"]:focus, QPushButton[look="chip"]:focus {
    border: 2px solid @link; padding: @fpy @fpx; }
QPushButton[look="secondary"]:disabled, QPushButton[look="chip"]:disabled {
    color: @muted; border-color: @hairline; }
QToolButton[look="flat"] {
    background: transparent; border: 2px solid transparent; border-radius: @r; padding: @tool; }
QToolButton[look="flat"]:hover, QToolButton[look="flat"]:pressed { background: @hover; }
QToolButton[look="flat"]:checked { background: @selection; }
QToolButton[look="flat"]:focus { border-color: @link; }
QToolButton[look="flat"]::menu-indicator { image: none; }
QLabel[look="muted"] { color: @muted; }
QLabel[look="error"] { color: @error; }
QLabel[look="warning"] { color: @warning; }
QLineEdit {
    background: @window; color: @text; border: 1px solid @border; border-radius: @small;
    padding: @tool; selection-background-color: @selection; selection-color: @selectedText; }
QLineEdit:focus { border: 2px solid @link; padding: @ftool; }
QLineEdit:disabled { color: @muted; border-color: @hairline; }
)"_s;
    const auto pixels = [this](int designPixels) {
        return u"%1px"_s.arg(px(designPixels));
    };
    const std::array<std::pair<QStringView, QString>, 24> values{{
        // Longer names first: replacing "@text" must not eat a part of another name.
        {u"@accentHover", accentHover},
        {u"@accentText", c.userText.name()},
        {u"@selectedText", c.selectedText.name()},
        {u"@selection", c.selection.name()},
        {u"@hairline", c.hairline.name()},
        {u"@warning", c.warning.name()},
        {u"@accent", c.userBubble.name()},
        {u"@window", c.window.name()},
        {u"@border", c.border.name()},
        {u"@muted", c.muted.name()},
        {u"@hover", c.hover.name()},
        {u"@error", c.error.name()},
        {u"@small", pixels(6)},
        {u"@ftool", u"%1px"_s.arg(std::max(0, px(5) - 1))},
        {u"@text", c.text.name()},
        {u"@link", c.link.name()},
        {u"@tool", pixels(5)},
        {u"@chip", pixels(14)},
        {u"@fpy", u"%1px"_s.arg(std::max(0, px(5) - 1))},
        {u"@fpx", u"%1px"_s.arg(std::max(0, px(12) - 1))},
        {u"@py", pixels(5)},
        {u"@px", pixels(12)},
        {u"@r;", pixels(8) + u';'},
        {u"@r ", pixels(8) + u' '},
    }};
    for (const auto &[name, value] : values)
        sheet.replace(name.toString(), value);
    return sheet;
}

QColor ChatStyle::avatarColor(const QString &id) const
{
    // All of them at least 4.5:1 under white.
    static constexpr std::array<QRgb, 8> kColors{0x0F6E66, 0x7A3FA0, 0xA23A57, 0x2F6B2F,
                                                 0x8A4B0F, 0x3558A8, 0x5B5F97, 0x9A3B2E};
    // Not qHash: that is seeded anew in each run, and colours must stay.
    quint32 hash = 2166136261U;
    for (const QChar c : id)
        hash = (hash ^ c.unicode()) * 16777619U;
    return QColor(kColors.at(hash % kColors.size()));
}

QString ChatStyle::initials(const QString &name)
{
    QString result;
    bool atWordStart = true;
    for (const char32_t c : name.toUcs4()) {
        if (QChar::isLetterOrNumber(c)) {
            if (atWordStart) {
                result += QString::fromUcs4(&c, 1).toUpper();
                if (result.size() >= 2)
                    break;
            }
            atWordStart = false;
        } else {
            atWordStart = true;
        }
    }
    return result.isEmpty() ? u"?"_s : result;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace botline
