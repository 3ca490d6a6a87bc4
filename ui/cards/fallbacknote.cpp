#include "fallbacknote.h"

#include "actionbuttons.h"
#include "cardtext.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qsizetype kMaxShown = 20'000;

} // namespace

QString shownJson(const QJsonValue &value)
{
    QString text;
    if (value.isObject())
        text = QString::fromUtf8(QJsonDocument(value.toObject()).toJson());
    else if (value.isArray())
        text = QString::fromUtf8(QJsonDocument(value.toArray()).toJson());
    else if (value.isString())
        text = value.toString();
    else
        text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson());
    if (text.size() > kMaxShown)
        return text.left(kMaxShown) + u'\n'
            + FallbackNote::tr("… and %n more characters", nullptr, int(text.size() - kMaxShown));
    return text.trimmed();
}

FallbackNote::FallbackNote(const CardContextPtr &context, const QString &message,
                           const QJsonValue &json, QWidget *parent)
    : Surface(context, parent), m_json(json)
{
    setMargins({px(12), px(8), px(12), px(6)});
    add(new CardText(context, message, CardText::Format::Literal,
                     {style().body(), colors().muted}));
    if (json.isUndefined() || json.isNull()) {
        setMargins({px(12), px(8), px(12), px(8)});
        return;
    }
    auto *buttons = new ActionButtons(context);
    m_toggle = buttons->add(tr("Show JSON"), ActionButton::Look::Link);
    connect(m_toggle, &QPushButton::clicked, this, [this] { setExpanded(!isExpanded()); });
    add(buttons, px(2));
}

bool FallbackNote::isExpanded() const
{
    return m_text && !m_text->isHidden();
}

void FallbackNote::setExpanded(bool expanded)
{
    if (!m_toggle || expanded == isExpanded())
        return;
    if (!m_text) {
        m_text = new CardText(sharedContext(), shownJson(m_json), CardText::Format::Literal,
                              {style().mono(), colors().text});
        add(m_text);
    } else {
        m_text->setShown(expanded);
    }
    m_toggle->setTitle(expanded ? tr("Hide JSON") : tr("Show JSON"));
    contentsChanged();
}

int FallbackNote::computeNaturalWidth() const
{
    return std::min(px(400), Surface::computeNaturalWidth());
}

} // namespace botline
