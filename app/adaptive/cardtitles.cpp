#include "cardtitles.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::adaptive::CardTitles)
};

// The host or the person that an address leads to; "" when it names none, or tries to look like
// another one by a user name before the host.
QString destinationOf(const QString &address)
{
    if (address.isEmpty())
        return {};
    const QUrl url(address.trimmed(), QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (!url.isValid() || !url.userInfo().isEmpty())
        return {};
    if (scheme == "mailto"_L1 || scheme == "tel"_L1)
        return url.path();
    if (scheme != "https"_L1 && scheme != "http"_L1)
        return {};
    const QString host = url.host(QUrl::FullyEncoded);
    return url.port() < 0 || host.isEmpty() ? host : host + u':' + QString::number(url.port());
}

} // namespace

QString buttonTitle(const Action &action)
{
    constexpr qsizetype kLongestForm = 100;
    if (action.type == "MediaSource"_L1 && !action.title.isEmpty())
        return Translations::tr("Open as %1").arg(action.title.left(kLongestForm));
    if (action.type == "CaptionSource"_L1)
        return Translations::tr("Captions: %1").arg(action.title.left(kLongestForm));
    if (saysAnything(action.title))
        return action.title;
    if (const QString destination = destinationOf(action.url); saysAnything(destination))
        return destination;
    switch (action.kind) {
    case Action::Kind::OpenUrl:
        return Translations::tr("Open");
    case Action::Kind::Submit:
        return Translations::tr("Send");
    case Action::Kind::ShowCard:
    case Action::Kind::ToggleVisibility:
        return Translations::tr("Show more");
    case Action::Kind::CardAction:
    case Action::Kind::Unsupported:
        break;
    }
    return saysAnything(action.type) ? action.type : Translations::tr("Button");
}

QString noteText(const Note &note)
{
    switch (note.reason) {
    case Note::Reason::UnsupportedElement:
        return saysAnything(note.type)
            ? Translations::tr("Unsupported element: %1").arg(note.type.simplified())
            : Translations::tr("Unsupported element without a type");
    case Note::Reason::MissingAddress:
        return Translations::tr("%1: the bot gave no address for it").arg(note.type);
    case Note::Reason::TooLong:
        return Translations::tr("This card is too long. The rest of it is not shown.");
    case Note::Reason::TooDeep:
        return Translations::tr("This card is nested too deeply. What is inside is not shown.");
    }
    return {};
}

bool showsFallbackText(const Card &card)
{
    if (card.fallbackText.isEmpty())
        return false;
    if (!card.valid || card.later)
        return true;
    return card.actions.empty()
        && std::all_of(card.body.begin(), card.body.end(), [](const Element &element) {
               return std::holds_alternative<Note>(element.content);
           });
}

QString labelOf(const Input &input)
{
    return input.kind == Input::Kind::Toggle && input.title.isEmpty() ? QString() : input.label;
}

QString toggleTitle(const Input &input)
{
    return input.title.isEmpty() ? input.label : input.title;
}

bool saysAnything(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return !c.isSpace() && c.category() != QChar::Other_Format
            && c.category() != QChar::Other_Control;
    });
}

} // namespace botline::adaptive
