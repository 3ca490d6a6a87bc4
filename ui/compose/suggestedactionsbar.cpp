#include "suggestedactionsbar.h"

#include "flowarea.h"
#include "flowlayout.h"

#include "app/text/singleline.h"
#include "ui/content/contentloader.h"
#include "ui/content/linkpolicy.h"
#include "ui/style/plaintooltip.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using directline::CardAction;

constexpr qsizetype kMostActions = 50; // protocol.md §6.1
constexpr int kMostRows = 3; // then it scrolls
// In design pixels.
constexpr int kWidestChip = 320;
constexpr int kChipHeight = 34;
constexpr int kPicture = 20;

QString shownLabel(const CardAction &action)
{
    return singleLine(action.label());
}

// What a click does, for those who want to know before; and whether it does anything.
struct Explained
{
    QString words;
    bool works = true;
};

Explained explainedLink(const CardAction &action, LinkUse use)
{
    QString why;
    const auto url = allowedLink(action.value.toString(), use, &why);
    if (!url)
        return {why, false};
    return {use == LinkUse::Call
                ? SuggestedActionsBar::tr("Calls %1").arg(shownHost(*url))
                : SuggestedActionsBar::tr("Opens a page on %1").arg(shownHost(*url)),
            true};
}

Explained explained(const CardAction &action)
{
    switch (action.kind()) {
    case CardAction::Kind::ImBack: {
        const QString value = singleLine(action.value.toString());
        if (value.isEmpty() || value == shownLabel(action))
            return {};
        return {SuggestedActionsBar::tr("Sends “%1”").arg(value), true};
    }
    case CardAction::Kind::PostBack:
    case CardAction::Kind::MessageBack:
        return {SuggestedActionsBar::tr("Sends your choice to the bot"), true};
    case CardAction::Kind::OpenUrl:
        return explainedLink(action, LinkUse::Open);
    case CardAction::Kind::SignIn:
        return explainedLink(action, LinkUse::SignIn);
    case CardAction::Kind::Call:
        return explainedLink(action, LinkUse::Call);
    case CardAction::Kind::DownloadFile:
    case CardAction::Kind::ShowImage:
    case CardAction::Kind::PlayAudio:
    case CardAction::Kind::PlayVideo:
        if (action.value.toString().isEmpty())
            return {SuggestedActionsBar::tr("The bot gave no address for this."), false};
        return {};
    case CardAction::Kind::Unsupported:
        break;
    }
    return {SuggestedActionsBar::tr("Botline does not support this kind of button (“%1”).")
                .arg(singleLine(action.type, 40)),
            false};
}

// Arrow keys, Home and End: which chip is next, or -1 for other keys.
qsizetype neighbour(int key, qsizetype index, qsizetype count, bool mirrored)
{
    switch (key) {
    case Qt::Key_Left:
        return std::clamp<qsizetype>(index + (mirrored ? 1 : -1), 0, count - 1);
    case Qt::Key_Right:
        return std::clamp<qsizetype>(index + (mirrored ? -1 : 1), 0, count - 1);
    case Qt::Key_Up:
        return std::max<qsizetype>(index - 1, 0);
    case Qt::Key_Down:
        return std::min(index + 1, count - 1);
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End:
        return count - 1;
    default:
        return -1;
    }
}

} // namespace

struct SuggestedActionsBar::Private
{
    Private(SuggestedActionsBar *owner, const ChatStyle &chatStyle, ContentLoader &loader)
        : q(owner), style(chatStyle), content(loader), area(new FlowArea(owner))
    {
    }

    void addChip(const CardAction &action);
    void loadPictures();
    void applyStyle();
    void fitLabels();
    QList<QPushButton *> enabledChips() const;
    void makeTabStop(QPushButton *chip);

    SuggestedActionsBar *q;
    ChatStyle style;
    ContentLoader &content;
    FlowArea *area;
    QList<CardAction> actions;
    QList<QPushButton *> chips; // one per action
};

void SuggestedActionsBar::Private::addChip(const CardAction &action)
{
    auto *chip = new QPushButton;
    chip->setObjectName(u"suggestedAction"_s);
    chip->setProperty("look", u"chip"_s);
    chip->setAutoDefault(false);
    chip->setFocusPolicy(Qt::ClickFocus);
    chip->setAccessibleName(shownLabel(action));
    const Explained what = explained(action);
    chip->setEnabled(what.works);
    chip->setAccessibleDescription(what.words);
    chip->installEventFilter(q);
    connect(chip, &QPushButton::clicked, q, [this, action] { Q_EMIT q->actionRequested(action); });
    area->append(chip, chip);
    chips.append(chip);
}

void SuggestedActionsBar::Private::loadPictures()
{
    const int side = qRound(style.px(kPicture) * q->devicePixelRatioF());
    for (qsizetype i = 0; i < chips.size(); ++i) {
        QPushButton *chip = chips.at(i);
        if (actions.at(i).image.isEmpty() || !chip->icon().isNull())
            continue;
        content.image(actions.at(i).image, side, chip,
                      [this, chip](const ContentLoader::ImageResult &result) {
                          if (result.image.isNull())
                              return;
                          chip->setIcon(QIcon(QPixmap::fromImage(result.image)));
                          fitLabels();
                      });
    }
}

