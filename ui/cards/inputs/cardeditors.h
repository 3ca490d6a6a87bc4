// The widgets that people type into and choose from, for inputs of cards.
#pragma once

#include "ui/style/chatstyle.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QRadioButton>

class QToolButton;

namespace botline::adaptive {

// A line with the chat's fonts, and a red edge when its content is wrong.
class LineEditor : public QLineEdit
{
    Q_OBJECT

public:
    LineEditor(const ChatStyle &style, QWidget *parent);
    void setWrong(bool wrong);
    // At the end of the line: emits popupRequested(). One at most.
    void addButton(const QIcon &icon, const QString &name);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void steppedUp(); // the arrow keys
    void steppedDown();
    void popupRequested(); // Alt+Down, F4, the button

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    ChatStyle m_style;
    QToolButton *m_button = nullptr;
};

// Several lines, growing with the text between limits.
class AreaEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    AreaEditor(const ChatStyle &style, QWidget *parent);
    void setWrong(bool wrong);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void heightChanged();

protected:
    bool event(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    ChatStyle m_style;
    bool m_wrong = false;
};

// A drop-down list. The wheel scrolls the conversation, never the choice.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    ChoiceBox(const ChatStyle &style, QWidget *parent);
    void setWrong(bool wrong);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    ChatStyle m_style;
    bool m_wrong = false;
};

// A check box or radio button whose words wrap, with a red mark when it is the wrong choice.
template <typename Button> class WrappingChoice : public Button
{
public:
    WrappingChoice(const QString &title, const ChatStyle &style, QWidget *parent);
    void setWrong(bool wrong);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool hitButton(const QPoint &point) const override { return this->rect().contains(point); }
    void paintEvent(QPaintEvent *event) override;

private:
    int mark() const { return m_style.px(18); }
    int offset() const { return mark() + m_style.px(8); }

    ChatStyle m_style;
    QString m_title;
    bool m_wrong = false;
};

// The choices of one question, one below the other.
class ChoicePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChoicePanel(QWidget *parent) : QWidget(parent) { }
    void add(QAbstractButton *button) { m_buttons.append(button); }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<QAbstractButton *> m_buttons;
};

extern template class WrappingChoice<QCheckBox>;
extern template class WrappingChoice<QRadioButton>;

using CheckChoice = WrappingChoice<QCheckBox>;
using RadioChoice = WrappingChoice<QRadioButton>;

} // namespace botline::adaptive
