#pragma once

#include "app/conversation/sending/stagedfile.h"
#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

class QLabel;

namespace botline {

class AttachmentChip;
class FlowArea;

// The files that are to be sent with the next message, as chips (interaction.md §7): up to three
// big ones, more become a compact list. Hidden while empty. Takes only files that inspectedFile()
// let pass.
//
// Tab reaches the chips' remove buttons; arrow keys move between them, Delete removes.
class AttachmentTray : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kBigChips = 3;

    explicit AttachmentTray(const ChatStyle &style, QWidget *parent = nullptr);

    void setChatStyle(const ChatStyle &style);
    // All files together, in bytes. Chips that do not fit any more say so.
    void setLimit(qint64 bytes);

    QList<StagedFile> files() const;
    int count() const { return static_cast<int>(m_chips.size()); }
    void add(const StagedFile &file);
    void clear();

    // Looks at every file again, as they may have changed since they were staged. Returns why they
    // cannot be sent, in one sentence, or "".
    QString checkAgain();

Q_SIGNALS:
    void filesChanged();
    // The last chip was removed while it had the focus.
    void focusLeft();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void remove(AttachmentChip *chip);
    void refresh();

    ChatStyle m_style;
    qint64 m_limit;
    QList<AttachmentChip *> m_chips;
    FlowArea *m_area;
    QLabel *m_total;
};

} // namespace botline