void SuggestedActionsBar::Private::applyStyle()
{
    q->layout()->setContentsMargins(style.sideMargin(), style.px(6), style.sideMargin(), 0);
    area->flow().setSpacing(style.px(6));
    const int rows = kMostRows * style.px(kChipHeight) + (kMostRows - 1) * style.px(6);
    area->setHeightLimit(rows + style.px(kChipHeight) / 2); // half a row says that there is more
    for (QPushButton *chip : std::as_const(chips)) {
        chip->setFont(style.body());
        chip->setIconSize(QSize(style.px(kPicture), style.px(kPicture)));
        chip->setFixedHeight(
            std::max(style.px(kChipHeight), QFontMetrics(style.body()).height() + 2 * style.px(6)));
    }
    fitLabels();
}

void SuggestedActionsBar::Private::fitLabels()
{
    // Room for a scroll bar is always left, so that labels do not change when one comes.
    const int room
        = q->width() - 2 * style.sideMargin() - q->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int widest = std::clamp(room, 1, style.px(kWidestChip));
    const QFontMetrics metrics(style.body());
    for (qsizetype i = 0; i < chips.size(); ++i) {
        const QString label = shownLabel(actions.at(i));
        // The chip's padding and border, see ChatStyle::styleSheet().
        const int picture = chips.at(i)->icon().isNull() ? 0 : style.px(kPicture) + style.px(6);
        const QString fitting
            = metrics.elidedText(label, Qt::ElideRight, widest - picture - 2 * style.px(14));
        QString literal = fitting;
        chips.at(i)->setText(literal.replace(u'&', "&&"_L1));
        QStringList words;
        if (fitting != label)
            words.append(label);
        const QString what = chips.at(i)->accessibleDescription();
        if (!what.isEmpty())
            words.append(what);
        setPlainToolTip(*chips.at(i), words.join(u'\n'));
        chips.at(i)->setAccessibleDescription(what); // the name is whole anyway
    }
}

QList<QPushButton *> SuggestedActionsBar::Private::enabledChips() const
{
    QList<QPushButton *> enabled;
    std::copy_if(chips.begin(), chips.end(), std::back_inserter(enabled),
                 [](const QPushButton *chip) { return chip->isEnabled(); });
    return enabled;
}

// Tab stops once in the bar, at the chip that was used last.
void SuggestedActionsBar::Private::makeTabStop(QPushButton *chip)
{
    for (QPushButton *each : std::as_const(chips))
        each->setFocusPolicy(each == chip ? Qt::StrongFocus : Qt::ClickFocus);
}

SuggestedActionsBar::SuggestedActionsBar(const ChatStyle &style, ContentLoader &content,
                                         QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(this, style, content))
{
    setObjectName(u"suggestedActionsBar"_s);
    setAccessibleName(tr("Suggested replies"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(d->area);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    d->applyStyle();
    connect(&content, &ContentLoader::remoteContentAllowedChanged, this,
            [this] { d->loadPictures(); });
    hide();
}

SuggestedActionsBar::~SuggestedActionsBar() = default;

void SuggestedActionsBar::setChatStyle(const ChatStyle &style)
{
    d->style = style;
    d->applyStyle();
}

void SuggestedActionsBar::setActions(const QList<directline::CardAction> &actions)
{
    const QList<CardAction> shown = actions.first(std::min(actions.size(), kMostActions));
    if (shown == d->actions)
        return;
    const bool hadFocus = isAncestorOf(focusWidget());
    for (QPushButton *chip : std::as_const(d->chips)) {
        // Not at once: this may be the answer to a chip's own click.
        d->area->flow().removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    d->chips.clear();
    d->actions = shown;
    for (const CardAction &action : shown)
        d->addChip(action);
    d->applyStyle();
    d->loadPictures();
    setVisible(!shown.isEmpty());
    const QList<QPushButton *> enabled = d->enabledChips();
    if (!enabled.isEmpty()) {
        d->makeTabStop(enabled.constFirst());
        if (hadFocus)
            enabled.constFirst()->setFocus();
    }
}

int SuggestedActionsBar::heightForWidth(int width) const
{
    return layout()->totalHeightForWidth(width);
}

bool SuggestedActionsBar::eventFilter(QObject *watched, QEvent *event)
{
    auto *chip = qobject_cast<QPushButton *>(watched);
    if (event->type() == QEvent::FocusIn) {
        d->makeTabStop(chip);
        d->area->ensureWidgetVisible(chip, 0, 0);
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *keyEvent = static_cast<QKeyEvent *>(event);
    if (keyEvent->key() == Qt::Key_Return || keyEvent->key() == Qt::Key_Enter) {
        if (!keyEvent->isAutoRepeat())
            chip->click();
        return true;
    }
    const QList<QPushButton *> enabled = d->enabledChips();
    const qsizetype next = neighbour(keyEvent->key(), enabled.indexOf(chip), enabled.size(),
                                     layoutDirection() == Qt::RightToLeft);
    if (next < 0)
        return false;
    enabled.at(next)->setFocus();
    return true;
}

void SuggestedActionsBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), d->style.colors().window);
}

void SuggestedActionsBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->fitLabels();
}

} // namespace botline
