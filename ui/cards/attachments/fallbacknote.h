#pragma once

#include "cardpart.h"

#include <QtCore/QJsonValue>

namespace botline {

// Says that something is not shown and why; what was received is one click away, as plain text.
class FallbackNote : public CardPart
{
    Q_OBJECT

public:
    FallbackNote(const QString &message, const QJsonValue &json, const ChatStyle &style,
                 QWidget *parent = nullptr);

    bool isExpanded() const;
    void setExpanded(bool expanded);

    QSize sizeHint() const override;

private:
    QJsonValue m_json;
    StackBlock *m_stack = nullptr;
    CardButton *m_toggle = nullptr; // null when there is no JSON
    CardText *m_text = nullptr; // made when first asked for
};

} // namespace botline
