// What the tests of the conversation's list share: entries in one line, and rows with real widgets
// whose heights the test decides.
#pragma once

#include "app/conversation/model/activitymodel.h"
#include "ui/conversation/rowwidgets.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QHash>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace botline::test {

using namespace Qt::StringLiterals;

inline QDateTime noon(int secondsLater = 0)
{
    return QDateTime(QDate(2024, 3, 12), QTime(12, 0)).toUTC().addSecs(secondsLater);
}

inline ActivityEntry entryOf(Side side, const QString &text, const QDateTime &time)
{
    static int count = 0;
    ActivityEntry entry;
    entry.key = u"row-%1"_s.arg(++count);
    entry.side = side;
    entry.activity.type = u"message"_s;
    entry.activity.text = text;
    entry.time = time;
    entry.timeIsServers = true;
    return entry;
}

inline ActivityEntry botSays(const QString &text, const QDateTime &time = noon())
{
    ActivityEntry entry = entryOf(Side::Bot, text, time);
    entry.senderName = u"Echo"_s;
    entry.activity.from = directline::ChannelAccount();
    entry.activity.from->id = u"echo-bot"_s;
    return entry;
}

inline ActivityEntry iSay(const QString &text, const QDateTime &time = noon(),
                          SendState state = SendState::Sent)
{
    ActivityEntry entry = entryOf(Side::Own, text, time);
    entry.delivery.state = state;
    return entry;
}

inline ActivityEntry notice(const QString &text, const QDateTime &time = noon())
{
    ActivityEntry entry = entryOf(Side::System, {}, time);
    entry.note = text;
    return entry;
}

inline ActivityEntry withAttachment(ActivityEntry entry, const QString &name = u"photo.png"_s)
{
    directline::Attachment attachment;
    attachment.name = name;
    attachment.contentType = u"image/png"_s;
    entry.activity.attachments << attachment;
    return entry;
}

// `count` messages of different lengths, every third one ours, a minute apart.
inline QList<ActivityEntry> chatter(int count, const QDateTime &start = noon())
{
    QList<ActivityEntry> entries;
    for (int i = 0; i < count; ++i) {
        const QString text = u"Message %1. "_s.arg(i)
            + u"Several words that fill a line or two. "_s.repeated(i * 7 % 5);
        entries << (i % 3 == 0 ? iSay(text, start.addSecs(60 * i))
                               : botSays(text, start.addSecs(60 * i)));
    }
    return entries;
}

inline ChatStyle testStyle(int zoom = 100)
{
    return {false, zoom, QGuiApplication::font()};
}

// A widget in a row: a field and a button, as high as it is told.
class RowPanel : public QWidget
{
public:
    RowPanel(int height, QWidget *parent)
        : QWidget(parent),
          field(new QLineEdit(this)),
          button(new QPushButton(u"Go"_s, this)),
          m_height(height)
    {
        auto *column = new QVBoxLayout(this);
        column->addWidget(field);
        column->addWidget(button);
    }

    void setFixed(int height) { m_height = height; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int) const override { return m_height; }
    QSize sizeHint() const override { return {300, m_height}; }

    QLineEdit *field;
    QPushButton *button;

private:
    int m_height;
};

// Rows with attachments have a RowPanel of 120 px, unless told otherwise; the estimate says 100.
class PanelRows : public RowWidgets
{
public:
    bool wanted(const ActivityEntry &entry) const override
    {
        return !entry.activity.attachments.isEmpty();
    }
    int estimatedHeight(const ActivityEntry &, int) const override { return 100; }
    QWidget *create(const ActivityEntry &entry, QWidget *parent) override
    {
        auto *panel = new RowPanel(m_heights.value(entry.key, 120), parent);
        panel->setObjectName(entry.key);
        const QString key = entry.key;
        m_panels.insert(key, panel);
        connect(panel, &QObject::destroyed, this, [this, key, panel] {
            if (m_panels.value(key) == panel)
                m_panels.remove(key);
        });
        ++created;
        return panel;
    }
    void update(QWidget *, const ActivityEntry &) override { ++updated; }

    // What a picture does that arrives late.
    void setHeight(const QString &key, int height)
    {
        m_heights.insert(key, height);
        if (RowPanel *panel = m_panels.value(key)) {
            panel->setFixed(height);
            Q_EMIT widgetResized(panel);
        }
    }
    RowPanel *panel(const QString &key) const { return m_panels.value(key); }
    int alive() const { return static_cast<int>(m_panels.size()); }

    int created = 0;
    int updated = 0;

private:
    QHash<QString, int> m_heights;
    QHash<QString, RowPanel *> m_panels;
};

} // namespace botline::test
