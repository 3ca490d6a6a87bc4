#pragma once

#include "stack.h"

#include "app/conversation/model/activityentry.h"

namespace botline {

class ActionButtons;
class ChipHead;
class CardText;

// The files of an own row, shown from disk: pictures as pictures, the rest as chips; while they are
// on their way, how far each is, the sum, and a way to stop.
class SentFiles : public Stack
{
    Q_OBJECT

public:
    SentFiles(const CardContextPtr &context, const QList<StagedFile> &files,
              QWidget *parent = nullptr);

    void setEntry(const ActivityEntry &entry);

private:
    void addPicture(int index, const StagedFile &file);
    void addChip(const StagedFile &file);

    QList<StagedFile> m_files;
    QList<ChipHead *> m_heads;
    CardText *m_sum = nullptr;
    Stack *m_footer = nullptr;
    QString m_sumWords;
};

} // namespace botline
