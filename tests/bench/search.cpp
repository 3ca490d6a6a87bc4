// Types a word into the find bar over a long conversation, in the real view, and prints one JSON
// line for each figure: how long until the first hit is shown and until everything is searched, and
// the longest time in which the user interface answered nothing.
//
// usage: bench_search [MESSAGES]
#include "app/conversation/model/activitymodel.h"
#include "tests/ui/recordingactions.h"
#include "ui/conversation/conversationview.h"
#include "ui/conversation/findbar.h"
#include "ui/conversation/rowwidgets.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

constexpr int kHeartbeatMs = 1;

class NoWidgets : public RowWidgets
{
public:
    bool wanted(const ActivityEntry &) const override { return false; }
    int estimatedHeight(const ActivityEntry &, int) const override { return 0; }
    QWidget *create(const ActivityEntry &, QWidget *) override { return nullptr; }
    void update(QWidget *, const ActivityEntry &) override { }
};

// 80 % short texts, 10 % Markdown, 5 % long texts, 5 % cards; one of 99 names a harbour.
ActivityEntry message(int i)
{
    ActivityEntry entry;
    entry.key = QString::number(i);
    entry.side = i % 3 == 0 ? Side::Own : Side::Bot;
    entry.senderName = u"Bot"_s;
    entry.activity.type = u"message"_s;
    entry.time = QDateTime::fromSecsSinceEpoch(1'700'000'000 + i * 40);
    const QString word = i % 99 == 0 ? u"harbour"_s : u"station"_s;
    const int kind = i % 20;
    if (kind < 16) {
        entry.activity.text = u"Message %1: the train to the %2 leaves soon"_s.arg(i).arg(word);
    } else if (kind < 18) {
        entry.activity.text
            = u"## Plan %1\n\n- **train** to the %2\n- [tickets](https://example.com/%1)\n\n```\nx = 1\n```"_s
                  .arg(i)
                  .arg(word);
        entry.side = Side::Bot;
    } else if (kind == 18) {
        entry.activity.text = (u"A long story about the %1. "_s.arg(word)).repeated(60);
    } else {
        directline::Attachment card;
        card.contentType = u"application/vnd.microsoft.card.hero"_s;
        card.content
            = QJsonObject{{"title"_L1, u"To the "_s + word}, {"text"_L1, "Bring a **jacket**"_L1}};
        entry.activity.attachments << card;
        entry.side = Side::Bot;
    }
    return entry;
}

void print(const char *figure, const QString &query, qint64 value)
{
    const QJsonObject line{{"bench"_L1, "search"_L1},
                           {"figure"_L1, QString::fromLatin1(figure)},
                           {"query"_L1, query},
                           {"ms"_L1, value}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const int messages = argc > 1 ? std::atoi(argv[1]) : 100'000;
    ActivityModel model;
    QList<ActivityEntry> entries;
    for (int i = 0; i < messages; ++i)
        entries << message(i);
    model.append(entries);
    entries.clear();
    NoWidgets widgets;
    test::RecordingActions actions;
    ConversationView view(model, widgets, actions, ChatStyle(false, 100, QApplication::font()));
    view.resize(760, 720);
    view.show();
    view.openFind();
    QApplication::processEvents();

    auto *bar = view.findChild<FindBar *>();
    auto *field = view.findChild<QLineEdit *>(u"findField"_s);
    auto *regex = view.findChild<QToolButton *>(u"findRegex"_s);
    const std::pair<QString, bool> queries[]
        = {{u"harbour"_s, false},          {u"the"_s, false},
           {u"harbour has:card"_s, false}, {u"nowhere"_s, false},
           {u"harb\\w+|t\\w+s"_s, true},   {u"(t+)+$"_s, true}};
    bool found = true;
    for (const auto &[query, expression] : queries) {
        field->clear();
        regex->setChecked(expression);
        qint64 gap = 0;
        QElapsedTimer beat;
        QTimer heart;
        heart.setInterval(kHeartbeatMs);
        QObject::connect(&heart, &QTimer::timeout, &heart,
                         [&] { gap = std::max(gap, beat.restart()); });
        QElapsedTimer timer;
        timer.start();
        beat.start();
        heart.start();
        qint64 first = -1;
        field->setText(query);
        gap = beat.restart();
        const auto isDone = [&] {
            const QString result = bar->resultText();
            if (first < 0 && result.contains(u" of "_s))
                first = timer.elapsed();
            return !result.contains(u'+') && result != u"Searching…"_s;
        };
        while (!isDone())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        print("first-hit", query, first);
        print("all-hits", query, timer.elapsed());
        print("longest-gap", query, gap);
        found = found && (first >= 0 || query == u"nowhere"_s || expression);
    }
    return found ? 0 : 1;
}
