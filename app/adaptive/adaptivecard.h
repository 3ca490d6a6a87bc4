// A card as plain values: an Adaptive Card (1.0 to 1.6), read from untrusted JSON by parseCard(),
// or a Bot Framework card, mapped by richcardmapping.h. Everything that draws, searches, copies,
// speaks or measures a card reads these values and never the JSON.
//
// Rules: a property that is missing or has another type than the schema says counts as absent;
// names of values are compared without case; nothing here is HTML-safe or link-checked, that is the
// renderer's business. What cannot be shown becomes a Note in its place, never nothing.
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QLocale>
#include <QtCore/QString>
#include <QtCore/QTime>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace botline::directline {
struct CardAction;
}

namespace botline::adaptive {

// Bounds of one card, nested cards and fallbacks included.
inline constexpr int kMaxDepth = 64;
inline constexpr int kMaxElements = 1000; // elements, columns, rows, cells, facts and actions
inline constexpr int kMaxParts = 4000; // choices and pieces of rich text
inline constexpr int kMaxTextLength = 100'000; // characters of all texts
inline constexpr int kMaxRemarks = 100;

enum class Spacing
{
    Default,
    None,
    Small,
    Medium,
    Large,
    ExtraLarge,
    Padding
};
enum class TextFormat
{
    Markdown,
    Plain
};
// Along the line, as the layout direction goes. Unset: as the text itself is written.
enum class Align
{
    Unset,
    Start,
    Center,
    End
};
enum class VerticalAlign
{
    Top,
    Center,
    Bottom
};
enum class TextSize
{
    Small,
    Default,
    Medium,
    Large,
    ExtraLarge
};
enum class TextWeight
{
    Lighter,
    Default,
    Bolder
};
enum class TextColor
{
    Default,
    Dark,
    Light,
    Accent,
    Good,
    Warning,
    Attention
};
enum class Surface
{
    Inherited,
    Default,
    Emphasis,
    Accent,
    Good,
    Warning,
    Attention
};

struct Card;
struct Element;

// Something in a card that is not shown as the bot wrote it, or that is not as it should be.
struct Remark
{
    QString path; // in the card's JSON, as "$.body[2].color"
    QString what; // the type or the name of the property, as received
    QString why; // a sentence for people

    bool operator==(const Remark &) const = default;
};

struct BackgroundImage
{
    enum class Fill
    {
        Cover,
        Repeat,
        RepeatAcross,
        RepeatDown
    };
    QString url;
    Fill fill = Fill::Cover;
    // Which part is seen of a picture that is cut, or where the only row or column of it stands.
    Align across = Align::Start;
    VerticalAlign down = VerticalAlign::Top;

    bool operator==(const BackgroundImage &) const = default;
};

struct Action
{
    enum class Kind
    {
        OpenUrl,
        Submit,
        ShowCard,
        ToggleVisibility,
        CardAction, // of a Bot Framework card: see `cardAction`
        Unsupported
    };
    struct Target
    {
        QString id;
        std::optional<bool> visible; // unset: the other way round

        bool operator==(const Target &) const = default;
    };

    Kind kind = Kind::Unsupported;
    int number = 0; // among all of the card, in the order of reading; no other action has it
    QString type; // as received
    QString title;
    QString tooltip;
    QString iconUrl;
    QString iconAltText; // instead of the icon, for screen readers and until it is loaded
    bool positive = false;
    bool destructive = false;
    bool enabled = true;
    bool secondary = false; // among those behind "…"
    QString url; // OpenUrl
    QJsonValue data = QJsonValue::Undefined; // Submit; with the verb of an Action.Execute
    bool takesInputs = true; // Submit
    std::vector<Target> targets; // ToggleVisibility
    std::shared_ptr<const Card> card; // ShowCard
    std::shared_ptr<const directline::CardAction>
        cardAction; // CardAction; its kind() says what to do

