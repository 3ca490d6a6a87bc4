#include "rowcommands.h"

#include "activitylistview.h"
#include "ownlinks.h"
#include "rowcontents.h"
#include "rowmenu.h"
#include "senderrorbar.h"
#include "textselector.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/text/singleline.h"
#include "ui/content/activityactions.h"

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <functional>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kCopiedShownMs = 2000;

QString copyCodeWords(qsizetype index, qsizetype count)
{
    return count == 1 ? RowCommands::tr("Copy code")
                      : RowCommands::tr("Copy code %1 of %2").arg(index + 1).arg(count);
}

} // namespace

RowCommands::RowCommands(ActivityListView &list, const ActivityModel &model, ListArranger &arranger,
                         const RowContents &contents, TextSelector &selector,
                         ActivityActions &actions)
    : QObject(&list),
      m_list(list),
      m_model(model),
      m_arranger(arranger),
      m_contents(contents),
      m_selector(selector),
      m_actions(actions),
      m_copier(model)
{
    m_copiedTimer.setSingleShot(true);
    m_copiedTimer.setInterval(kCopiedShownMs);
    connect(&m_copiedTimer, &QTimer::timeout, this, [this] { m_list.setCopiedCode({}, -1); });
}

QString RowCommands::selectedText() const
{
    return m_copier.plainText(m_selector.selection(), m_list.chatStyle());
}

void RowCommands::copySelection() const
{
    m_copier.copy(m_selector.selection(), m_list.chatStyle());
}

void RowCommands::copyRow(int row) const
{
    m_copier.copy(m_copier.wholeRow(row), m_list.chatStyle());
}

void RowCommands::copyJson(int row) const
{
    m_copier.copyJson(row);
}

void RowCommands::copyCode(int row, int block)
{
    const QList<SafeTextDocument::CodeBlock> blocks = m_contents.codeBlocks(row);
    if (block >= blocks.size())
        return;
    QGuiApplication::clipboard()->setText(blocks.at(block).code);
    m_list.setCopiedCode(m_model.index(row), block);
    m_copiedTimer.start();
    Q_EMIT told(tr("Copied"));
}

void RowCommands::follow(int row, const QString &link)
{
    if (link == kJsonLink) {
        m_actions.showJson(QString(m_model.facts(row).key));
    } else if (const int source = sourceOf(link); source > 0) {
        m_list.showText(row, -1); // what is attached
        m_arranger.host().showSource(row, source);
    } else {
        m_actions.openLink(link);
    }
}

// The buttons of a row that failed exist only near the viewport; these exist always.
QList<RowAction> RowCommands::actions(int row)
{
    const ActivityEntry &entry = m_model.at(row);
    const QPersistentModelIndex index(m_model.index(row));
    QList<RowAction> actions;
    using Action = void (ActivityActions::*)(const QString &);
    const auto add = [&](bool wanted, const QString &name, Action action) {
        if (wanted)
            actions << RowAction{name, std::bind_front(action, &m_actions, entry.key)};
    };
    const auto addForRow = [&](const QString &name, std::function<void(int row)> act) {
        actions << RowAction{name, [index, act = std::move(act)] {
                                 if (index.isValid())
                                     act(index.row());
                             }};
    };
    const QList<BubbleText::Link> links = m_contents.links(row);
    const qsizetype blocks = m_contents.codeBlocks(row).size();
    if (!links.isEmpty() || blocks > 0 || entry.quiet
        || !m_list.rowWidgets().widgets(row).isEmpty())
        addForRow(QAccessibleActionInterface::pressAction(),
                  [this](int now) { Q_EMIT pressed(now); });
    const SendActions possible = SendActions::of(entry);
    add(possible.retry, tr("Retry"), &ActivityActions::retry);
    add(possible.edit, tr("Edit"), &ActivityActions::edit);
    add(possible.copyDetails, tr("Copy details"), &ActivityActions::copyDetails);
    add(possible.remove, tr("Remove"), &ActivityActions::discard);
    add(possible.cancel, tr("Cancel sending"), &ActivityActions::cancel);
    for (const auto &[label, address] : links)
        actions << RowAction{tr("Open “%1” (%2)").arg(singleLine(label, 40), hostOf(address)),
                             [this, target = address] {
                                 m_actions.openLink(target);
                             }};
    for (qsizetype block = 0; block < blocks; ++block)
        addForRow(copyCodeWords(block, blocks),
                  [this, block](int now) { copyCode(now, int(block)); });
    add(true, tr("Show JSON"), &ActivityActions::showJson);
    addForRow(tr("Copy message"), [this](int now) { copyRow(now); });
    addForRow(QAccessibleActionInterface::showMenuAction(), [this](int now) { openMenuAt(now); });
    return actions;
}

void RowCommands::openMenuAt(int row)
{
    m_list.scrollTo(m_model.index(row));
    openMenu(row, {}, m_list.viewport()->mapToGlobal(m_arranger.layoutOf(row).content.center()));
}

void RowCommands::openMenu(int row, const QString &link, const QPoint &globalPosition)
{
    QList<BubbleText::Link> links = m_contents.links(row);
    if (!link.isEmpty())
        links.removeIf([&](const BubbleText::Link &other) { return other.address != link; });
    const bool hasSelection = !m_selector.selection().isEmpty();
    auto *menu = new RowMenu(m_model.at(row), links, hasSelection, m_copier.withNames(), m_actions,
                             &m_list);
    QStringList copyCodes;
    const qsizetype blocks = m_contents.codeBlocks(row).size();
    for (qsizetype block = 0; block < blocks; ++block)
        copyCodes << copyCodeWords(block, blocks);
    menu->addCode(copyCodes);
    // The row may have moved or gone meanwhile.
    const auto withRowOf = [this](const QString &key, auto act) {
        if (const int keyRow = m_model.rowOfKey(key); keyRow >= 0)
            act(keyRow);
    };
    connect(menu, &RowMenu::copyRequested, this, &RowCommands::copySelection);
    connect(menu, &RowMenu::copyMessageRequested, this, [this, withRowOf](const QString &key) {
        withRowOf(key, [this](int keyRow) { copyRow(keyRow); });
    });
    connect(menu, &RowMenu::copyAsRequested, this,
            [this, withRowOf](CopyFormat format, const QString &key) {
                if (const TextSelection &selection = m_selector.selection(); !selection.isEmpty())
                    m_copier.copyAs(format, selection, m_list.chatStyle());
                else
                    withRowOf(key, [this, format](int keyRow) {
                        m_copier.copyAs(format, m_copier.wholeRow(keyRow), m_list.chatStyle());
                    });
            });
    connect(menu, &RowMenu::copyJsonRequested, this, [this, withRowOf](const QString &key) {
        withRowOf(key, [this](int keyRow) { copyJson(keyRow); });
    });
    connect(menu, &RowMenu::copyNamesChosen, this,
            [this](bool withNames) { m_copier.setWithNames(withNames); });
    connect(menu, &RowMenu::copyLinkRequested, this,
            [](const QString &address) { QGuiApplication::clipboard()->setText(address); });
    connect(menu, &RowMenu::selectAllRequested, &m_list, &ActivityListView::selectAll);
    connect(menu, &RowMenu::copyCodeRequested, this,
            [this, withRowOf](const QString &key, int block) {
                withRowOf(key, [this, block](int keyRow) { copyCode(keyRow, block); });
            });
    menu->popup(globalPosition);
}

} // namespace botline
