#include "richcardmapping.h"

#include "app/directline/richcard.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

using directline::RichCard;
using Kind = RichCard::Kind;
using Elements = std::vector<Element>;

constexpr int kHeroWidth = 340;
constexpr int kThumbnailWidth = 380;
constexpr int kReceiptWidth = 400;
constexpr int kThumbnailSide = 84;
constexpr int kReceiptPictureSide = 48;

const TextLook kTitle{.size = TextSize::Medium, .weight = TextWeight::Bolder};
const TextLook kMuted{.subtle = true};
const TextLook kSmallMuted{.size = TextSize::Small, .subtle = true};

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::adaptive::RichCardMapping)
};

template <typename Content> Element &append(Elements &elements, Content content)
{
    Element &element = elements.emplace_back();
    element.content = std::move(content);
    return element;
}

void appendText(Elements &elements, const QString &text, const TextLook &look = {},
                TextFormat format = TextFormat::Plain)
{
    if (text.trimmed().isEmpty())
        return;
    TextBlock block;
    block.text = text;
    block.format = format;
    block.look = look;
    block.wrap = true;
    append(elements, std::move(block)).spacing = Spacing::Small;
}

// "PT1M20S" as "1:20"; "" when it is no duration.
QString durationText(const QString &iso)
{
    if (iso.isEmpty())
        return {};
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
    return Translations::tr("Length %1:%2").arg(minutes).arg(seconds % 60, 2, 10, QChar(u'0'));
}

QString nameOf(const directline::CardMedia &media)
{
    if (!media.profile.trimmed().isEmpty())
        return media.profile;
    if (!media.url.startsWith("data:"_L1, Qt::CaseInsensitive)) { // its end would be no file name
        const QUrl url(media.url);
        for (const QString &name : {url.fileName(), url.host(QUrl::FullyEncoded)}) {
            if (!name.trimmed().isEmpty())
                return name;
        }
    }
    return Translations::tr("Unnamed file");
}

QString mediaTypeOf(Kind kind)
{
    switch (kind) {
    case Kind::Audio:
        return u"audio/*"_s;
    case Kind::Video:
        return u"video/*"_s;
    default:
        return u"image/*"_s;
    }
}

// Maps one card, from top to bottom.
class Mapper
{
public:
    Mapper(const RichCard &card, TextFormat textFormat) : m_source(card), m_textFormat(textFormat)
    {
    }

    Card map()
    {
        m_card.preferredWidth = kHeroWidth;
        if ((m_source.title + m_source.text).isRightToLeft())
            m_card.rightToLeft = true;
        if (m_source.tap)
            m_card.selectAction = action(*m_source.tap);
        switch (m_source.kind) {
        case Kind::Receipt:
            addReceipt();
            break;
        case Kind::Thumbnail:
            addThumbnail();
            break;
        case Kind::Audio:
        case Kind::Video:
        case Kind::Animation:
            addPictures();
            addHeadings(m_card.body);
            addMedia();
            break;
        case Kind::OAuth:
        case Kind::SignIn:
        case Kind::Hero:
        case Kind::Flex:
            addPictures();
            addHeadings(m_card.body);
            break;
        }
        addButtons();
        return std::move(m_card);
    }

private:
    Action action(const directline::CardAction &source)
    {
        Action result;
        result.kind = Action::Kind::CardAction;
        result.number = m_actions++;
        result.type = source.type.left(100);
        result.title = source.label();
        result.iconUrl = source.image;
        result.iconAltText = source.imageAltText;
        result.cardAction = std::make_shared<const directline::CardAction>(source);
        return result;
    }

    Image picture(const directline::CardImage &source, Image::Size size, int side = 0)
    {
        Image image;
        image.url = source.url;
        image.altText = source.alt;
        image.size = size;
        image.width = side;
        image.height = side;
        image.cropped = side > 0;
        if (source.tap)
            image.action = action(*source.tap);
        return image;
    }

    void addHeadings(Elements &elements) const
    {
        appendText(elements, m_source.title, kTitle);
        appendText(elements, m_source.subtitle, kMuted);
        appendText(elements, m_source.text, {}, m_textFormat);
    }

    void addPictures()
    {
        Image::Size size = Image::Size::Banner;
        for (const directline::CardImage &image : m_source.images) {
            if (image.url.isEmpty())
                continue;
            if (m_card.body.size() == kMaxRows) {
                addRestNote();
                return;
            }
            append(m_card.body, picture(image, size));
            size = Image::Size::Fit;
        }
    }

    void addRestNote() { append(m_card.body, Note{Note::Reason::TooLong, {}}); }

    void addThumbnail()
    {
        m_card.preferredWidth = kThumbnailWidth;
        ColumnSet row;
        Column texts;
        addHeadings(texts.content.items);
        if (!texts.content.items.empty())
            row.columns.push_back(std::move(texts));
        const auto shown
            = std::find_if(m_source.images.begin(), m_source.images.end(),
                           [](const directline::CardImage &image) { return !image.url.isEmpty(); });
        if (shown != m_source.images.end())
            row.columns.push_back(pictureColumn(*shown, kThumbnailSide));
        if (!row.columns.empty())
            append(m_card.body, std::move(row));
    }

