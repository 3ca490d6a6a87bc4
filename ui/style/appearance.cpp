#include "appearance.h"

#include <QtCore/QEvent>
#include <QtGui/QPalette>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleFactory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF()
        < palette.color(QPalette::WindowText).lightnessF();
}

} // namespace

Appearance::Appearance(QApplication &application, Settings &settings, QObject *parent)
    : QObject(parent),
      m_application(application),
      m_settings(settings),
      m_systemFont(QApplication::font()),
      // Read before our own palette covers the system's. Qt 6.4 has no colorScheme() to ask.
      m_systemDark(isDark(QApplication::palette())),
      m_theme(settings.theme()),
      m_style(systemIsDark(), settings.zoomPercent(), m_systemFont)
{
    // One style everywhere: ours is laid over it, and the result is known to look right.
    if (QApplication::style()->name() != "fusion"_L1)
        QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    apply();
    m_application.installEventFilter(this);
}

bool Appearance::systemIsDark() const
{
    return m_theme == Theme::System ? m_systemDark : m_theme == Theme::Dark;
}

void Appearance::setTheme(Theme theme)
{
    if (m_theme == theme)
        return;
    m_theme = theme;
    m_settings.setTheme(theme);
    apply();
}

void Appearance::setZoomPercent(int percent)
{
    const int zoom = std::clamp(percent, 50, 300);
    if (zoom == m_style.zoomPercent())
        return;
    m_settings.setZoomPercent(zoom);
    m_style = ChatStyle(m_style.isDark(), zoom, m_systemFont);
    apply();
}

void Appearance::apply()
{
    m_style = ChatStyle(systemIsDark(), m_settings.zoomPercent(), m_systemFont);
    QApplication::setPalette(m_style.palette());
    QApplication::setFont(m_style.body());
    m_application.setStyleSheet(m_style.styleSheet());
    Q_EMIT styleChanged(m_style);
}

bool Appearance::eventFilter(QObject *watched, QEvent *event)
{
    // The desktop switched between light and dark. Our palette hides the system's, so it is lifted
    // for the moment of reading.
    if (event->type() == QEvent::ThemeChange && watched == &m_application) {
        QApplication::setPalette(QPalette());
        m_systemDark = isDark(QApplication::palette());
        apply();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace botline
