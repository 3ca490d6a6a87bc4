// What a message has besides its words: code to copy, references to sources, mentions, reactions,
// importance, and the light that goes over it when it was changed.
#include "conversationfixture.h"

#include "tests/ui/motion.h"
#include "ui/conversation/conversationlist.h"
#include "ui/conversation/ownlinks.h"
#include "ui/conversation/statusline.h"

#include <QtCore/QJsonObject>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <algorithm>

using namespace botline;
using namespace botline::test;

namespace {

class OpenList : public ConversationList
{
public:
    using ActivityListView::arranger;
    using ConversationList::ConversationList;
    using ConversationList::copiedCode;
};

class SourceRows : public PanelRows
{
public:
    void showSource(QWidget *, int position) override { shownSource = position; }

    int shownSource = 0;
};

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

ActivityEntry withEntity(ActivityEntry entry, const QJsonObject &entity)
{
    entry.activity.entities.append(entity);
    return entry;
}

QJsonObject messageEntity(const QJsonObject &members)
{
    QJsonObject entity = members;
    entity.insert("type"_L1, "https://schema.org/Message"_L1);
    return entity;
}

QJsonObject citing(int position)
{
    return messageEntity(
        {{"citation"_L1,
          QJsonArray{QJsonObject{
              {"position"_L1, position},
              {"appearance"_L1,
               QJsonObject{{"name"_L1, "A book"_L1}, {"url"_L1, "https://books.example"_L1}}}}}}});
}

} // namespace

class tst_MessageParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aClickCopiesCode();
    void theKeyboardCopiesCode();
    void screenReadersCopyCode();
    void theMenuCopiesCode();
    void codeKeepsRoomForItsButton_data();
    void codeKeepsRoomForItsButton();
    void codeInQuotesCanBeCopied();
    void wordsWithoutCodeHaveNoButton();

    void referencesLeadToTheirSource();
    void onlyKnownReferencesAreLinks_data();
    void onlyKnownReferencesAreLinks();
    void nobodyElseMakesOurLinks();
    void mentionsAreStrong();

    void theStatusLineSaysWhatTheBotSays();
    void remarksBringTheStatusLine();
    void importanceIsSaid();

    void anUpdateLightsUpOnce();
    void nothingLightsUpWhereNothingShallMove();
    void anUpdateMovesNothing();

    void f2ShowsTheJson();

private:
    int add(const ActivityEntry &entry);
    [[nodiscard]] bool show();
    QPoint copyButton(int row, int block) const;
    QImage picture() { return m_list->viewport()->grab().toImage(); }

    std::unique_ptr<ActivityModel> m_model;
    std::unique_ptr<SourceRows> m_rows;
    std::unique_ptr<OpenList> m_list;
};

void tst_MessageParts::init()
{
    QGuiApplication::clipboard()->clear();
    m_list.reset();
    letThingsMove(true);
    m_model = std::make_unique<ActivityModel>();
    m_rows = std::make_unique<SourceRows>();
    m_list = std::make_unique<OpenList>(*m_model, *m_rows, testStyle());
    m_list->resize(480, 500);
}

int tst_MessageParts::add(const ActivityEntry &entry)
{
    m_model->append({entry});
    return m_model->rowCount() - 1;
}

bool tst_MessageParts::show()
{
    m_list->show();
    m_list->activateWindow();
    return QTest::qWaitForWindowActive(m_list.get());
}

QPoint tst_MessageParts::copyButton(int row, int block) const
{
    const QList<SafeTextDocument::CodeBlock> blocks
        = m_list->arranger().rows().text(row)->codeBlocks();
    const QPointF inside = BubbleText::copyButton(blocks.at(block), testStyle()).center();
    return m_list->arranger().layoutOf(row).text.topLeft() + inside.toPoint();
}

// --- Code

