#pragma once

#include "cardcontext.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QWidget>

namespace botline {

// A piece of a card. Pieces are laid out by themselves, without QLayout: the height of a width is
// exact, cheap to ask again, and known before the piece was ever shown, which the list relies on.
//
// A subclass says how high it is (computeHeight), how wide it would like to be
// (computeNaturalWidth) and where its children go (arrange). When that changes it calls
// contentsChanged(): the caches of all pieces around it are dropped and the panel lays out anew.
class CardPart : public QWidget
{
    Q_OBJECT

public:
    explicit CardPart(const CardContextPtr &context, QWidget *parent = nullptr);

    bool hasHeightForWidth() const final { return true; }
    int heightForWidth(int width) const final; // device-independent pixels, 0 for width <= 0
    int naturalWidth() const; // without wrapping, in device-independent pixels
    QSize sizeHint() const override;

    // Puts the piece there and its children into it.
    void place(const QRect &rect);
    // Shown or not; a hidden piece takes no room.
    void setShown(bool shown);

    // For screen readers.
    virtual QAccessible::Role accessibleRole() const { return QAccessible::Grouping; }
    virtual bool isActivatable() const { return false; }
    virtual void activate() { }

    // Makes Qt describe pieces by their role and action instead of as plain widgets.
    static void installAccessibility();

protected:
    virtual int computeHeight(int width) const = 0;
    virtual int computeNaturalWidth() const = 0;
    virtual void arrange() { }
    void contentsChanged();

    const CardContext &context() const { return *m_context; }
    const CardContextPtr &sharedContext() const { return m_context; }
    const ChatStyle &style() const { return m_context->style; }
    const ChatColors &colors() const { return m_context->style.colors(); }
    int px(int designPixels) const { return m_context->style.px(designPixels); }
    // `rect` as it stands in this piece's reading direction.
    QRect mirrored(const QRect &rect) const;

    void resizeEvent(QResizeEvent *event) override;

private:
    CardContextPtr m_context;
    struct Height
    {
        int width = -1;
        int height = 0;
    };
    mutable Height m_heights[2]; // the last two asked for
    mutable int m_naturalWidth = -1;
    QSize m_arrangedFor{-1, -1};
};

} // namespace botline
