#include "cardremarks.h"

#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/widgetblock.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/cardtext.h"
#include "ui/cards/widgets/shownjson.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

CardRemarks::CardRemarks(std::vector<Remark> remarks, const QJsonObject &json,
                         const AdaptiveStyle &style, QWidget *host)
    : QObject(host), m_remarks(std::move(remarks)), m_json(json), m_style(style), m_host(host)
{
}

CardButton *CardRemarks::addButton(StackBlock &stack, const QString &title)
{
    auto *button = new CardButton(title, CardButton::Look::LowEmphasis, m_style.chat(), m_host);
    button->setInk(m_style.textColor(TextColor::Default, true, m_style.ground()));
    button->setExpandable(true);
    auto block = std::make_unique<WidgetBlock>(button, Qt::AlignLeft);
    stack.add(std::move(block));
    return button;
}

Block *CardRemarks::addText(StackBlock &stack, const QString &text, bool mono)
{
    TextLook look;
    look.size = TextSize::Small;
    look.subtle = !mono;
    look.monospace = mono;
    const ChatStyle style = m_style.textStyle(look);
    const QColor color = m_style.textColor(look.color, look.subtle, m_style.ground());
    CardText::Shape shape;
    shape.alignment = Qt::AlignAbsolute | Qt::AlignLeft;
    if (m_host->layoutDirection() == Qt::RightToLeft && !mono)
        shape.alignment = Qt::AlignAbsolute | Qt::AlignRight;
    auto *widget = new CardText(CardText::literal(text, style, color), style, shape, m_host);
    auto block = std::make_unique<WidgetBlock>(widget);
    block->gap = m_style.px(4);
    return stack.add(std::move(block));
}

std::unique_ptr<Block> CardRemarks::makeBlock()
{
    auto box = std::make_unique<BoxBlock>();
    box->setPadding(m_style.px(4), 0);
    auto stack = std::make_unique<StackBlock>();
    const int count = int(m_remarks.size());
    m_toggle = addButton(*stack,
                         count == 1 ? tr("1 remark about this card")
                                    : tr("%n remarks about this card", nullptr, count));
    m_toggle->setObjectName(u"cardRemarks"_s);
    connect(m_toggle, &QAbstractButton::clicked, this, [this] {
        setOpen(!isOpen());
        Q_EMIT toggled(isOpen());
    });
    m_stack = stack.get();
    box->add(std::move(stack));
    return box;
}

void CardRemarks::setOpen(bool open)
{
    if (open == isOpen())
        return;
    if (!m_list) {
        auto list = std::make_unique<StackBlock>();
        for (const Remark &remark : m_remarks) {
            const QString name = remark.what.isEmpty() ? QString() : remark.what + u": "_s;
            addText(*list, name + remark.why + u"\n"_s + remark.path, false);
        }
        m_jsonToggle = addButton(*list, tr("Show JSON"));
        connect(m_jsonToggle, &QAbstractButton::clicked, this,
                [this] { setJsonOpen(!isJsonOpen()); });
        auto inset = std::make_unique<BoxBlock>();
        inset->setPadding(m_style.px(8), m_style.px(4));
        m_list = list.get();
        inset->add(std::move(list));
        m_stack->add(std::move(inset));
    }
    m_list->setVisible(open);
    m_list->parent()->setVisible(open);
    m_toggle->setExpanded(open);
    Q_EMIT changed(m_stack);
}

void CardRemarks::setJsonOpen(bool open)
{
    if (!m_list || open == isJsonOpen())
        return;
    if (!m_text)
        m_text = addText(*m_list, shownJson(m_json), true);
    m_text->setVisible(open);
    m_jsonToggle->setExpanded(open);
    m_jsonToggle->setTitle(open ? tr("Hide JSON") : tr("Show JSON"));
    Q_EMIT changed(m_list);
}

} // namespace botline::adaptive
