#pragma once

#include "cardinput.h"

#include <QtCore/QStringList>

class QListWidget;

namespace botline::adaptive {

// Any of very many choices: boxes to tick in a list that scrolls.
class ListInput : public CardInput
{
    Q_OBJECT

public:
    ListInput(const Input &input, const ChatStyle &style, QWidget *parent);

    QWidget *editor() const override;
    std::optional<QString> value() const override;
    QString draft() const override;
    void restore(const QString &draft) override;

protected:
    bool isEmpty() const override;

private:
    QStringList chosen() const;

    QListWidget *m_list;
};

} // namespace botline::adaptive