    Column pictureColumn(const directline::CardImage &image, int side)
    {
        Column column;
        column.width = Column::Width::Pixels;
        column.amount = side;
        append(column.content.items, picture(image, Image::Size::Auto, side));
        return column;
    }

    void addMedia()
    {
        appendText(m_card.body, durationText(m_source.duration), kSmallMuted);
        int rows = 0;
        for (const directline::CardMedia &media : m_source.media) {
            if (media.url.isEmpty())
                continue;
            if (rows++ == kMaxRows) {
                addRestNote();
                return;
            }
            append(m_card.body, File{media.url, nameOf(media), mediaTypeOf(m_source.kind)});
        }
    }

    void addReceipt()
    {
        m_card.preferredWidth = kReceiptWidth;
        addHeadings(m_card.body);
        FactSet facts;
        facts.format = TextFormat::Plain;
        const qsizetype factCount = std::min<qsizetype>(m_source.facts.size(), kMaxRows);
        for (qsizetype i = 0; i < factCount; ++i) {
            const directline::CardFact &fact = m_source.facts.at(i);
            facts.facts.push_back({fact.key, fact.value});
        }
        if (!facts.facts.empty())
            append(m_card.body, std::move(facts));
        if (factCount < m_source.facts.size())
            addRestNote();
        const qsizetype itemCount = std::min<qsizetype>(m_source.items.size(), kMaxRows);
        for (qsizetype i = 0; i < itemCount; ++i) {
            const bool separated = !m_card.body.empty();
            append(m_card.body, receiptItem(m_source.items.at(i))).separator = separated;
        }
        if (itemCount < m_source.items.size())
            addRestNote();
        addSums();
    }

    ColumnSet receiptItem(const directline::ReceiptItem &item)
    {
        ColumnSet row;
        if (item.image && !item.image->url.isEmpty())
            row.columns.push_back(pictureColumn(*item.image, kReceiptPictureSide));
        Column texts;
        const bool several = !item.quantity.isEmpty() && item.quantity != "1"_L1;
        appendText(texts.content.items,
                   several ? Translations::tr("%1 × %2").arg(item.quantity, item.title)
                           : item.title,
                   {.weight = TextWeight::Bolder});
        appendText(texts.content.items, item.subtitle, kSmallMuted);
        appendText(texts.content.items, item.text, {}, m_textFormat);
        row.columns.push_back(std::move(texts));
        if (!item.price.trimmed().isEmpty())
            row.columns.push_back(amountColumn(item.price, {}));
        if (item.tap)
            row.action = action(*item.tap);
        return row;
    }

    static Column amountColumn(const QString &amount, const TextLook &look)
    {
        Column column;
        column.width = Column::Width::Auto;
        column.align = Align::End;
        appendText(column.content.items, amount, look);
        return column;
    }

    void addSums()
    {
        bool first = true;
        const auto add = [&](const QString &name, const QString &amount, const TextLook &look,
                             const TextLook &amountLook) {
            if (amount.trimmed().isEmpty())
                return;
            ColumnSet row;
            Column names;
            appendText(names.content.items, name, look);
            row.columns.push_back(std::move(names));
            row.columns.push_back(amountColumn(amount, amountLook));
            const bool separated = first && !m_card.body.empty();
            Element &element = append(m_card.body, std::move(row));
            element.separator = separated;
            element.spacing = first ? Spacing::Default : Spacing::Small;
            first = false;
        };
        add(Translations::tr("Tax"), m_source.tax, kMuted, {});
        add(Translations::tr("VAT"), m_source.vat, kMuted, {});
        add(Translations::tr("Total"), m_source.total, kTitle, kTitle);
    }

    void addButtons()
    {
        const qsizetype count = std::min<qsizetype>(m_source.buttons.size(), kMaxButtons);
        for (qsizetype i = 0; i < count; ++i)
            m_card.actions.push_back(action(m_source.buttons.at(i)));
        if (count == m_source.buttons.size())
            return;
        Action rest;
        rest.number = m_actions++;
        rest.title
            = Translations::tr("%n more buttons", nullptr, int(m_source.buttons.size() - count));
        rest.tooltip = Translations::tr("Botline shows %1 buttons of a card.").arg(kMaxButtons);
        rest.enabled = false;
        m_card.actions.push_back(std::move(rest));
    }

    const RichCard &m_source;
    const TextFormat m_textFormat;
    Card m_card;
    int m_actions = 0;
};

} // namespace

Card mapRichCard(const RichCard &card, TextFormat textFormat)
{
    return Mapper(card, textFormat).map();
}

} // namespace botline::adaptive
