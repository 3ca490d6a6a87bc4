#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>

class QWidget;

namespace botline {

class ContentLoader;

// "Save as" for an attachment: proposes a harmless name, asks twice for programs, downloads in the
// background and says how it ended (protocol.md §8.8).
class FileSaver : public QObject
{
    Q_OBJECT

public:
    // Both must outlive this.
    FileSaver(ContentLoader &content, QWidget &window, QObject *parent = nullptr);

    void requestSave(const QString &address, const QString &name);
    // Straight to `path`, as after the dialog.
    void save(const QString &address, const QString &path);
    // Stops that saving; nothing is left of the file.
    void cancel(int saving);

Q_SIGNALS:
    void progressed(int saving, const QString &sentence);
    void cancelled(const QString &sentence);
    void saved(const QString &sentence);
    void failed(const QString &sentence);

private:
    ContentLoader &m_content;
    QWidget &m_window;
    struct Saving
    {
        QObject *job; // the download lives as long as this
        QString name;
    };
    QHash<int, Saving> m_savings;
    int m_lastSaving = 0;
};

} // namespace botline
