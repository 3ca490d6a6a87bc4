#include "cardpart.h"

#include <QtWidgets/QAccessibleWidget>
#include <QtWidgets/QStyle>

namespace botline {

namespace {

class PartInterface final : public QAccessibleWidget
{
public:
    explicit PartInterface(CardPart *part) : QAccessibleWidget(part, part->accessibleRole()) { }

    QStringList actionNames() const override
    {
        QStringList names = QAccessibleWidget::actionNames();
        if (part().isActivatable())
            names.prepend(pressAction());
        return names;
    }
    void doAction(const QString &name) override
    {
        if (name == pressAction() && part().isActivatable())
            part().activate();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    CardPart &part() const { return *static_cast<CardPart *>(widget()); }
};

QAccessibleInterface *partInterface(const QString &, QObject *object)
{
    auto *part = qobject_cast<CardPart *>(object);
    return part ? new PartInterface(part) : nullptr;
}

} // namespace

CardPart::CardPart(const CardContextPtr &context, QWidget *parent)
    : QWidget(parent), m_context(context)
{
}

void CardPart::installAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(partInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

int CardPart::heightForWidth(int width) const
{
    if (width <= 0)
        return 0;
    for (const Height &known : m_heights) {
        if (known.width == width)
            return known.height;
    }
    const int height = computeHeight(width);
    m_heights[1] = m_heights[0];
    m_heights[0] = {width, height};
    return height;
}

int CardPart::naturalWidth() const
{
    if (m_naturalWidth < 0)
        m_naturalWidth = computeNaturalWidth();
    return m_naturalWidth;
}

QSize CardPart::sizeHint() const
{
    const int width = naturalWidth();
    return {width, heightForWidth(width)};
}

void CardPart::place(const QRect &rect)
{
    setGeometry(rect);
    if (m_arrangedFor != rect.size()) { // hidden widgets get their resize event later
        m_arrangedFor = rect.size();
        arrange();
    }
}

void CardPart::setShown(bool shown)
{
    if (isHidden() != shown)
        return;
    setVisible(shown);
    contentsChanged();
}

void CardPart::contentsChanged()
{
    for (QWidget *widget = this; widget; widget = widget->parentWidget()) {
        if (auto *part = qobject_cast<CardPart *>(widget)) {
            part->m_heights[0].width = -1;
            part->m_heights[1].width = -1;
            part->m_naturalWidth = -1;
            part->m_arrangedFor = QSize(-1, -1);
        }
        if (widget->isWindow())
            break;
    }
    Q_EMIT m_context->events.layoutChanged();
}

QRect CardPart::mirrored(const QRect &rect) const
{
    return QStyle::visualRect(layoutDirection(), this->rect(), rect);
}

void CardPart::resizeEvent(QResizeEvent *)
{
    if (m_arrangedFor == size())
        return;
    m_arrangedFor = size();
    arrange();
}

} // namespace botline
