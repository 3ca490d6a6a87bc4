#pragma once

#include "cardinput.h"

namespace botline::adaptive {

class LineEditor;

// A choice among many: typing shows those that contain the words. What is typed counts when it is
// the whole title of a choice, in any case.
class FilterInput : public CardInput
{
    Q_OBJECT

public:
    FilterInput(const Input &input, const ChatStyle &style, QWidget *parent);

    QWidget *editor() const override;
    std::optional<QString> value() const override;
    QString draft() const override;
    void restore(const QString &draft) override;
    void showProblem(bool wrong) override;

protected:
    bool isEmpty() const override;
    QString complaint() const override;

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    // Of what is typed; -1 when it is none.
    int chosen() const;
    void makeList();
    void showAll();

    LineEditor *m_line;
    ChatStyle m_style;
};

} // namespace botline::adaptive
