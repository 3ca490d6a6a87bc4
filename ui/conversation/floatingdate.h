#pragma once

#include "listmetrics.h"

#include <QtCore/QTimer>
#include <QtCore/QVariantAnimation>
#include <QtWidgets/QWidget>

namespace botline {

// The day of the topmost row, over the list while the user scrolls, gone a second after
// (interaction.md §2).
class FloatingDate : public QWidget
{
    Q_OBJECT

public:
    explicit FloatingDate(const ChatStyle &style, QWidget *parent);

    void setChatStyle(const ChatStyle &style);
    void showText(const QString &text); // "" hides it at once
    QString text() const { return m_text; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ListMetrics m_metrics;
    QString m_text;
    QTimer m_hide;
    QVariantAnimation m_fade;
};

} // namespace botline
