#include "attachmentrows.h"

#include "ui/cards/attachmentspanel.h"

namespace botline {

AttachmentRows::AttachmentRows(const ChatStyle &style, ContentLoader &content, CardStates &states,
                               ActivityActions &actions, QObject *parent)
    : RowWidgets(parent), m_style(style), m_content(content), m_states(states), m_actions(actions)
{
}

void AttachmentRows::setChatStyle(const ChatStyle &style)
{
    m_style = style;
}

bool AttachmentRows::wanted(const ActivityEntry &entry) const
{
    return AttachmentsPanel::hasContent(entry);
}

int AttachmentRows::estimatedHeight(const ActivityEntry &entry, int width) const
{
    return AttachmentsPanel::estimatedHeight(entry, width, m_style);
}

QWidget *AttachmentRows::create(const ActivityEntry &entry, QWidget *parent)
{
    auto *panel = new AttachmentsPanel(m_style, m_content, m_states, m_actions, parent);
    connect(panel, &AttachmentsPanel::sizeChanged, this,
            [this, panel] { Q_EMIT widgetResized(panel); });
    panel->setEntry(entry);
    return panel;
}

void AttachmentRows::update(QWidget *widget, const ActivityEntry &entry)
{
    if (auto *panel = qobject_cast<AttachmentsPanel *>(widget))
        panel->setEntry(entry);
}

void AttachmentRows::showSource(QWidget *widget, int position)
{
    if (auto *panel = qobject_cast<AttachmentsPanel *>(widget))
        panel->showSource(position);
}

} // namespace botline
