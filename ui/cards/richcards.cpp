#include "richcards.h"

#include "actionbuttons.h"
#include "cardtext.h"
#include "columns.h"
#include "factgrid.h"
#include "filechip.h"
#include "imageview.h"
#include "separator.h"
#include "surface.h"

#include "ui/content/linkpolicy.h"

#include <QtCore/QMimeDatabase>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using directline::CardImage;
using directline::RichCard;
using Kind = RichCard::Kind;
using Format = CardText::Format;

constexpr int kMaxRows = 200; // receipt items, facts, media: more is no card any more

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(botline::RichCards)
};

// Builds one card, piece by piece from top to bottom.
class Builder
{
public:
    Builder(const CardContextPtr &context, const RichCard &card)
        : m_context(context), m_style(context->style), m_card(card), m_surface(new Surface(context))
    {
        m_surface->setPreferredWidth(px(card.kind == Kind::Receipt ? 400 : 340));
        if ((card.title + card.text).isRightToLeft())
            m_surface->setLayoutDirection(Qt::RightToLeft);
        if (card.tap)
            m_surface->setTap(*card.tap);
    }

    CardPart *build()
    {
        switch (m_card.kind) {
        case Kind::Receipt:
            addReceipt();
            break;
        case Kind::Thumbnail:
            addThumbnail();
            break;
        case Kind::Audio:
        case Kind::Video:
        case Kind::Animation:
            addBanner();
            addHeadings(*m_surface);
            addMedia();
            break;
        case Kind::OAuth:
        case Kind::SignIn:
        case Kind::Hero:
        case Kind::Flex:
            addBanner();
            addHeadings(*m_surface);
            break;
        }
        addButtons();
        if (m_surface->isEmpty())
            addText(*m_surface, Words::tr("This card is empty."), m_style.body(), colors().muted);
        return m_surface;
    }

private:
    int px(int designPixels) const { return m_style.px(designPixels); }
    const ChatColors &colors() const { return m_style.colors(); }

    void addText(Stack &stack, const QString &text, const QFont &font, const QColor &color,
                 Format format = Format::Literal, int gap = -1)
    {
        if (!text.trimmed().isEmpty())
            stack.add(new CardText(m_context, text, format, {font, color}), gap);
    }

    Format textFormat() const { return m_context->markdown ? Format::Markdown : Format::Literal; }

    void addHeadings(Stack &stack)
    {
        addText(stack, m_card.title, m_style.title(), colors().text);
        addText(stack, m_card.subtitle, m_style.body(), colors().muted, Format::Literal, px(2));
        addText(stack, m_card.text, m_style.body(), colors().text, textFormat());
    }

    ImageView *picture(const CardImage &image, ImageView::Spec spec) const
    {
        spec.address = image.url;
        spec.alt = image.alt;
        spec.name = QUrl(image.url).fileName();
        auto *view = new ImageView(m_context, spec);
        if (image.tap)
            view->setTap(*image.tap);
        return view;
    }

    // The first picture across the card's top, more of them in rows of their own.
    void addBanner()
    {
        bool first = true;
        for (const CardImage &image : m_card.images) {
            if (image.url.isEmpty())
                continue;
            ImageView::Spec spec;
            spec.sizing = first ? ImageView::Sizing::Banner : ImageView::Sizing::Fit;
            spec.shape = first ? ImageView::Shape::RoundedTop : ImageView::Shape::Rounded;
            if (first)
                m_surface->addBleeding(picture(image, spec));
            else
                m_surface->add(picture(image, spec));
            first = false;
        }
    }

    // Words, and a small picture beside them.
    void addThumbnail()
    {
        m_surface->setPreferredWidth(px(380));
        auto *words = new Stack(m_context, px(6));
        addHeadings(*words);
        auto *row = new Columns(m_context, px(12));
        if (words->isEmpty())
            delete words;
        else
            row->add(words, {Columns::Width::Kind::Share, 1});
        for (const CardImage &image : m_card.images) {
            if (image.url.isEmpty())
                continue;
            ImageView::Spec spec;
            spec.sizing = ImageView::Sizing::Square;
            spec.size = QSize(px(84), px(84));
            row->add(picture(image, spec), {Columns::Width::Kind::Fixed, double(px(84))});
            break;
        }
        if (row->isEmpty())
            delete row;
        else
            m_surface->add(row);
    }

    void addMedia()
    {
        if (const QString words = durationWords(m_card.duration); !words.isEmpty())
            addText(*m_surface, words, m_style.small(), colors().muted, Format::Literal, px(2));
        int rows = 0;
        for (const directline::CardMedia &media : m_card.media) {
            if (media.url.isEmpty() || ++rows > kMaxRows)
                continue;
            QString name = media.profile;
            if (name.isEmpty())
                name = QUrl(media.url).fileName();
            if (name.isEmpty())
                name = shownHost(QUrl(media.url));
            m_surface->add(new FileChip(m_context, media.url, name, mediaType(media.url)));
        }
    }

    // The card says what kind of media it carries when the address does not.
    QString mediaType(const QString &address) const
    {
        const QMimeType type = QMimeDatabase().mimeTypeForFile(QUrl(address).fileName(),
                                                               QMimeDatabase::MatchExtension);
        if (type.isValid() && !type.isDefault())
            return type.name();
        switch (m_card.kind) {
        case Kind::Audio:
            return u"audio/*"_s;
        case Kind::Video:
            return u"video/*"_s;
        default:
            return u"image/*"_s;
        }
    }

