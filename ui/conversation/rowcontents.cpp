#include "rowcontents.h"

#include "activitylistview.h"
#include "ownlinks.h"
#include "rowmenu.h"
#include "statusline.h"

#include "app/conversation/model/activitymodel.h"
#include "app/directline/messageentities.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(botline::RowContents)
};

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

QList<BubbleText::Link> RowContents::links(int row) const
{
    const BubbleText *text = m_arranger.rows().text(row);
    return text ? text->links() : QList<BubbleText::Link>();
}

QList<SafeTextDocument::CodeBlock> RowContents::codeBlocks(int row) const
{
    const BubbleText *text = m_arranger.rows().text(row);
    return text ? text->codeBlocks() : QList<SafeTextDocument::CodeBlock>();
}

// The text of the row there, and where the point is in it.
const BubbleText *RowContents::textAt(const QPoint &point, QPoint &inside) const
{
    const QModelIndex index = m_list.indexAt(point);
    const BubbleText *text = index.isValid() ? m_arranger.rows().text(index.row()) : nullptr;
    if (text)
        inside = point - m_arranger.layoutOf(index.row()).text.topLeft();
    return text;
}

QString RowContents::linkAt(const QPoint &point) const
{
    QPoint inside;
    const BubbleText *text = textAt(point, inside);
    return text ? text->linkAt(inside) : QString();
}

bool RowContents::isOverText(const QPoint &point) const
{
    QPoint inside;
    const BubbleText *text = textAt(point, inside);
    return text && text->isOver(inside);
}

int RowContents::codeButtonAt(const QPoint &point) const
{
    QPoint inside;
    const BubbleText *text = textAt(point, inside);
    if (!text)
        return -1;
    const QList<SafeTextDocument::CodeBlock> blocks = text->codeBlocks();
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        if (BubbleText::copyButton(blocks.at(i), m_list.chatStyle()).contains(inside))
            return int(i);
    }
    return -1;
}

QString RowContents::toolTipAt(const QPoint &point, QRect &area) const
{
    const QModelIndex index = m_list.indexAt(point);
    area = QRect(point, QSize(1, 1));
    if (const QString link = linkAt(point); !link.isEmpty()) {
        const int source = sourceOf(link);
        return source > 0 ? sourceWords(m_model.at(index.row()), source) : hostOf(link);
    }
    if (!index.isValid())
        return {};
    if (const int code = codeButtonAt(point); code >= 0)
        return code == m_list.copiedCode(index.row()) ? Words::tr("Copied")
                                                      : Words::tr("Copy code");
    area = m_arranger.layoutOf(index.row()).status;
    return area.contains(point) ? statusWords(m_model.at(index.row())) : QString();
}

} // namespace botline
