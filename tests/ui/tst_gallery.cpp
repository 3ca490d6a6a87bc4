// The whole gallery of the practice bot through the real service and the real window: every part
// arrives and shows something, every field is filled in, every button is pressed, and the service
// got what the card's JSON promises.
#include "cardpromises.h"
#include "wholeprogram.h"

#include "app/conversation/model/activitymodel.h"
#include "app/practice/gallery.h"
#include "tests/practice/httpprobe.h"
#include "tests/support/recordingobserver.h"
#include "ui/cards/actionbutton.h"
#include "ui/cards/adaptive/adaptivecardwidget.h"
#include "ui/cards/adaptive/cardbutton.h"
#include "ui/cards/adaptive/cardeditors.h"
#include "ui/cards/adaptive/cardimage.h"
#include "ui/cards/attachmentspanel.h"
#include "ui/conversation/activitylistview.h"
#include "ui/conversation/conversationview.h"

#include <QtCore/QJsonDocument>
#include <QtGui/QAccessible>
#include <QtGui/QAction>
#include <QtTest/QtTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using adaptive::CardButton;

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Of a picture that shows something: letters alone have many shades.
int shadesOf(const QImage &image)
{
    QSet<QRgb> shades;
    for (int y = 0; y < image.height() && shades.size() < 100; ++y) {
        for (int x = 0; x < image.width(); ++x)
            shades.insert(image.pixel(x, y));
    }
    return int(shades.size());
}

QString titleOf(const QAbstractButton &button)
{
    if (const auto *action = qobject_cast<const ActionButton *>(&button))
        return action->title();
    if (const auto *card = qobject_cast<const CardButton *>(&button))
        return card->title();
    return button.accessibleName();
}

} // namespace

// Answers to GET activities so far.
class PollCounter : public RecordingObserver
{
public:
    void exchangeFinished(const directline::Exchange &exchange) override
    {
        m_count += exchange.operation == directline::Exchange::Operation::GetActivities;
    }
    qint64 bodyLimit() const override { return 0; }
    qsizetype count() const { return m_count; }

private:
    qsizetype m_count = 0;
};

class tst_Gallery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void parts_data();
    void parts();
    void suggestedActions();

private:
    QList<int> say(const QString &text);
    void settle();
    QList<QJsonObject> received();
    AttachmentsPanel *panelOf(const QString &key);
    bool showsSomething(int row);
    void pressAll(const QString &key);
    void fill(const QWidget &panel, const QJsonObject &input);
    static QWidget *find(const QWidget &panel, const Press &press);
    static QAction *findEntry(const QWidget &panel, const Press &press);
    void check(const Press &press, const QString &key);
    void pressTheRest(const QString &key, const QList<Press> &presses);
    bool dismissDialogs();
    QString botsId(const QString &key) const;

    ActivityModel &model() { return m_program->session.model(); }
    ActivityListView &list()
    {
        return static_cast<ActivityListView &>(*m_program->window.conversationView().list());
    }

    PollCounter m_polls; // outlives the program
    std::unique_ptr<WholeProgram> m_program;
    std::unique_ptr<HttpProbe> m_probe;
    QByteArray m_watermark;
    QSet<QString> m_filled; // of the row in work
};

void tst_Gallery::initTestCase()
{
    m_program = std::make_unique<WholeProgram>();
    QVERIFY(m_program->service);
    m_probe = std::make_unique<HttpProbe>(m_program->service->port());
    QVERIFY(QTest::qWaitForWindowExposed(&m_program->window));
    m_program->session.setExchangeObserver(&m_polls);
    ConnectionProfile wishes;
    wishes.locale = u"en-GB"_s;
    QSignalSpy loaded(&m_program->session, &ConversationSession::historyLoaded);
    m_program->window.connectTo(wishes);
    QTRY_COMPARE(loaded.count(), 1);
}

// All that came by now, is shown.
void tst_Gallery::settle()
{
    const qsizetype before = m_polls.count();
    QVERIFY(QTest::qWaitFor([&] { return m_polls.count() >= before + 2; }));
}

// The rows of what the bot answers.
QList<int> tst_Gallery::say(const QString &text)
{
    const QString key = m_program->session.send(text, {});
    if (key.isEmpty() || !QTest::qWaitFor([&] {
            return model().at(model().rowOfKey(key)).sendState == SendState::Sent
                && !m_program->session.waitingForReply();
        }))
        return {};
    settle();
    QList<int> rows;
    for (int row = model().rowOfKey(key) + 1; row < model().rowCount(); ++row) {
        if (model().at(row).side != Side::Own)
            rows << row;
    }
    return rows;
}

