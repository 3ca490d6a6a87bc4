#pragma once

#include <QtWidgets/QWidget>

class QLabel;

namespace botline {

// A field with its label above and one message below: what is wrong, else what is worth knowing,
// else a hint.
class FormField : public QWidget
{
    Q_OBJECT

public:
    // Takes `editor` in; `label` may have a mnemonic.
    FormField(const QString &label, QWidget *editor, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    void setHint(const QString &hint);
    void setNote(const QString &note);
    void setProblem(const QString &problem);
    QString problem() const { return m_problem; }
    QWidget &editor() const { return *m_editor; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QString m_hint;
    QString m_note;
    QString m_problem;
    QLabel *m_label;
    QWidget *m_editor;
    QLabel *m_message;
};

} // namespace botline
