#pragma once

#include "ui/style/chatstyle.h"

#include <QtCore/QObject>

#include <functional>
#include <memory>

class QMimeData;
class QWidget;

namespace botline {

// Makes a whole window accept files: filters the drag events of the window and everything in it,
// and shows an overlay "Drop files to attach them" after 100 ms of dragging (interaction.md §7).
// Accepts local files and images only; `take` gets what was dropped.
class DropZone : public QObject
{
    Q_OBJECT

public:
    // Lives as a child of `window`.
    DropZone(QWidget &window, const ChatStyle &style, std::function<void(const QMimeData &)> take);
    ~DropZone() override;

    void setChatStyle(const ChatStyle &style);
    void setEnabled(bool enabled); // no conversation: nothing to drop on
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
