#pragma once

#include "app/directline/cardaction.h"
#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

#include <memory>

namespace botline {

class ContentLoader;

// The bot's quick replies as chips that wrap (interaction.md §8, protocol.md §6.6). Arrow keys
// move, Enter picks. One stop for Tab. At most 50 chips; more than a few rows scroll. Hidden while
// empty. Unsupported kinds stay visible but disabled, with a tooltip that says why. A chip's
// picture stands before its words once it is there; the words alone say it all.
class SuggestedActionsBar : public QWidget
{
    Q_OBJECT

public:
    // `content` must outlive the bar.
    SuggestedActionsBar(const ChatStyle &style, ContentLoader &content, QWidget *parent = nullptr);
    ~SuggestedActionsBar() override;

    void setChatStyle(const ChatStyle &style);
    void setActions(const QList<directline::CardAction> &actions);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void actionRequested(const botline::directline::CardAction &action);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
