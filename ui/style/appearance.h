#pragma once

#include "chatstyle.h"

#include "app/workspace/settings.h"

#include <QtCore/QObject>

class QApplication;

namespace botline {

// Theme and zoom of the whole application: turns the choice, and the system's own light or dark,
// into a ChatStyle and dresses every standard widget with it.
class Appearance : public QObject
{
    Q_OBJECT

public:
    // Reads the theme and zoom from `settings` and writes changes back. Both must outlive this.
    Appearance(QApplication &application, Settings &settings, QObject *parent = nullptr);

    const ChatStyle &style() const { return m_style; }
    Theme theme() const { return m_theme; }
    void setTheme(Theme theme);
    void setZoomPercent(int percent); // 50..300
    void zoomIn() { setZoomPercent(m_style.zoomPercent() + 10); }
    void zoomOut() { setZoomPercent(m_style.zoomPercent() - 10); }
    void resetZoom() { setZoomPercent(100); }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void styleChanged(const botline::ChatStyle &style);

private:
    bool systemIsDark() const;
    void apply();

    QApplication &m_application;
    Settings &m_settings;
    QFont m_systemFont;
    bool m_systemDark;
    Theme m_theme;
    ChatStyle m_style;
};

} // namespace botline
