#include "picturenotice.h"

#include "cardbutton.h"
#include "cardtext.h"

#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/flowblock.h"
#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/blocks/widgetblock.h"

namespace botline {

using Trouble = ContentLoader::Trouble;

PictureNotice::PictureNotice(const QString &name, const QString &message, Trouble trouble,
                             bool openable, const ChatStyle &style, QWidget *parent)
    : BlockWidget(parent), m_style(style)
{
    const ChatColors &colors = style.colors();
    auto stack = std::make_unique<StackBlock>();
    const auto addText = [&](const QString &text, const QFont &font, const QColor &color) {
        auto *widget = new CardText(CardText::literal(text, style, color, font), style, {}, this);
        stack->add(std::make_unique<WidgetBlock>(widget))->gap = style.px(4);
    };
    if (!name.isEmpty())
        addText(name, style.strong(), colors.text);
    addText(message, style.body(), colors.muted);

    const bool openElsewhere
        = openable && (trouble == Trouble::TooLarge || trouble == Trouble::Unreadable);
    auto row = std::make_unique<FlowBlock>(style.px(openElsewhere ? 16 : 8), Qt::AlignLeft);
    row->setStacking(!openElsewhere);
    row->setLineGap(style.px(openElsewhere ? 0 : 6));
    if (trouble == Trouble::NeedsPermission) {
        addButton(*row, tr("Load image"), false, &PictureNotice::loadRequested);
        addButton(*row, tr("Always in this conversation"), false, &PictureNotice::alwaysRequested);
    } else if (trouble == Trouble::Network) {
        addButton(*row, tr("Try again"), false, &PictureNotice::retryRequested);
    } else if (openElsewhere) {
        addButton(*row, tr("Open"), true, &PictureNotice::openRequested);
        addButton(*row, tr("Save as…"), true, &PictureNotice::saveRequested);
    }
    if (!row->isEmpty()) {
        row->gap = style.px(8);
        stack->add(std::move(row));
    }
    auto padded = std::make_unique<BoxBlock>();
    padded->setPadding(style.px(12), style.px(12));
    padded->add(std::move(stack));
    setRoot(std::move(padded));
}

void PictureNotice::addButton(FlowBlock &row, const QString &title, bool link,
                              void (PictureNotice::*signal)())
{
    using Look = CardButton::Look;
    auto *button = new CardButton(title, link ? Look::Link : Look::Normal, m_style, this);
    connect(button, &QAbstractButton::clicked, this, signal);
    row.add(std::make_unique<WidgetBlock>(button));
}

} // namespace botline
