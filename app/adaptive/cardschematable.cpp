#include "cardschematable.h"

#include <QtCore/QtGlobal>

#include <array>

namespace botline::adaptive::schema {

namespace {

constexpr auto kSpacings = "default|none|extraSmall|small|medium|large|extraLarge|padding";
constexpr auto kStyles = "default|emphasis|good|attention|warning|accent";
constexpr auto kColors = "default|dark|light|accent|good|warning|attention";
constexpr auto kSizes = "default|small|medium|large|extraLarge";
constexpr auto kWeights = "default|lighter|bolder";
constexpr auto kFonts = "default|monospace";
constexpr auto kImageSizes = "auto|stretch|small|medium|large";
constexpr auto kAcross = "left|center|right";
constexpr auto kDown = "top|center|bottom";
constexpr auto kAutoOrStretch = "auto|stretch";

// Translated where they are shown.
#define WHY(words) QT_TRANSLATE_NOOP("botline::adaptive::CardSchema", words)

constexpr std::array kElement{
    Property("id", String),
    Property("isVisible", Bool).from(2),
    Property("separator", Bool),
    Property("spacing", Word, kSpacings),
    Property("height", Word, kAutoOrStretch).from(1),
    Property("fallback", Word | Object, "drop").of("Element").from(2),
    Property("requires", Object).from(2),
    Property("horizontalAlignment", Word, kAcross).from(kElsewhere),
    Property("separation", Word, "default|none|strong").from(kBefore),
    Property("speak", Text).from(kBefore).ignored(WHY("Screen readers read what is shown.")),
};
constexpr std::array kInput{
    Property("id", String).needed(),
    Property("label", Text).from(3),
    Property("isRequired", Bool).from(3),
    Property("errorMessage", Text).from(3),
    Property("labelPosition", Word, "inline|above").from(6),
    Property("labelWidth", Number | Pixels).from(6),
    Property("inputStyle", Word, "revealOnHover|default")
        .from(6)
        .ignored(WHY("A field is to be recognised without a mouse, too.")),
};
constexpr std::array kAction{
    Property("title", Text),
    Property("iconUrl", String).from(1),
    Property("style", Word, "default|positive|destructive").from(2),
    Property("mode", Word, "primary|secondary").from(5),
    Property("tooltip", Text).from(5),
    Property("isEnabled", Bool).from(5),
    Property("fallback", Word | Object, "drop").of("Action").from(2),
    Property("requires", Object).from(2),
    Property("id", String)
        .ignored(WHY("Nothing in a card refers to it, and Direct Line has no "
                     "place for it.")),
    Property("role", Word, "button|link|tab|menu|menuItem")
        .from(kElsewhere)
        .ignored(WHY("Buttons are buttons and links are links to screen readers.")),
    Property("speak", Text).from(kBefore).ignored(WHY("Screen readers read what is shown.")),
};
constexpr Type kElementType{"Element", Group::Shared, 0, kElement};
constexpr Type kInputType{"Input", Group::Shared, 0, kInput, &kElementType};
constexpr Type kActionType{"Action", Group::Shared, 0, kAction};

constexpr std::array kCard{
    Property("version", String).needed(),
    Property("body", List | Object).of("Element"),
    Property("actions", List | Object).of("Action"),
    Property("selectAction", Object).of("SelectAction").from(1),
    Property("fallbackText", Text),
    Property("backgroundImage", String | Object).of("BackgroundImage"),
    Property("minHeight", Pixels).from(2),
    Property("verticalContentAlignment", Word, kDown).from(1),
    Property("rtl", Bool).from(5),
    Property("lang", String),
    Property("style", Word, kStyles).from(kElsewhere),
    Property("refresh", Object)
        .of("Refresh")
        .from(4)
        .declined(WHY("Botline does not fetch a newer card by itself: Direct Line has no request "
                      "for it.")),
    Property("authentication", Object)
        .of("Authentication")
        .from(4)
        .declined(WHY("Botline does not sign in for a card: Direct Line has no request for it.")),
    Property("speak", Text).ignored(WHY("Screen readers read what is shown.")),
    Property("metadata", Object).of("Metadata").from(6).ignored(WHY("It says nothing to people.")),
    Property("$schema", String).ignored(WHY("It says nothing to people.")),
    Property("msteams", Any).from(kElsewhere).ignored(WHY("It is meant for another program.")),
};
constexpr std::array kTextBlock{
    Property("text", Text).needed(),
    Property("color", Word, kColors),
    Property("fontType", Word, kFonts).from(2),
    Property("horizontalAlignment", Word, kAcross),
    Property("isSubtle", Bool),
    Property("maxLines", Number),
    Property("size", Word, kSizes),
    Property("weight", Word, kWeights),
    Property("wrap", Bool),
    Property("style", Word, "default|heading|columnHeader").from(5),
};
constexpr std::array kRichTextBlock{
    Property("inlines", List | String | Object).of("TextRun").needed(),
    Property("horizontalAlignment", Word, kAcross),
};
constexpr std::array kTextRun{
    Property("text", Text).needed(),
    Property("color", Word, kColors),
    Property("fontType", Word, kFonts),
    Property("highlight", Bool),
    Property("isSubtle", Bool),
    Property("italic", Bool),
    Property("selectAction", Object).of("SelectAction"),
    Property("size", Word, kSizes),
    Property("strikethrough", Bool),
    Property("underline", Bool).from(3),
    Property("weight", Word, kWeights),
};
constexpr std::array kImage{
    Property("url", String).needed(),
    Property("altText", Text),
    Property("backgroundColor", String).from(1),
    Property("height", Word | Pixels, kAutoOrStretch).from(1),
    Property("width", Word | Pixels, kAutoOrStretch).from(1),
    Property("horizontalAlignment", Word, kAcross),
    Property("selectAction", Object).of("SelectAction").from(1),
    Property("size", Word, kImageSizes),
    Property("style", Word, "default|person"),
};
constexpr std::array kImageSet{
    Property("images", List | Object).of("Image").needed(),
    Property("imageSize", Word, kImageSizes),
    Property("style", Word, "default|stacked|grid").from(6),
};
constexpr std::array kMedia{
    Property("sources", List | Object).of("MediaSource").needed(),
    Property("poster", String),
    Property("altText", Text),
    Property("captionSources", List | Object).of("CaptionSource").from(6),
};
constexpr std::array kMediaSource{
    Property("url", String).needed(),
    Property("mimeType", Text),
};
constexpr std::array kCaptionSource{
    Property("url", String).needed(),
    Property("label", Text).needed(),
    Property("mimeType", Text)
        .needed()
        .ignored(WHY("The program that opens the captions finds "
                     "it out.")),
};
constexpr std::array kContainer{
    Property("items", List | Object).of("Element").needed(),
    Property("selectAction", Object).of("SelectAction").from(1),
    Property("style", Word, kStyles),
    Property("verticalContentAlignment", Word, kDown).from(1),
    Property("bleed", Bool).from(2),
    Property("backgroundImage", String | Object).of("BackgroundImage").from(2),
    Property("minHeight", Pixels).from(2),
    Property("rtl", Bool).from(5),
};
constexpr std::array kCarousel{
    Property("pages", List | Object)
        .of("CarouselPage")
        .needed()
        .degraded(WHY("Its pages stand one below the other.")),
    Property("style", Word, kStyles),
    Property("rtl", Bool),
    Property("minHeight", Pixels),
    Property("verticalContentAlignment", Word, kDown),
    Property("backgroundImage", String | Object).of("BackgroundImage"),
    Property("bleed", Bool),
    Property("heightInPixels", Any).ignored(WHY("All pages are shown at once.")),
    Property("initialPage", Number).ignored(WHY("All pages are shown at once.")),
    Property("loop", Bool).ignored(WHY("All pages are shown at once.")),
    Property("orientation", Word, "horizontal|vertical")
        .ignored(WHY("All pages are shown at once.")),
    Property("timer", Number).ignored(WHY("All pages are shown at once.")),
};
constexpr std::array kColumnSet{
    Property("columns", List | Object).of("Column"),
    Property("selectAction", Object).of("SelectAction").from(1),
    Property("style", Word, kStyles).from(2),
    Property("bleed", Bool).from(2),
    Property("minHeight", Pixels).from(2),
    Property("horizontalAlignment", Word, kAcross),
};
constexpr std::array kColumn{
    Property("items", List | Object).of("Element"),
    Property("width", Word | Number | Pixels, kAutoOrStretch),
    Property("style", Word, kStyles),
    Property("verticalContentAlignment", Word, kDown).from(1),
    Property("bleed", Bool).from(2),
    Property("backgroundImage", String | Object).of("BackgroundImage").from(2),
    Property("minHeight", Pixels).from(2),
    Property("rtl", Bool).from(5),
    Property("selectAction", Object).of("SelectAction").from(1),
    Property("separator", Bool),
    Property("spacing", Word, kSpacings),
    Property("id", String),
    Property("isVisible", Bool).from(2),
    Property("fallback", Word | Object, "drop").of("Column").from(2),
    Property("requires", Object).from(2),
    Property("horizontalAlignment", Word, kAcross).from(kElsewhere),
    Property("height", Word, kAutoOrStretch)
        .from(kElsewhere)
        .ignored(WHY("Columns are as high as their neighbours anyway.")),
    Property("size", Word | Number | Pixels, kAutoOrStretch).from(kBefore),
    Property("separation", Word, "default|none|strong").from(kBefore),
    Property("speak", Text).from(kBefore).ignored(WHY("Screen readers read what is shown.")),
};
constexpr std::array kFactSet{
    Property("facts", List | Object).of("Fact").needed(),
};
constexpr std::array kFact{
    Property("title", Text).needed(),
    Property("value", Text).needed(),
    Property("speak", Text).from(kBefore).ignored(WHY("Screen readers read what is shown.")),
};
constexpr std::array kTable{
    Property("columns", List | Object).of("TableColumnDefinition"),
    Property("rows", List | Object).of("TableRow"),
    Property("firstRowAsHeader", Bool),
    Property("firstRowAsHeaders", Bool).from(kElsewhere),
    Property("showGridLines", Bool),
    Property("gridStyle", Word, kStyles),
    Property("horizontalCellContentAlignment", Word, kAcross),
    Property("verticalCellContentAlignment", Word, kDown),
};
constexpr std::array kTableColumn{
    Property("width", Number | Pixels),
    Property("horizontalCellContentAlignment", Word, kAcross),
    Property("verticalCellContentAlignment", Word, kDown),
};
constexpr std::array kTableRow{
    Property("cells", List | Object).of("TableCell"),
    Property("style", Word, kStyles),
    Property("horizontalCellContentAlignment", Word, kAcross),
    Property("verticalCellContentAlignment", Word, kDown),
};
constexpr std::array kTableCell{
    Property("items", List | Object).of("Element").needed(),
    Property("selectAction", Object).of("SelectAction").from(1),
    Property("style", Word, kStyles),
    Property("verticalContentAlignment", Word, kDown).from(1),
    Property("bleed", Bool).from(2).ignored(WHY("A cell's ground fills the cell anyway.")),
    Property("backgroundImage", String | Object).of("BackgroundImage").from(2),
    Property("minHeight", Pixels).from(2),
    Property("rtl", Bool).from(5),
};
constexpr std::array kActionSet{
    Property("actions", List | Object).of("Action").needed(),
};
constexpr std::array kInputText{
    Property("value", Text),
    Property("placeholder", Text),
    Property("isMultiline", Bool),
    Property("maxLength", Number),
    Property("regex", Regex).from(3),
    Property("style", Word, "text|tel|url|email|password"),
    Property("inlineAction", Object).of("SelectAction").from(2),
};
constexpr std::array kInputNumber{
    Property("value", Number),
    Property("placeholder", Text),
    Property("min", Number),
    Property("max", Number),
};
constexpr std::array kInputDate{
    Property("value", Date),
    Property("placeholder", Text),
    Property("min", Date),
    Property("max", Date),
};
constexpr std::array kInputTime{
    Property("value", Time),
    Property("placeholder", Text),
    Property("min", Time),
    Property("max", Time),
};
constexpr std::array kInputToggle{
    Property("title", Text).needed(),
    Property("value", Text),
    Property("valueOn", Text),
    Property("valueOff", Text),
    Property("wrap", Bool)
        .from(2)
        .ignored(WHY("The words of a choice always wrap, so that they "
                     "can be read.")),
};
constexpr std::array kInputChoiceSet{
    Property("choices", List | Object).of("Input.Choice"),
    Property("value", Text),
    Property("placeholder", Text),
    Property("isMultiSelect", Bool),
    Property("style", Word, "compact|expanded|filtered"),
    Property("wrap", Bool)
        .from(2)
        .ignored(WHY("The words of a choice always wrap, so that they "
                     "can be read.")),
    Property("choices.data", Object)
        .of("Data.Query")
        .from(6)
        .declined(WHY("The bot is not asked for more choices: Direct Line has no request for it. "
                      "Only those in the card are offered.")),
};
constexpr std::array kInputChoice{
    Property("title", Text).needed(),
    Property("value", Text).needed(),
    Property("isSelected", Bool).from(kBefore),
    Property("speak", Text).from(kBefore).ignored(WHY("Screen readers read what is shown.")),
};
constexpr std::array kOpenUrl{
    Property("url", String).needed(),
};
constexpr std::array kSubmit{
    Property("data", Any),
    Property("associatedInputs", Word, "auto|none").from(3),
};
constexpr std::array kExecute{
    Property("verb", String),
    Property("data", Any),
    Property("associatedInputs", Word, "auto|none"),
};
constexpr std::array kShowCard{
    Property("card", Object).of("AdaptiveCard"),
};
constexpr std::array kToggleVisibility{
    Property("targetElements", List | String | Object).of("TargetElement").needed(),
};
constexpr std::array kTargetElement{
    Property("elementId", String).needed(),
    Property("isVisible", Bool),
};
constexpr std::array kBackgroundImage{
    Property("url", String).needed(),
    Property("fillMode", Word, "cover|repeatHorizontally|repeatVertically|repeat"),
    Property("horizontalAlignment", Word, kAcross),
    Property("verticalAlignment", Word, kDown),
};
constexpr std::array kRefresh{
    Property("action", Object).of("Action.Execute"),
    Property("expires", String).from(6),
    Property("userIds", List | String),
};
constexpr std::array kAuthentication{
    Property("text", Text),
    Property("connectionName", String),
    Property("tokenExchangeResource", Object).of("TokenExchangeResource"),
    Property("buttons", List | Object).of("AuthCardButton"),
};
constexpr std::array kTokenExchangeResource{
    Property("id", String).needed(),
    Property("uri", String).needed(),
    Property("providerId", String).needed(),
};
constexpr std::array kAuthCardButton{
    Property("type", String).needed(),
    Property("title", Text),
    Property("image", String),
    Property("value", String).needed(),
};
constexpr std::array kMetadata{
    Property("webUrl", String),
};
constexpr std::array kDataQuery{
    Property("dataset", String).needed().from(6),
    Property("count", Number).from(6),
    Property("skip", Number).from(6),
};

constexpr auto kNoRefresh = WHY("See AdaptiveCard, refresh.");
constexpr auto kNoSignIn = WHY("See AdaptiveCard, authentication.");

constexpr std::array kTypes{
    Type{"AdaptiveCard", Group::Card, 0, kCard},
    kElementType,
    Type{"TextBlock", Group::Element, 0, kTextBlock, &kElementType, "",
         "The colors `light` and `dark` are the text's own: which of them can be read is the "
         "theme's business."},
    Type{"RichTextBlock", Group::Element, 2, kRichTextBlock, &kElementType},
    Type{"TextRun", Group::Part, 2, kTextRun, nullptr, "", "A text alone is taken, too."},
    Type{"Image", Group::Element, 0, kImage, &kElementType},
    Type{"ImageSet", Group::Element, 0, kImageSet, &kElementType, "",
         "The pictures' own sizes do not count."},
    Type{"Media", Group::Element, 1, kMedia, &kElementType, "",
         "Not played: a poster, and a button that opens the first source elsewhere. The other "
         "sources "
         "and the captions are behind its “…”."},
    Type{"MediaSource", Group::Part, 1, kMediaSource},
    Type{"CaptionSource", Group::Part, 6, kCaptionSource},
    Type{"Container", Group::Element, 0, kContainer, &kElementType},
    Type{"Carousel", Group::Element, kElsewhere, kCarousel, &kElementType},
    Type{"CarouselPage", Group::Part, kElsewhere, kContainer, &kElementType},
    Type{"ColumnSet", Group::Element, 0, kColumnSet, &kElementType},
    Type{"Column", Group::Part, 0, kColumn},
    Type{"FactSet", Group::Element, 0, kFactSet, &kElementType},
    Type{"Fact", Group::Part, 0, kFact},
    Type{"Table", Group::Element, 5, kTable, &kElementType},
    Type{"TableColumnDefinition", Group::Part, 5, kTableColumn},
    Type{"TableRow", Group::Part, 5, kTableRow},
    Type{"TableCell", Group::Part, 5, kTableCell},
    Type{"ActionSet", Group::Element, 2, kActionSet, &kElementType},
    Type{"BackgroundImage", Group::Part, 2, kBackgroundImage, nullptr, "",
         "An address alone is taken, too. Under text it shines through only so far that the text "
         "can "
         "be read, whatever the picture is."},
    kInputType,
    Type{"Input.Text", Group::Element, 0, kInputText, &kInputType},
    Type{"Input.Number", Group::Element, 0, kInputNumber, &kInputType},
    Type{"Input.Date", Group::Element, 0, kInputDate, &kInputType},
    Type{"Input.Time", Group::Element, 0, kInputTime, &kInputType},
    Type{"Input.Toggle", Group::Element, 0, kInputToggle, &kInputType},
    Type{"Input.ChoiceSet", Group::Element, 0, kInputChoiceSet, &kInputType},
    Type{"Input.Choice", Group::Part, 0, kInputChoice},
    kActionType,
    Type{"Action.OpenUrl", Group::Action, 0, kOpenUrl, &kActionType},
    Type{"Action.Submit", Group::Action, 0, kSubmit, &kActionType},
    Type{"Action.Execute", Group::Action, 4, kExecute, &kActionType, "",
         "Sent as Action.Submit, with its verb in the data."},
    Type{"Action.ShowCard", Group::Action, 0, kShowCard, &kActionType},
    Type{"Action.ToggleVisibility", Group::Action, 2, kToggleVisibility, &kActionType},
    Type{"TargetElement", Group::Part, 2, kTargetElement},
    Type{"Refresh", Group::Part, 4, kRefresh, nullptr, kNoRefresh},
    Type{"Authentication", Group::Part, 4, kAuthentication, nullptr, kNoSignIn},
    Type{"TokenExchangeResource", Group::Part, 4, kTokenExchangeResource, nullptr, kNoSignIn},
    Type{"AuthCardButton", Group::Part, 4, kAuthCardButton, nullptr, kNoSignIn},
    Type{"Data.Query", Group::Part, 6, kDataQuery, nullptr,
         WHY("See Input.ChoiceSet, choices.data.")},
    Type{"Metadata", Group::Part, 6, kMetadata, nullptr, WHY("It says nothing to people.")},
};

#undef WHY

} // namespace

std::span<const Type> types()
{
    return kTypes;
}

} // namespace botline::adaptive::schema
