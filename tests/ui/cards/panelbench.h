// What the tests of attachments have in common.
#pragma once

#include "app/conversation/model/activityentry.h"
#include "app/conversation/state/cardstate.h"
#include "tests/ui/recordingactions.h"
#include "ui/cards/attachments/chiphead.h"
#include "ui/cards/attachmentspanel.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/cardtext.h"
#include "ui/content/contentloader.h"

#include <QtCore/QBuffer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtGui/QImage>
#include <QtNetwork/QNetworkAccessManager>

namespace botline::test {

using namespace Qt::StringLiterals;

inline QJsonArray arrayOf(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isArray())
        qFatal("bad JSON in a test: %s", qPrintable(error.errorString()));
    return document.array();
}

// A row of the bot with these attachments: a JSON array.
inline ActivityEntry entryOf(const QByteArray &attachments, const QString &layout = {},
                             const QString &textFormat = {})
{
    ActivityEntry entry;
    entry.key = u"row-1"_s;
    entry.side = Side::Bot;
    entry.activity.type = u"message"_s;
    entry.activity.attachmentLayout = layout;
    entry.activity.textFormat = textFormat;
    const QJsonArray array = arrayOf(attachments);
    for (const QJsonValue &value : array)
        entry.activity.attachments.append(*directline::Attachment::fromJson(value));
    return entry;
}

// {"contentType": "application/vnd.microsoft.card.<kind>", "content": <content>} as an array.
inline QByteArray cardJson(const QByteArray &kind, const QByteArray &content)
{
    return R"([{"contentType":"application/vnd.microsoft.card.)" + kind + R"(","content":)"
        + content + "}]";
}

inline QByteArray pngOf(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes;
}

// A picture that needs no network.
inline QByteArray pngUrl(int width, int height)
{
    return "data:image/png;base64," + pngOf(width, height).toBase64();
}

template <typename T> QList<T *> shown(const QWidget &widget)
{
    QList<T *> result;
    const auto all = widget.findChildren<T *>();
    for (T *each : all) {
        if (each->isVisibleTo(&widget))
            result.append(each);
    }
    return result;
}

// All that a person can read, in the order of the widgets.
inline QString wordsOf(const QWidget &widget)
{
    QStringList words;
    const auto widgets = shown<QWidget>(widget);
    for (const QWidget *each : widgets) {
        if (const auto *text = qobject_cast<const CardText *>(each))
            words.append(text->plainText());
        else if (const auto *head = qobject_cast<const ChipHead *>(each))
            words.append(head->accessibleName());
        else if (const auto *button = qobject_cast<const CardButton *>(each))
            words.append(button->title());
    }
    words.removeAll(QString());
    return words.join(u'|');
}

inline CardButton *button(const QWidget &widget, const QString &title)
{
    const auto all = shown<CardButton>(widget);
    for (CardButton *each : all) {
        if (each->title() == title)
            return each;
    }
    qFatal("no button “%s” among: %s", qPrintable(title), qPrintable(wordsOf(widget)));
    return nullptr;
}

inline CardText *textOf(const QWidget &widget, const QString &words)
{
    const auto all = shown<CardText>(widget);
    for (CardText *each : all) {
        if (each->plainText() == words)
            return each;
    }
    qFatal("no text “%s” among: %s", qPrintable(words), qPrintable(wordsOf(widget)));
    return nullptr;
}

// Panels over one loader and one state. The service is far away, so that nothing is fetched unless
// a test routes it somewhere.
class PanelBench
{
public:
    explicit PanelBench(QNetworkAccessManager *network = nullptr)
        : m_content(network ? *network : m_network)
    {
        m_content.setServiceUrl(
            *directline::ServiceUrl::parse(u"https://service.example/v3/directline"_s));
    }

    std::unique_ptr<AttachmentsPanel> make(const ActivityEntry &entry, int width = 360,
                                           int zoom = 100, bool dark = false)
    {
        auto panel = std::make_unique<AttachmentsPanel>(ChatStyle(dark, zoom, QFont()), m_content,
                                                        m_states, m_actions);
        panel->setEntry(entry);
        panel->resize(width, panel->heightForWidth(width));
        panel->show();
        return panel;
    }
    std::unique_ptr<AttachmentsPanel> make(const QByteArray &attachments, int width = 360)
    {
        return make(entryOf(attachments), width);
    }
    ContentLoader &content() { return m_content; }
    CardStates &states() { return m_states; }
    const RecordingActions &asked() const { return m_actions; }
    RecordingActions &actions() { return m_actions; }

private:
    QNetworkAccessManager m_network;
    ContentLoader m_content;
    CardStates m_states;
    RecordingActions m_actions;
};

} // namespace botline::test
