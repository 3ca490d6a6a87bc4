#pragma once

#include <QtGui/QColor>
#include <QtGui/QFont>

class QPalette;

namespace botline {

// Colours of interaction.md §13; every text pair passes WCAG AA (a test recomputes it).
struct ChatColors
{
    QColor window;
    QColor surface; // header, composer, dialogs' cards
    QColor botBubble;
    QColor userBubble;
    QColor userText; // on userBubble
    QColor text;
    QColor muted; // times, status
    QColor mutedOnUser; // the same on userBubble
    QColor link; // also the focus ring, except on userBubble where userText serves
    QColor error;
    QColor warning;
    QColor success;
    QColor border; // input borders: 3:1 against window and surface
    QColor hairline; // decorative separators
    QColor codeBackground;
    QColor hover; // buttons without a frame, chips
    QColor selection; // behind selected text
    QColor selectedText;
    QColor match; // behind what was found
    QColor currentMatch; // the one that is looked at
    QColor matchText; // on both
};

// Fonts, colours and sizes of everything that is painted (architecture.md §2.14). Passed in by
// value or const reference, never read from globals, so that tests make one in a line.
class ChatStyle
{
public:
    // `zoomPercent` 50..300; 100 is the system font's size.
    ChatStyle(bool dark, int zoomPercent, const QFont &systemFont);

    bool isDark() const { return m_dark; }
    int zoomPercent() const { return m_zoom; }
    const ChatColors &colors() const { return m_colors; }

    const QFont &body() const { return m_body; }
    const QFont &small() const { return m_small; } // times, states, captions
    const QFont &strong() const { return m_strong; } // names, card titles
    const QFont &title() const { return m_title; }
    const QFont &mono() const { return m_mono; }

    // Design pixels to device-independent pixels at this zoom, at least 1 for positive values.
    int px(int designPixels) const;

    // Sizes of interaction.md §1 in device-independent pixels.
    int bubbleMaxWidth(int viewWidth) const; // min(72 % of the view, 480 px); more in a narrow one
    int bubbleRadius() const { return px(14); }
    int bubbleTightRadius() const { return px(4); } // joined corners within a group
    int bubblePaddingX() const { return px(12); }
    int bubblePaddingY() const { return px(8); }
    int rowGap() const { return px(2); } // inside a group
    int groupGap() const { return px(12); }
    int avatarSize() const { return px(32); }
    int sideMargin() const { return px(16); }

    // The application palette in these colours, for standard widgets.
    QPalette palette() const;
    // Style sheet pieces that a palette cannot say (rounded inputs, chips, flat buttons). Set once
    // on the application; object names and dynamic properties select (see chatstyle.cpp).
    QString styleSheet() const;

    // A calm colour for an avatar, the same for the same id, readable under white initials.
    QColor avatarColor(const QString &id) const;
    static QString initials(const QString &name);

    bool operator==(const ChatStyle &other) const
    {
        return m_dark == other.m_dark && m_zoom == other.m_zoom && m_body == other.m_body;
    }

private:
    bool m_dark;
    int m_zoom;
    ChatColors m_colors;
    QFont m_body;
    QFont m_small;
    QFont m_strong;
    QFont m_title;
    QFont m_mono;
};

// WCAG 2.x contrast ratio, 1..21.
double contrastRatio(const QColor &a, const QColor &b);

} // namespace botline
