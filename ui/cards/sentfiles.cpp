#include "sentfiles.h"

#include "actionbuttons.h"
#include "cardtext.h"
#include "chiphead.h"
#include "columns.h"
#include "imageview.h"
#include "surface.h"

#include <QtCore/QLocale>
#include <QtCore/QUrl>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

bool isPicture(const StagedFile &file)
{
    static const QStringList kTypes{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s,
                                    u"image/webp"_s, u"image/bmp"_s};
    return kTypes.contains(file.contentType);
}

} // namespace

SentFiles::SentFiles(const CardContextPtr &context, const QList<StagedFile> &files, QWidget *parent)
    : Stack(context, context->style.px(8), parent), m_files(files)
{
    for (int i = 0; i < files.size(); ++i) {
        if (isPicture(files.at(i)))
            addPicture(i, files.at(i));
        addChip(files.at(i));
    }
    m_footer = new Stack(context, 0);
    add(m_footer, px(4));
    auto *row = new Columns(context, px(12));
    m_sum = new CardText(context, {}, CardText::Format::Literal,
                         {style().small(), colors().muted, Qt::AlignLeft, false});
    auto *sum = new Stack(context, 0);
    sum->setVerticalAlignment(Qt::AlignVCenter);
    sum->add(m_sum);
    row->add(sum, {Columns::Width::Kind::Share, 1});
    auto *buttons = new ActionButtons(context);
    ActionButton *cancel = buttons->add(tr("Cancel"), ActionButton::Look::Link);
    cancel->setObjectName(u"cancelUpload"_s);
    cancel->setAccessibleName(tr("Cancel sending the files"));
    connect(cancel, &QPushButton::clicked, &context->events, &CardEvents::cancelRequested);
    row->add(buttons, {Columns::Width::Kind::Auto});
    m_footer->add(row);
    m_footer->setShown(false);
}

void SentFiles::addPicture(int index, const StagedFile &file)
{
    ImageView::Spec spec;
    spec.address = QUrl::fromLocalFile(file.path).toString();
    spec.alt = file.name;
    spec.name = file.name;
    spec.local = true;
    auto *view = new ImageView(sharedContext(), spec);
    view->setTap({}, [this, index] { Q_EMIT context().events.imageViewRequested(index); });
    add(view);
}

void SentFiles::addChip(const StagedFile &file)
{
    const QString type = file.contentType.section(u';', 0, 0).trimmed().toLower();
    auto *head = new ChipHead(sharedContext(), file.name, fileDetails(type, {file.name}, file.size),
                              symbolForType(type));
    auto *chip = new Surface(sharedContext());
    chip->setMargins({px(10), px(8), px(12), px(8)});
    chip->add(head);
    add(chip);
    m_heads.append(head);
}

void SentFiles::setEntry(const ActivityEntry &entry)
{
    const bool waiting = entry.delivery.state == SendState::Queued;
    const bool sending = entry.delivery.state == SendState::Sending;
    // Files travel one after the other; what is announced beyond them comes first (dossier §5.1).
    const qint64 sizes
        = std::accumulate(m_files.begin(), m_files.end(), qint64(0),
                          [](qint64 sum, const StagedFile &file) { return sum + file.size; });
    qint64 before = std::max<qint64>(0, entry.delivery.bytesTotal - sizes);
    for (qsizetype i = 0; i < m_files.size(); ++i) {
        const qint64 size = std::max<qint64>(1, m_files.at(i).size);
        const double done = double(entry.delivery.bytesSent - before) / double(size);
        m_heads.at(i)->setProgress(sending ? std::clamp(done, 0.0, 1.0) : waiting ? 0.0 : -1.0);
        before += size;
    }

    m_footer->setShown(sending || waiting);
    if (!sending && !waiting)
        return;
    const QLocale locale;
    QString words = tr("Waiting to be sent");
    if (sending && entry.delivery.bytesTotal > 0)
        words = entry.delivery.bytesSent >= entry.delivery.bytesTotal
            ? tr("Sent, waiting for the answer")
            : tr("%1 of %2")
                  .arg(locale.formattedDataSize(entry.delivery.bytesSent),
                       locale.formattedDataSize(entry.delivery.bytesTotal));
    else if (sending)
        words = tr("Sending…");
    if (words != m_sumWords) {
        m_sumWords = words;
        m_sum->setText(words);
    }
}

} // namespace botline
