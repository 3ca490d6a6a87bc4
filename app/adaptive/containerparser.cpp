#include "containerparser.h"

#include "actionparser.h"
#include "cardparser.h"
#include "cardproperties.h"
#include "parselimits.h"

#include "app/directline/json.h"

#include <QtCore/QJsonArray>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;

ContainerParser::ContainerParser(ParseLimits &limits, ActionParser &actions, CardParser &cards)
    : m_limits(limits), m_actions(actions), m_cards(cards)
{
}

Container ContainerParser::container(const QJsonObject &object, int depth)
{
    Container box;
    box.surface = surfaceOf(object["style"_L1]);
    box.verticalAlign = verticalAlignOf(object["verticalContentAlignment"_L1]);
    box.minHeight = pixelsOf(object["minHeight"_L1]);
    box.bleed = object["bleed"_L1].toBool();
    box.rightToLeft = flagOf(object["rtl"_L1]);
    box.background = backgroundOf(object["backgroundImage"_L1]);
    box.action = m_actions.selectAction(object["selectAction"_L1], depth);
    box.items = m_cards.elements(object["items"_L1], depth + 1);
    return box;
}

Container ContainerParser::carousel(const QJsonObject &object, int depth)
{
    Container box = container(object, depth);
    box.items.clear();
    const QJsonArray pages = object["pages"_L1].toArray();
    for (const QJsonValue &item : pages) {
        if (!item.isObject())
            continue;
        if (depth >= kMaxDepth || !m_limits.take())
            break;
        Element page = commonPartOf(item.toObject());
        page.separator = page.separator || !box.items.empty();
        page.content = container(item.toObject(), depth + 1);
        box.items.push_back(std::move(page));
    }
    return box;
}

ColumnSet ContainerParser::columnSet(const QJsonObject &object, int depth)
{
    ColumnSet set;
    set.surface = surfaceOf(object["style"_L1]);
    set.align = alignOf(object["horizontalAlignment"_L1]);
    set.minHeight = pixelsOf(object["minHeight"_L1]);
    set.bleed = object["bleed"_L1].toBool();
    set.action = m_actions.selectAction(object["selectAction"_L1], depth);
    const QJsonArray columns = object["columns"_L1].toArray();
    for (const QJsonValue &item : columns) {
        if (!item.isObject())
            continue;
        if (!m_limits.take())
            break;
        if (auto read = columnOrFallback(item.toObject(), depth))
            set.columns.push_back(std::move(*read));
    }
    return set;
}

std::optional<Column> ContainerParser::columnOrFallback(const QJsonObject &object, int depth)
{
    const QString type = json::text(object, "type"_L1);
    if ((type.isEmpty() || type == "Column"_L1) && meetsRequirements(object))
        return column(object, depth);
    const QJsonValue fallback = object["fallback"_L1];
    if (fallback.isObject()) {
        if (depth >= kMaxDepth || !m_limits.take())
            return std::nullopt;
        return columnOrFallback(fallback.toObject(), depth + 1);
    }
    if (fallback.toString().compare("drop"_L1, Qt::CaseInsensitive) == 0)
        return std::nullopt;
    Column column;
    column.content.items.push_back(elementOf(
        Note{Note::Reason::UnsupportedElement, type.isEmpty() ? u"Column"_s : type.left(100)}));
    return column;
}

Column ContainerParser::column(const QJsonObject &object, int depth)
{
    Column column;
    column.id = json::text(object, "id"_L1);
    column.visible = object["isVisible"_L1].toBool(true);
    column.separator = separatorOf(object);
    column.spacing = spacingOf(object);
    column.align = alignOf(object["horizontalAlignment"_L1]);
    // Before 1.0 the width was called size.
    const QJsonValue width = object.contains("width"_L1) ? object["width"_L1] : object["size"_L1];
    const QString word = width.toString().trimmed();
    if (word.compare("auto"_L1, Qt::CaseInsensitive) == 0) {
        column.width = Column::Width::Auto;
    } else if (word.endsWith("px"_L1, Qt::CaseInsensitive) && pixelsOf(width) > 0) {
        column.width = Column::Width::Pixels;
        column.amount = pixelsOf(width);
    } else if (const auto weight = numberOf(width); weight && *weight > 0) {
        column.width = Column::Width::Weight;
        column.amount = std::min(*weight, 10'000.0);
    }
    column.content = container(object, depth + 1);
    return column;
}

Table ContainerParser::table(const QJsonObject &object, int depth)
{
    Table table;
    table.gridLines = object["showGridLines"_L1].toBool(true);
    // The schema and the programs of its authors do not call it the same.
    table.headerRow
        = object["firstRowAsHeader"_L1].toBool(object["firstRowAsHeaders"_L1].toBool(true));
    table.gridSurface = surfaceOf(object["gridStyle"_L1]);
    table.alignment = cellAlignment(object);
    const QJsonArray columns = object["columns"_L1].toArray();
    for (const QJsonValue &item : columns) {
        if (!m_limits.takePart())
            break;
        const QJsonValue width = item.toObject()["width"_L1];
        Table::Column column;
        column.weight = std::clamp(numberOf(width).value_or(1), 0.1, 10'000.0);
        if (width.toString().endsWith("px"_L1, Qt::CaseInsensitive))
            column.pixels = pixelsOf(width);
        column.alignment = cellAlignment(item.toObject());
        table.columns.push_back(column);
    }
    size_t widest = 0;
    const QJsonArray rows = object["rows"_L1].toArray();
    for (const QJsonValue &item : rows) {
        if (!item.isObject())
            continue;
        if (!m_limits.take())
            break;
        table.rows.push_back(tableRow(item.toObject(), depth));
        widest = std::max(widest, table.rows.back().cells.size());
    }
    table.columns.resize(widest);
    return table;
}

Table::Row ContainerParser::tableRow(const QJsonObject &object, int depth)
{
    Table::Row row;
    row.surface = surfaceOf(object["style"_L1]);
    row.alignment = cellAlignment(object);
    const QJsonArray cells = object["cells"_L1].toArray();
    for (const QJsonValue &cell : cells) {
        if (!m_limits.take())
            break;
        row.cells.push_back(container(cell.toObject(), depth + 1));
        row.cells.back().bleed = false; // its ground fills the cell anyway
    }
    return row;
}

Table::Alignment ContainerParser::cellAlignment(const QJsonObject &object)
{
    return {alignOf(object["horizontalCellContentAlignment"_L1]),
            verticalAlignOf(object["verticalCellContentAlignment"_L1])};
}

} // namespace botline::adaptive