    bool operator==(const Action &other) const;
};

struct TextLook
{
    TextSize size = TextSize::Default;
    TextWeight weight = TextWeight::Default;
    TextColor color = TextColor::Default;
    bool subtle = false;
    bool monospace = false;

    bool operator==(const TextLook &) const = default;
};

// Something that could not be shown.
struct Note
{
    enum class Reason
    {
        UnsupportedElement,
        MissingAddress,
        TooLong,
        TooDeep
    };
    Reason reason = Reason::UnsupportedElement;
    QString type; // of the element, as received

    bool operator==(const Note &) const = default;
};

struct TextBlock
{
    QString text;
    TextFormat format = TextFormat::Markdown;
    TextLook look;
    bool heading = false;
    bool wrap = false;
    int maxLines = 0; // 0: no limit

    bool operator==(const TextBlock &) const = default;
};

struct TextRun
{
    QString text;
    TextLook look;
    bool italic = false;
    bool strike = false;
    bool underline = false;
    bool highlight = false;
    std::optional<Action> action;

    bool operator==(const TextRun &) const = default;
};

struct RichText
{
    std::vector<TextRun> runs;

    bool operator==(const RichText &) const = default;
};

struct Image
{
    enum class Size
    {
        Auto,
        Stretch,
        Small,
        Medium,
        Large,
        Fit, // whole, at most 240 design pixels high, never larger than it is
        Banner // as wide as the card, over its padding; 16:9, at most 240 design pixels high,
               // slightly cropped where that fills it
    };
    QString url;
    QString altText;
    Size size = Size::Auto;
    int width = 0; // design pixels, 0: by size
    int height = 0;
    bool cropped = false; // fills width and height, and what reaches beyond is cut off
    bool round = false;
    QString backgroundColor; // "#rrggbb" or "#aarrggbb", "" for none
    std::optional<Action> action;

    bool operator==(const Image &) const = default;
};

struct ImageSet
{
    std::vector<Image> images;
    bool stacked = false; // one partly over the other

    bool operator==(const ImageSet &) const = default;
};

struct Container
{
    std::vector<Element> items;
    Surface surface = Surface::Inherited;
    std::optional<VerticalAlign> verticalAlign; // unset: as around it
    int minHeight = 0; // design pixels
    bool bleed = false; // over the padding around it
    std::optional<bool> rightToLeft; // unset: as around it
    std::optional<BackgroundImage> background;
    std::optional<Action> action;

    bool operator==(const Container &) const = default;
};

struct Column
{
    enum class Width
    {
        Auto,
        Stretch,
        Weight,
        Pixels
    };
    Width width = Width::Stretch;
    double amount = 0; // weight or design pixels
    bool visible = true;
    QString id;
    bool separator = false;
    Spacing spacing = Spacing::Default;
    Align align = Align::Unset;
    Container content;

    bool operator==(const Column &) const = default;
};

struct ColumnSet
{
    std::vector<Column> columns;
    Surface surface = Surface::Inherited;
    Align align = Align::Unset;
    int minHeight = 0;
    bool bleed = false;
    std::optional<Action> action;

    bool operator==(const ColumnSet &) const = default;
};

struct FactSet
{
    struct Fact
    {
        QString title; // plain
        QString value;

        bool operator==(const Fact &) const = default;
    };
    std::vector<Fact> facts;
    TextFormat format = TextFormat::Markdown; // of the values

    bool operator==(const FactSet &) const = default;
};

struct Table
{
    // How what is in the cells stands there; a row's wish counts before its column's, and that
    // before the table's.
    struct Alignment
    {
        Align across = Align::Unset;
        std::optional<VerticalAlign> down;

        bool operator==(const Alignment &) const = default;
    };
    struct Row
    {
        std::vector<Container> cells;
        Surface surface = Surface::Inherited;
        Alignment alignment;

        bool operator==(const Row &) const = default;
    };
    struct Column
    {
        double weight = 1; // of the room that is left; above 0
        int pixels = 0; // design pixels instead, unless 0
        Alignment alignment;

