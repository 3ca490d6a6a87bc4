#pragma once

#include "ui/conversation/rowwidgets.h"
#include "ui/style/chatstyle.h"

class QJsonObject;
class QJsonValue;

namespace botline {

class CardStates;
class ContentLoader;

namespace directline {
struct CardAction;
}

// Lets the list host attachment panels without knowing them, and gathers what their buttons ask
// for.
class AttachmentRows : public RowWidgets
{
    Q_OBJECT

public:
    // `content` and `states` must outlive this.
    AttachmentRows(const ChatStyle &style, ContentLoader &content, CardStates &states,
                   QObject *parent = nullptr);

    // For panels made from now on; the list makes its panels anew when its own style changes.
    void setChatStyle(const ChatStyle &style);

    bool wanted(const ActivityEntry &entry) const override;
    int estimatedHeight(const ActivityEntry &entry, int width) const override;
    QWidget *create(const ActivityEntry &entry, QWidget *parent) override;
    void update(QWidget *widget, const ActivityEntry &entry) override;
    void showSource(QWidget *widget, int position) override;

Q_SIGNALS:
    void cardActionRequested(const QString &key, const botline::directline::CardAction &action);
    void submitRequested(const QString &key, int attachment, const QJsonValue &data,
                         const QJsonObject &inputs);
    void linkRequested(const QString &address);
    void imageViewRequested(const QString &key, int attachment);
    void saveRequested(const QString &address, const QString &name);
    void cancelRequested(const QString &key);

private:
    ChatStyle m_style;
    ContentLoader &m_content;
    CardStates &m_states;
};

} // namespace botline
