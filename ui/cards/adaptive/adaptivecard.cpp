#include "adaptivecard.h"

#include "app/directline/json.h"

#include <QtCore/QJsonArray>

#include <algorithm>
#include <initializer_list>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

namespace json = directline::json;

// The value that a word stands for, whatever its case.
template <typename T>
T named(const QJsonValue &value, std::initializer_list<std::pair<QLatin1StringView, T>> names,
        T fallback)
{
    const QString word = value.toString();
    for (const auto &[name, result] : names) {
        if (word.compare(name, Qt::CaseInsensitive) == 0)
            return result;
    }
    return fallback;
}

Spacing spacingOf(const QJsonObject &object)
{
    return named<Spacing>(
        object["spacing"_L1],
        {{"none"_L1, Spacing::None},
         {"extraSmall"_L1, Spacing::Small},
         {"small"_L1, Spacing::Small},
         {"medium"_L1, Spacing::Medium},
         {"large"_L1, Spacing::Large},
         {"extraLarge"_L1, Spacing::ExtraLarge},
         {"padding"_L1, Spacing::Padding}},
        // Before 1.0 spacing and separator were one property.
        named<Spacing>(object["separation"_L1],
                       {{"none"_L1, Spacing::None}, {"strong"_L1, Spacing::Large}},
                       Spacing::Default));
}

bool separatorOf(const QJsonObject &object)
{
    return object["separator"_L1].toBool()
        || json::text(object, "separation"_L1).compare("strong"_L1, Qt::CaseInsensitive) == 0;
}

Align alignOf(const QJsonValue &value)
{
    return named<Align>(
        value, {{"left"_L1, Align::Start}, {"center"_L1, Align::Center}, {"right"_L1, Align::End}},
        Align::Unset);
}

VerticalAlign verticalAlignOf(const QJsonObject &object)
{
    return named<VerticalAlign>(
        object["verticalContentAlignment"_L1],
        {{"center"_L1, VerticalAlign::Center}, {"bottom"_L1, VerticalAlign::Bottom}},
        VerticalAlign::Top);
}

Surface surfaceOf(const QJsonValue &value)
{
    return named<Surface>(value,
                          {{"default"_L1, Surface::Default},
                           {"emphasis"_L1, Surface::Emphasis},
                           {"accent"_L1, Surface::Accent},
                           {"good"_L1, Surface::Good},
                           {"warning"_L1, Surface::Warning},
                           {"attention"_L1, Surface::Attention}},
                          Surface::Inherited);
}

TextLook lookOf(const QJsonObject &object)
{
    TextLook look;
    look.size = named<TextSize>(object["size"_L1],
                                {{"small"_L1, TextSize::Small},
                                 {"medium"_L1, TextSize::Medium},
                                 {"large"_L1, TextSize::Large},
                                 {"extraLarge"_L1, TextSize::ExtraLarge}},
                                TextSize::Default);
    look.weight = named<TextWeight>(
        object["weight"_L1],
        {{"lighter"_L1, TextWeight::Lighter}, {"bolder"_L1, TextWeight::Bolder}},
        TextWeight::Default);
    look.color = named<TextColor>(object["color"_L1],
                                  {{"dark"_L1, TextColor::Dark},
                                   {"light"_L1, TextColor::Light},
                                   {"accent"_L1, TextColor::Accent},
                                   {"good"_L1, TextColor::Good},
                                   {"warning"_L1, TextColor::Warning},
                                   {"attention"_L1, TextColor::Attention}},
                                  TextColor::Default);
    look.subtle = object["isSubtle"_L1].toBool();
    look.monospace
        = json::text(object, "fontType"_L1).compare("monospace"_L1, Qt::CaseInsensitive) == 0;
    return look;
}

// A number, also when it stands in a string ("3").
std::optional<double> numberOf(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    bool ok = false;
    const double number = value.toString().trimmed().toDouble(&ok);
    return ok && qIsFinite(number) ? std::optional(number) : std::nullopt;
}

// "80px", and 80 as some bots write it. 0 for anything else.
int pixelsOf(const QJsonValue &value)
{
    constexpr double kMost = 4096;
    std::optional<double> number;
    QString text = value.toString();
    if (text.endsWith("px"_L1, Qt::CaseInsensitive)) {
        text.chop(2);
        number = numberOf(text);
    } else {
        number = numberOf(value);
    }
    return number ? int(std::clamp(*number, 0.0, kMost)) : 0;
}

