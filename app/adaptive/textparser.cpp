#include "textparser.h"

#include "actionparser.h"
#include "cardproperties.h"
#include "parselimits.h"

#include "app/directline/json.h"

#include <QtCore/QJsonArray>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;

TextParser::TextParser(ParseLimits &limits, ActionParser &actions)
    : m_limits(limits), m_actions(actions)
{
}

TextBlock TextParser::textBlock(const QJsonObject &object)
{
    TextBlock block;
    block.text = withDates(m_limits.text(object, "text"_L1), m_limits.locale());
    block.look = lookOf(object);
    block.wrap = object["wrap"_L1].toBool();
    block.maxLines = int(std::clamp(numberOf(object["maxLines"_L1]).value_or(0), 0.0, 1000.0));
    const QString style = json::text(object, "style"_L1);
    block.heading = style.compare("heading"_L1, Qt::CaseInsensitive) == 0;
    if (block.heading && !object.contains("size"_L1))
        block.look.size = TextSize::Large;
    const bool header = block.heading || style.compare("columnHeader"_L1, Qt::CaseInsensitive) == 0;
    if (header && !object.contains("weight"_L1))
        block.look.weight = TextWeight::Bolder;
    return block;
}

RichText TextParser::richText(const QJsonObject &object, int depth)
{
    RichText result;
    const QJsonArray inlines = object["inlines"_L1].toArray();
    for (const QJsonValue &item : inlines) {
        if (!m_limits.takePart())
            break;
        TextRun run;
        if (item.isString()) {
            run.text = m_limits.text({{"text"_L1, item}}, "text"_L1);
        } else {
            const QJsonObject inlined = item.toObject();
            run.text = m_limits.text(inlined, "text"_L1);
            run.look = lookOf(inlined);
            run.italic = inlined["italic"_L1].toBool();
            run.strike = inlined["strikethrough"_L1].toBool();
            run.underline = inlined["underline"_L1].toBool();
            run.highlight = inlined["highlight"_L1].toBool();
            run.action = m_actions.selectAction(inlined["selectAction"_L1], depth);
        }
        run.text = withDates(run.text, m_limits.locale());
        if (!run.text.isEmpty())
            result.runs.push_back(std::move(run));
    }
    return result;
}

FactSet TextParser::factSet(const QJsonObject &object)
{
    FactSet set;
    const QJsonArray facts = object["facts"_L1].toArray();
    for (const QJsonValue &item : facts) {
        if (!m_limits.take())
            break;
        const QJsonObject fact = item.toObject();
        FactSet::Fact read{withDates(m_limits.text(fact, "title"_L1), m_limits.locale()),
                           withDates(m_limits.text(fact, "value"_L1), m_limits.locale())};
        if (!read.title.isEmpty() || !read.value.isEmpty())
            set.facts.push_back(std::move(read));
    }
    return set;
}

} // namespace botline::adaptive
