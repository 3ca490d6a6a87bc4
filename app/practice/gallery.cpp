#include "gallery.h"

#include <QtCore/QStringList>

namespace botline::practice {

using namespace Qt::StringLiterals;

const QList<GallerySection> &gallerySections()
{
    static const QList<GallerySection> all{
        {"Text"_L1,
         {{"headings"_L1, "Headings"_L1, "Six levels, two of them underlined, and a rule."_L1},
          {"lists"_L1, "Lists"_L1, "Nested, numbered, and one that begins at nine."_L1},
          {"tables"_L1, "Tables"_L1, "Aligned columns, and one that is too wide."_L1},
          {"quotes"_L1, "Quotes"_L1, "Also a quote within a quote."_L1},
          {"code"_L1, "Code"_L1, "Inline, fenced and indented."_L1},
          {"inline"_L1, "Words and links"_L1, "Emphasis, strike and every way to write a link."_L1},
          {"lines"_L1, "Lines"_L1, "A single line break is one, and long words break."_L1},
          {"plain"_L1, "Plain text"_L1, "Nothing in it is Markdown."_L1},
          {"html"_L1, "HTML and XML"_L1, "They show as they are and load nothing."_L1},
          {"emoji"_L1, "Emoji and scripts"_L1, "From many places."_L1},
          {"rtl"_L1, "Right to left"_L1, "Each message reads in its own direction."_L1},
          {"long"_L1, "A long message"_L1, "Taller than any window."_L1}}},
        {"Pictures and files"_L1,
         {{"image"_L1, "A picture"_L1, "A click shows it larger."_L1},
          {"images"_L1, "Several pictures"_L1, "In one message."_L1},
          {"gif"_L1, "An animated GIF"_L1, "With a pause."_L1},
          {"files"_L1, "Files"_L1, "Sound, film, document, drawing and text."_L1},
          {"data-image"_L1, "Within the message"_L1, "Pictures and a file as `data:`."_L1},
          {"broken"_L1, "Broken pictures"_L1,
           "Gone, expired, too large in two ways, none at all, and two that are never loaded."_L1},
          {"foreign"_L1, "From another host"_L1, "Loaded when you allow it."_L1},
          {"unknown"_L1, "Unknown attachments"_L1, "A file, a card and an activity."_L1},
          {"untyped"_L1, "Incomplete attachments"_L1, "Without a type, an address or content."_L1},
          {"voice"_L1, "A voice message"_L1, "Its words and its sound."_L1},
          {"list"_L1, "A list"_L1, "Attachments below each other."_L1},
          {"carousel"_L1, "A carousel"_L1, "Attachments side by side."_L1},
          {"many"_L1, "A mixed carousel"_L1, "Cards, a picture and a file, of many heights."_L1}}},
        {"Cards"_L1,
         {{"hero"_L1, "Hero card"_L1, "A large picture, text and buttons."_L1},
          {"hero-pictures"_L1, "Cards to tap"_L1, "The card and its pictures are buttons."_L1},
          {"thumbnail"_L1, "Thumbnail card"_L1, "A small picture beside the text."_L1},
          {"receipt"_L1, "Receipt card"_L1, "Facts, items and sums."_L1},
          {"receipt-taps"_L1, "Receipt to tap"_L1, "Every field that a receipt has."_L1},
          {"signin"_L1, "Sign-in card"_L1, "Opens a page after a question."_L1},
          {"oauth"_L1, "OAuth card"_L1, "The same for a connection."_L1},
          {"oauth-fields"_L1, "OAuth card with everything"_L1, "Token exchange included."_L1},
          {"audio"_L1, "Audio card"_L1, "A chime."_L1},
          {"video"_L1, "Video card"_L1, "A sunrise."_L1},
          {"animation"_L1, "Animation card"_L1, "Waves."_L1},
          {"media-fields"_L1, "Media card with everything"_L1, "Nothing starts by itself."_L1},
          {"flex"_L1, "Flex card"_L1, "An old relative of the hero card."_L1},
          {"bare-cards"_L1, "Bare cards"_L1, "With a single field each."_L1}}},
        {"Buttons"_L1,
         {{"buttons"_L1, "One of every kind"_L1, "What each sends or opens."_L1},
          {"button-values"_L1, "What buttons carry"_L1, "Any JSON, with and without titles."_L1},
          {"buttons-refused"_L1, "Buttons that do nothing"_L1, "And say why."_L1}}},
        {"Adaptive Cards: elements"_L1,
         {{"adaptive"_L1, "A whole form"_L1, "Every input in one card."_L1},
          {"textblock"_L1, "TextBlock"_L1, "Sizes, weights, colours, lines."_L1},
          {"richtextblock"_L1, "RichTextBlock"_L1, "Many looks in one line."_L1},
          {"image-element"_L1, "Image"_L1, "Sizes, shapes and a click."_L1},
          {"imageset"_L1, "ImageSet"_L1, "Pictures in rows."_L1},
          {"media"_L1, "Media"_L1, "A poster that opens."_L1},
          {"container"_L1, "Container"_L1, "Every style, also within each other."_L1},
          {"columnset"_L1, "ColumnSet"_L1, "Widths, alignment, separators, clicks."_L1},
          {"factset"_L1, "FactSet"_L1, "Titles and values."_L1},
          {"table"_L1, "Table"_L1, "With and without lines."_L1},
          {"actionset"_L1, "ActionSet"_L1, "Buttons between elements."_L1},
          {"spacing"_L1, "Spacing and separators"_L1, "From none to padding."_L1},
          {"stretch"_L1, "Heights"_L1, "Least heights, and what takes the rest."_L1},
          {"bleed"_L1, "Bleed"_L1, "Containers that reach the edge."_L1},
          {"background"_L1, "Background images"_L1, "Covering and repeated."_L1},
          {"rtl-card"_L1, "Right to left"_L1, "A card in Arabic."_L1},
          {"dates"_L1, "Dates and times"_L1, "As your computer writes them."_L1}}},
        {"Adaptive Cards: inputs"_L1,
         {{"input-text"_L1, "Input.Text"_L1, "One line, many, and every style."_L1},
          {"input-number"_L1, "Input.Number"_L1, "With and without bounds."_L1},
          {"input-date"_L1, "Input.Date"_L1, "With and without bounds."_L1},
          {"input-time"_L1, "Input.Time"_L1, "With and without bounds."_L1},
          {"input-toggle"_L1, "Input.Toggle"_L1, "With words of its own."_L1},
          {"input-choices"_L1, "Input.ChoiceSet"_L1, "Compact, expanded, several, filtered."_L1},
          {"input-rules"_L1, "Rules"_L1,
           "Required fields, patterns, bounds and what is said."_L1}}},
        {"Adaptive Cards: actions"_L1,
         {{"openurl"_L1, "Action.OpenUrl"_L1, "Opens a page after a question."_L1},
          {"submit"_L1, "Action.Submit"_L1, "Data of every shape, with and without inputs."_L1},
          {"submit-messageback"_L1, "Submit with a button's data"_L1, "It stays data."_L1},
          {"execute"_L1, "Action.Execute"_L1, "Sent with its verb."_L1},
          {"showcard"_L1, "Action.ShowCard"_L1, "Cards within cards."_L1},
          {"toggle"_L1, "Action.ToggleVisibility"_L1, "More or less."_L1},
          {"select"_L1, "selectAction"_L1, "Everything is a button."_L1},
          {"action-looks"_L1, "Looks"_L1, "Styles, icons, tooltips, disabled ones."_L1}}},
        {"Adaptive Cards: the rest"_L1,
         {{"fallback"_L1, "fallback and requires"_L1, "Something else in its place."_L1},
          {"unknown-element"_L1, "Unknown elements"_L1, "A note says what is missing."_L1},
          {"newer"_L1, "Version 1.7"_L1, "Newer than Botline."_L1},
          {"refresh"_L1, "refresh"_L1, "Noted, never obeyed."_L1},
          {"authentication"_L1, "authentication"_L1, "Noted, never obeyed."_L1},
          {"metadata"_L1, "metadata, speak and lang"_L1, "Not for the eye."_L1},
          {"hostile"_L1, "Wrong types"_L1, "Scripts, doubled ids, nonsense."_L1},
          {"incomplete-card"_L1, "No card"_L1, "Without a body, a type or anything."_L1}}},
        {"Activities"_L1,
         {{"summary"_L1, "Summary and speech"_L1, "And a message of nothing."_L1},
          {"typing"_L1, "Typing"_L1, "Polling does not show it."_L1},
          {"importance"_L1, "Importance"_L1, "High, low, normal, unknown."_L1},
          {"expiration"_L1, "Expiration"_L1, "Messages that go by themselves."_L1},
          {"mentions"_L1, "Mentions"_L1, "People in a text."_L1},
          {"citations"_L1, "Citations"_L1, "Where a text has it from."_L1},
          {"reaction"_L1, "Reactions"_L1, "Three given, one taken back."_L1},
          {"update"_L1, "A changed message"_L1, "As `messageUpdate`."_L1},
          {"update-card"_L1, "A changed card"_L1, "In place of the one before."_L1},
          {"delete"_L1, "A message taken back"_L1, "As `messageDelete`."_L1},
          {"event"_L1, "An event"_L1, "Not for people."_L1},
          {"trace"_L1, "A trace"_L1, "Not for people."_L1},
          {"other-types"_L1, "Other types"_L1, "Not for people."_L1},
          {"actions"_L1, "Suggested actions"_L1,
           "They stand above the composer until something is said. Say `end` for the end of a "
           "conversation."_L1}}},
    };
    return all;
}

const GalleryPart *findGalleryPart(const QString &name)
{
    for (const GallerySection &section : gallerySections()) {
        for (const GalleryPart &part : section.parts) {
            if (name.compare(part.name, Qt::CaseInsensitive) == 0)
                return &part;
        }
    }
    return nullptr;
}

QString galleryNames()
{
    QString list;
    for (const GallerySection &section : gallerySections()) {
        QStringList names;
        for (const GalleryPart &part : section.parts)
            names << u'`' + part.name + u'`';
        list += u"- %1: %2\n"_s.arg(section.title, names.join(u", "_s));
    }
    return list;
}

} // namespace botline::practice