// What the user sent since the last time, asked of the service over a connection of the test's own.
QList<QJsonObject> tst_Gallery::received()
{
    QList<QJsonObject> all;
    for (;;) {
        const QByteArray query = m_watermark.isEmpty() ? QByteArray() : "?watermark=" + m_watermark;
        const QJsonObject set = m_probe
                                    ->get("/v3/directline/conversations/"
                                              + m_program->session.conversationId().toLatin1()
                                              + "/activities" + query,
                                          {bearer(m_program->service->secret())})
                                    .json();
        const QJsonArray activities = set["activities"_L1].toArray();
        if (activities.isEmpty())
            return all;
        m_watermark = set["watermark"_L1].toString().toLatin1();
        for (const QJsonValue &activity : activities) {
            if (activity["from"_L1]["role"_L1] == "user"_L1)
                all << activity.toObject();
        }
    }
}

// In view; nullptr when the row has none.
AttachmentsPanel *tst_Gallery::panelOf(const QString &key)
{
    const int row = model().rowOfKey(key);
    list().scrollTo(model().index(row), QAbstractItemView::PositionAtTop);
    const auto find = [&]() -> AttachmentsPanel * {
        const QList<QWidget *> widgets = list().rowWidgets().widgets(model().rowOfKey(key));
        return widgets.isEmpty() ? nullptr : qobject_cast<AttachmentsPanel *>(widgets.first());
    };
    if (!QTest::qWaitFor([&] { return find() && find()->isVisible(); }, 2000))
        return nullptr;
    return find();
}

bool tst_Gallery::showsSomething(int row)
{
    list().scrollTo(model().index(row), QAbstractItemView::PositionAtTop);
    QCoreApplication::processEvents();
    const QRect rect = list().visualRect(model().index(row)) & list().viewport()->rect();
    return rect.height() > 5 && shadesOf(list().viewport()->grab(rect).toImage()) > 8;
}

void tst_Gallery::parts_data()
{
    QTest::addColumn<QString>("name");
    for (const practice::GallerySection &section : practice::gallerySections()) {
        for (const practice::GalleryPart &part : section.parts)
            QTest::newRow(part.name.data()) << QString(part.name);
    }
}

void tst_Gallery::parts()
{
    QFETCH(const QString, name);
    const QList<int> rows = say(u"gallery "_s + name);
    QVERIFY2(!rows.isEmpty(), "nothing came");
    QStringList keys;
    for (const int row : rows) {
        QVERIFY2(showsSomething(row), qPrintable(u"row %1 is blank"_s.arg(row - rows.first())));
        keys << model().at(row).key;
    }
    received();
    for (const QString &key : std::as_const(keys)) {
        if (model().rowOfKey(key) >= 0
            && !model().at(model().rowOfKey(key)).activity.attachments.isEmpty())
            pressAll(key);
        if (QTest::currentTestFailed())
            return;
    }
    QCOMPARE(received().size(), 0);
}

QString tst_Gallery::botsId(const QString &key) const
{
    const ActivityModel &rows = m_program->session.model();
    return rows.at(rows.rowOfKey(key)).activity.id;
}

void tst_Gallery::pressAll(const QString &key)
{
    m_filled.clear();
    QJsonArray attachments;
    for (const auto &attachment : model().at(model().rowOfKey(key)).activity.attachments)
        attachments.append(attachment.raw);
    const QList<Press> presses = pressesOf(attachments);
    for (const Press &press : presses) {
        QPointer<AttachmentsPanel> panel = panelOf(key);
        QVERIFY2(panel, "no panel");
        for (const QString &opener : press.within) {
            for (auto *button : panel->findChildren<CardButton *>()) {
                if (button->title() == opener && button->isVisibleTo(panel)
                    && !button->isExpanded())
                    button->click();
            }
        }
        for (const QJsonObject &input : press.inputs)
            fill(*panel, input);
        if (QTest::currentTestFailed())
            return;
        check(press, key);
        if (QTest::currentTestFailed()) {
            qWarning("at “%s”", qPrintable(press.label));
            return;
        }
    }
    pressTheRest(key, presses);
}