// Whether what an element requires is what we are.
bool meetsRequirements(const QJsonObject &object)
{
    const QJsonObject wanted = object["requires"_L1].toObject();
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (it.key() != "adaptiveCards"_L1)
            return false;
        const QStringList version = it.value().toString().split(u'.');
        const int major = version.value(0).toInt();
        if (major > 1 || (major == 1 && version.value(1).toInt() > 6))
            return false;
    }
    return true;
}

class Parser
{
public:
    explicit Parser(const QLocale &locale) : m_locale(locale) { }

    Card card(const QJsonObject &object, int depth)
    {
        Card result;
        result.fallbackText = words(object, "fallbackText"_L1);
        result.valid = json::text(object, "type"_L1) == "AdaptiveCard"_L1
            && (object["body"_L1].isArray() || object["actions"_L1].isArray());
        if (!result.valid)
            return result;
        result.surface = surfaceOf(object["style"_L1]);
        result.verticalAlign = verticalAlignOf(object);
        result.minHeight = pixelsOf(object["minHeight"_L1]);
        if (const QJsonValue value = object["rtl"_L1]; value.isBool())
            result.rightToLeft = value.toBool();
        result.selectAction = selectAction(object["selectAction"_L1], depth);
        result.body = elements(object["body"_L1], depth);
        result.actions = actions(object["actions"_L1], depth);
        if (m_cut && !m_cutNoted) { // among the actions or parts of an element
            m_cutNoted = true;
            result.body.push_back(noted({Note::Reason::TooLong, {}}));
        }
        return result;
    }

private:
    static Element noted(Note note)
    {
        Element element;
        element.content = std::move(note);
        return element;
    }

    // One of the elements, or false when the card has too many.
    bool take()
    {
        if (m_elementsLeft > 0) {
            --m_elementsLeft;
            return true;
        }
        m_cut = true;
        return false;
    }
    bool takePart()
    {
        if (m_partsLeft > 0) {
            --m_partsLeft;
            return true;
        }
        m_cut = true;
        return false;
    }

    // A text for people, out of the card's share of characters.
    QString words(const QJsonObject &object, QLatin1StringView key)
    {
        QString text = json::scalarText(object, key);
        if (text.size() > m_textLeft) {
            text.truncate(m_textLeft);
            text += u'…';
            m_cut = true;
        }
        m_textLeft -= std::min<qsizetype>(m_textLeft, text.size());
        return text;
    }

