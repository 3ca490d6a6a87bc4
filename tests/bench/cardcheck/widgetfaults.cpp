#include "widgetfaults.h"

#include "ui/cards/attachments/carousel.h"
#include "ui/cards/attachments/chiphead.h"
#include "ui/cards/attachments/fallbacknote.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/cardimage.h"
#include "ui/cards/widgets/cardtext.h"
#include "ui/cards/widgets/clickarea.h"

#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace botline::bench {

namespace {

constexpr int kLeastTextWidth = 16; // a word read letter by letter is no word
constexpr size_t kMaxCompared = 400; // widgets of one parent

// What a widget says, also when it is no text.
QString wordsOf(const QWidget &widget)
{
    if (const auto *text = qobject_cast<const CardText *>(&widget))
        return text->plainText();
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text();
    if (const auto *head = qobject_cast<const ChipHead *>(&widget))
        return head->accessibleName();
    return {};
}

QString nameOf(const QWidget &widget)
{
    constexpr int kMaxWords = 40;
    const QString name = QString::fromLatin1(widget.metaObject()->className())
                             .remove("botline::"_L1)
                             .remove("adaptive::"_L1);
    QString words = wordsOf(widget).simplified();
    if (words.isEmpty())
        words = widget.accessibleName();
    if (words.size() > kMaxWords)
        words = words.left(kMaxWords) + u'…';
    return words.isEmpty() ? name : u"%1 “%2”"_s.arg(name, words);
}

// Qt's own parts of a field are its own business.
bool isInsideField(const QWidget &widget, const QWidget &root)
{
    for (const QWidget *parent = widget.parentWidget(); parent && parent != &root;
         parent = parent->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea *>(parent)
            || qobject_cast<const QLineEdit *>(parent) || qobject_cast<const QComboBox *>(parent))
            return true;
    }
    return false;
}

std::vector<const QWidget *> shownIn(const QWidget &root)
{
    std::vector<const QWidget *> result;
    const auto all = root.findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (widget->isVisibleTo(&root) && !isInsideField(*widget, root))
            result.push_back(widget);
    }
    return result;
}

bool isBackground(const QWidget &widget)
{
    return qobject_cast<const ClickArea *>(&widget);
}

// Pictures may be meant to lie one partly over the other.
bool isStack(const QWidget &one, const QWidget &other)
{
    return one.objectName() == "stackedImage"_L1 && other.objectName() == "stackedImage"_L1;
}

QString leaving(const QWidget &widget)
{
    const QWidget &parent = *widget.parentWidget();
    QRect room = parent.rect();
    // What a carousel scrolls may be beside the part in sight.
    if (qobject_cast<const Carousel *>(parent.parentWidget()))
        room = QRect(widget.x(), room.y(), widget.width(), room.height());
    const QRect box = widget.geometry();
    if (box.isEmpty() || room.contains(box))
        return {};
    return u"%1 leaves its parent: %2,%3 %4×%5 in %6×%7"_s.arg(nameOf(widget))
        .arg(box.x())
        .arg(box.y())
        .arg(box.width())
        .arg(box.height())
        .arg(room.width())
        .arg(room.height());
}

QString cutOff(const QWidget &widget)
{
    if (widget.hasHeightForWidth()) {
        const int needed = widget.heightForWidth(widget.width());
        if (needed > widget.height())
            return u"%1 is cut off: needs %2 px in height, has %3"_s.arg(nameOf(widget))
                .arg(needed)
                .arg(widget.height());
    }
    int missing = 0;
    const bool wraps = widget.hasHeightForWidth();
    if (const auto *text = qobject_cast<const CardText *>(&widget))
        missing = text->overflow();
    else if (!wraps
             && (qobject_cast<const QLabel *>(&widget)
                 || (qobject_cast<const QAbstractButton *>(&widget) && !wordsOf(widget).isEmpty())))
        missing = widget.sizeHint().width() - widget.width();
    if (missing > 0)
        return u"%1 is cut off: %2 px too narrow"_s.arg(nameOf(widget)).arg(missing);
    const bool squeezed = wraps && wordsOf(widget).trimmed().size() > 1
        && widget.width() < std::min(kLeastTextWidth, widget.sizeHint().width());
    return squeezed ? u"%1 is squeezed to %2 px"_s.arg(nameOf(widget)).arg(widget.width())
                    : QString();
}

void addOverlaps(const std::vector<const QWidget *> &shown, QStringList &faults)
{
    for (size_t i = 0; i < shown.size(); ++i) {
        const QWidget &one = *shown[i];
        for (size_t k = i + 1; k < std::min(shown.size(), i + kMaxCompared); ++k) {
            const QWidget &other = *shown[k];
            if (one.parentWidget() != other.parentWidget() || isBackground(one)
                || isBackground(other) || isStack(one, other)
                || !one.geometry().intersects(other.geometry()))
                continue;
            const auto isStacked = [](const QWidget &widget) {
                return widget.objectName() == "stackedImage"_L1;
            };
            if (isStacked(one) && isStacked(other))
                continue; // as the card asks
            faults.append(u"%1 and %2 overlap"_s.arg(nameOf(one), nameOf(other)));
        }
    }
}

} // namespace

QStringList layoutFaults(const QWidget &root)
{
    QStringList faults;
    const std::vector<const QWidget *> shown = shownIn(root);
    for (const QWidget *widget : shown) {
        faults.append(leaving(*widget));
        faults.append(cutOff(*widget));
    }
    addOverlaps(shown, faults);
    faults.removeAll(QString());
    return faults;
}

QStringList notesIn(const QWidget &root)
{
    QStringList notes;
    for (const QWidget *widget : shownIn(root)) {
        if (widget->objectName() == "cardNote"_L1) {
            notes.append(wordsOf(*widget).simplified());
        } else if (const auto *note = qobject_cast<const FallbackNote *>(widget)) {
            if (const auto *text = note->findChild<const CardText *>())
                notes.append(text->plainText().simplified());
        }
    }
    return notes;
}

bool showsAnything(const QWidget &root)
{
    const std::vector<const QWidget *> shown = shownIn(root);
    return std::any_of(shown.begin(), shown.end(), [](const QWidget *widget) {
        return !wordsOf(*widget).trimmed().isEmpty() || qobject_cast<const CardImage *>(widget)
            || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QAbstractScrollArea *>(widget);
    });
}

bool awaitsPictures(const QWidget &root)
{
    const auto images = root.findChildren<CardImage *>();
    return std::any_of(images.begin(), images.end(),
                       [](const CardImage *image) { return image->isLoading(); });
}

} // namespace botline::bench