void tst_Gallery::fill(const QWidget &panel, const QJsonObject &input)
{
    const QString name = nameOf(input);
    QWidget *editor = nullptr;
    for (QWidget *widget : panel.findChildren<QWidget *>()) {
        const QString accessible = widget->accessibleName();
        if (widget->isVisibleTo(&panel)
            && (accessible == name || accessible.startsWith(name + " ("_L1)))
            editor = widget;
    }
    if (name.isEmpty() && !editor)
        return; // an input without any name has nothing to send either
    QVERIFY2(editor, qPrintable(u"no field “%1”"_s.arg(name)));
    if (m_filled.contains(name))
        return; // what was filled in before must still be there
    m_filled.insert(name);
    const QString filling = fillingOf(input);
    if (auto *combo = qobject_cast<QComboBox *>(editor)) {
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_End);
        QTest::keyClick(combo, Qt::Key_Home);
    } else if (auto *box = qobject_cast<QCheckBox *>(editor)) {
        if (!box->isChecked())
            box->click();
    } else if (qobject_cast<adaptive::ChoicePanel *>(editor)) {
        const auto choices = editor->findChildren<QAbstractButton *>();
        const bool several = input["isMultiSelect"_L1].toBool();
        for (QAbstractButton *choice : choices) {
            if (!choice->isChecked() && (several || choice == choices.first()))
                choice->click();
        }
    } else if (auto *area = qobject_cast<QPlainTextEdit *>(editor)) {
        area->selectAll();
        QTest::keyClicks(area, filling);
    } else {
        auto *line = qobject_cast<QLineEdit *>(editor);
        if (!line)
            line = editor->findChild<QLineEdit *>();
        QVERIFY2(line, qPrintable(u"cannot fill in “%1”"_s.arg(name)));
        line->selectAll();
        // A choice that is typed goes by its title.
        const QJsonValue title = input["choices"_L1][0]["title"_L1];
        QTest::keyClicks(line, title.toString(filling));
        dismissDialogs();
    }
}

QWidget *tst_Gallery::find(const QWidget &panel, const Press &press)
{
    QList<QWidget *> named;
    for (QWidget *widget : panel.findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(&panel))
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const QString title = button ? titleOf(*button) : widget->accessibleName();
        const bool isArea
            = !qobject_cast<ActionButton *>(widget) && !qobject_cast<CardButton *>(widget);
        // Pieces of cards say the host, too: "Timetable (example.org)"; and an address is no name.
        const QString hint = isArea ? widget->accessibleDescription() : QString();
        if (isArea == press.isArea
            && (title == press.label || hint == press.label
                || (isArea && title.startsWith(press.label + " ("_L1))
                || hint.startsWith(press.label + " ("_L1)))
            named << widget;
    }
    // Those with another occurrence may be hidden or replaced.
    return named.isEmpty() ? nullptr : named.value(press.occurrence, named.last());
}

// In the menu of a card's further actions.
QAction *tst_Gallery::findEntry(const QWidget &panel, const Press &press)
{
    for (QAction *action : panel.findChildren<QAction *>()) {
        if (QString(action->text()).replace("&&"_L1, "&"_L1) == press.label)
            return action;
    }
    return nullptr;
}

