#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>

class QWidget;

namespace botline {

class ContentLoader;

// "Save as" for an attachment: proposes a harmless name, asks twice for programs, downloads in the
// background and says how it ended (dossier §8.8).
class FileSaver : public QObject
{
    Q_OBJECT

public:
    // Both must outlive this.
    FileSaver(ContentLoader &content, QWidget &window, QObject *parent = nullptr);

    void requestSave(const QString &address, const QString &name);
    // Straight to `path`, as after the dialog.
    void save(const QString &address, const QString &path);

Q_SIGNALS:
    void progressed(const QString &sentence);
    void saved(const QString &sentence);
    void failed(const QString &sentence);

private:
    ContentLoader &m_content;
    QWidget &m_window;
};

} // namespace botline
