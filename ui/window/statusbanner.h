#pragma once

#include "ui/style/chatstyle.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace botline {

// A line under the header that says what is wrong and offers the one thing to do about it; also
// short notices ("Saved as …") that go by themselves. Hidden when there is nothing to say.
class StatusBanner : public QWidget
{
    Q_OBJECT

public:
    enum class Tone
    {
        Notice,
        Warning,
        Error
    };

    explicit StatusBanner(const ChatStyle &style, QWidget *parent = nullptr);

    void setChatStyle(const ChatStyle &style);
    // Stays until cleared or replaced. `actionText` "" shows no button.
    void showState(Tone tone, const QString &sentence, const QString &actionText,
                   std::function<void()> action);
    void clearState();
    // Goes after six seconds; the state, if any, comes back.
    void showNotice(const QString &sentence, Tone tone = Tone::Notice);
    // Of something that goes on: stays until the next notice.
    void showProgress(const QString &sentence, const QString &actionText,
                      std::function<void()> action);

    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Content
    {
        Tone tone = Tone::Notice;
        QString sentence;
        QString actionText;
        std::function<void()> action;
    };
    const Content &shown() const;
    void present();

    ChatStyle m_style;
    Content m_state;
    Content m_notice;
    QTimer m_noticeTimer;
    QLabel *m_label;
    QPushButton *m_button;
};

} // namespace botline
