#pragma once

#include "cardeditors.h"

namespace botline::adaptive {

// A date or a time, typed as the locale writes it or in ISO form, or picked from a calendar. May be
// empty, which QDateEdit may not.
class DateField : public LineEditor
{
    Q_OBJECT

public:
    enum class Kind
    {
        Date,
        Time
    };

    DateField(Kind kind, const ChatStyle &style, QWidget *parent);

    // "yyyy-MM-dd" or "HH:mm"; "" when empty or not (yet) valid.
    QString isoText() const;
    bool isValid() const { return !isoText().isEmpty(); }
    // Anything else is shown as it is.
    void setIsoText(const QString &text);
    // The same in the locale's form; "" when it is not valid.
    QString shown(const QString &isoText) const;
    QString example() const;

Q_SIGNALS:
    void edited();

private:
    void step(int by);
    void openCalendar();

    Kind m_kind;
    ChatStyle m_style;
};

} // namespace botline::adaptive