        bool operator==(const Column &) const = default;
    };
    std::vector<Column> columns; // as many as the widest row has cells
    std::vector<Row> rows;
    bool gridLines = true;
    bool headerRow = true;
    Surface gridSurface = Surface::Inherited;
    Alignment alignment;

    bool operator==(const Table &) const = default;
};

struct ActionSet
{
    std::vector<Action> actions;

    bool operator==(const ActionSet &) const = default;
};

// A sound, a film or another file: shown by its name, to be opened or saved.
struct File
{
    QString url; // also a data: address
    QString name; // never empty
    QString mediaType; // where the end of the address does not tell; "audio/*" and the like, too

    bool operator==(const File &) const = default;
};

struct Input
{
    enum class Kind
    {
        Text,
        Number,
        Date,
        Time,
        Toggle,
        ChoiceSet
    };
    enum class TextStyle
    {
        Text,
        Telephone,
        Url,
        Email,
        Password
    };
    struct Choice
    {
        QString title;
        QString value;

        bool operator==(const Choice &) const = default;
    };

    Kind kind = Kind::Text;
    int number = 0; // among all of the card, in the order of reading; no other input has it
    QString id;
    QString label;
    QString errorMessage;
    QString placeholder;
    QString value; // Date: yyyy-MM-dd, Time: HH:mm, ChoiceSet: values joined by ","
    bool required = false;
    bool labelBeside = false; // before the field instead of above it
    int labelPixels = 0; // of a label beside, in design pixels
    double labelPercent = 0; // the same as a share of the whole; both 0: as wide as it needs

    bool multiline = false;
    int maxLength = 0; // 0: no limit
    QString regex;
    TextStyle style = TextStyle::Text;
    std::optional<Action> inlineAction;

    QString minimum; // Number, Date, Time: as value
    QString maximum;

    QString title; // Toggle
    QString valueOn;
    QString valueOff;

    bool expanded = false; // ChoiceSet
    bool filtered = false; // typing finds
    bool multiSelect = false;
    std::vector<Choice> choices;

    bool operator==(const Input &) const = default;
};

struct Element
{
    QString id;
    bool visible = true;
    bool separator = false;
    bool stretch = false; // "height": takes what is left in a taller parent
    Spacing spacing = Spacing::Default;
    Align align = Align::Unset;
    std::variant<Note, TextBlock, RichText, Image, ImageSet, Container, ColumnSet, FactSet, Table,
                 ActionSet, Input, File>
        content;

    bool operator==(const Element &) const = default;
};

struct Card
{
    std::vector<Element> body;
    std::vector<Action> actions;
    std::optional<Action> selectAction;
    Surface surface = Surface::Inherited;
    std::optional<VerticalAlign> verticalAlign;
    int preferredWidth = 480; // design pixels, where there is so much room
    int minHeight = 0;
    std::optional<bool> rightToLeft;
    std::optional<BackgroundImage> background;
    QString fallbackText;
    bool later = false; // of a version that is not known; shown as far as it is understood
    bool valid = true; // false: no AdaptiveCard, or neither body nor actions
    // About everything inside; of the outermost card only. At most kMaxRemarks.
    std::vector<Remark> remarks;

    bool operator==(const Card &) const = default;
};

// Never fails; `locale` formats dates unless the card names its own language. What is said about
// the card is in its remarks.
Card parseCard(const QJsonObject &json, const QLocale &locale = QLocale());
// The same without remarks, in a fraction of the time: for words, estimates and the like.
Card parseCardOnly(const QJsonObject &json, const QLocale &locale = QLocale());

// The text with {{DATE(...)}} and {{TIME(...)}} replaced, in local time. Malformed ones stay.
QString withDates(const QString &text, const QLocale &locale);

// Hours and minutes as the locale writes them.
QString shownTime(const QTime &time, const QLocale &locale);

} // namespace botline::adaptive
