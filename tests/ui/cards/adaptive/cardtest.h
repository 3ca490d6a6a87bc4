// What the tests of whole Adaptive Cards have in common.
#pragma once

#include "app/conversation/state/cardstate.h"
#include "ui/cards/adaptive/adaptivecardwidget.h"
#include "ui/cards/widgets/cardbutton.h"
#include "ui/cards/widgets/cardtext.h"
#include "ui/content/contentloader.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtNetwork/QNetworkAccessManager>
#include <QtWidgets/QLabel>

namespace botline::test {

using namespace Qt::StringLiterals;

inline QJsonObject object(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        qFatal("bad JSON in a test: %s", qPrintable(error.errorString()));
    return document.object();
}

inline QJsonObject cardOf(const QByteArray &body, const QByteArray &actions = "[]")
{
    return object(R"({"type":"AdaptiveCard","version":"1.5","body":)" + body + R"(,"actions":)"
                  + actions + "}");
}

// All that a person can read, in the order of the widgets.
inline QString wordsOf(const QWidget &card)
{
    QStringList words;
    const auto widgets = card.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (widget->isHidden())
            continue;
        if (const auto *text = qobject_cast<const CardText *>(widget))
            words.append(text->plainText());
        else if (const auto *label = qobject_cast<const QLabel *>(widget))
            words.append(label->text());
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            words.append(button->text());
    }
    words.removeAll(QString());
    return words.join(u'|');
}

template <typename T> QList<T *> shown(const QWidget &card)
{
    QList<T *> result;
    const auto all = card.findChildren<T *>();
    for (T *each : all) {
        if (!each->isHidden())
            result.append(each);
    }
    return result;
}

inline CardButton *button(const QWidget &card, const QString &text)
{
    const auto all = shown<CardButton>(card);
    for (CardButton *each : all) {
        if (each->text() == text)
            return each;
    }
    qFatal("no button “%s” among: %s", qPrintable(text), qPrintable(wordsOf(card)));
    return nullptr;
}

// Cards of one row, over the same state and with nothing behind their pictures.
class CardBench
{
public:
    std::unique_ptr<AdaptiveCardWidget> make(const QJsonObject &card, int zoom = 100)
    {
        auto widget = std::make_unique<AdaptiveCardWidget>(
            adaptive::parseCard(card), card, u"row"_s, 0, ChatStyle(false, zoom, QFont()),
            m_content, m_states);
        widget->resize(320, widget->heightForWidth(320));
        widget->show();
        return widget;
    }
    CardStates &states() { return m_states; }
    ContentLoader &content() { return m_content; }

private:
    QNetworkAccessManager m_network;
    ContentLoader m_content{m_network};
    CardStates m_states;
};

} // namespace botline::test
