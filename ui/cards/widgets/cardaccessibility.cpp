#include "cardaccessibility.h"

#include "cardimage.h"
#include "cardtext.h"
#include "ui/cards/blocks/blockwidget.h"

#include <QtWidgets/QAccessibleWidget>

namespace botline {

namespace {

class CardInterface final : public QAccessibleWidget
{
public:
    using QAccessibleWidget::QAccessibleWidget;

    QAccessible::Role role() const override
    {
        const CardImage *picture = image();
        return picture && picture->isActive() ? QAccessible::Button : QAccessibleWidget::role();
    }
    QStringList actionNames() const override
    {
        QStringList names = QAccessibleWidget::actionNames();
        if (const CardImage *picture = image(); picture && picture->isActive())
            names.prepend(pressAction());
        return names;
    }
    void doAction(const QString &name) override
    {
        CardImage *picture = image();
        if (picture && picture->isActive() && name == pressAction())
            picture->activate();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    CardImage *image() const { return qobject_cast<CardImage *>(widget()); }
};

// Qt asks for each class of an object, the most derived one first.
QAccessibleInterface *cardInterface(const QString &, QObject *object)
{
    if (auto *text = qobject_cast<CardText *>(object))
        return new CardInterface(text, QAccessible::StaticText);
    if (auto *image = qobject_cast<CardImage *>(object))
        return new CardInterface(image, QAccessible::Graphic);
    if (auto *part = qobject_cast<BlockWidget *>(object))
        return new CardInterface(part, QAccessible::Grouping);
    return nullptr;
}

} // namespace

void installCardAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(cardInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace botline
