#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

class ActionParser;
class CardParser;
class ParseLimits;

// Reads what holds other elements: Container, Carousel, ColumnSet and Table. The rules and bounds
// are those of adaptivecard.h; `depth` is that of the element around.
class ContainerParser
{
public:
    ContainerParser(ParseLimits &limits, ActionParser &actions,
                    CardParser &cards); // references outlive it

    Container container(const QJsonObject &object, int depth);
    // Its pages one below the other.
    Container carousel(const QJsonObject &object, int depth);
    ColumnSet columnSet(const QJsonObject &object, int depth);
    Table table(const QJsonObject &object, int depth);

private:
    // nullopt when the fallback is to drop it.
    std::optional<Column> columnOrFallback(const QJsonObject &object, int depth);
    Column column(const QJsonObject &object, int depth);
    Table::Row tableRow(const QJsonObject &object, int depth);
    static Table::Alignment cellAlignment(const QJsonObject &object);

    ParseLimits &m_limits;
    ActionParser &m_actions;
    CardParser &m_cards;
};

} // namespace botline::adaptive
