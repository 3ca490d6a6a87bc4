#pragma once

#include "app/conversation/model/activityentry.h"
#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

#include <memory>

namespace botline {

class ActivityActions;
class CardStates;
class ContentLoader;

// Everything attached to one row, as real widgets: images, files, cards; one below the other or as
// a carousel (protocol.md §6.3, §6.4). For own rows also the files being uploaded with their
// progress.
//
// The list creates a panel for rows near the viewport only and deletes it afterwards; what the user
// typed is in CardStates, so nothing is lost. Height follows width (heightForWidth); sizeChanged()
// tells when it changes by itself.
class AttachmentsPanel : public QWidget
{
    Q_OBJECT

public:
    // The references must outlive the panel.
    AttachmentsPanel(const ChatStyle &style, ContentLoader &content, CardStates &states,
                     ActivityActions &actions, QWidget *parent = nullptr);
    ~AttachmentsPanel() override;

    // The source with this number (directline::Citation) comes to the keyboard.
    void showSource(int position);

    // Rows without anything to show need no panel.
    static bool hasContent(const ActivityEntry &entry);
    // A guess for rows that are not laid out, in device-independent pixels.
    static int estimatedHeight(const ActivityEntry &entry, int width, const ChatStyle &style);

    // Also for updates of the same row: progress and states change in place, widgets stay.
    void setEntry(const ActivityEntry &entry);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void sizeChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
