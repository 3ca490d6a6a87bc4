#include "adaptivecardwidget.h"

#include "builtcard.h"
#include "cardbackground.h"
#include "cardremarks.h"
#include "submissionview.h"

#include "app/conversation/state/cardstate.h"
#include "ui/cards/attachments/filechip.h"
#include "ui/cards/widgets/cardaccessibility.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/cardimage.h"
#include "ui/cards/widgets/cardtext.h"
#include "ui/cards/widgets/clickarea.h"

#include <QtCore/QSet>
#include <QtGui/QAction>
#include <QtGui/QPainter>
#include <QtWidgets/QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

using namespace adaptive;

namespace {

QString viewKey(QLatin1StringView kind, const QString &name = {})
{
    return QChar(kCardViewState) + kind + u'/' + name;
}

} // namespace

struct AdaptiveCardWidget::Private
{
    Private(AdaptiveCardWidget *owner, const QString &key, int number, const ChatStyle &chatStyle,
            ContentLoader &loader, CardStates &cardStates)
        : q(owner),
          entryKey(key),
          attachment(number),
          style(chatStyle),
          content(loader),
          states(cardStates)
    {
    }

    void build();
    void showRest();
    bool needsRest(const BuiltCard::BuiltAction &action) const;
    int indexOf(int number) const;
    void connectParts();
    void restore();
    void relayout();
    void changed(Block *block);
    void activate(int index);
    void followLink(const QString &address);
    void allowPictures();
    void showPermission();
    void toggleCard(int index);
    static void showOpened(const BuiltCard::BuiltAction &action, bool open);
    void toggleElements(const Action &action);
    void showElement(const QString &id, bool visible);
    void submit(int index);
    bool validate(const QSet<int> &scopes);
    void setError(BuiltCard::BuiltInput &input, const QString &problem);
    void showSubmission();
    QSet<int> scopesOf(int scope) const;
    void remember(const QString &key, const QJsonValue &value);

    AdaptiveCardWidget *q;
    QString entryKey;
    int attachment;
    AdaptiveStyle style;
    ContentLoader &content;
    CardStates &states;
    Card card;
    QJsonObject json;
    BuiltCard built;
    QStringList inputKeys; // one per input, in CardStates
    SubmissionView submission{built};
    bool ready = false;
};

void AdaptiveCardWidget::Private::remember(const QString &key, const QJsonValue &value)
{
    states.setInput(entryKey, attachment, key, value);
}

void AdaptiveCardWidget::Private::relayout()
{
    if (!ready)
        return;
    built.root->applyVisibility(true);
    if (q->width() > 0)
        built.root->place(QRect(0, 0, q->width(), built.root->heightFor(q->width())));
    q->updateGeometry();
    q->update();
    Q_EMIT q->sizeChanged();
}

void AdaptiveCardWidget::Private::changed(Block *block)
{
    block->invalidate();
    relayout();
}

void AdaptiveCardWidget::Private::connectParts()
{
    for (size_t i = 0; i < built.actions.size(); ++i) {
        const BuiltCard::BuiltAction &action = built.actions[i];
        const auto go = [this, index = int(i)] {
            if (!submission.isDone(index))
                activate(index);
        };
        if (action.button)
            connect(action.button, &QAbstractButton::clicked, q, go);
        if (action.area)
            connect(action.area, &QAbstractButton::clicked, q, go);
        if (action.image)
            connect(action.image, &QAbstractButton::clicked, q, go);
        if (action.entry)
            connect(action.entry, &QAction::triggered, q, go);
        // One "Send again" for the buttons of a set.
        const bool first = i == 0 || built.actions[i - 1].again != action.again;
        if (action.again && first)
            connect(action.again, &QAbstractButton::clicked, q, [this] {
                if (submission.submitted() >= 0)
                    submit(submission.submitted());
            });
    }
    for (CardText *text : built.texts)
        connect(text, &CardText::linkActivated, q,
                [this](const QString &address) { followLink(address); });
    // Permission for one picture of a card is permission for all of them.
    for (CardImage *image : built.images) {
        connect(image, &CardImage::allowRequested, q, [this] { allowPictures(); });
        connect(image, &CardImage::linkRequested, q, &AdaptiveCardWidget::linkRequested);
        connect(image, &CardImage::saveRequested, q, &AdaptiveCardWidget::saveRequested);
    }
    for (FileChip *file : built.files) {
        connect(file, &FileChip::linkRequested, q, &AdaptiveCardWidget::linkRequested);
        connect(file, &FileChip::saveRequested, q, &AdaptiveCardWidget::saveRequested);
    }
    for (CardBackground *background : built.backgrounds)
        connect(background, &CardBackground::changed, q, [this] { showPermission(); });
    if (built.permission) {
        connect(built.permission, &QAbstractButton::clicked, q, [this] { allowPictures(); });
        showPermission();
    }
    if (built.rest) // not from here: the button goes with all the others
        connect(
            built.rest, &QAbstractButton::clicked, q, [this] { showRest(); }, Qt::QueuedConnection);
    if (built.remarks)
        connect(built.remarks, &CardRemarks::toggled, q,
                [this](bool open) { remember(viewKey("remarks"_L1), open); });
    for (size_t i = 0; i < built.inputs.size(); ++i)
        connect(built.inputs[i].input.get(), &CardInput::edited, q, [this, i] {
            BuiltCard::BuiltInput &input = built.inputs[i];
            remember(inputKeys.at(qsizetype(i)), input.input->draft());
            if (input.errorBlock->isVisible())
                setError(input, input.input->problem());
        });
}

