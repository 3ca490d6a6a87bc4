#pragma once

#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

class QLabel;

namespace botline {

// Dialogs take size and colour from the application's font and palette, so that they follow zoom
// and theme by themselves.
ChatColors colorsFor(const QWidget &widget);
int em(const QWidget &widget, double factor); // of a line's height, in device-independent pixels

// Colours a label, also when a style sheet is set on the application.
void setInk(QLabel &label, const QColor &color);

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
