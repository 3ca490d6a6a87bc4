// An Adaptive Card (1.0 to 1.6) as plain values, read from JSON that a stranger wrote.
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

namespace botline::adaptive {

// Bounds of one card, nested cards and fallbacks included.
inline constexpr int kMaxDepth = 64;
inline constexpr int kMaxElements = 1000; // elements, columns, rows, cells and actions
inline constexpr int kMaxParts = 4000; // facts, choices and pieces of rich text
inline constexpr int kMaxTextLength = 100'000; // characters of all texts

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

struct Action
{
    enum class Kind
    {
        OpenUrl,
        Submit,
        ShowCard,
        ToggleVisibility,
        Unsupported
    };
    struct Target
    {
        QString id;
        std::optional<bool> visible; // unset: the other way round
    };

    Kind kind = Kind::Unsupported;
    QString type; // as received
    QString title;
    QString tooltip;
    QString iconUrl;
    bool positive = false;
    bool destructive = false;
    bool enabled = true;
    QString url; // OpenUrl
    QJsonValue data = QJsonValue::Undefined; // Submit; with the verb of an Action.Execute
    bool takesInputs = true; // Submit
    std::vector<Target> targets; // ToggleVisibility
    std::shared_ptr<const Card> card; // ShowCard
};

struct TextLook
{
    TextSize size = TextSize::Default;
    TextWeight weight = TextWeight::Default;
    TextColor color = TextColor::Default;
    bool subtle = false;
    bool monospace = false;
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
};

struct TextBlock
{
    QString text; // Markdown
    TextLook look;
    bool heading = false;
    bool wrap = false;
    int maxLines = 0; // 0: no limit
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
};

struct RichText
{
    std::vector<TextRun> runs;
};

struct Image
{
    enum class Size
    {
        Auto,
        Stretch,
        Small,
        Medium,
        Large
    };
    QString url;
    QString altText;
    Size size = Size::Auto;
    int width = 0; // design pixels, 0: by size
    int height = 0;
    bool round = false;
    std::optional<Action> action;
};

struct ImageSet
{
    std::vector<Image> images;
};

struct Container
{
    std::vector<Element> items;
    Surface surface = Surface::Inherited;
    VerticalAlign verticalAlign = VerticalAlign::Top;
    int minHeight = 0; // design pixels
    std::optional<Action> action;
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
};

struct ColumnSet
{
    std::vector<Column> columns;
    Surface surface = Surface::Inherited;
    Align align = Align::Unset;
    int minHeight = 0;
    std::optional<Action> action;
};

struct FactSet
{
    struct Fact
    {
        QString title;
        QString value; // Markdown
    };
    std::vector<Fact> facts;
};

struct Table
{
    struct Row
    {
        std::vector<Container> cells;
        Surface surface = Surface::Inherited;
    };
    std::vector<double> weights; // per column, all above 0
    std::vector<Row> rows;
    bool gridLines = true;
    bool headerRow = true;
    Surface gridSurface = Surface::Inherited;
};

struct ActionSet
{
    std::vector<Action> actions;
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
    };

    Kind kind = Kind::Text;
    QString id;
    QString label;
    QString errorMessage;
    QString placeholder;
    QString value; // Date: yyyy-MM-dd, Time: HH:mm, ChoiceSet: values joined by ","
    bool required = false;

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
    bool multiSelect = false;
    std::vector<Choice> choices;
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
                 ActionSet, Input>
        content;
};

struct Card
{
    std::vector<Element> body;
    std::vector<Action> actions;
    std::optional<Action> selectAction;
    Surface surface = Surface::Inherited;
    VerticalAlign verticalAlign = VerticalAlign::Top;
    int minHeight = 0;
    std::optional<bool> rightToLeft;
    QString fallbackText;
    bool valid = true; // false: no AdaptiveCard, or neither body nor actions
};

// Never fails; `locale` formats dates unless the card names its own language.
Card parseCard(const QJsonObject &json, const QLocale &locale = QLocale());

// The text with {{DATE(...)}} and {{TIME(...)}} replaced, in local time. Malformed ones stay.
QString withDates(const QString &text, const QLocale &locale);

// Hours and minutes as the locale writes them.
QString shownTime(const QTime &time, const QLocale &locale);

} // namespace botline::adaptive
