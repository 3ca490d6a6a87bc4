#include "rowmenu.h"

#include "senderrorbar.h"

#include "app/conversation/model/activityentry.h"
#include "ui/content/activityactions.h"
#include "ui/content/linkpolicy.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qsizetype kMostLinks = 8;
constexpr int kMostCharacters = 40;

// Words from the network: one line, and no letter of it a shortcut.
QString menuWords(const QString &text)
{
    return singleLine(text, kMostCharacters).replace(u'&', u"&&"_s);
}

} // namespace

QString hostOf(const QString &link)
{
    const auto url = allowedLink(link);
    return url ? singleLine(shownHost(*url)) : QString();
}

RowMenu::RowMenu(const ActivityEntry &entry, const QList<BubbleText::Link> &links,
                 bool hasSelection, bool withNames, ActivityActions &actions, QWidget *parent)
    : QMenu(parent), m_actions(actions), m_key(entry.key)
{
    setObjectName(u"rowMenu"_s);
    setAttribute(Qt::WA_DeleteOnClose);

    addLinks(links);
    if (hasSelection) {
        QAction *copy = addAction(tr("Copy"));
        copy->setShortcut(QKeySequence::Copy);
        connect(copy, &QAction::triggered, this, &RowMenu::copyRequested);
    }
    connect(addAction(tr("Copy message")), &QAction::triggered, this,
            [this, key = entry.key] { Q_EMIT copyMessageRequested(key); });
    addCopyChoices(entry.key, withNames);
    QAction *json = addAction(tr("Show JSON"));
    json->setShortcut(kShowJsonKey);
    connect(json, &QAction::triggered, this, [this] { m_actions.showJson(m_key); });
    connect(addAction(tr("Select all")), &QAction::triggered, this, &RowMenu::selectAllRequested);
    addSendActions(entry);
}

void RowMenu::addCode(const QStringList &titles)
{
    QAction *first = actions().value(0);
    for (int block = 0; block < titles.size(); ++block) {
        auto *copy = new QAction(titles.at(block), this);
        insertAction(first, copy);
        connect(copy, &QAction::triggered, this,
                [this, block] { Q_EMIT copyCodeRequested(m_key, block); });
    }
    if (!titles.isEmpty())
        insertSeparator(first);
}

void RowMenu::addCopyChoices(const QString &key, bool withNames)
{
    QMenu *choices = addMenu(tr("Copy as"));
    choices->setObjectName(u"copyAsMenu"_s);
    const std::pair<CopyFormat, QString> formats[] = {{CopyFormat::Plain, tr("Plain text")},
                                                      {CopyFormat::Markdown, tr("Markdown")},
                                                      {CopyFormat::Html, tr("Formatted text")}};
    for (const auto &[format, text] : formats)
        connect(choices->addAction(text), &QAction::triggered, this,
                [this, chosen = format, key] { Q_EMIT copyAsRequested(chosen, key); });
    QAction *json = choices->addAction(tr("JSON of the message"));
    json->setShortcut(kCopyJsonKeys);
    connect(json, &QAction::triggered, this, [this, key] { Q_EMIT copyJsonRequested(key); });
    choices->addSeparator();
    QAction *names = choices->addAction(tr("With names and times"));
    names->setCheckable(true);
    names->setChecked(withNames);
    connect(names, &QAction::toggled, this, &RowMenu::copyNamesChosen);
}

void RowMenu::addLinks(const QList<BubbleText::Link> &links)
{
    for (const auto &[label, address] : links.first(std::min(links.size(), kMostLinks))) {
        const QString words = menuWords(label);
        QAction *open = addAction(tr("Open “%1” (%2)").arg(words, menuWords(hostOf(address))));
        connect(open, &QAction::triggered, this,
                [this, target = address] { m_actions.openLink(target); });
        QAction *copy
            = addAction(links.size() == 1 ? tr("Copy link") : tr("Copy link “%1”").arg(words));
        connect(copy, &QAction::triggered, this,
                [this, target = address] { Q_EMIT copyLinkRequested(target); });
    }
    if (!links.isEmpty())
        addSeparator();
}

void RowMenu::addSendActions(const ActivityEntry &entry)
{
    const SendActions actions = SendActions::of(entry);
    bool separated = false;
    const auto add
        = [&](bool wanted, const QString &text, void (ActivityActions::*action)(const QString &)) {
              if (!wanted)
                  return;
              if (!separated)
                  addSeparator();
              separated = true;
              connect(addAction(text), &QAction::triggered, this,
                      [this, action] { (m_actions.*action)(m_key); });
          };
    add(actions.retry, tr("Retry"), &ActivityActions::retry);
    add(actions.edit, tr("Edit"), &ActivityActions::edit);
    add(actions.copyDetails, tr("Copy details"), &ActivityActions::copyDetails);
    add(actions.cancel, tr("Cancel sending"), &ActivityActions::cancel);
    add(actions.remove, tr("Remove"), &ActivityActions::discard);
}

} // namespace botline
