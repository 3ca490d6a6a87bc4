#pragma once

#include "cardpart.h"

#include "app/directline/messageentities.h"

namespace botline {

class Block;

// The numbered list of what a message refers to: title, host, and the abstract on demand. Only web
// addresses can be opened.
class Sources : public CardPart
{
    Q_OBJECT

public:
    Sources(const QList<directline::Citation> &citations, const ChatStyle &style,
            QWidget *parent = nullptr);

    // The one with this number comes to the keyboard, with its abstract.
    void showSource(int position);

private:
    struct Item
    {
        int position = 0;
        CardButton *title = nullptr; // nullptr: nothing to be opened
        CardButton *toggle = nullptr; // of the abstract, if any
        Block *abstract = nullptr;
    };
    void add(StackBlock &stack, const directline::Citation &citation);
    void setAbstractShown(const Item &item, bool shown);

    QList<Item> m_items;
};

} // namespace botline
