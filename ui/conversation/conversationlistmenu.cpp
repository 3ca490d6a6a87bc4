// The part of ConversationList about links, tooltips and menus.
#include "conversationlist.h"
#include "ownlinks.h"
#include "rowmenu.h"
#include "senderrorbar.h"
#include "statusline.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/directline/messageentities.h"

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QToolTip>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kCopiedShownMs = 2000;

QString copyCodeWords(qsizetype index, qsizetype count)
{
    return count == 1 ? ConversationList::tr("Copy code")
                      : ConversationList::tr("Copy code %1 of %2").arg(index + 1).arg(count);
}

} // namespace

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
    const qsizetype blocks = text ? text->codeBlocks().size() : 0;
    if (!links.isEmpty() || blocks > 0 || entry.hidden || !rowWidgets().widgets(row).isEmpty())
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
    for (qsizetype block = 0; block < blocks; ++block)
        actions << RowAction{copyCodeWords(block, blocks), [this, index, block] {
                                 if (index.isValid())
                                     copyCode(index.row(), int(block));
                             }};
    actions << RowAction{tr("Show JSON"), [this, key = entry.key] {
                             Q_EMIT jsonRequested(key);
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

// Our own links lead to a place in this window, others out of it.
void ConversationList::follow(int row, const QString &link)
{
    if (link == kJsonLink) {
        Q_EMIT jsonRequested(activities().facts(row).key);
    } else if (const int source = sourceOf(link); source > 0) {
        showText(row, -1); // what is attached
        arranger().host().showSource(row, source);
    } else {
        Q_EMIT linkRequested(link);
    }
}

int ConversationList::codeButtonAt(const QPoint &point)
{
    const QModelIndex index = indexAt(point);
    const BubbleText *text = index.isValid() ? arranger().rows().text(index.row()) : nullptr;
    if (!text)
        return -1;
    const QPointF inside = point - arranger().layoutOf(index.row()).text.topLeft();
    const QList<SafeTextDocument::CodeBlock> blocks = text->codeBlocks();
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        if (BubbleText::copyButton(blocks.at(i), chatStyle()).contains(inside))
            return int(i);
    }
    return -1;
}

void ConversationList::copyCode(int row, int block)
{
    const BubbleText *text = arranger().rows().text(row);
    const QList<SafeTextDocument::CodeBlock> blocks
        = text ? text->codeBlocks() : QList<SafeTextDocument::CodeBlock>();
    if (block >= blocks.size())
        return;
    QGuiApplication::clipboard()->setText(blocks.at(block).code);
    m_copiedRow = activities().index(row);
    m_copiedCode = block;
    m_copiedTimer.start(kCopiedShownMs, this);
    Q_EMIT told(tr("Copied"));
    viewport()->update();
}

int ConversationList::copiedCode(int row) const
{
    return m_copiedRow.isValid() && m_copiedRow.row() == row ? m_copiedCode : -1;
}

void ConversationList::updateCursor(const QPoint &point)
{
    if (!linkAt(point).isEmpty() || codeButtonAt(point) >= 0)
        viewport()->setCursor(Qt::PointingHandCursor);
    else if (isOverText(point))
        viewport()->setCursor(Qt::IBeamCursor);
    else
        viewport()->unsetCursor();
}

namespace {

QString sourceWords(const ActivityEntry &entry, int source)
{
    const QList<directline::Citation> citations = directline::citationsOf(entry.activity);
    for (const directline::Citation &citation : citations) {
        if (citation.position == source)
            return citation.title + u'\n' + hostOf(citation.address);
    }
    return {};
}

// All that the line says, also what there was no room for, and the time to the millisecond.
QString statusWords(const ActivityEntry &entry)
{
    const StatusLine line = StatusLine::of(entry, QDateTime::currentDateTimeUtc());
    QStringList words{fullTime(entry)};
    for (const ReactionCount &reaction : countsOf(entry.reactions))
        words << u"%1 × %2"_s.arg(reactionName(reaction.type)).arg(reaction.count);
    words << line.labels;
    words.removeAll(QString());
    return words.join(u'\n');
}

} // namespace

QString ConversationList::toolTipAt(const QPoint &point, QRect &area)
{
    const QModelIndex index = indexAt(point);
    area = QRect(point, QSize(1, 1));
    if (const QString link = linkAt(point); !link.isEmpty()) {
        const int source = sourceOf(link);
        return source > 0 ? sourceWords(activities().at(index.row()), source) : hostOf(link);
    }
    if (!index.isValid())
        return {};
    if (const int code = codeButtonAt(point); code >= 0)
        return code == copiedCode(index.row()) ? tr("Copied") : tr("Copy code");
    area = arranger().layoutOf(index.row()).status;
    return area.contains(point) ? statusWords(activities().at(index.row())) : QString();
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
    QStringList copyCodes;
    const qsizetype blocks = text ? text->codeBlocks().size() : 0;
    for (qsizetype block = 0; block < blocks; ++block)
        copyCodes << copyCodeWords(block, blocks);
    menu->addCode(copyCodes);
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
    connect(menu, &RowMenu::copyCodeRequested, this,
            [this, withRowOf](const QString &key, int block) {
                withRowOf(key, [this, block](int keyRow) { copyCode(keyRow, block); });
            });
    connect(menu, &RowMenu::jsonRequested, this, &ConversationList::jsonRequested);
    connect(menu, &RowMenu::linkRequested, this, &ConversationList::linkRequested);
    connect(menu, &RowMenu::retryRequested, this, &ConversationList::retryRequested);
    connect(menu, &RowMenu::editRequested, this, &ConversationList::editRequested);
    connect(menu, &RowMenu::copyDetailsRequested, this, &ConversationList::copyDetailsRequested);
    connect(menu, &RowMenu::cancelRequested, this, &ConversationList::cancelRequested);
    connect(menu, &RowMenu::discardRequested, this, &ConversationList::discardRequested);
    menu->popup(globalPosition);
}

} // namespace botline
