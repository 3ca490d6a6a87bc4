#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

// What is left of the bounds of one card (adaptivecard.h) while it is read, and the numbers of its
// actions and inputs: shared by everything that reads a part of it.
class ParseLimits
{
public:
    explicit ParseLimits(const QLocale &locale);

    // For dates in texts.
    const QLocale &locale() const { return m_locale; }

    // One more element, column, row, cell, fact or action; false when the card has too many.
    bool take();
    bool hasElements() const { return m_elementsLeft > 0; }
    // One more choice or piece of rich text; false when the card has too many.
    bool takePart();
    // A text for people, out of the card's share of characters.
    QString text(const QJsonObject &object, QLatin1StringView key);

    int nextAction() { return m_actions++; }
    int nextInput() { return m_inputs++; }

    // Whether something was left out for the sake of a bound.
    bool wasCut() const { return m_cut; }
    void setCut() { m_cut = true; }
    // True once: for the note in the card that says so.
    bool takeCutNote();

private:
    QLocale m_locale;
    int m_elementsLeft = kMaxElements;
    int m_partsLeft = kMaxParts;
    qsizetype m_textLeft = kMaxTextLength;
    bool m_cut = false;
    bool m_cutNoted = false;
    int m_actions = 0; // so far
    int m_inputs = 0;
};

} // namespace botline::adaptive