void tst_MessageParts::aClickCopiesCode()
{
    const int row = add(botSays(u"A:\n\n```sh\nls -l\n  cd ..\n```\n\nB:\n\n```\nx\n```"_s));
    QVERIFY(show());
    QSignalSpy told(m_list.get(), &ConversationList::told);
    QSignalSpy links(m_list.get(), &ConversationList::linkRequested);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, copyButton(row, 0));
    QCOMPARE(clipboard(), u"ls -l\n  cd .."_s);
    QCOMPARE(told.count(), 1); // "Copied", for those who do not see the tick
    QCOMPARE(m_list->copiedCode(row), 0);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, copyButton(row, 1));
    QCOMPARE(clipboard(), u"x"_s);
    QCOMPARE(m_list->copiedCode(row), 1);
    QCOMPARE(links.count(), 0);
    QTRY_COMPARE(m_list->copiedCode(row), -1); // the tick goes by itself
}

void tst_MessageParts::theKeyboardCopiesCode()
{
    const int row = add(botSays(u"```\nonly\n```"_s));
    QVERIFY(show());
    m_list->setFocus(Qt::TabFocusReason);
    m_list->setCurrentIndex(m_model->index(row));
    QTest::keyClick(m_list.get(), Qt::Key_Return);
    QCOMPARE(clipboard(), u"only"_s);
}

void tst_MessageParts::screenReadersCopyCode()
{
    const int row = add(botSays(u"```\none\n```\n\nor\n\n```\ntwo\n```"_s));
    QVERIFY(show());
    QStringList names;
    for (const RowAction &action : m_list->rowActions(row)) {
        names << action.name;
        if (action.name == u"Copy code 2 of 2"_s)
            action.run();
    }
    QVERIFY2(names.contains(u"Copy code 1 of 2"_s), qPrintable(names.join(u'|')));
    QCOMPARE(clipboard(), u"two"_s);
}

void tst_MessageParts::theMenuCopiesCode()
{
    const int row = add(botSays(u"[a](https://a.example)\n\n```\none\n```"_s));
    QVERIFY(show());
    m_list->setFocus(Qt::TabFocusReason);
    m_list->setCurrentIndex(m_model->index(row));
    QTest::keyClick(m_list.get(), Qt::Key_Return); // two things to do: they are offered
    auto *menu = m_list->findChild<QMenu *>(u"rowMenu"_s);
    QVERIFY(menu);
    QCOMPARE(menu->actions().first()->text(), u"Copy code"_s);
    menu->actions().first()->trigger();
    QCOMPARE(clipboard(), u"one"_s);
    menu->close();
}

void tst_MessageParts::codeKeepsRoomForItsButton_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("width");
    QTest::newRow("short") << u"x"_s << 480;
    QTest::newRow("long") << QString(200, u'm') << 480;
    QTest::newRow("narrow") << u"curl -X POST https://example.org/a/b/c"_s << 240;
}

void tst_MessageParts::codeKeepsRoomForItsButton()
{
    QFETCH(QString, code);
    QFETCH(int, width);
    const ChatStyle style = testStyle();
    BubbleText text(
        {u"Try:\n\n```\n"_s + code + u"\n```"_s, BubbleText::Content::Kind::Markdown, {}, {}},
        style);
    text.setMaxWidth(width);
    const auto blocks = text.codeBlocks();
    QCOMPARE(blocks.size(), 1);
    const QRectF button = BubbleText::copyButton(blocks.first(), style);
    QVERIFY(blocks.first().area.contains(button));
    QVERIFY2(button.right() <= text.size().width(),
             qPrintable(u"%1 > %2"_s.arg(button.right()).arg(text.size().width())));
    // No letter lies below it.
    for (qreal x = button.left() + 2; x < button.right(); x += 4)
        QVERIFY(!text.isOver({x, button.center().y()}));
}

void tst_MessageParts::codeInQuotesCanBeCopied()
{
    const BubbleText text(
        {u"> Said:\n>\n> ```\n> quoted\n> ```\n"_s, BubbleText::Content::Kind::Markdown, {}, {}},
        testStyle());
    QCOMPARE(text.codeBlocks().size(), 1);
    QCOMPARE(text.codeBlocks().first().code, u"quoted"_s);
}

