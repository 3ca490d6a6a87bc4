#pragma once

#include "ui/chatstyle.h"

#include <QtCore/QJsonObject>
#include <QtWidgets/QWidget>

#include <memory>

namespace botline {

class CardStates;
class ContentLoader;

namespace directline {
struct CardAction;
}

// One Adaptive Card as real widgets (dossier §6.4): text, images, columns, facts, inputs and actions.
// What it cannot draw becomes the element's fallback or a labelled note, never a blank.
//
// Inputs are written to `states` on every edit under (entryKey, attachment) and restored from there, so
// the widget can be deleted and made again at any time.
class AdaptiveCardWidget : public QWidget
{
    Q_OBJECT

public:
    // `content` and `states` must outlive the widget. `card` is Attachment::content.
    AdaptiveCardWidget(const QJsonObject &card, const QString &entryKey, int attachment,
                       const ChatStyle &style, ContentLoader &content, CardStates &states,
                       QWidget *parent = nullptr);
    ~AdaptiveCardWidget() override;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void sizeChanged(); // an image came, a ShowCard opened, an error text appeared
    // Action.Submit and Action.Execute with every input valid; merging is the session's business.
    void submitRequested(const QString &entryKey, int attachment, const QJsonValue &data,
                         const QJsonObject &inputs);
    void linkRequested(const QString &address); // Action.OpenUrl and links in text

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
