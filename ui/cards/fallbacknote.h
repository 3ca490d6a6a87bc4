#pragma once

#include "surface.h"

#include <QtCore/QJsonValue>

namespace botline {

class ActionButton;

// Indented, as plain text, cut when it is very long.
QString shownJson(const QJsonValue &value);

// Says that something is not shown and why; what was received is one click away, as plain text.
class FallbackNote : public Surface
{
    Q_OBJECT

public:
    FallbackNote(const CardContextPtr &context, const QString &message, const QJsonValue &json,
                 QWidget *parent = nullptr);

    bool isExpanded() const;
    void setExpanded(bool expanded);

protected:
    int computeNaturalWidth() const override;

private:
    QJsonValue m_json;
    ActionButton *m_toggle = nullptr;
    CardPart *m_text = nullptr; // made when first asked for
};

} // namespace botline
