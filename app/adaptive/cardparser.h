#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

// Reads one card; its bounds hold for everything inside together.
class CardParser
{
public:
    explicit CardParser(const QLocale &locale) : m_locale(locale) { }

    Card card(const QJsonObject &object, int depth);
    // Whether something was left out for the sake of a bound.
    bool wasCut() const { return m_cut; }

private:
    static Element noted(Note note);

    // One of the elements, or false when the card has too many.
    bool take();
    bool takePart();

    // A text for people, out of the card's share of characters.
    QString words(const QJsonObject &object, QLatin1StringView key);

    std::vector<Element> elements(const QJsonValue &value, int depth);
    void element(const QJsonObject &object, int depth, std::vector<Element> &result);
    // What all elements have.
    static Element commonPart(const QJsonObject &object);

    // False when there is no such element.
    bool read(const QString &type, const QJsonObject &object, int depth, Element &element);

    TextBlock textBlock(const QJsonObject &object);
    RichText richText(const QJsonObject &object, int depth);
    Image image(const QJsonObject &object, int depth);
    void readImage(const QJsonObject &object, int depth, Element &element);
    ImageSet imageSet(const QJsonObject &object, int depth);

    // Nothing plays here: the poster, and buttons that open it elsewhere.
    void readMedia(const QJsonObject &object, Element &element);
    // The first source; behind "…" the same in other forms, and its captions.
    std::vector<Action> mediaActions(const QJsonObject &object, const QString &about);

    Container container(const QJsonObject &object, int depth);
    // Its pages one below the other.
    Container carousel(const QJsonObject &object, int depth);
    ColumnSet columnSet(const QJsonObject &object, int depth);
    std::optional<Column> columnOrFallback(const QJsonObject &object, int depth);
    Column column(const QJsonObject &object, int depth);
    FactSet factSet(const QJsonObject &object);
    Table table(const QJsonObject &object, int depth);
    Table::Row tableRow(const QJsonObject &object, int depth);
    static Table::Alignment cellAlignment(const QJsonObject &object);

    static std::optional<Input::Kind> inputKind(const QString &type);
    Input input(Input::Kind kind, const QJsonObject &object, int depth);
    void readLabel(const QJsonObject &object, Input &input);
    void readChoices(const QJsonObject &object, Input &input);

    std::vector<Action> actions(const QJsonValue &value, int depth);

    // What a click on something else than a button does: anything but to open a card.
    std::optional<Action> selectAction(const QJsonValue &value, int depth);
    std::optional<Action> action(const QJsonValue &value, int depth);
    void readAction(const QJsonObject &object, int depth, Action &result);

    // An Action.Execute goes as a submit; its verb is what tells the bot which one.
    static void addVerb(const QString &verb, QJsonValue &data);
    void readTargets(const QJsonArray &targets, Action &result);

    QLocale m_locale;
    int m_elementsLeft = kMaxElements;
    int m_partsLeft = kMaxParts;
    qsizetype m_textLeft = kMaxTextLength;
    bool m_cut = false; // something was left out
    bool m_cutNoted = false; // and the card says so
    int m_actions = 0; // so far
    int m_inputs = 0;
};

} // namespace botline::adaptive