void AdaptiveCardWidget::Private::allowPictures()
{
    for (CardImage *image : built.images)
        image->allow();
    for (CardBackground *background : built.backgrounds)
        background->allow();
}

// A picture behind a box has no place of its own to ask from.
void AdaptiveCardWidget::Private::showPermission()
{
    const auto asking = std::find_if(built.backgrounds.begin(), built.backgrounds.end(),
                                     [](const auto *each) { return each->needsPermission(); });
    const bool wanted = asking != built.backgrounds.end();
    if (wanted)
        built.permission->setTitle(tr("Show the picture behind it from %1").arg((*asking)->host()));
    built.permissionBlock->setVisible(wanted);
    built.permissionBlock->invalidateAll();
    built.permissionBlock->invalidate();
    relayout();
}

// As much as the user wants to see. Everything of before goes.
void AdaptiveCardWidget::Private::build()
{
    ready = false;
    built = {};
    inputKeys.clear();
    submission.reset();
    qDeleteAll(q->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));

    if (card.rightToLeft)
        q->setLayoutDirection(*card.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    const bool whole = states.state(entryKey, attachment).inputs[viewKey("whole"_L1)].toBool();
    built = buildCard(card, json, whole ? CardBudget::Extent::Whole : CardBudget::Extent::FirstLook,
                      style, content, q, [this](Block *block) { changed(block); });
    restore();
    connectParts();
    ready = true;
    built.root->applyVisibility(true);
    showSubmission();
}

