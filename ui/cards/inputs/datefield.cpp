#include "datefield.h"

#include "app/adaptive/adaptivecard.h"
#include "ui/style/icons.h"

#include <QtCore/QDate>
#include <QtCore/QLocale>
#include <QtGui/QPainter>
#include <QtGui/QTextCharFormat>
#include <QtWidgets/QCalendarWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

constexpr auto kIsoDate = "yyyy-MM-dd"_L1;
constexpr auto kIsoTime = "HH:mm"_L1;

// The locale's short form, with all four digits of the year: "3/4/05" means too many days.
QString datePattern()
{
    QString pattern = QLocale().dateFormat(QLocale::ShortFormat);
    if (!pattern.contains("yyyy"_L1))
        pattern.replace("yy"_L1, "yyyy"_L1);
    return pattern;
}

QDate typedDate(const QString &text)
{
    const QString trimmed = text.trimmed();
    QDate date = QDate::fromString(trimmed, kIsoDate);
    if (!date.isValid())
        date = QLocale().toDate(trimmed, datePattern());
    if (!date.isValid()) // "1/5/2026" where the pattern says dd/MM
        date = QLocale().toDate(trimmed,
                                datePattern().replace("dd"_L1, "d"_L1).replace("MM"_L1, "M"_L1));
    return date;
}

QTime typedTime(const QString &text)
{
    const QString trimmed = text.trimmed();
    QTime time = QTime::fromString(trimmed, u"H:mm"_s);
    if (!time.isValid())
        time = QLocale().toTime(trimmed,
                                QLocale().timeFormat(QLocale::ShortFormat).remove(":ss"_L1));
    return time;
}

QIcon calendarIcon(const QColor &color)
{
    constexpr int kSide = 64;
    QPixmap pixmap(kSide, kSide);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawRoundedRect(QRectF(9, 14, 46, 42), 7, 7);
    painter.drawLine(9, 27, 55, 27);
    painter.drawLine(22, 7, 22, 18);
    painter.drawLine(42, 7, 42, 18);
    return QIcon(pixmap);
}

// In the program's own colours: Qt's calendar has a dark bar, green arrows and red weekends.
void dress(QWidget &popup, QCalendarWidget &calendar, const ChatStyle &style)
{
    const ChatColors &colors = style.colors();
    calendar.setWeekdayTextFormat(Qt::Saturday, {});
    calendar.setWeekdayTextFormat(Qt::Sunday, {});
    QTextCharFormat names;
    names.setForeground(colors.muted);
    calendar.setHeaderTextFormat(names);
    const bool mirrored = calendar.isRightToLeft();
    for (const bool back : {true, false}) {
        auto *button = calendar.findChild<QToolButton *>(back ? u"qt_calendar_prevmonth"_s
                                                              : u"qt_calendar_nextmonth"_s);
        if (button) // Qt's own names for them
            button->setIcon(symbolIcon(
                back != mirrored ? Symbol::ChevronLeft : Symbol::ChevronRight, colors.muted));
    }
    calendar.setMinimumWidth(style.px(280));
    popup.setStyleSheet(
        u"#calendarPopup { background: %1; border: 1px solid %2; }"
        "#qt_calendar_navigationbar { background: %1; }"
        "QToolButton { background: transparent; color: %3; border: none; border-radius: %4px;"
        " padding: %4px; font-weight: 600; }"
        "QToolButton:hover, QToolButton:focus { background: %5; }"
        "QToolButton::menu-indicator { image: none; }"
        "QAbstractItemView { background: %1; outline: none; border: none;"
        " selection-background-color: %6; selection-color: %7; }"_s.arg(
            colors.window.name(), colors.border.name(), colors.text.name(),
            QString::number(style.px(5)), colors.hover.name(), colors.userBubble.name(),
            colors.userText.name()));
}

} // namespace

DateField::DateField(Kind kind, const ChatStyle &style, QWidget *parent)
    : LineEditor(style, parent), m_kind(kind), m_style(style)
{
    setPlaceholderText(tr("e.g. %1").arg(example())); // not to be taken for a value
    connect(this, &QLineEdit::textEdited, this, &DateField::edited);
    // A finished entry takes its full form.
    connect(this, &QLineEdit::editingFinished, this, [this] {
        if (isValid())
            setIsoText(isoText());
    });
    connect(this, &LineEditor::steppedUp, this, [this] { step(1); });
    connect(this, &LineEditor::steppedDown, this, [this] { step(-1); });
    if (kind != Kind::Date)
        return;
    addButton(calendarIcon(style.colors().muted), tr("Choose from a calendar"));
    connect(this, &LineEditor::popupRequested, this, &DateField::openCalendar);
}

QString DateField::isoText() const
{
    if (m_kind == Kind::Date) {
        const QDate date = typedDate(text());
        return date.isValid() ? date.toString(kIsoDate) : QString();
    }
    const QTime time = typedTime(text());
    return time.isValid() ? time.toString(kIsoTime) : QString();
}

void DateField::setIsoText(const QString &text)
{
    const QString known = shown(text);
    setText(known.isEmpty() ? text : known);
}

QString DateField::shown(const QString &isoText) const
{
    if (m_kind == Kind::Date) {
        const QDate date = QDate::fromString(isoText, kIsoDate);
        return date.isValid() ? QLocale().toString(date, datePattern()) : QString();
    }
    const QTime time = QTime::fromString(isoText, kIsoTime);
    return time.isValid() ? shownTime(time, QLocale()) : QString();
}

QString DateField::example() const
{
    // A day above 12 shows which part is the day.
    return m_kind == Kind::Date ? shown(u"2026-05-31"_s) : shown(u"14:30"_s);
}

void DateField::step(int by)
{
    const QString now = isoText();
    if (now.isEmpty())
        return;
    constexpr int kMinute = 60;
    setIsoText(m_kind == Kind::Date
                   ? QDate::fromString(now, kIsoDate).addDays(by).toString(kIsoDate)
                   : QTime::fromString(now, kIsoTime).addSecs(by * kMinute).toString(kIsoTime));
    Q_EMIT edited();
}

void DateField::openCalendar()
{
    auto *popup = new QFrame(this, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setObjectName(u"calendarPopup"_s);
    auto *calendar = new QCalendarWidget(popup);
    calendar->setFont(m_style.body());
    calendar->setGridVisible(false);
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    dress(*popup, *calendar, m_style);
    auto *layout = new QVBoxLayout(popup);
    const int margin = m_style.px(6);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addWidget(calendar);
    if (isValid())
        calendar->setSelectedDate(QDate::fromString(isoText(), kIsoDate));
    const auto choose = [this, popup](const QDate &date) {
        setIsoText(date.toString(kIsoDate));
        popup->close();
        setFocus();
        Q_EMIT edited();
    };
    connect(calendar, &QCalendarWidget::clicked, this, choose);
    connect(calendar, &QCalendarWidget::activated, this, choose);
    const QSize size = popup->sizeHint();
    const QPoint below(layoutDirection() == Qt::RightToLeft ? width() - size.width() : 0, height());
    popup->move(mapToGlobal(below));
    popup->show();
    calendar->setFocus();
}

} // namespace botline::adaptive
