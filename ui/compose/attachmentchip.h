#pragma once

#include "app/conversation/sending/stagedfile.h"
#include "ui/style/chatstyle.h"

#include <QtGui/QPixmap>
#include <QtWidgets/QWidget>

namespace botline {

class RoundButton;

// One staged file: thumbnail or symbol, name, type and size, and the button that takes it out
// again. Big with a thumbnail, or a compact line.
class AttachmentChip : public QWidget
{
    Q_OBJECT

public:
    AttachmentChip(const StagedFile &file, const ChatStyle &style, QWidget *parent = nullptr);

    const StagedFile &file() const { return m_file; }
    void setFile(const StagedFile &file); // the same file, looked at again
    void setChatStyle(const ChatStyle &style);
    void setCompact(bool compact);
    // Short words in place of type and size, and a sentence for the tooltip; "" when all is well.
    void setWarning(const QString &words, const QString &sentence);
    QString warning() const { return m_warning; }
    RoundButton &removeButton() const { return *m_remove; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString details() const;
    QRect pictureRect() const;
    void describe();
    void paintPicture(QPainter &painter) const;

    StagedFile m_file;
    ChatStyle m_style;
    bool m_compact = false;
    QString m_warning;
    QString m_sentence;
    QString m_typeName;
    QPixmap m_thumbnail;
    RoundButton *m_remove;
};

} // namespace botline
