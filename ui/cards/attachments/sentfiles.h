#pragma once

#include "cardpart.h"

#include "app/conversation/model/activityentry.h"

namespace botline {

class ChipHead;
class ContentLoader;

// The files of an own row, shown from disk: pictures as pictures, the rest as chips; while they are
// on their way, how far each is, the sum, and a way to stop.
class SentFiles : public CardPart
{
    Q_OBJECT

public:
    // `content` must outlive it.
    SentFiles(const QList<StagedFile> &files, const ChatStyle &style, ContentLoader &content,
              QWidget *parent = nullptr);

    void setEntry(const ActivityEntry &entry);

Q_SIGNALS:
    void imageViewRequested(int file); // index
    void cancelRequested();

private:
    void addPicture(StackBlock &stack, int index, ContentLoader &content);
    void addChip(StackBlock &stack, const StagedFile &file);
    void addFooter(StackBlock &stack);

    QList<StagedFile> m_files;
    QList<ChipHead *> m_heads;
    CardText *m_sum = nullptr;
    Block *m_footer = nullptr;
    QString m_sumText;
};

} // namespace botline
