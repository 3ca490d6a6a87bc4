// What the widgets of a card show is what is searched, copied and read aloud of it, and nothing
// else: compared word by word for every card of the practice bot's gallery.
//
// Exceptions, each with its reason:
// - Descriptions of pictures are words, but drawn only while the picture is not: not asked for in
//   the widgets.
// - Choices of closed lists and the actions behind "…" are words: looked for in the lists and
// menus.
// - The numbers of a list are painted beside its document and are no part of its text.
// - What is in fields (values, placeholders) is no word: it is the user's, and changes.
// - The controls that Botline adds to a card (open, save and copy of a file, remarks about a card,
//   leave to load pictures) and what it says about a card as a whole are no words of the bot.
#include "panelbench.h"

#include "app/adaptive/visiblewords.h"
#include "app/conversation/model/cardwords.h"
#include "ui/cards/widgets/cardimage.h"

#include <QtCore/QDir>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QRadioButton>

using namespace botline;
using namespace botline::test;

namespace {

using Tokens = QSet<QString>;

void addTokens(Tokens &tokens, QString text)
{
    static const QRegularExpression word(u"[\\p{L}\\p{N}]+"_s);
    text.remove(QChar(0x200b)); // QLabel breaks its lines there
    text.replace("&&"_L1, "&"_L1);
    for (auto it = word.globalMatch(text.toCaseFolded()); it.hasNext();)
        tokens.insert(it.next().captured());
}

QString sorted(const Tokens &tokens)
{
    QStringList list(tokens.begin(), tokens.end());
    list.sort();
    return list.join(u' ');
}

// The numbers of a numbered list.
void addListNumbers(Tokens &tokens, const QString &text)
{
    static const QRegularExpression number(u"^[ \\t]*(\\d{1,9})[.)][ \\t]"_s,
                                           QRegularExpression::MultilineOption);
    for (auto it = number.globalMatch(text); it.hasNext();)
        tokens.insert(it.next().captured(1));
}

// The descriptions that pictures have anywhere in the JSON, and the choices of fields that filter
// them: their list is made when somebody types.
void addDescriptions(Tokens &tokens, const QJsonValue &value)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            addDescriptions(tokens, item);
        return;
    }
    const QJsonObject object = value.toObject();
    if (object["style"_L1] == "filtered"_L1) {
        const QJsonArray choices = object["choices"_L1].toArray();
        for (const QJsonValue &choice : choices)
            addTokens(tokens, choice["title"_L1].toString());
    }
    addTokens(tokens, object["alt"_L1].toString());
    addTokens(tokens, object["altText"_L1].toString());
    for (const QJsonValue &member : object)
        addDescriptions(tokens, member);
}

bool isInside(const QWidget &widget, const char *className, const QWidget &root)
{
    for (const QWidget *each = &widget; each && each != &root; each = each->parentWidget()) {
        if (each->inherits(className))
            return true;
    }
    return false;
}

// What Botline says about the card as a whole.
bool isAboutTheCard(const QString &text)
{
    static constexpr QLatin1StringView sentences[] = {
        "This card is empty."_L1,
        "This card cannot be shown: what the bot sent is not a complete Adaptive Card."_L1,
        "Nothing in this card can be seen: all of it is hidden or empty."_L1,
    };
    return std::find(std::begin(sentences), std::end(sentences), text) != std::end(sentences);
}

struct Drawn
{
    Tokens shown; // at first sight
    Tokens all; // and in lists, menus and the heads of files
};

