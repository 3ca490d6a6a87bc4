// The part of ConversationList about links, tooltips and menus.
#include "conversationlist.h"

#include "rowmenu.h"
#include "sendtrouble.h"
#include "statusline.h"

#include "app/conversation/activitymodel.h"

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QToolTip>

using namespace Qt::StringLiterals;

namespace botline {

// The buttons of a row that failed exist only near the viewport; these exist always.
QList<RowAction> ConversationList::rowActions(int row)
{
    const ActivityEntry &entry = activities().at(row);
    const QPersistentModelIndex index(activities().index(row));
    QList<RowAction> actions;
    const auto add = [&](bool wanted, const QString &name, auto wish) {
        if (wanted)
            actions << RowAction{name, [this, wish, key = entry.key] {
                                     Q_EMIT(this->*wish)(key);
                                 }};
    };
    const SendActions possible = SendActions::of(entry);
    add(possible.retry, tr("Retry"), &ConversationList::retryRequested);
    add(possible.edit, tr("Edit"), &ConversationList::editRequested);
    add(possible.copyDetails, tr("Copy details"), &ConversationList::copyDetailsRequested);
    add(possible.remove, tr("Remove"), &ConversationList::discardRequested);
    add(possible.cancel, tr("Cancel sending"), &ConversationList::cancelRequested);
    const BubbleText *text = arranger().rows().text(row);
    const QList<BubbleText::Link> links = text ? text->links() : QList<BubbleText::Link>();
    if (!links.isEmpty() || !rowWidgets().widgets(row).isEmpty())
        actions.prepend({QAccessibleActionInterface::pressAction(), [this, index] {
                             if (!index.isValid())
                                 return;
                             setFocus(Qt::OtherFocusReason);
                             setCurrentRow(index.row());
                             activateCurrent();
                         }});
    for (const auto &[label, address] : links)
        actions << RowAction{tr("Open “%1” (%2)").arg(singleLine(label, 40), hostOf(address)),
                             [this, target = address] {
                                 Q_EMIT linkRequested(target);
                             }};
    actions << RowAction{tr("Copy message"), [this, index] {
                             if (index.isValid())
                                 copyRow(index.row());
                         }};
    actions << RowAction{QAccessibleActionInterface::showMenuAction(), [this, index] {
                             if (index.isValid())
                                 openMenuAt(index.row());
                         }};
    return actions;
}

void ConversationList::openMenuAt(int row)
{
    const QModelIndex index = activities().index(row);
    scrollTo(index);
    openMenu(row, {}, viewport()->mapToGlobal(arranger().layoutOf(row).content.center()));
}

QString ConversationList::linkAt(const QPoint &point)
{
    const QModelIndex index = indexAt(point);
    if (!index.isValid())
        return {};
    const BubbleText *text = arranger().rows().text(index.row());
    if (!text)
        return {};
    return text->linkAt(point - arranger().layoutOf(index.row()).text.topLeft());
}

bool ConversationList::isOverText(const QPoint &point)
{
    const QModelIndex index = indexAt(point);
    const BubbleText *text = index.isValid() ? arranger().rows().text(index.row()) : nullptr;
    return text && text->isOver(point - arranger().layoutOf(index.row()).text.topLeft());
}

void ConversationList::updateCursor(const QPoint &point)
{
    if (!linkAt(point).isEmpty())
        viewport()->setCursor(Qt::PointingHandCursor);
    else if (isOverText(point))
        viewport()->setCursor(Qt::IBeamCursor);
    else
        viewport()->unsetCursor();
}

QString ConversationList::toolTipAt(const QPoint &point, QRect &area)
{
    if (const QString link = linkAt(point); !link.isEmpty()) {
        area = QRect(point, QSize(1, 1));
        return hostOf(link);
    }
    const QModelIndex index = indexAt(point);
    if (!index.isValid())
        return {};
    area = arranger().layoutOf(index.row()).status;
    return area.contains(point) ? fullTime(activities().at(index.row())) : QString();
}

bool ConversationList::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return ActivityListView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QRect area;
    const QString text = toolTipAt(help->pos(), area);
    // Escaped, for tooltips guess whether a text is HTML (dossier §8.7).
    const QString escaped = text.toHtmlEscaped().replace(u'\n', u"<br>"_s);
    QToolTip::showText(help->globalPos(),
                       text.isEmpty() ? QString()
                                      : u"<p style='white-space:pre'>%1</p>"_s.arg(escaped),
                       viewport(), area);
    return true;
}

void ConversationList::contextMenuEvent(QContextMenuEvent *event)
{
    if (activities().rowCount() == 0)
        return;
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const int row = currentIndex().isValid() ? currentIndex().row() : lastReadableRow();
        openMenuAt(row);
        return;
    }
    const TextPosition position = positionAt(event->pos());
    openMenu(position.row.row(), linkAt(event->pos()), event->globalPos());
}

void ConversationList::openMenu(int row, const QString &link, const QPoint &globalPosition)
{
    const BubbleText *text = arranger().rows().text(row);
    QList<BubbleText::Link> links = text ? text->links() : QList<BubbleText::Link>();
    if (!link.isEmpty())
        links.removeIf([&](const BubbleText::Link &other) { return other.address != link; });
    auto *menu = new RowMenu(activities().at(row), links, !m_selection.isEmpty(),
                             m_copier.withNames(), this);
    // The row may have moved or gone meanwhile.
    const auto withRowOf = [this](const QString &key, auto act) {
        if (const int keyRow = activities().rowOfKey(key); keyRow >= 0)
            act(keyRow);
    };
    connect(menu, &RowMenu::copyRequested, this,
            [this] { m_copier.copy(m_selection, chatStyle()); });
    connect(menu, &RowMenu::copyMessageRequested, this, [this, withRowOf](const QString &key) {
        withRowOf(key, [this](int keyRow) { copyRow(keyRow); });
    });
    connect(menu, &RowMenu::copyAsRequested, this,
            [this, withRowOf](CopyFormat format, const QString &key) {
                if (!m_selection.isEmpty())
                    m_copier.copyAs(format, m_selection, chatStyle());
                else
                    withRowOf(key, [this, format](int keyRow) {
                        m_copier.copyAs(format, m_copier.wholeRow(keyRow), chatStyle());
                    });
            });
    connect(menu, &RowMenu::copyJsonRequested, this, [this, withRowOf](const QString &key) {
        withRowOf(key, [this](int keyRow) { m_copier.copyJson(keyRow); });
    });
    connect(menu, &RowMenu::copyNamesChosen, this,
            [this](bool withNames) { m_copier.setWithNames(withNames); });
    connect(menu, &RowMenu::copyLinkRequested, this,
            [](const QString &address) { QGuiApplication::clipboard()->setText(address); });
    connect(menu, &RowMenu::selectAllRequested, this, &ConversationList::selectAll);
    connect(menu, &RowMenu::linkRequested, this, &ConversationList::linkRequested);
    connect(menu, &RowMenu::retryRequested, this, &ConversationList::retryRequested);
    connect(menu, &RowMenu::editRequested, this, &ConversationList::editRequested);
    connect(menu, &RowMenu::copyDetailsRequested, this, &ConversationList::copyDetailsRequested);
    connect(menu, &RowMenu::cancelRequested, this, &ConversationList::cancelRequested);
    connect(menu, &RowMenu::discardRequested, this, &ConversationList::discardRequested);
    menu->popup(globalPosition);
}

} // namespace botline
