#include "stage.h"

#include "widgetfaults.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/state/activitytimeline.h"
#include "app/conversation/state/cardstate.h"
#include "app/directline/activityset.h"
#include "tests/ui/recordingactions.h"
#include "ui/cards/attachmentspanel.h"
#include "ui/content/contentloader.h"
#include "ui/conversation/conversationlist.h"
#include "ui/conversation/conversationview.h"
#include "ui/page/attachmentrows.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QJsonDocument>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace botline::bench {

namespace {

constexpr int kRuns = 3; // of which the middle one counts
constexpr int kTallestList = 16'000; // pixels that are looked at
constexpr int kQuietTurns = 3;
constexpr auto kPatience = 10s;

// Whom a set names as the user: who sends to the bot, or bears that role.
QString userOf(const directline::ActivitySet &set)
{
    for (const directline::Activity &activity : set.activities) {
        if (activity.from && activity.recipient && activity.recipient->role == "bot"_L1)
            return activity.from->id;
        if (activity.from && activity.from->role == "user"_L1)
            return activity.from->id;
    }
    return u"user-1"_s;
}

QString conversationOf(const directline::ActivitySet &set)
{
    for (const directline::Activity &activity : set.activities) {
        if (activity.conversation)
            return activity.conversation->id;
    }
    return u"corpus"_s;
}

// One conversation in its list, as ConversationView shows it.
class ShownConversation
{
public:
    ShownConversation(QWidget &window, Media &media, const ChatStyle &style,
                      const directline::ActivitySet &set, int cardWidth)
        : m_window(window),
          m_media(media),
          m_content(media),
          m_timeline(m_model, m_clock),
          m_rows(style, m_content, m_states, m_actions),
          m_view(m_model, m_rows, m_actions, style, &window)
    {
        m_content.setServiceUrl(media.serviceUrl());
        m_timeline.setUserId(userOf(set));
        m_timeline.beginConversation(conversationOf(set), {});
        const ListMetrics metrics(style);
        int width = cardWidth;
        while (metrics.widgetWidth(width) < cardWidth && width < 2 * cardWidth)
            ++width;
        resize(width, 600);
        m_view.show();
        m_timeline.receive({set.activities.constData(), size_t(set.activities.size())});
        settle();
    }

    const ActivityModel &model() const { return m_model; }
    ConversationView &view() { return m_view; }
    const ConversationList &list() const { return static_cast<ConversationList &>(*m_view.list()); }
    const ListMetrics &metrics() const { return list().rows().metrics(); }

    QList<QWidget *> widgets() const
    {
        QList<QWidget *> all;
        for (int row = 0; row < m_model.rowCount(); ++row)
            all += list().rowWidgets().widgets(row);
        return all;
    }

private:
    // Until all pictures are there and the list is as high as its rows.
    void settle()
    {
        const QDeadlineTimer deadline(kPatience);
        int quiet = 0; // pictures are laid out in a turn of their own, and then the list
        while (quiet < kQuietTurns && !deadline.hasExpired()) {
            for (int i = 0; i < 4; ++i)
                QCoreApplication::processEvents();
            if (isWaiting())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
            const int wanted
                = int(std::clamp<qint64>(list().rows().geometry().total() + metrics().topPadding
                                             + metrics().bottomPadding + 24,
                                         200, kTallestList));
            quiet = wanted != m_view.height() || isWaiting() ? 0 : quiet + 1;
            resize(m_view.width(), wanted);
            m_view.list()->repaint();
        }
    }

    void resize(int width, int height)
    {
        m_window.resize(width, height); // what is outside is not painted
        m_view.resize(width, height);
    }

    bool isWaiting() const
    {
        const QList<QWidget *> all = widgets();
        return m_media.isBusy() || std::any_of(all.begin(), all.end(), [](const QWidget *widget) {
                   return awaitsPictures(*widget);
               });
    }