    std::vector<Element> elements(const QJsonValue &value, int depth)
    {
        std::vector<Element> result;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            if (!item.isObject())
                continue;
            if (!take())
                break;
            element(item.toObject(), depth, result);
        }
        if (m_cut && !m_cutNoted) {
            m_cutNoted = true;
            result.push_back(noted({Note::Reason::TooLong, {}}));
        }
        return result;
    }

    void element(const QJsonObject &object, int depth, std::vector<Element> &result)
    {
        Element element;
        element.id = json::text(object, "id"_L1);
        element.visible = object["isVisible"_L1].toBool(true);
        element.separator = separatorOf(object);
        element.spacing = spacingOf(object);
        element.align = alignOf(object["horizontalAlignment"_L1]);
        element.stretch
            = json::text(object, "height"_L1).compare("stretch"_L1, Qt::CaseInsensitive) == 0;
        const QString type = json::text(object, "type"_L1);

        if (depth >= kMaxDepth) {
            element.content = Note{Note::Reason::TooDeep, type};
        } else if (!meetsRequirements(object) || !read(type, object, depth, element)) {
            const QJsonValue fallback = object["fallback"_L1];
            if (fallback.isObject()) {
                if (take())
                    this->element(fallback.toObject(), depth + 1, result);
                return;
            }
            if (fallback.toString().compare("drop"_L1, Qt::CaseInsensitive) == 0)
                return;
            element.content = Note{Note::Reason::UnsupportedElement, type.left(100)};
        }
        result.push_back(std::move(element));
    }

    // False when there is no such element.
    bool read(const QString &type, const QJsonObject &object, int depth, Element &element)
    {
        if (type == "TextBlock"_L1)
            element.content = textBlock(object);
        else if (type == "RichTextBlock"_L1)
            element.content = richText(object, depth);
        else if (type == "Image"_L1)
            readImage(object, depth, element);
        else if (type == "ImageSet"_L1)
            element.content = imageSet(object, depth);
        else if (type == "Media"_L1)
            readMedia(object, element);
        else if (type == "Container"_L1)
            element.content = container(object, depth);
        else if (type == "ColumnSet"_L1)
            element.content = columnSet(object, depth);
        else if (type == "FactSet"_L1)
            element.content = factSet(object);
        else if (type == "Table"_L1)
            element.content = table(object, depth);
        else if (type == "ActionSet"_L1)
            element.content = ActionSet{actions(object["actions"_L1], depth)};
        else if (const auto kind = inputKind(type))
            element.content = input(*kind, object, depth);
        else
            return false;
        return true;
    }

    TextBlock textBlock(const QJsonObject &object)
    {
        TextBlock block;
        block.text = withDates(words(object, "text"_L1), m_locale);
        block.look = lookOf(object);
        block.wrap = object["wrap"_L1].toBool();
        block.maxLines = int(std::clamp(numberOf(object["maxLines"_L1]).value_or(0), 0.0, 1000.0));
        const QString style = json::text(object, "style"_L1);
        block.heading = style.compare("heading"_L1, Qt::CaseInsensitive) == 0;
        if (block.heading && !object.contains("size"_L1))
            block.look.size = TextSize::Large;
        const bool header
            = block.heading || style.compare("columnHeader"_L1, Qt::CaseInsensitive) == 0;
        if (header && !object.contains("weight"_L1))
            block.look.weight = TextWeight::Bolder;
        return block;
    }

    RichText richText(const QJsonObject &object, int depth)
    {
        RichText result;
        const QJsonArray inlines = object["inlines"_L1].toArray();
        for (const QJsonValue &item : inlines) {
            if (!takePart())
                break;
            TextRun run;
            if (item.isString()) {
                run.text = words({{"text"_L1, item}}, "text"_L1);
            } else {
                const QJsonObject inlined = item.toObject();
                run.text = words(inlined, "text"_L1);
                run.look = lookOf(inlined);
                run.italic = inlined["italic"_L1].toBool();
                run.strike = inlined["strikethrough"_L1].toBool();
                run.underline = inlined["underline"_L1].toBool();
                run.highlight = inlined["highlight"_L1].toBool();
                run.action = selectAction(inlined["selectAction"_L1], depth);
            }
            run.text = withDates(run.text, m_locale);
            if (!run.text.isEmpty())
                result.runs.push_back(std::move(run));
        }
        return result;
    }

    Image image(const QJsonObject &object, int depth)
    {
        Image image;
        image.url = json::text(object, "url"_L1);
        image.altText = words(object, "altText"_L1);
        image.size = named<Image::Size>(object["size"_L1],
                                        {{"stretch"_L1, Image::Size::Stretch},
                                         {"small"_L1, Image::Size::Small},
                                         {"medium"_L1, Image::Size::Medium},
                                         {"large"_L1, Image::Size::Large}},
                                        Image::Size::Auto);
        image.width = pixelsOf(object["width"_L1]);
        image.height = pixelsOf(object["height"_L1]);
        if (json::text(object, "width"_L1).compare("stretch"_L1, Qt::CaseInsensitive) == 0)
            image.size = Image::Size::Stretch;
        image.round = json::text(object, "style"_L1).compare("person"_L1, Qt::CaseInsensitive) == 0;
        image.action = selectAction(object["selectAction"_L1], depth);
        return image;
    }

    void readImage(const QJsonObject &object, int depth, Element &element)
    {
        Image read = image(object, depth);
        if (read.url.isEmpty())
            element.content = Note{Note::Reason::MissingAddress, u"Image"_s};
        else
            element.content = std::move(read);
    }

    ImageSet imageSet(const QJsonObject &object, int depth)
    {
        ImageSet set;
        const auto size = named<Image::Size>(
            object["imageSize"_L1],
            {{"small"_L1, Image::Size::Small}, {"large"_L1, Image::Size::Large}},
            Image::Size::Medium);
        const QJsonArray images = object["images"_L1].toArray();
        for (const QJsonValue &item : images) {
            if (!item.isObject())
                continue;
            if (!take())
                break;
            Image read = image(item.toObject(), depth);
            if (read.url.isEmpty())
                continue;
            read.size = size;
            read.width = 0;
            read.height = 0;
            set.images.push_back(std::move(read));
        }
        return set;
    }

    // Nothing plays here: the poster, and a button that opens the first source elsewhere.
    void readMedia(const QJsonObject &object, Element &element)
    {
        const QJsonArray sources = object["sources"_L1].toArray();
        Action open;
        open.kind = Action::Kind::OpenUrl;
        open.type = u"Media"_s;
        open.title = words(object, "altText"_L1);
        for (const QJsonValue &source : sources) {
            open.url = json::text(source.toObject(), "url"_L1);
            if (!open.url.isEmpty())
                break;
        }
        if (open.url.isEmpty()) {
            element.content = Note{Note::Reason::MissingAddress, u"Media"_s};
            return;
        }
        Container box;
        if (const QString poster = json::text(object, "poster"_L1); !poster.isEmpty()) {
            Element picture;
            Image image;
            image.url = poster;
            image.altText = open.title;
            image.size = Image::Size::Stretch;
            image.action = open;
            picture.content = std::move(image);
            box.items.push_back(std::move(picture));
        }
        Element button;
        button.content = ActionSet{{open}};
        box.items.push_back(std::move(button));
        element.content = std::move(box);
    }

    Container container(const QJsonObject &object, int depth)
    {
        Container box;
        box.surface = surfaceOf(object["style"_L1]);
        box.verticalAlign = verticalAlignOf(object);
        box.minHeight = pixelsOf(object["minHeight"_L1]);
        box.action = selectAction(object["selectAction"_L1], depth);
        box.items = elements(object["items"_L1], depth + 1);
        return box;
    }

    ColumnSet columnSet(const QJsonObject &object, int depth)
    {
        ColumnSet set;
        set.surface = surfaceOf(object["style"_L1]);
        set.align = alignOf(object["horizontalAlignment"_L1]);
        set.minHeight = pixelsOf(object["minHeight"_L1]);
        set.action = selectAction(object["selectAction"_L1], depth);
        const QJsonArray columns = object["columns"_L1].toArray();
        for (const QJsonValue &item : columns) {
            if (!item.isObject())
                continue;
            if (!take())
                break;
            set.columns.push_back(column(item.toObject(), depth));
        }
        return set;
    }

    Column column(const QJsonObject &object, int depth)
    {
        Column column;
        column.id = json::text(object, "id"_L1);
        column.visible = object["isVisible"_L1].toBool(true);
        column.separator = separatorOf(object);
        column.spacing = spacingOf(object);
        column.align = alignOf(object["horizontalAlignment"_L1]);
        // Before 1.0 the width was called size.
        const QJsonValue width
            = object.contains("width"_L1) ? object["width"_L1] : object["size"_L1];
        const QString word = width.toString().trimmed();
        if (word.compare("auto"_L1, Qt::CaseInsensitive) == 0) {
            column.width = Column::Width::Auto;
        } else if (word.endsWith("px"_L1, Qt::CaseInsensitive) && pixelsOf(width) > 0) {
            column.width = Column::Width::Pixels;
            column.amount = pixelsOf(width);
        } else if (const auto weight = numberOf(width); weight && *weight > 0) {
            column.width = Column::Width::Weight;
            column.amount = std::min(*weight, 10'000.0);
        }
        column.content = container(object, depth + 1);
        return column;
    }

    FactSet factSet(const QJsonObject &object)
    {
        FactSet set;
        const QJsonArray facts = object["facts"_L1].toArray();
        for (const QJsonValue &item : facts) {
            if (!takePart())
                break;
            const QJsonObject fact = item.toObject();
            FactSet::Fact read{withDates(words(fact, "title"_L1), m_locale),
                               withDates(words(fact, "value"_L1), m_locale)};
            if (!read.title.isEmpty() || !read.value.isEmpty())
                set.facts.push_back(std::move(read));
        }
        return set;
    }

    Table table(const QJsonObject &object, int depth)
    {
        Table table;
        table.gridLines = object["showGridLines"_L1].toBool(true);
        table.headerRow = object["firstRowAsHeaders"_L1].toBool(true);
        table.gridSurface = surfaceOf(object["gridStyle"_L1]);
        const QJsonArray columns = object["columns"_L1].toArray();
        for (const QJsonValue &item : columns) {
            if (!takePart())
                break;
            const double width = numberOf(item.toObject()["width"_L1]).value_or(1);
            table.weights.push_back(std::clamp(width, 0.1, 10'000.0));
        }
        size_t widest = 0;
        const QJsonArray rows = object["rows"_L1].toArray();
        for (const QJsonValue &item : rows) {
            if (!item.isObject())
                continue;
            if (!take())
                break;
            Table::Row row;
            row.surface = surfaceOf(item.toObject()["style"_L1]);
            const QJsonArray cells = item.toObject()["cells"_L1].toArray();
            for (const QJsonValue &cell : cells) {
                if (!take())
                    break;
                row.cells.push_back(container(cell.toObject(), depth + 1));
            }
            widest = std::max(widest, row.cells.size());
            table.rows.push_back(std::move(row));
        }
        table.weights.resize(widest, 1.0);
        return table;
    }

    static std::optional<Input::Kind> inputKind(const QString &type)
    {
        if (type == "Input.Text"_L1)
            return Input::Kind::Text;
        if (type == "Input.Number"_L1)
            return Input::Kind::Number;
        if (type == "Input.Date"_L1)
            return Input::Kind::Date;
        if (type == "Input.Time"_L1)
            return Input::Kind::Time;
        if (type == "Input.Toggle"_L1)
            return Input::Kind::Toggle;
        if (type == "Input.ChoiceSet"_L1)
            return Input::Kind::ChoiceSet;
        return std::nullopt;
    }

    Input input(Input::Kind kind, const QJsonObject &object, int depth)
    {
        Input input;
        input.kind = kind;
        input.id = json::text(object, "id"_L1);
        input.label = words(object, "label"_L1);
        input.errorMessage = words(object, "errorMessage"_L1);
        input.placeholder = words(object, "placeholder"_L1);
        input.value = words(object, "value"_L1);
        input.required = object["isRequired"_L1].toBool();
        input.multiline = object["isMultiline"_L1].toBool();
        input.maxLength = int(
            std::clamp(numberOf(object["maxLength"_L1]).value_or(0), 0.0, double(kMaxTextLength)));
        input.regex = json::text(object, "regex"_L1);
        input.style = named<Input::TextStyle>(object["style"_L1],
                                              {{"tel"_L1, Input::TextStyle::Telephone},
                                               {"url"_L1, Input::TextStyle::Url},
                                               {"email"_L1, Input::TextStyle::Email},
                                               {"password"_L1, Input::TextStyle::Password}},
                                              Input::TextStyle::Text);
        input.inlineAction = selectAction(object["inlineAction"_L1], depth);
        input.minimum = json::scalarText(object, "min"_L1);
        input.maximum = json::scalarText(object, "max"_L1);
        input.title = words(object, "title"_L1);
        input.valueOn
            = object.contains("valueOn"_L1) ? json::scalarText(object, "valueOn"_L1) : u"true"_s;
        input.valueOff
            = object.contains("valueOff"_L1) ? json::scalarText(object, "valueOff"_L1) : u"false"_s;
        input.expanded
            = json::text(object, "style"_L1).compare("expanded"_L1, Qt::CaseInsensitive) == 0;
        input.multiSelect = object["isMultiSelect"_L1].toBool();
        if (kind == Input::Kind::ChoiceSet)
            readChoices(object, input);
        return input;
    }

    void readChoices(const QJsonObject &object, Input &input)
    {
        QStringList selected; // before 1.0 the choices themselves said it
        const QJsonArray choices = object["choices"_L1].toArray();
        for (const QJsonValue &item : choices) {
            if (!item.isObject())
                continue;
            if (!takePart())
                break;
            const QJsonObject choice = item.toObject();
            Input::Choice read{words(choice, "title"_L1), json::scalarText(choice, "value"_L1)};
            if (read.title.isEmpty())
                read.title = read.value;
            if (choice["isSelected"_L1].toBool())
                selected.append(read.value);
            input.choices.push_back(std::move(read));
        }
        if (input.value.isEmpty())
            input.value = selected.join(u',');
    }

    std::vector<Action> actions(const QJsonValue &value, int depth)
    {
        std::vector<Action> result;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array) {
            if (m_elementsLeft == 0 && item.isObject())
                m_cut = true;
            if (m_elementsLeft == 0)
                break;
            if (auto read = action(item, depth))
                result.push_back(std::move(*read));
        }
        return result;
    }

    // What a click on something else than a button does: anything but to open a card.
    std::optional<Action> selectAction(const QJsonValue &value, int depth)
    {
        auto result = action(value, depth);
        if (result && result->kind == Action::Kind::ShowCard)
            result.reset();
        return result;
    }

    std::optional<Action> action(const QJsonValue &value, int depth)
    {
        if (!value.isObject() || !take())
            return std::nullopt;
        const QJsonObject object = value.toObject();
        Action result;
        result.type = json::text(object, "type"_L1).left(100);
        result.title = words(object, "title"_L1);
        result.tooltip = words(object, "tooltip"_L1);
        result.iconUrl = json::text(object, "iconUrl"_L1);
        result.enabled = object["isEnabled"_L1].toBool(true);
        const QString style = json::text(object, "style"_L1);
        result.positive = style.compare("positive"_L1, Qt::CaseInsensitive) == 0;
        result.destructive = style.compare("destructive"_L1, Qt::CaseInsensitive) == 0;
        if (meetsRequirements(object))
            readAction(object, depth, result);
        if (result.kind == Action::Kind::Unsupported) {
            const QJsonValue fallback = object["fallback"_L1];
            if (fallback.isObject() && depth < kMaxDepth)
                return action(fallback, depth + 1);
            if (fallback.toString().compare("drop"_L1, Qt::CaseInsensitive) == 0)
                return std::nullopt;
        }
        return result;
    }

    void readAction(const QJsonObject &object, int depth, Action &result)
    {
        if (result.type == "Action.OpenUrl"_L1) {
            result.kind = Action::Kind::OpenUrl;
            result.url = json::text(object, "url"_L1);
        } else if (result.type == "Action.Submit"_L1 || result.type == "Action.Execute"_L1) {
            result.kind = Action::Kind::Submit;
            result.data = object["data"_L1];
            result.takesInputs
                = json::text(object, "associatedInputs"_L1).compare("none"_L1, Qt::CaseInsensitive)
                != 0;
            addVerb(json::text(object, "verb"_L1), result.data);
        } else if (result.type == "Action.ToggleVisibility"_L1) {
            result.kind = Action::Kind::ToggleVisibility;
            readTargets(object["targetElements"_L1].toArray(), result);
        } else if (result.type == "Action.ShowCard"_L1 && depth < kMaxDepth) {
            result.kind = Action::Kind::ShowCard;
            QJsonObject inner = object["card"_L1].toObject();
            if (!inner.contains("type"_L1) && !inner.isEmpty())
                inner["type"_L1] = u"AdaptiveCard"_s;
            result.card = std::make_shared<const Card>(card(inner, depth + 1));
        }
    }

    // An Action.Execute goes as a submit; its verb is what tells the bot which one.
    static void addVerb(const QString &verb, QJsonValue &data)
    {
        if (verb.isEmpty() || !(data.isObject() || data.isUndefined() || data.isNull()))
            return;
        QJsonObject object = data.toObject();
        if (!object.contains("verb"_L1))
            object["verb"_L1] = verb;
        data = object;
    }

    void readTargets(const QJsonArray &targets, Action &result)
    {
        for (const QJsonValue &item : targets) {
            if (!takePart())
                break;
            const QJsonObject object = item.toObject();
            Action::Target target;
            target.id = item.isString() ? item.toString() : json::text(object, "elementId"_L1);
            if (const QJsonValue visible = object["isVisible"_L1]; visible.isBool())
                target.visible = visible.toBool();
            if (!target.id.isEmpty())
                result.targets.push_back(std::move(target));
        }
    }

    QLocale m_locale;
    int m_elementsLeft = kMaxElements;
    int m_partsLeft = kMaxParts;
    qsizetype m_textLeft = kMaxTextLength;
    bool m_cut = false; // something was left out
    bool m_cutNoted = false; // and the card says so
};

} // namespace

Card parseCard(const QJsonObject &object, const QLocale &locale)
{
    const QLocale named(json::text(object, "lang"_L1));
    return Parser(named.language() == QLocale::C ? locale : named).card(object, 0);
}

} // namespace botline::adaptive
