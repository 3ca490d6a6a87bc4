#pragma once

#include "bubbletext.h"
#include "copiedtext.h"

#include <QtWidgets/QMenu>

namespace botline {

class ActivityActions;
struct ActivityEntry;

// What can be done with one row, with its links and with the selection. Deletes itself when it
// closes.
class RowMenu : public QMenu
{
    Q_OBJECT

public:
    // `links`: those to offer, in order. `withNames`: whether names and times are copied.
    // `actions` must outlive the menu.
    RowMenu(const ActivityEntry &entry, const QList<BubbleText::Link> &links, bool hasSelection,
            bool withNames, ActivityActions &actions, QWidget *parent);
    // At the top: one action for each code block of the message.
    void addCode(const QStringList &titles);

Q_SIGNALS:
    void copyRequested(); // the selection
    void copyMessageRequested(const QString &key);
    // The selection, or without one the message.
    void copyAsRequested(botline::CopyFormat format, const QString &key);
    void copyCodeRequested(const QString &key, int block);
    void copyJsonRequested(const QString &key);
    void copyNamesChosen(bool withNames);
    void copyLinkRequested(const QString &address);
    void selectAllRequested();

private:
    void addCopyChoices(const QString &key, bool withNames);
    void addLinks(const QList<BubbleText::Link> &links);
    void addSendActions(const ActivityEntry &entry);

    ActivityActions &m_actions;
    const QString m_key;
};

inline constexpr Qt::Key kShowJsonKey = Qt::Key_F2; // interaction.md §10
// interaction.md §10
inline constexpr QKeyCombination kCopyJsonKeys = Qt::CTRL | Qt::SHIFT | Qt::Key_C;

// What a link leads to, for people: its host. "" when the link is not allowed.
QString hostOf(const QString &link);

} // namespace botline