    QWidget &m_window;
    Media &m_media;
    SystemClock m_clock;
    ContentLoader m_content;
    CardStates m_states;
    ActivityModel m_model;
    ActivityTimeline m_timeline;
    test::RecordingActions m_actions;
    AttachmentRows m_rows;
    ConversationView m_view;
};

// A row for the first time: its words and widgets made, measured and placed, with no picture there.
Cost firstLayout(QWidget &window, const ActivityEntry &entry, const ListMetrics &metrics,
                 int viewWidth, Media &media)
{
    std::vector<Cost> costs;
    for (int run = 0; run < kRuns; ++run) {
        ContentLoader content(media);
        content.setServiceUrl(media.serviceUrl());
        CardStates states;
        test::RecordingActions actions;
        const Stopwatch watch;
        BubbleText words(BubbleText::Content::of(entry), metrics.style);
        words.setMaxWidth(metrics.textWidth(viewWidth));
        if (AttachmentsPanel::hasContent(entry)) {
            auto *panel = new AttachmentsPanel(metrics.style, content, states, actions, &window);
            panel->setEntry(entry);
            const int width = std::min(metrics.widgetWidth(viewWidth), panel->sizeHint().width());
            panel->setGeometry(0, 0, width, panel->heightForWidth(width));
            panel->show();
            costs.push_back(watch.cost());
            delete panel;
        } else {
            costs.push_back(watch.cost());
        }
    }
    std::sort(costs.begin(), costs.end(),
              [](const Cost &a, const Cost &b) { return a.cpu < b.cpu; });
    return costs[costs.size() / 2];
}

bool isOneColor(const QImage &image)
{
    if (image.isNull())
        return true;
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        if (std::any_of(line, line + image.width(), [first](QRgb pixel) { return pixel != first; }))
            return false;
    }
    return true;
}

// What stands within the outline of a card or bubble.
QImage insideOf(const QImage &picture, const QRect &box, int inset)
{
    const QRect inner = box.adjusted(inset, inset, -inset, -inset).intersected(picture.rect());
    return inner.isEmpty() ? QImage() : picture.copy(inner);
}

void lookAtRow(int row, const ShownConversation &shown, const QImage &picture, Stage::Scene &scene)
{
    const ActivityEntry &entry = shown.model().at(row);
    const BubbleText words(BubbleText::Content::of(entry), shown.metrics().style);
    const QString text = words.plainText({0, words.length()});
    const QList<QWidget *> widgets = shown.list().rowWidgets().widgets(row);
    bool blank = text.trimmed().isEmpty();
    for (const QWidget *widget : widgets) {
        const int inset = std::min(shown.metrics().style.px(12),
                                   std::min(widget->width(), widget->height()) / 4);
        const QRect box(widget->mapTo(&shown.list(), QPoint()), widget->size());
        scene.faults += layoutFaults(*widget);
        scene.notes += notesIn(*widget);
        if (shown.list().viewport()->rect().right() < box.right())
            scene.faults.append(u"row %1 is wider than the list"_s.arg(row));
        if (!showsAnything(*widget) || isOneColor(insideOf(picture, box, inset)))
            scene.faults.append(u"row %1 has a blank card"_s.arg(row));
        else
            blank = false;
    }
    if (widgets.isEmpty() && blank)
        scene.faults.append(u"row %1 is blank"_s.arg(row));
}

} // namespace

Stage::Stage(QApplication &application, Media &media, int zoomPercent)
    : m_media(media),
      m_store(m_folder.filePath(u"cardcheck.ini"_s), QSettings::IniFormat),
      m_settings(m_store),
      m_appearance(application, m_settings)
{
    m_appearance.setZoomPercent(zoomPercent);
    m_appearance.setTheme(Theme::Light);
    m_window.show();
}

Stage::Scene Stage::show(const QJsonObject &set, const Setting &setting)
{
    m_appearance.setTheme(setting.dark ? Theme::Dark : Theme::Light);
    Scene scene;
    QString why;
    const QByteArray body = QJsonDocument(m_media.rewritten(set)).toJson(QJsonDocument::Compact);
    const auto activities = directline::ActivitySet::fromBody(body, &why);
    if (!activities) {
        scene.faults.append(u"cannot be read: "_s + why);
        return scene;
    }
    if (activities->skipped > 0) // the session says so, too
        scene.notes.append(
            u"%1 activities cannot be read and were left out"_s.arg(activities->skipped));
    ShownConversation shown(m_window, m_media, m_appearance.style(), *activities, setting.width);
    scene.rows = shown.model().rowCount();
    if (scene.rows == 0)
        scene.notes.append(u"nothing of it becomes a row"_s);
    scene.picture = shown.view().grab().toImage().convertToFormat(QImage::Format_RGB32);
    for (int row = 0; row < scene.rows; ++row) {
        const Cost cost = firstLayout(m_window, shown.model().entry(row), shown.metrics(),
                                      shown.view().width(), m_media);
        if (cost.cpu > scene.slowest.cpu)
            scene.slowest = cost;
        lookAtRow(row, shown, scene.picture, scene);
    }
    const QList<QWidget *> widgets = shown.widgets();
    scene.height = scene.rows == 1 && widgets.size() == 1
        ? widgets.first()->height()
        : int(shown.list().rows().geometry().total());
    const QStringList strangers = m_media.takeStrangers();
    for (const QString &address : strangers)
        scene.faults.append(u"asked for "_s + address);
    return scene;
}

} // namespace botline::bench
