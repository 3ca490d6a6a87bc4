#pragma once

#include "ui/cards/blocks/blockwidget.h"
#include "ui/content/contentloader.h"
#include "ui/style/chatstyle.h"

namespace botline {

class CardButton;
class FlowBlock;

// Stands where a picture should: what it is, why it is not there, and buttons for what can be done.
class PictureNotice : public BlockWidget
{
    Q_OBJECT

public:
    // `name` may be empty. `openable`: its address may be opened elsewhere.
    PictureNotice(const QString &name, const QString &message, ContentLoader::Trouble trouble,
                  bool openable, const ChatStyle &style, QWidget *parent);

Q_SIGNALS:
    void loadRequested(); // this picture
    void alwaysRequested(); // all pictures of the conversation
    void retryRequested();
    void openRequested();
    void saveRequested();

private:
    void addButton(FlowBlock &row, const QString &title, bool link,
                   void (PictureNotice::*signal)());

    ChatStyle m_style;
};

} // namespace botline
