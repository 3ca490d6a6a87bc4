#pragma once

#include "app/adaptive/adaptivecard.h"
#include "app/directline/cardaction.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QJsonObject>
#include <QtWidgets/QWidget>

#include <memory>

namespace botline {

class CardStates;
class ContentLoader;

// Members of CardStates::State::inputs that begin with it are not inputs.
inline constexpr char16_t kCardViewState = 0x1f;

// One card as real widgets, be it an Adaptive Card or a Bot Framework card (protocol.md §6.4):
// text, images, columns, facts, files, inputs and actions. What it cannot draw becomes the
// element's fallback or a labelled note, never a blank.
//
// Inputs are written to `states` on every edit under (entryKey, attachment) and restored from
// there, so the widget can be deleted and made again at any time; so are opened cards and what was
// toggled, under names that begin with kCardViewState. The layout direction is taken when the
// widget is made.
//
// Keeps 12 px around itself (at 100 % zoom), which what bleeds covers; the rounded surface is the
// host's. Under it a small line says when there are remarks about the card.
//
// A submitted card says on its button what `states` knows of the submit, and takes no other one
// while that is on its way. Afterwards it offers to send again and stays live, unless answered
// cards are frozen: then its inputs and whatever submits are disabled.
class AdaptiveCardWidget : public QWidget
{
    Q_OBJECT

public:
    // `content` and `states` must outlive the widget. `json`: what the card was read from, to be
    // shown with its remarks.
    AdaptiveCardWidget(const adaptive::Card &card, const QJsonObject &json, const QString &entryKey,
                       int attachment, const ChatStyle &style, ContentLoader &content,
                       CardStates &states, QWidget *parent = nullptr);
    ~AdaptiveCardWidget() override;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void sizeChanged(); // an image came, a ShowCard opened, an error text appeared
    // Action.Submit and Action.Execute with every input valid; merging is the session's business.
    void submitRequested(const QString &entryKey, int attachment, const QJsonValue &data,
                         const QJsonObject &inputs);
    void linkRequested(const QString &address); // Action.OpenUrl and links in text
    // A button or tap of a Bot Framework card, and only one that is allowed.
    void cardActionRequested(const botline::directline::CardAction &action);
    void saveRequested(const QString &address, const QString &name); // of a picture or file

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
