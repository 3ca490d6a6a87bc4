#pragma once

#include "cardtext.h"

namespace botline {

// Names on the left, what they are on the right, in the order given and with repeated names kept.
// Where that leaves no room for words, what they are stands below.
class FactGrid : public CardPart
{
    Q_OBJECT

public:
    explicit FactGrid(const CardContextPtr &context, QWidget *parent = nullptr);

    void add(const QString &name, const QString &value,
             CardText::Format format = CardText::Format::Literal);
    bool isEmpty() const { return m_rows.isEmpty(); }

protected:
    int computeHeight(int width) const override;
    int computeNaturalWidth() const override;
    void arrange() override;

private:
    struct Row
    {
        CardText *name;
        CardText *value;
    };

    int widestName() const;
    // visit(row, rect of the name, rect of the value) for each; returns the height.
    template <typename Visit> int walk(int width, Visit visit) const;
    int gap() const { return px(16); }

    QList<Row> m_rows;
};

} // namespace botline
