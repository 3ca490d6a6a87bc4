#pragma once

#include "surface.h"

#include "app/directline/messageentities.h"

namespace botline {

class ActionButton;

// The numbered list of what a message refers to: title, host, and the abstract on demand. Only web
// addresses can be opened.
class Sources : public Surface
{
    Q_OBJECT

public:
    Sources(const CardContextPtr &context, const QList<directline::Citation> &citations,
            QWidget *parent = nullptr);

    // The one with this number comes to the keyboard, with its abstract.
    void showSource(int position);

private:
    struct Item
    {
        int position = 0;
        ActionButton *title = nullptr; // nullptr: nothing to be opened
        ActionButton *toggle = nullptr; // of the abstract, if any
        CardPart *abstract = nullptr;
    };
    void add(const directline::Citation &citation);
    void setAbstractShown(const Item &item, bool shown);

    QList<Item> m_items;
};

} // namespace botline