void addTexts(Drawn &drawn, const QWidget &widget, const QWidget &root)
{
    // What stands in the place of a picture that could not be loaded.
    if (isInside(widget, "botline::CardImage", root))
        return;
    const auto add = [&drawn](QString text) {
        text.remove("Botline may not understand all of this card. The bot says to programs that do "
                    "not: "_L1);
        if (isAboutTheCard(text))
            return;
        addTokens(drawn.shown, text);
        addTokens(drawn.all, text);
    };
    if (const auto *text = qobject_cast<const botline::CardText *>(&widget)) {
        if (!isInside(widget, "botline::ChipHead", root))
            add(text->plainText());
    } else if (const auto *cardButton = qobject_cast<const CardButton *>(&widget)) {
        const bool ofBotline = cardButton->look() == CardButton::Look::Link
            || cardButton->objectName() == "cardRemarks"_L1
            || cardButton->title().startsWith("Show the picture behind it"_L1);
        if (!ofBotline)
            add(cardButton->title());
        for (const QMenu *menu : cardButton->findChildren<QMenu *>()) {
            for (const QAction *entry : menu->actions())
                addTokens(drawn.all, entry->text());
        }
    } else if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        add(label->text());
    } else if (qobject_cast<const QCheckBox *>(&widget)
               || qobject_cast<const QRadioButton *>(&widget)) {
        add(static_cast<const QAbstractButton &>(widget).text());
    } else if (const auto *head = qobject_cast<const ChipHead *>(&widget)) {
        addTokens(drawn.all, head->accessibleName());
    } else if (const auto *box = qobject_cast<const QComboBox *>(&widget)) {
        for (int i = 0; i < box->count(); ++i)
            addTokens(drawn.all, box->itemText(i));
    } else if (const auto *list = qobject_cast<const QListWidget *>(&widget)) {
        for (int i = 0; i < list->count(); ++i)
            addTokens(drawn.all, list->item(i)->text());
    }
}

Drawn drawnBy(const QWidget &panel)
{
    Drawn drawn;
    const auto widgets = shown<QWidget>(panel);
    for (const QWidget *widget : widgets)
        addTexts(drawn, *widget, panel);
    return drawn;
}

QString galleryFolder()
{
    return QStringLiteral(BOTLINE_GALLERY);
}

} // namespace

class TestDrawnWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gallery_data();
    void gallery();
    void theGalleryHasCards();
};

void TestDrawnWords::gallery_data()
{
    QTest::addColumn<QJsonObject>("attachment");
    QTest::addColumn<QString>("textFormat");
    const QStringList names = QDir(galleryFolder()).entryList({u"*.json"_s}, QDir::Files);
    for (const QString &name : names) {
        QFile file(galleryFolder() + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonDocument document
            = QJsonDocument::fromJson(file.readAll().replace("{{files}}", "https://files.example"));
        QJsonArray activities = document.array();
        if (document.isObject())
            activities = {document.object()};
        int number = 0;
        for (const QJsonValue &activity : std::as_const(activities)) {
            const QJsonArray attachments = activity["attachments"_L1].toArray();
            for (const QJsonValue &each : attachments) {
                const auto attachment = directline::Attachment::fromJson(each);
                if (attachment && attachment->isCard())
                    QTest::addRow("%s %d", qPrintable(name), ++number)
                        << each.toObject() << activity["textFormat"_L1].toString();
            }
        }
    }
}

void TestDrawnWords::gallery()
{
    QFETCH(QJsonObject, attachment);
    QFETCH(QString, textFormat);
    const ActivityEntry entry
        = entryOf(QJsonDocument(QJsonArray{attachment}).toJson(), {}, textFormat);
    PanelBench bench;
    const auto panel = bench.make(entry, 480);
    const auto buttons = shown<CardButton>(*panel);
    for (CardButton *button : buttons) {
        if (button->title() == "Show the rest"_L1) {
            button->click();
            QTRY_VERIFY(panel->findChildren<CardButton *>().indexOf(button) < 0);
            break;
        }
    }

    const directline::Attachment &card = entry.activity.attachments.constFirst();
    Tokens words;
    Tokens listNumbers;
    const QStringList texts = cardWords(card, entry.isMarkdown()).all();
    for (const QString &text : texts) {
        addTokens(words, text);
        addListNumbers(listNumbers, text);
    }
    if (!card.content.isObject() || words.isEmpty())
        return; // drawn as no card or empty: Botline's own note
    const Drawn drawn = drawnBy(*panel);
    QVERIFY2((drawn.shown - words).isEmpty(),
             qPrintable(u"drawn, but not found: "_s + sorted(drawn.shown - words)));
    Tokens descriptions;
    addDescriptions(descriptions, card.content);
    const Tokens missing = words - drawn.all - descriptions - listNumbers;
    QVERIFY2(missing.isEmpty(), qPrintable(u"found, but not drawn: "_s + sorted(missing)));
}

void TestDrawnWords::theGalleryHasCards()
{
    QVERIFY(QDir(galleryFolder()).entryList({u"*.json"_s}).size() > 50);
}

QTEST_MAIN(TestDrawnWords)
#include "tst_drawnwords.moc"
