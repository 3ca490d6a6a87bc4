#pragma once

#include <QtWidgets/QWidget>

class QLineEdit;
class QToolButton;

namespace botline {

// A line for a secret or token: hidden as dots until "Show" is pressed. Line breaks that were
// pasted stay in text(), so that the check can see them.
class CredentialField : public QWidget
{
    Q_OBJECT

public:
    explicit CredentialField(QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);
    void setPlaceholderText(const QString &text);
    void selectAll();

Q_SIGNALS:
    void textChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void reveal(bool on);

    QLineEdit *m_line;
    QToolButton *m_show;
};

} // namespace botline