// The keyboard goes on with what comes then.
void AdaptiveCardWidget::Private::showRest()
{
    const QWidgetList before = q->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    const qsizetype place = built.rest && built.rest->hasFocus() ? before.indexOf(built.rest) : -1;
    remember(viewKey("whole"_L1), true);
    build();
    relayout();
    if (place < 0)
        return;
    const QWidgetList after = q->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (qsizetype i = std::max<qsizetype>(0, place - 1); i < after.size(); ++i) {
        if (after[i]->isVisibleTo(q) && (after[i]->focusPolicy() & Qt::TabFocus)) {
            after[i]->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

// What is not built yet may have inputs to be sent or be what is to be shown.
bool AdaptiveCardWidget::Private::needsRest(const BuiltCard::BuiltAction &action) const
{
    const std::vector<Action::Target> &targets = action.action.targets;
    return built.rest
        && (action.partial
            || (action.action.kind == Action::Kind::Submit && action.action.takesInputs)
            || std::any_of(targets.begin(), targets.end(), [this](const Action::Target &target) {
                   return !built.targets.contains(target.id);
               }));
}

// Of the action with this number; -1 when it is not there.
int AdaptiveCardWidget::Private::indexOf(int number) const
{
    const auto found = std::find_if(
        built.actions.begin(), built.actions.end(),
        [number](const BuiltCard::BuiltAction &each) { return each.action.number == number; });
    return found == built.actions.end() ? -1 : int(found - built.actions.begin());
}

// What the user did before, to the inputs and to what is shown.
void AdaptiveCardWidget::Private::restore()
{
    const QJsonObject known = states.state(entryKey, attachment).inputs;
    QSet<QString> taken;
    for (size_t i = 0; i < built.inputs.size(); ++i) {
        const QString &id = built.inputs[i].input->input().id;
        const bool own
            = !id.isEmpty() && !taken.contains(id) && id.front() != QChar(kCardViewState);
        taken.insert(id);
        const int number = built.inputs[i].input->input().number;
        inputKeys.append(own ? id : viewKey("input"_L1, QString::number(number)));
        if (const QJsonValue value = known[inputKeys.constLast()]; value.isString())
            built.inputs[i].input->restore(value.toString());
    }
    for (size_t i = 0; i < built.actions.size(); ++i) {
        BuiltCard::BuiltAction &action = built.actions[i];
        if (action.opened
            && known[viewKey("open"_L1, QString::number(action.action.number))].toBool())
            showOpened(action, true);
    }
    if (built.remarks)
        built.remarks->setOpen(known[viewKey("remarks"_L1)].toBool());
    const QStringList ids = built.targets.uniqueKeys();
    for (const QString &id : ids) {
        if (const QJsonValue visible = known[viewKey("visible"_L1, id)]; visible.isBool())
            showElement(id, visible.toBool());
    }
}

void AdaptiveCardWidget::Private::activate(int index)
{
    const Action action = built.actions[size_t(index)].action; // a copy: a receiver may delete us
    if (needsRest(built.actions[size_t(index)])) {
        QMetaObject::invokeMethod(
            q,
            [this, number = action.number] {
                showRest();
                if (const int now = indexOf(number); now >= 0)
                    activate(now);
            },
            Qt::QueuedConnection); // the button that was pressed goes with all the others
        return;
    }
    switch (action.kind) {
    case Action::Kind::OpenUrl:
        Q_EMIT q->linkRequested(action.url);
        return;
    case Action::Kind::Submit:
        submit(index);
        return;
    case Action::Kind::ShowCard:
        toggleCard(index);
        return;
    case Action::Kind::ToggleVisibility:
        toggleElements(action);
        return;
    case Action::Kind::CardAction:
        if (built.actions[size_t(index)].usable)
            Q_EMIT q->cardActionRequested(*action.cardAction);
        return;
    case Action::Kind::Unsupported:
        return;
    }
}

void AdaptiveCardWidget::Private::followLink(const QString &address)
{
    const QLatin1StringView own(kActionLink);
    if (!address.startsWith(own)) {
        Q_EMIT q->linkRequested(address);
        return;
    }
    bool ok = false;
    const int index = QStringView(address).mid(own.size()).toInt(&ok);
    if (ok && index >= 0 && index < int(built.actions.size()))
        activate(index);
}

// One card of a set is open at a time.
void AdaptiveCardWidget::Private::toggleCard(int index)
{
    BuiltCard::BuiltAction &wanted = built.actions[size_t(index)];
    if (!wanted.opened)
        return;
    const bool open = !wanted.opened->isVisible();
    for (size_t i = 0; i < built.actions.size(); ++i) {
        BuiltCard::BuiltAction &action = built.actions[i];
        if (!action.opened || (int(i) != index && (wanted.set < 0 || action.set != wanted.set)))
            continue;
        const bool visible = open && int(i) == index;
        if (action.opened->isVisible() == visible)
            continue;
        showOpened(action, visible);
        remember(viewKey("open"_L1, QString::number(action.action.number)), visible);
    }
    relayout();
}

void AdaptiveCardWidget::Private::showOpened(const BuiltCard::BuiltAction &action, bool open)
{
    action.opened->setVisible(open);
    if (action.button)
        action.button->setExpanded(open);
    if (action.entry) {
        action.entry->setCheckable(true);
        action.entry->setChecked(open);
    }
}

void AdaptiveCardWidget::Private::toggleElements(const Action &action)
{
    for (const Action::Target &target : action.targets) {
        const Block *block = built.targets.value(target.id);
        if (!block)
            continue;
        const bool visible = target.visible.value_or(!block->isVisible());
        showElement(target.id, visible);
        remember(viewKey("visible"_L1, target.id), visible);
    }
    relayout();
}

void AdaptiveCardWidget::Private::showElement(const QString &id, bool visible)
{
    const auto [first, last] = built.targets.equal_range(id);
    for (auto it = first; it != last; ++it)
        it.value()->setVisible(visible);
}

// The card that the action stands in and those around it: their inputs go along.
QSet<int> AdaptiveCardWidget::Private::scopesOf(int scope) const
{
    QSet<int> result;
    for (; scope >= 0; scope = built.scopes[size_t(scope)])
        result.insert(scope);
    return result;
}

void AdaptiveCardWidget::Private::setError(BuiltCard::BuiltInput &input, const QString &problem)
{
    const bool wrong = !problem.isEmpty();
    if (wrong == input.errorBlock->isVisible() && problem == input.error->text())
        return;
    input.error->setText(problem);
    input.input->showProblem(wrong);
    input.errorBlock->setVisible(wrong);
    input.errorBlock->invalidate();
    relayout();
}

// Says what is wrong and takes the user to the first of it.
bool AdaptiveCardWidget::Private::validate(const QSet<int> &scopes)
{
    QWidget *first = nullptr;
    for (BuiltCard::BuiltInput &input : built.inputs) {
        // Nobody can fill in what cannot be seen.
        const bool asked = scopes.contains(input.scope) && input.field->isShown();
        const QString problem = asked ? input.input->problem() : QString();
        setError(input, problem);
        if (!problem.isEmpty() && !first)
            first = input.input->focusTarget();
    }
    if (first)
        first->setFocus(Qt::OtherFocusReason);
    return !first;
}

void AdaptiveCardWidget::Private::submit(int index)
{
    // Not twice by accident: one is on its way, or the user wants no second one.
    if (submission.isBusy())
        return;
    const BuiltCard::BuiltAction &action = built.actions[size_t(index)];
    QJsonObject inputs;
    if (action.action.takesInputs) {
        const QSet<int> scopes = scopesOf(action.scope);
        if (!validate(scopes))
            return;
        for (const BuiltCard::BuiltInput &input : built.inputs) {
            const QString &id = input.input->input().id;
            if (id.isEmpty() || !scopes.contains(input.scope))
                continue;
            if (const auto value = input.input->value())
                inputs.insert(id, *value);
        }
    }
    const QJsonValue data = action.action.data;
    remember(viewKey("sent"_L1), action.action.number);
    states.setSubmission(entryKey, attachment, CardStates::Submission::Sending);
    Q_EMIT q->submitRequested(entryKey, attachment, data, inputs); // a receiver may delete us
}

// What `states` says of the last submit, on the action it was.
void AdaptiveCardWidget::Private::showSubmission()
{
    const CardStates::State state = states.state(entryKey, attachment);
    const int index = indexOf(state.inputs[viewKey("sent"_L1)].toInt(-1));
    if (submission.show(state.submission, index, states.isFrozen(entryKey, attachment)))
        relayout();
}

AdaptiveCardWidget::AdaptiveCardWidget(const Card &card, const QJsonObject &json,
                                       const QString &entryKey, int attachment,
                                       const ChatStyle &style, ContentLoader &content,
                                       CardStates &states, QWidget *parent)
    : QWidget(parent),
      d(std::make_unique<Private>(this, entryKey, attachment, style, content, states))
{
    installCardAccessibility();
    setObjectName(u"adaptiveCard"_s);
    setFont(style.body());
    setPalette(style.palette());
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);

    d->card = card;
    d->json = json;
    d->build();
    connect(&states, &CardStates::submissionChanged, this,
            [this](const QString &changedKey, int changedAttachment) {
                if (changedKey == d->entryKey && changedAttachment == d->attachment)
                    d->showSubmission();
            });
    connect(&states, &CardStates::freezesAnsweredChanged, this, [this] { d->showSubmission(); });
}

AdaptiveCardWidget::~AdaptiveCardWidget() = default;

int AdaptiveCardWidget::heightForWidth(int width) const
{
    return d->built.root->heightFor(width);
}

QSize AdaptiveCardWidget::sizeHint() const
{
    const int width
        = std::min(d->style.px(d->card.preferredWidth), std::max(1, d->built.root->naturalWidth()));
    return {width, heightForWidth(width)};
}

QSize AdaptiveCardWidget::minimumSizeHint() const
{
    constexpr int kNarrowest = 160;
    return {std::min(d->style.px(kNarrowest), sizeHint().width()), 0};
}

void AdaptiveCardWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (layoutDirection() == Qt::RightToLeft) { // as WidgetBlock does
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    d->built.root->paint(painter);
}

void AdaptiveCardWidget::resizeEvent(QResizeEvent *)
{
    d->built.root->place(QRect(0, 0, width(), d->built.root->heightFor(width())));
}

} // namespace botline
