#include "adaptivepart.h"

#include "ui/cards/adaptive/adaptivecardwidget.h"
#include "ui/content/activityactions.h"

namespace botline {

AdaptivePart::AdaptivePart(const CardContextPtr &context, const QJsonObject &card, QWidget *parent)
    : CardPart(context, parent),
      m_card(new AdaptiveCardWidget(card, context->key, context->attachment, context->style,
                                    context->content, context->states, this))
{
    connect(m_card, &AdaptiveCardWidget::sizeChanged, this, [this] { contentsChanged(); });
    connect(m_card, &AdaptiveCardWidget::linkRequested, this,
            [this](const QString &address) { this->context().actions.openLink(address); });
    connect(m_card, &AdaptiveCardWidget::submitRequested, this,
            [this](const QString &key, int attachment, const QJsonValue &submitted,
                   const QJsonObject &inputs) {
                this->context().actions.submit(key, attachment, submitted, inputs);
            });
}

int AdaptivePart::computeHeight(int width) const
{
    return m_card->heightForWidth(width);
}

int AdaptivePart::computeNaturalWidth() const
{
    return m_card->sizeHint().width();
}

void AdaptivePart::arrange()
{
    m_card->setGeometry(rect());
}

} // namespace botline
