#pragma once

#include "adaptivestyle.h"
#include "app/adaptive/adaptivecard.h"

#include "ui/cards/blocks/stackblock.h"

#include <QtCore/QJsonObject>
#include <QtCore/QObject>

namespace botline {
class CardButton;
}

namespace botline::adaptive {

// The small line under a card that says how many remarks there are about it. It opens the list of
// them, and that the card's JSON. Made small, because most people need neither.
class CardRemarks : public QObject
{
    Q_OBJECT

public:
    // Widgets become children of `host`, which outlives them and the block.
    CardRemarks(std::vector<Remark> remarks, const QJsonObject &json, const AdaptiveStyle &style,
                QWidget *host);

    // Once; what opens later is made then.
    std::unique_ptr<Block> makeBlock();

    bool isOpen() const { return m_list && m_list->isVisible(); }
    void setOpen(bool open);
    bool isJsonOpen() const { return m_text && m_text->isVisible(); }
    void setJsonOpen(bool open);

Q_SIGNALS:
    void changed(Block *block); // another size
    void toggled(bool open); // by the user

private:
    CardButton *addButton(StackBlock &stack, const QString &title);
    Block *addText(StackBlock &stack, const QString &text, bool mono);

    std::vector<Remark> m_remarks;
    QJsonObject m_json;
    AdaptiveStyle m_style;
    QWidget *m_host;
    StackBlock *m_stack = nullptr;
    CardButton *m_toggle = nullptr;
    StackBlock *m_list = nullptr; // made when first opened
    CardButton *m_jsonToggle = nullptr;
    Block *m_text = nullptr; // the JSON; made when first opened
};

} // namespace botline::adaptive
