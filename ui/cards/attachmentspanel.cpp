#include "attachmentspanel.h"

#include "attachmentparts.h"
#include "cardcontext.h"
#include "carousel.h"
#include "panelestimate.h"
#include "sentfiles.h"
#include "sources.h"
#include "stack.h"

#include <QtCore/QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// What the panel shows is made of these; anything else of an entry changes in place.
struct Made
{
    QString key;
    QList<directline::Attachment> attachments;
    QString layout;
    QString textFormat;
    QList<StagedFile> files;
    QList<directline::Citation> sources;

    bool operator==(const Made &) const = default;
};

Made madeOf(const ActivityEntry &entry)
{
    Made made;
    made.key = entry.key;
    made.files = entry.files;
    if (entry.side == Side::Bot && !entry.activity.entities.isEmpty())
        made.sources = directline::citationsOf(entry.activity);
    // Own files stay shown from disk after the echo (dossier §5.4).
    if (entry.files.isEmpty()) {
        made.attachments = entry.activity.attachments;
        made.layout = entry.activity.attachmentLayout;
        made.textFormat = entry.activity.textFormat;
    }
    return made;
}

} // namespace

struct AttachmentsPanel::Private
{
    Private(AttachmentsPanel &panel, const ChatStyle &chatStyle, ContentLoader &loader,
            CardStates &cardStates, ActivityActions &activityActions)
        : q(panel), style(chatStyle), content(loader), states(cardStates), actions(activityActions)
    {
    }

    CardContextPtr contextFor(const ActivityEntry &entry, int attachment)
    {
        return std::make_shared<const CardContext>(CardContext{
            style, content, states, actions, events, entry.key, attachment, entry.isMarkdown()});
    }
    void make(const ActivityEntry &entry);
    void layOut();

    AttachmentsPanel &q;
    const ChatStyle style;
    ContentLoader &content;
    CardStates &states;
    ActivityActions &actions;
    CardEvents events;
    std::optional<Made> made;
    CardPart *root = nullptr; // child of the panel
    SentFiles *files = nullptr; // inside root
    Sources *sources = nullptr; // inside root
    bool making = false;
    bool layoutPending = false;
};

void AttachmentsPanel::Private::make(const ActivityEntry &entry)
{
    delete root;
    root = nullptr;
    files = nullptr;
    sources = nullptr;
    const bool sideBySide = made->layout == "carousel"_L1 && made->attachments.size() > 1;
    q.setSizePolicy(sideBySide ? QSizePolicy::Expanding : QSizePolicy::Preferred,
                    QSizePolicy::Preferred);

    const CardContextPtr context = contextFor(entry, 0);
    if (!made->files.isEmpty()) {
        files = new SentFiles(context, made->files, &q);
        root = files;
    } else if (sideBySide) {
        auto *carousel = new Carousel(context, &q);
        for (int i = 0; i < std::min<qsizetype>(made->attachments.size(), kMaxAttachments); ++i)
            carousel->add(makeAttachment(contextFor(entry, i), made->attachments.at(i)));
        if (made->attachments.size() > kMaxAttachments)
            carousel->add(makeMoreNote(context, int(made->attachments.size()) - kMaxAttachments));
        root = carousel;
    } else {
        auto *list = new Stack(context, style.px(8), &q);
        for (int i = 0; i < std::min<qsizetype>(made->attachments.size(), kMaxAttachments); ++i)
            list->add(makeAttachment(contextFor(entry, i), made->attachments.at(i)));
        if (made->attachments.size() > kMaxAttachments)
            list->add(makeMoreNote(context, int(made->attachments.size()) - kMaxAttachments));
        root = list;
    }
    if (!made->sources.isEmpty()) {
        auto *all = new Stack(context, style.px(8), &q);
        const bool hasMore = !made->files.isEmpty() || !made->attachments.isEmpty();
        if (hasMore)
            all->add(root);
        else
            delete root;
        sources = new Sources(context, made->sources);
        all->add(sources);
        root = all;
    }
    root->show();
}

// Once per turn of the event loop, however many pieces changed.
void AttachmentsPanel::Private::layOut()
{
    if (layoutPending || making)
        return;
    layoutPending = true;
    QMetaObject::invokeMethod(
        &q,
        [this] {
            layoutPending = false;
            if (root && q.width() > 0)
                root->place(q.rect());
            q.updateGeometry();
            Q_EMIT q.sizeChanged();
        },
        Qt::QueuedConnection);
}

AttachmentsPanel::AttachmentsPanel(const ChatStyle &style, ContentLoader &content,
                                   CardStates &states, ActivityActions &actions, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, style, content, states, actions))
{
    CardPart::installAccessibility();
    setFont(style.body());
    connect(&d->events, &CardEvents::layoutChanged, this, [this] { d->layOut(); });
}

AttachmentsPanel::~AttachmentsPanel()
{
    delete d->root; // its pieces use what is in d
}

bool AttachmentsPanel::hasContent(const ActivityEntry &entry)
{
    return !entry.files.isEmpty() || !entry.activity.attachments.isEmpty()
        || (entry.side == Side::Bot && !entry.activity.entities.isEmpty()
            && directline::hasCitations(entry.activity));
}

void AttachmentsPanel::showSource(int position)
{
    if (d->sources)
        d->sources->showSource(position);
}

int AttachmentsPanel::estimatedHeight(const ActivityEntry &entry, int width, const ChatStyle &style)
{
    return estimatePanel(entry, width, style);
}

void AttachmentsPanel::setEntry(const ActivityEntry &entry)
{
    Made made = madeOf(entry);
    if (d->made == made) {
        if (d->files)
            d->files->setEntry(entry);
        return;
    }
    // Whoever has just made the panel measures it next and need not be told.
    const bool first = !d->made;
    d->made = std::move(made);
    d->making = true;
    d->make(entry);
    if (d->files)
        d->files->setEntry(entry);
    d->making = false;
    if (!first)
        d->layOut();
}

int AttachmentsPanel::heightForWidth(int width) const
{
    return d->root ? d->root->heightForWidth(width) : 0;
}

QSize AttachmentsPanel::sizeHint() const
{
    return d->root ? d->root->sizeHint() : QSize(0, 0);
}

void AttachmentsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (d->root)
        d->root->place(rect());
}

} // namespace botline
