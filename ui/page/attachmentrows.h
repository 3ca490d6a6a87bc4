#pragma once

#include "ui/conversation/rowwidgets.h"
#include "ui/style/chatstyle.h"

namespace botline {

class ActivityActions;
class CardStates;
class ContentLoader;

// Lets the list host attachment panels without knowing them.
class AttachmentRows : public RowWidgets
{
    Q_OBJECT

public:
    // The references must outlive this and the panels.
    AttachmentRows(const ChatStyle &style, ContentLoader &content, CardStates &states,
                   ActivityActions &actions, QObject *parent = nullptr);

    // For panels made from now on; the list makes its panels anew when its own style changes.
    void setChatStyle(const ChatStyle &style);

    bool wanted(const ActivityEntry &entry) const override;
    int estimatedHeight(const ActivityEntry &entry, int width) const override;
    QWidget *create(const ActivityEntry &entry, QWidget *parent) override;
    void update(QWidget *widget, const ActivityEntry &entry) override;
    void showSource(QWidget *widget, int position) override;

private:
    ChatStyle m_style;
    ContentLoader &m_content;
    CardStates &m_states;
    ActivityActions &m_actions;
};

} // namespace botline
