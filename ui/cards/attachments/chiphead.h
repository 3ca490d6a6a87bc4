#pragma once

#include "ui/style/chatstyle.h"
#include "ui/style/icons.h"

#include <QtGui/QPixmap>
#include <QtWidgets/QWidget>

namespace botline {

// The face of a file: a tile with its kind or a small picture, its name cut in the middle, and a
// line about it; while it is being sent, how far that is.
class ChipHead : public QWidget
{
    Q_OBJECT

public:
    ChipHead(const QString &name, const QString &details, Symbol symbol, const ChatStyle &style,
             QWidget *parent = nullptr);

    void setPicture(const QImage &picture);
    // 0..1, or negative for none.
    void setProgress(double progress);
    double progress() const { return m_progress; }
    void setDetails(const QString &details);
    QString details() const { return m_details; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void sizeChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();
    int px(int designPixels) const { return m_style.px(designPixels); }
    QRect mirrored(const QRect &rect) const;

    const ChatStyle m_style;

    QString m_name;
    QString m_details;
    Symbol m_symbol;
    QPixmap m_picture;
    double m_progress = -1;
};

// What stands for files of this media type.
Symbol symbolForType(const QString &mediaType);
// "PDF document · 1.2 MB"; what is unknown is left out. When the type says nothing, the first of
// the `names` with a known ending does. `size` negative: unknown.
QString fileDetails(const QString &mediaType, const QStringList &names, qint64 size);

} // namespace botline
