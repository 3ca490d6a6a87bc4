#include "attachmentspanel.h"

#include "attachmentparts.h"
#include "cardcontext.h"
#include "panelestimate.h"

#include "ui/cards/attachments/carousel.h"
#include "ui/cards/attachments/partlist.h"
#include "ui/cards/attachments/sentfiles.h"
#include "ui/cards/attachments/sources.h"
#include "ui/cards/widgets/cardaccessibility.h"
#include "ui/content/activityactions.h"

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
    // Own files stay shown from disk after the echo (protocol.md §5.4).
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

    CardContext contextFor(const ActivityEntry &entry, int attachment)
    {
        return {style, content, states, actions, entry.key, attachment, entry.isMarkdown()};
    }
    void make(const ActivityEntry &entry);
    template <typename Parts> void addAttachments(Parts &parts, const ActivityEntry &entry);
    void layOut();

    AttachmentsPanel &q;
    const ChatStyle style;
    ContentLoader &content;
    CardStates &states;
    ActivityActions &actions;
    std::optional<Made> made;
    BlockWidget *list = nullptr; // child of the panel
    SentFiles *files = nullptr; // inside root
    Sources *sources = nullptr; // inside root
    bool making = false;
    bool layoutPending = false;
};

void AttachmentsPanel::Private::make(const ActivityEntry &entry)
{
    delete list;
    files = nullptr;
    sources = nullptr;
    const bool sideBySide = made->layout == "carousel"_L1 && made->attachments.size() > 1;
    q.setSizePolicy(sideBySide ? QSizePolicy::Expanding : QSizePolicy::Preferred,
                    QSizePolicy::Preferred);

    auto *parts = new PartList(style.px(8), &q);
    list = parts;
    if (!made->files.isEmpty()) {
        files = new SentFiles(made->files, style, content);
        connect(files, &SentFiles::imageViewRequested, &q,
                [this](int file) { actions.viewImage(made->key, file); });
        connect(files, &SentFiles::cancelRequested, &q, [this] { actions.cancel(made->key); });
        parts->add(files);
    } else if (sideBySide) {
        auto *carousel = new Carousel(style);
        addAttachments(*carousel, entry);
        parts->add(carousel);
    } else {
        addAttachments(*parts, entry);
    }
    if (!made->sources.isEmpty()) {
        sources = new Sources(made->sources, style);
        connect(sources, &Sources::linkRequested, &q,
                [this](const QString &address) { actions.openLink(address); });
        parts->add(sources);
    }
    connect(parts, &PartList::sizeChanged, &q, [this] { layOut(); });
    parts->show();
}

template <typename Parts>
void AttachmentsPanel::Private::addAttachments(Parts &parts, const ActivityEntry &entry)
{
    const qsizetype count = made->attachments.size();
    for (int i = 0; i < std::min<qsizetype>(count, kMaxAttachments); ++i)
        parts.add(makeAttachment(contextFor(entry, i), made->attachments.at(i)));
    if (count > kMaxAttachments)
        parts.add(makeMoreNote(contextFor(entry, 0), int(count) - kMaxAttachments));
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
            if (list)
                list->setGeometry(q.rect());
            q.updateGeometry();
            Q_EMIT q.sizeChanged();
        },
        Qt::QueuedConnection);
}

AttachmentsPanel::AttachmentsPanel(const ChatStyle &style, ContentLoader &content,
                                   CardStates &states, ActivityActions &actions, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, style, content, states, actions))
{
    installCardAccessibility();
    setFont(style.body());
}

AttachmentsPanel::~AttachmentsPanel()
{
    delete d->list; // its parts use what is in d
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
    return d->list ? d->list->heightForWidth(width) : 0;
}

QSize AttachmentsPanel::sizeHint() const
{
    return d->list ? d->list->sizeHint() : QSize(0, 0);
}

void AttachmentsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (d->list)
        d->list->setGeometry(rect());
}

} // namespace botline
