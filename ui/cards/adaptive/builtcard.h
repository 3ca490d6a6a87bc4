#pragma once

#include "adaptivestyle.h"
#include "app/adaptive/adaptivecard.h"
#include "cardbudget.h"

#include "ui/cards/blocks/groupblock.h"
#include "ui/cards/inputs/cardinput.h"

#include <QtCore/QMultiHash>

#include <functional>
#include <memory>
#include <vector>

class QAbstractButton;
class QAction;
class QLabel;

namespace botline {
class CardButton;
class CardImage;
class CardText;
class ClickArea;
class ContentLoader;
class FileChip;
} // namespace botline

namespace botline::adaptive {

class CardBackground;
class CardRemarks;

// A card's boxes and widgets, with everything that its behaviour needs to find again.
struct BuiltCard
{
    struct BuiltAction
    {
        Action action;
        int scope = 0;
        bool usable = true; // the card lets it be pressed, and it leads somewhere
        // One of these three, or none for a link in a text.
        CardButton *button = nullptr;
        ClickArea *area = nullptr;
        CardImage *image = nullptr;
        Block *buttonBlock = nullptr;
        Block *opened = nullptr; // the card of a ShowCard
        int set = -1; // actions shown together
        CardButton *again = nullptr; // "Send again" of this set
        Block *againBlock = nullptr;
        GroupBlock *row = nullptr; // that both stand in
        bool partial = false; // not all of `opened` is built
        QAction *entry = nullptr; // in a menu; `button` is null and `buttonBlock` opens the menu
    };
    struct BuiltInput
    {
        std::unique_ptr<CardInput> input;
        Block *field = nullptr;
        Block *errorBlock = nullptr;
        QLabel *error = nullptr;
        int scope = 0;
    };

    std::unique_ptr<Block> root;
    std::vector<BuiltAction> actions;
    std::vector<BuiltInput> inputs;
    std::vector<int> scopes; // a card within a card -> the card around it; -1 for the outermost
    QMultiHash<QString, Block *> targets; // by element id
    std::vector<CardImage *> images;
    std::vector<CardText *> texts;
    std::vector<FileChip *> files;
    std::vector<CardBackground *> backgrounds;
    // Asks for those of `backgrounds` that come from foreign hosts; null without any.
    CardButton *permission = nullptr;
    Block *permissionBlock = nullptr;
    CardRemarks *remarks = nullptr; // null when there is nothing to say
    // Asks for what was too much for a first look; null when all is there.
    CardButton *rest = nullptr;
};

// Links in texts that stand for an action of the card: this and the action's number.
inline constexpr auto kActionLink = "botline-card-action:";

// Makes the widgets of a card as children of `host`, in the order of reading, and the boxes that
// place them. `json` is what the card was read from. `changed` is called when a part has another
// size by itself.
BuiltCard buildCard(const Card &card, const QJsonObject &json, CardBudget::Extent extent,
                    const AdaptiveStyle &style, ContentLoader &content, QWidget *host,
                    const std::function<void(Block *)> &changed);

} // namespace botline::adaptive
