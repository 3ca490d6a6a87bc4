#include "fallbacknote.h"

#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/flowblock.h"
#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/cardtext.h"
#include "ui/cards/widgets/shownjson.h"

#include <algorithm>

namespace botline {

namespace {

constexpr int kWidest = 400; // design pixels

} // namespace

FallbackNote::FallbackNote(const QString &message, const QJsonValue &json,
                           const ChatStyle &chatStyle, QWidget *parent)
    : CardPart(chatStyle, parent), m_json(json)
{
    const bool hasJson = !json.isUndefined() && !json.isNull();
    auto surface = makeSurface({px(12), px(8), px(12), px(hasJson ? 6 : 8)});
    m_stack = surface->add(std::make_unique<StackBlock>());
    addText(*m_stack, message, style().body(), colors().muted, 0);
    if (hasJson) {
        m_toggle = addLink(*addLinkRow(*m_stack, px(2)), tr("Show JSON"));
        connect(m_toggle, &QAbstractButton::clicked, this, [this] { setExpanded(!isExpanded()); });
    }
    setRoot(std::move(surface));
}

bool FallbackNote::isExpanded() const
{
    return m_text && m_stack->last().isVisible();
}

void FallbackNote::setExpanded(bool expanded)
{
    if (!m_toggle || expanded == isExpanded())
        return;
    if (!m_text)
        m_text = addText(*m_stack, shownJson(m_json), style().mono(), colors().text, px(8));
    m_stack->last().setVisible(expanded);
    m_toggle->setTitle(expanded ? tr("Hide JSON") : tr("Show JSON"));
    blockChanged(*m_stack);
}

QSize FallbackNote::sizeHint() const
{
    const int width = std::min(px(kWidest), CardPart::sizeHint().width());
    return {width, heightForWidth(width)};
}

} // namespace botline
