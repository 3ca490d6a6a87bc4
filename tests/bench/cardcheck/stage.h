#pragma once

#include "media.h"

#include "app/workspace/settings.h"
#include "tests/bench/figures.h"
#include "ui/style/appearance.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>
#include <QtWidgets/QWidget>

class QApplication;

namespace botline::bench {

// Shows activities as the window does, in its list with its rows and cards, and looks at the
// result.
class Stage
{
public:
    struct Setting
    {
        int width = 480; // of a card, in pixels; the list around it is as wide as that needs
        bool dark = false;
    };
    struct Scene
    {
        int rows = 0;
        int height = 0; // pixels: of the only card, or of the whole list
        Cost slowest; // row of the set: to make its widgets and lay them out for the first time
        QStringList notes;
        QStringList faults; // each a sentence
        QImage picture;
    };

    // Both must outlive the stage. `zoomPercent` 50..300.
    Stage(QApplication &application, Media &media, int zoomPercent);

    // `set`: {"activities": […]}. Not const: Qt remembers fonts and glyphs.
    Scene show(const QJsonObject &set, const Setting &setting);

private:
    Media &m_media;
    QTemporaryDir m_folder;
    QSettings m_store;
    Settings m_settings;
    Appearance m_appearance;
    QWidget m_window; // around all that is shown
};

} // namespace botline::bench