void tst_MessageParts::wordsWithoutCodeHaveNoButton()
{
    for (const QString &words : {u"plain"_s, u"`inline`"_s, u"> quote"_s, u"|a|b|\n|-|-|\n|1|2|"_s})
        QVERIFY(BubbleText({words, BubbleText::Content::Kind::Markdown, {}, {}}, testStyle())
                    .codeBlocks()
                    .isEmpty());
}

// --- References and mentions

void tst_MessageParts::referencesLeadToTheirSource()
{
    const int row
        = add(withAttachment(withEntity(botSays(u"[2] says so."_s), citing(2)), u"x.png"_s));
    QVERIFY(show());
    QSignalSpy opened(m_list.get(), &ConversationList::linkRequested);
    const QPoint place = m_list->arranger().layoutOf(row).text.topLeft() + QPoint(8, 8);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(m_rows->shownSource, 2);
    QCOMPARE(opened.count(), 0); // nothing is opened by that
    QVERIFY(m_list->arranger().rows().text(row)->links().isEmpty());
}

void tst_MessageParts::onlyKnownReferencesAreLinks_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("source"); // that the first character leads to
    QTest::newRow("brackets") << u"[2] x"_s << 2;
    QTest::newRow("lenticular") << u"【2】 x"_s << 2;
    QTest::newRow("with a name") << u"【2†book】 x"_s << 2;
    QTest::newRow("unknown") << u"[3] x"_s << 0;
    QTest::newRow("no number") << u"[b] x"_s << 0;
    QTest::newRow("a link already") << u"[[2]](https://a.example) x"_s << 0;
}

void tst_MessageParts::onlyKnownReferencesAreLinks()
{
    QFETCH(QString, words);
    QFETCH(int, source);
    for (const auto kind :
         {BubbleText::Content::Kind::Markdown, BubbleText::Content::Kind::Plain}) {
        BubbleText text({words, kind, {2}, {}}, testStyle());
        text.setMaxWidth(400);
        const QPointF first(4, text.size().height() / 2.0);
        QCOMPARE(sourceOf(text.linkAt(first)), source);
    }
}

void tst_MessageParts::nobodyElseMakesOurLinks()
{
    for (const QString &address : {kJsonLink, sourceLink(1)}) {
        BubbleText text({u"[x](%1)"_s.arg(address), BubbleText::Content::Kind::Markdown, {}, {}},
                        testStyle());
        text.setMaxWidth(400);
        QCOMPARE(text.linkAt(QPointF(4, text.size().height() / 2.0)), QString());
    }
}

void tst_MessageParts::mentionsAreStrong()
{
    ActivityEntry entry = withEntity(botSays(u"Hi <at>Ada</at>!"_s),
                                     {{"type"_L1, "mention"_L1}, {"text"_L1, "<at>Ada</at>"_L1}});
    QCOMPARE(entry.shownText(), u"Hi Ada!"_s);
    const BubbleText::Content content = BubbleText::Content::of(entry);
    BubbleText with(content, testStyle());
    BubbleText without({content.text, content.kind, {}, {}}, testStyle());
    with.setMaxWidth(400);
    without.setMaxWidth(400);
    QVERIFY(with.size().width() > without.size().width()); // bold is wider
}

// --- What the line below says

void tst_MessageParts::theStatusLineSaysWhatTheBotSays()
{
    ActivityEntry entry
        = withEntity(botSays(u"A"_s),
                     messageEntity({{"additionalType"_L1, QJsonArray{"AIGeneratedContent"_L1}},
                                    {"usageInfo"_L1, QJsonObject{{"name"_L1, "Secret"_L1}}}}));
    entry.reactions = {{u"like"_s, u"a"_s}, {u"like"_s, u"b"_s}, {u"wave"_s, u"a"_s}};
    entry.edits = 1;
    entry.activity.importance = u"high"_s;
    const StatusLine line = StatusLine::of(entry, noon());
    QCOMPARE(line.reactions, (QStringList{u"👍 2"_s, u"wave"_s}));
    QCOMPARE(line.labels, (QStringList{u"AI-generated"_s, u"Secret"_s, u"Edited"_s}));
    QVERIFY(line.important);
    const StatusLine plain = StatusLine::of(botSays(u"A"_s), noon());
    QVERIFY(plain.reactions.isEmpty() && plain.labels.isEmpty() && !plain.important);
}