    // "PT1M20S" as "1:20"; "" when it is no duration.
    static QString durationWords(const QString &iso)
    {
        static const QRegularExpression pattern(
            u"^PT(?:(\\d{1,4})H)?(?:(\\d{1,4})M)?(?:(\\d{1,6})(?:\\.\\d+)?S)?$"_s);
        const auto match = pattern.match(iso);
        if (!match.hasMatch())
            return {};
        const int seconds = match.captured(1).toInt() * 3600 + match.captured(2).toInt() * 60
            + match.captured(3).toInt();
        if (seconds <= 0)
            return {};
        const QString minutes = seconds >= 3600
            ? u"%1:%2"_s.arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QChar(u'0'))
            : QString::number(seconds / 60);
        return Words::tr("Length %1:%2").arg(minutes).arg(seconds % 60, 2, 10, QChar(u'0'));
    }

    void addReceipt()
    {
        addText(*m_surface, m_card.title, m_style.title(), colors().text);
        addText(*m_surface, m_card.subtitle, m_style.body(), colors().muted, Format::Literal,
                px(2));
        addText(*m_surface, m_card.text, m_style.body(), colors().text, textFormat());
        auto *facts = new FactGrid(m_context);
        for (qsizetype i = 0; i < std::min<qsizetype>(m_card.facts.size(), kMaxRows); ++i)
            facts->add(m_card.facts.at(i).key, m_card.facts.at(i).value);
        if (facts->isEmpty())
            delete facts;
        else
            m_surface->add(facts);

        for (qsizetype i = 0; i < std::min<qsizetype>(m_card.items.size(), kMaxRows); ++i) {
            if (!m_surface->isEmpty())
                m_surface->add(new Separator(m_context), px(10));
            m_surface->add(receiptRow(m_card.items.at(i)), px(10));
        }
        addSums();
    }

    CardPart *receiptRow(const directline::ReceiptItem &item) const
    {
        auto *row = new Columns(m_context, px(10));
        if (item.image && !item.image->url.isEmpty()) {
            ImageView::Spec spec;
            spec.sizing = ImageView::Sizing::Square;
            spec.size = QSize(px(48), px(48));
            row->add(picture(*item.image, spec), {Columns::Width::Kind::Fixed, double(px(48))});
        }
        auto *words = new Stack(m_context, px(2));
        const auto say
            = [&](const QString &text, const QFont &font, const QColor &color, Format format) {
                  if (!text.trimmed().isEmpty())
                      words->add(new CardText(m_context, text, format, {font, color}));
              };
        const bool several = !item.quantity.isEmpty() && item.quantity != "1"_L1;
        say(several ? Words::tr("%1 × %2").arg(item.quantity, item.title) : item.title,
            m_style.strong(), colors().text, Format::Literal);
        say(item.subtitle, m_style.small(), colors().muted, Format::Literal);
        say(item.text, m_style.body(), colors().text, textFormat());
        row->add(words, {Columns::Width::Kind::Share, 1});
        if (!item.price.isEmpty())
            row->add(new CardText(m_context, item.price, Format::Literal,
                                  {m_style.body(), colors().text, Qt::AlignRight}),
                     {Columns::Width::Kind::Auto});
        if (!item.tap)
            return row;
        auto *tappable = new Surface(m_context);
        tappable->setTone(Surface::Tone::Bare);
        tappable->setTap(*item.tap);
        tappable->add(row);
        return tappable;
    }

    void addSums()
    {
        const struct
        {
            QString name;
            const QString &value;
            bool total;
        } sums[] = {{Words::tr("Tax"), m_card.tax, false},
                    {Words::tr("VAT"), m_card.vat, false},
                    {Words::tr("Total"), m_card.total, true}};
        bool first = true;
        for (const auto &sum : sums) {
            if (sum.value.isEmpty())
                continue;
            if (first && !m_surface->isEmpty())
                m_surface->add(new Separator(m_context), px(10));
            const QFont &font = sum.total ? m_style.title() : m_style.body();
            const QColor &color = sum.total ? colors().text : colors().muted;
            auto *row = new Columns(m_context, px(10));
            row->add(new CardText(m_context, sum.name, Format::Literal, {font, color}),
                     {Columns::Width::Kind::Share, 1});
            row->add(new CardText(m_context, sum.value, Format::Literal,
                                  {font, colors().text, Qt::AlignRight}),
                     {Columns::Width::Kind::Auto});
            m_surface->add(row, px(first ? 10 : 4));
            first = false;
        }
    }

    void addButtons()
    {
        if (m_card.buttons.isEmpty())
            return;
        auto *buttons = new ActionButtons(m_context);
        buttons->add(m_card.buttons);
        m_surface->add(buttons, px(m_surface->isEmpty() ? 0 : 12));
    }

    const CardContextPtr &m_context;
    const ChatStyle &m_style;
    const RichCard &m_card;
    Surface *m_surface;
};

} // namespace

CardPart *makeRichCard(const CardContextPtr &context, const RichCard &card)
{
    return Builder(context, card).build();
}

} // namespace botline
