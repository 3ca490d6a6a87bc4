#include "attachmentrows.h"

#include "ui/cards/attachmentspanel.h"

namespace botline {

AttachmentRows::AttachmentRows(const ChatStyle &style, ContentLoader &content, CardStates &states,
                               QObject *parent)
    : RowWidgets(parent), m_style(style), m_content(content), m_states(states)
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
    auto *panel = new AttachmentsPanel(m_style, m_content, m_states, parent);
    connect(panel, &AttachmentsPanel::sizeChanged, this,
            [this, panel] { Q_EMIT widgetResized(panel); });
    connect(panel, &AttachmentsPanel::cardActionRequested, this,
            &AttachmentRows::cardActionRequested);
    connect(panel, &AttachmentsPanel::submitRequested, this, &AttachmentRows::submitRequested);
    connect(panel, &AttachmentsPanel::linkRequested, this, &AttachmentRows::linkRequested);
    connect(panel, &AttachmentsPanel::imageViewRequested, this,
            &AttachmentRows::imageViewRequested);
    connect(panel, &AttachmentsPanel::saveRequested, this, &AttachmentRows::saveRequested);
    connect(panel, &AttachmentsPanel::cancelRequested, this, &AttachmentRows::cancelRequested);
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