void tst_Gallery::check(const Press &press, const QString &key)
{
    using Promise = Press::Promise;
    const AttachmentsPanel *panel = panelOf(key);
    QVERIFY(panel);
    QWidget *button = find(*panel, press);
    QAction *entry = button ? nullptr : findEntry(*panel, press);
    QVERIFY2(button || entry, qPrintable(u"no button “%1”"_s.arg(press.label)));
    const bool enabled = button ? button->isEnabled() : entry->isEnabled();
    QCOMPARE(enabled, press.promise != Promise::Nothing);
    if (!enabled)
        return;
    if (entry) {
        entry->trigger();
    } else {
        auto *spoken = QAccessible::queryAccessibleInterface(button);
        QVERIFY(spoken && spoken->actionInterface());
        spoken->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    }
    switch (press.promise) {
    case Promise::Nothing:
        break;
    case Promise::Shows: // pressing by way of accessibility takes its time
        QTRY_VERIFY(!qobject_cast<QAbstractButton *>(button)
                    || !qobject_cast<QAbstractButton *>(button)->isDown());
        break;
    case Promise::Saves:
        QTRY_VERIFY(m_program->window.findChild<QDialog *>(u"saveDialog"_s));
        QVERIFY(dismissDialogs());
        break;
    case Promise::Leads: {
        QTRY_VERIFY(m_program->window.findChild<QMessageBox *>(u"linkQuestion"_s));
        const auto *question = m_program->window.findChild<QMessageBox *>(u"linkQuestion"_s);
        const QUrl url(press.address);
        const QString host = url.host().isEmpty() ? url.path() : url.host();
        QVERIFY2(question->text().contains(host), qPrintable(question->text()));
        QVERIFY(dismissDialogs());
        break;
    }
    case Promise::Sends: {
        QList<QJsonObject> sent;
        QVERIFY(QTest::qWaitFor([&] {
            sent += received();
            return !sent.isEmpty();
        }));
        QCOMPARE(sent.size(), 1);
        QJsonObject activity = sent.first();
        for (const auto member :
             {"id"_L1, "timestamp"_L1, "channelId"_L1, "serviceUrl"_L1, "conversation"_L1,
              "recipient"_L1, "localTimestamp"_L1, "localTimezone"_L1})
            QVERIFY2(!activity.take(member).isUndefined(), member.data());
        QJsonObject channelData = activity.take("channelData"_L1).toObject();
        QVERIFY(!channelData.take("clientActivityID"_L1).toString().isEmpty());
        if (!channelData.isEmpty())
            activity["channelData"_L1] = channelData;
        QJsonObject expected = press.posted;
        expected["from"_L1]
            = QJsonObject{{u"id"_s, m_program->session.profile().userId}, {u"role"_s, u"user"_s}};
        expected["locale"_L1] = u"en-GB"_s;
        expected["replyToId"_L1] = botsId(key);
        QCOMPARE(compact(activity), compact(expected));
        settle(); // the card knows that it was sent, and the bot's answer is there
        break;
    }
    }
}

// Buttons that are not the bot's: of files, pictures, notes, carousels. They send nothing.
void tst_Gallery::pressTheRest(const QString &key, const QList<Press> &presses)
{
    QStringList labels;
    for (const Press &press : presses)
        labels << press.label;
    const AttachmentsPanel *panel = panelOf(key);
    QVERIFY(panel);
    QList<QPointer<QAbstractButton>> rest;
    for (QAbstractButton *button : panel->findChildren<QAbstractButton *>()) {
        const bool isBots = qobject_cast<CardButton *>(button)
            || qobject_cast<adaptive::ClickArea *>(button)
            || qobject_cast<adaptive::CardImage *>(button) || button->isCheckable()
            || labels.contains(titleOf(*button));
        if (!isBots && button->isVisibleTo(panel) && button->isEnabled())
            rest << button;
    }
    for (const QPointer<QAbstractButton> &button : std::as_const(rest)) {
        if (!button || !button->isVisible() || !button->isEnabled())
            continue;
        button->click();
        QCoreApplication::processEvents();
        dismissDialogs();
    }
    QCOMPARE(received().size(), 0);
    QVERIFY(m_program->opened.isEmpty());
}

// Also popups, such as a calendar. False: there was nothing to dismiss.
bool tst_Gallery::dismissDialogs()
{
    bool any = false;
    while (QWidget *popup = QApplication::activePopupWidget()) {
        popup->close();
        any = true;
    }
    const auto dialogs = m_program->window.findChildren<QDialog *>();
    for (QDialog *dialog : dialogs) {
        any |= dialog->isVisible();
        dialog->reject();
        QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
    }
    return any;
}

void tst_Gallery::suggestedActions()
{
    const QList<directline::CardAction> actions = [this] {
        say(u"gallery actions"_s);
        return m_program->session.suggestedActions();
    }();
    QVERIFY(actions.size() >= 4);
    for (qsizetype i = 0; i < actions.size(); ++i) {
        say(u"gallery actions"_s);
        received();
        QList<QPushButton *> chips;
        for (auto *chip : m_program->window.findChildren<QPushButton *>(u"suggestedAction"_s)) {
            if (chip->isVisible())
                chips << chip;
        }
        QCOMPARE(chips.size(), actions.size());
        QTest::mouseClick(chips.at(i), Qt::LeftButton);
        const bool leads = actions.at(i).kind() == directline::CardAction::Kind::OpenUrl;
        if (leads) {
            QVERIFY(dismissDialogs());
            continue;
        }
        QList<QJsonObject> sent;
        QVERIFY(QTest::qWaitFor([&] {
            sent += received();
            return !sent.isEmpty();
        }));
        QVERIFY(!sent.first().contains("replyToId"_L1));
        settle();
    }
}

QTEST_MAIN(tst_Gallery)
#include "tst_gallery.moc"
