#pragma once

#include "listmetrics.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace botline {

// Says below the last message that the bot is typing, or for how long a reply has been awaited
// (interaction.md §5). Both only after a moment, because most answers are there before.
class WaitingLine : public QWidget
{
    Q_OBJECT

public:
    explicit WaitingLine(const ChatStyle &style, QWidget *parent = nullptr);

    void setChatStyle(const ChatStyle &style);
    // Typing goes before waiting.
    void setTyping(bool typing, const QString &botName);
    void setWaitingSince(const QDateTime &sinceUtc); // invalid: nothing is awaited

    QString text() const; // as shown now
    bool isSlow() const; // waited for more than 5 s

    int heightForWidth(int width) const override;

Q_SIGNALS:
    void heightChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void tick();
    qint64 waitedMs() const;
    QRect textRect(int width) const;
    bool isMirrored() const { return layoutDirection() == Qt::RightToLeft; }

    ListMetrics m_metrics;
    bool m_typing = false;
    QString m_botName;
    QDateTime m_since;
    QTimer m_appear;
    QTimer m_tick;
    int m_step = 0;
    int m_height = 0; // told last
};

} // namespace botline
