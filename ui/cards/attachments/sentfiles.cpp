#include "sentfiles.h"

#include "chiphead.h"

#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/columnsblock.h"
#include "ui/cards/blocks/stackblock.h"
#include "ui/cards/blocks/widgetblock.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/cardimage.h"
#include "ui/cards/widgets/cardtext.h"

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

SentFiles::SentFiles(const QList<StagedFile> &files, const ChatStyle &chatStyle,
                     ContentLoader &content, QWidget *parent)
    : CardPart(chatStyle, parent), m_files(files)
{
    auto stack = std::make_unique<StackBlock>();
    for (int i = 0; i < files.size(); ++i) {
        if (isPicture(files.at(i)))
            addPicture(*stack, i, content);
        addChip(*stack, files.at(i));
    }
    addFooter(*stack);
    setRoot(std::move(stack));
}

void SentFiles::addPicture(StackBlock &stack, int index, ContentLoader &content)
{
    const StagedFile &file = m_files.at(index);
    adaptive::Image image;
    image.url = QUrl::fromLocalFile(file.path).toString();
    image.altText = file.name;
    image.size = adaptive::Image::Size::Fit;
    CardImage::Options options;
    options.click = CardImage::Click::WhenLoaded;
    options.name = file.name;
    options.local = true;
    auto *view = new CardImage(image, options, style(), content, this);
    auto block = std::make_unique<WidgetBlock>(view, Qt::AlignLeft);
    block->gap = px(8);
    connect(view, &CardImage::sizeChanged, this, [this, raw = block.get()] { blockChanged(*raw); });
    connect(view, &QAbstractButton::clicked, this,
            [this, index] { Q_EMIT imageViewRequested(index); });
    stack.add(std::move(block));
}

void SentFiles::addChip(StackBlock &stack, const StagedFile &file)
{
    const QString type = file.contentType.section(u';', 0, 0).trimmed().toLower();
    auto *head = new ChipHead(file.name, fileDetails(type, {file.name}, file.size),
                              symbolForType(type), style(), this);
    auto chip = makeSurface({px(10), px(8), px(12), px(8)});
    chip->gap = px(8);
    auto block = std::make_unique<WidgetBlock>(head);
    connect(head, &ChipHead::sizeChanged, this, [this, raw = block.get()] { blockChanged(*raw); });
    chip->add(std::move(block));
    stack.add(std::move(chip));
    m_heads.append(head);
}

void SentFiles::addFooter(StackBlock &stack)
{
    CardText::Shape line;
    line.wrap = false;
    m_sum = new CardText(CardText::literal({}, style(), colors().muted, style().small()), style(),
                         line, this);
    auto *cancel = new CardButton(tr("Cancel"), CardButton::Look::Link, style(), this);
    cancel->setObjectName(u"cancelUpload"_s);
    cancel->setAccessibleName(tr("Cancel sending the files"));
    connect(cancel, &QAbstractButton::clicked, this, &SentFiles::cancelRequested);

    auto sum = std::make_unique<StackBlock>();
    sum->setVertical(StackBlock::Vertical::Center);
    sum->add(std::make_unique<WidgetBlock>(m_sum));
    auto row = std::make_unique<ColumnsBlock>();
    row->addColumn(std::move(sum), {ColumnsBlock::Width::Kind::Rest, 0});
    auto button = std::make_unique<WidgetBlock>(cancel);
    button->gap = px(12);
    row->addColumn(std::move(button), {ColumnsBlock::Width::Kind::Natural, 0});
    row->gap = px(4);
    row->setVisible(false);
    m_footer = stack.add(std::move(row));
}

void SentFiles::setEntry(const ActivityEntry &entry)
{
    const bool waiting = entry.sendState == SendState::Queued;
    const bool sending = entry.sendState == SendState::Sending;
    // Files travel one after the other; what is announced beyond them comes first (protocol.md
    // §5.1).
    const qint64 sizes
        = std::accumulate(m_files.begin(), m_files.end(), qint64(0),
                          [](qint64 sum, const StagedFile &file) { return sum + file.size; });
    qint64 before = std::max<qint64>(0, entry.bytesTotal - sizes);
    for (qsizetype i = 0; i < m_files.size(); ++i) {
        const qint64 size = std::max<qint64>(1, m_files.at(i).size);
        const double done = double(entry.bytesSent - before) / double(size);
        m_heads.at(i)->setProgress(sending ? std::clamp(done, 0.0, 1.0) : waiting ? 0.0 : -1.0);
        before += size;
    }

    if (m_footer->isVisible() != (sending || waiting)) {
        m_footer->setVisible(sending || waiting);
        blockChanged(*m_footer);
    }
    if (!sending && !waiting)
        return;
    const QLocale locale;
    QString text = tr("Waiting to be sent");
    if (sending && entry.bytesTotal > 0)
        text = entry.bytesSent >= entry.bytesTotal
            ? tr("Sent, waiting for the answer")
            : tr("%1 of %2")
                  .arg(locale.formattedDataSize(entry.bytesSent),
                       locale.formattedDataSize(entry.bytesTotal));
    else if (sending)
        text = tr("Sending…");
    if (text != m_sumText) {
        m_sumText = text;
        m_sum->setText(CardText::literal(text, style(), colors().muted, style().small()));
        blockChanged(*m_footer);
    }
}

} // namespace botline