void tst_MessageParts::remarksBringTheStatusLine()
{
    add(botSays(u"A"_s));
    add(botSays(u"B"_s));
    QVERIFY(show());
    QVERIFY(!m_list->rows().parts(0).testFlag(RowPart::Status)); // its group says the time
    ActivityEntry liked = m_model->entry(0);
    liked.reactions = {{u"like"_s, u"a"_s}};
    m_model->update(0, liked);
    QVERIFY(m_list->rows().parts(0).testFlag(RowPart::Status));
}

void tst_MessageParts::importanceIsSaid()
{
    ActivityEntry entry = botSays(u"Run"_s);
    entry.activity.importance = u"high"_s;
    QVERIFY(accessibleText(entry).startsWith(u"Important"_s));
    for (const QString &other : {u"low"_s, u"normal"_s, u"odd"_s, QString()}) {
        entry.activity.importance = other;
        QVERIFY(!accessibleText(entry).contains(u"Important"_s));
    }
    ActivityEntry mine = iSay(u"Run"_s);
    mine.activity.importance = u"high"_s;
    QVERIFY(!mine.isImportant());
}

// --- Updates

void tst_MessageParts::anUpdateLightsUpOnce()
{
    add(botSays(u"A"_s));
    QVERIFY(show());
    ActivityEntry changed = m_model->entry(0);
    changed.edits = 1;
    m_model->update(0, changed);
    const QRect bubble = m_list->arranger().layoutOf(0).bubble;
    const auto ground = [&] {
        return picture().pixelColor(bubble.center().x(), bubble.top() + 3);
    };
    QVERIFY(ground() != testStyle().colors().botBubble);
    // It fades and ends.
    QTRY_COMPARE(ground(), testStyle().colors().botBubble);
    const QImage after = picture();
    // Other changes of the row, such as a send state, do not light up.
    changed = m_model->entry(0);
    changed.delivery.details = u"x"_s;
    m_model->update(0, changed);
    QCOMPARE(picture(), after);
}

void tst_MessageParts::nothingLightsUpWhereNothingShallMove()
{
    letThingsMove(false);
    add(botSays(u"A"_s));
    QVERIFY(show());
    ActivityEntry changed = m_model->entry(0);
    changed.edits = 1;
    m_model->update(0, changed);
    const QImage first = picture();
    const QRect bubble = m_list->arranger().layoutOf(0).bubble;
    QCOMPARE(first.pixelColor(bubble.center().x(), bubble.top() + 3),
             testStyle().colors().botBubble);
}

void tst_MessageParts::anUpdateMovesNothing()
{
    m_model->append(chatter(60));
    QVERIFY(show());
    m_list->verticalScrollBar()->setValue(m_list->verticalScrollBar()->maximum() / 2);
    const auto [first, last] = m_list->visibleRows();
    const QModelIndex looked = m_model->index(first + 1);
    const QRect before = m_list->visualRect(looked);
    for (const int row : {0, first - 1, last + 5}) {
        ActivityEntry changed = m_model->entry(row);
        changed.activity.text = u"Much longer words. "_s.repeated(40);
        ++changed.edits;
        m_model->update(row, changed);
        QCOMPARE(m_list->visualRect(looked), before);
    }
}

void tst_MessageParts::f2ShowsTheJson()
{
    const ActivityEntry entry = botSays(u"A"_s);
    const int row = add(entry);
    QVERIFY(show());
    QSignalSpy json(m_list.get(), &ConversationList::jsonRequested);
    m_list->setFocus(Qt::TabFocusReason);
    m_list->setCurrentIndex(m_model->index(row));
    QTest::keyClick(m_list.get(), Qt::Key_F2);
    QCOMPARE(json.count(), 1);
    QCOMPARE(json.first().first().toString(), entry.key);
}

QTEST_MAIN(tst_MessageParts)
#include "tst_messageparts.moc"
