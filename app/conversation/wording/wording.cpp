#include "wording.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace botline::wording {

using directline::Error;
using directline::Refusal;

namespace {

struct T
{
    Q_DECLARE_TR_FUNCTIONS(botline::Wording)
};

QString asSentence(const QString &text)
{
    return text.endsWith(u'.') || text.endsWith(u'!') || text.endsWith(u'?') ? text : text + u'.';
}

// The sentence, followed by the service's own words when there are any.
QString withServiceWords(const QString &sentence, const Error &error)
{
    if (error.message.isEmpty())
        return sentence;
    return T::tr("%1 The service says: %2").arg(sentence, error.message);
}

QString describeForbidden(const Error &error)
{
    if (error.isRegionError())
        return withServiceWords(
            T::tr("This bot belongs to another region. Set the service URL of its region."), error);
    if (error.isSiteError())
        return withServiceWords(
            T::tr("The bot's Direct Line channel is switched off or was removed. Ask the "
                  "bot's owner to check it."),
            error);
    if (error.code == "TokenExpired"_L1)
        return T::tr("Access has expired. Connect again with a fresh secret or token.");
    return withServiceWords(
        T::tr("The service does not accept this secret or token. Check it and connect "
              "again."),
        error);
}

// Short, for a line that also says when the next try comes.
QString shortCause(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::ConnectFailed:
    case Error::Kind::ConnectionLost:
        return T::tr("No connection.");
    case Error::Kind::Timeout:
        return T::tr("The service does not answer.");
    case Error::Kind::Throttled:
        return error.message.isEmpty()
            ? T::tr("The service asks for a pause.")
            : T::tr("The service asks for a pause: %1").arg(asSentence(error.message));
    case Error::Kind::Unavailable:
        return T::tr("The service is busy.");
    case Error::Kind::ServerError:
    case Error::Kind::BadGateway:
    case Error::Kind::GatewayTimeout:
        return T::tr("The service has a problem (%1).").arg(error.httpStatus);
    case Error::Kind::Protocol:
    case Error::Kind::BodyTooLarge:
        return T::tr("The service sent something unreadable.");
    default:
        return describe(error);
    }
}

} // namespace

QString describe(const Error &error)
{
    using Kind = Error::Kind;
    switch (error.kind) {
    case Kind::InvalidRequest:
        return describe(error.refusal);
    case Kind::Cancelled:
        return T::tr("Cancelled.");
    case Kind::Timeout:
        return T::tr("The service did not answer in time. Check the connection and try again.");
    case Kind::ConnectFailed:
        return T::tr("The service cannot be reached. Check the service URL and your network.");
    case Kind::Tls:
        return T::tr("The certificate of %1 cannot be trusted, so nothing was sent. Check the "
                     "service URL, or ask whoever runs the service.")
            .arg(error.host.isEmpty() ? T::tr("the service") : error.host);
    case Kind::ConnectionLost:
        return T::tr("The connection broke before the whole answer arrived. Try again.");
    case Kind::BadRequest:
        return withServiceWords(
            T::tr("The service could not use this. Change it and send it again, or copy the "
                  "details for whoever runs the bot."),
            error);
    case Kind::Unauthorized:
        return withServiceWords(
            T::tr("The service does not accept this secret or token. Check it and connect again."),
            error);
    case Kind::Forbidden:
        return describeForbidden(error);
    case Kind::NotFound:
        return withServiceWords(
            T::tr(
                "The service does not know this address or conversation. Check the service URL, or "
                "start a new conversation."),
            error);
    case Kind::Conflict:
        return withServiceWords(T::tr("The conversation already exists or is in use elsewhere."),
                                error);
    case Kind::TooLarge:
        return withServiceWords(T::tr("This is too large for the service. Send less at once."),
                                error);
    case Kind::Throttled:
        if (error.retryAfter)
            return withServiceWords(T::tr("Too many requests. The service asks to wait %1 s.")
                                        .arg(error.retryAfter->count()),
                                    error);
        return withServiceWords(T::tr("Too many requests. Wait a little and try again."), error);
    case Kind::ServerError:
        return withServiceWords(
            T::tr("The service had a problem (%1). Try again later.").arg(error.httpStatus), error);
    case Kind::BadGateway:
        return withServiceWords(T::tr("The bot reported a problem or took too long."), error);
    case Kind::Unavailable:
        return withServiceWords(T::tr("The service is busy right now. Try again in a moment."),
                                error);
    case Kind::GatewayTimeout:
        return withServiceWords(T::tr("The bot took too long to answer."), error);
    case Kind::Redirected:
        return T::tr(
            "The service sent us to another address, which Botline never follows. Check the "
            "service URL.");
    case Kind::UnexpectedStatus:
        return withServiceWords(
            T::tr("The service answered with the unexpected status %1. Check the service URL.")
                .arg(error.httpStatus),
            error);
    case Kind::Protocol:
        return T::tr("The answer is not what a Direct Line service sends. Check the service URL.");
    case Kind::BodyTooLarge:
        return T::tr("The answer was too large and was not read to its end.");
    }
    return {};
}

QString describe(const Refusal &refusal)
{
    using Reason = Refusal::Reason;
    const QString size = QLocale().formattedDataSize(refusal.size);
    const QString limit = QLocale().formattedDataSize(refusal.limit);
    switch (refusal.reason) {
    case Reason::None:
        break;
    case Reason::ConversationId:
        return T::tr("This conversation's id cannot be used. Start a new conversation.");
    case Reason::TokenUrlScheme:
        return T::tr("The token URL must begin with https://.");
    case Reason::TokenUrlUserInfo:
        return T::tr("The token URL must not contain a user name or password.");
    case Reason::MessageTooLong:
        return T::tr("This is too long for one message: %1, the limit is %2. Shorten it or send it "
                     "as a file.")
            .arg(size, limit);
    case Reason::NoFiles:
        return T::tr("There is no file to send.");
    case Reason::TooManyFiles:
        return T::tr("At most %n files can be sent at once.", nullptr, int(refusal.limit));
    case Reason::FileMissing:
        return T::tr("“%1” is no longer there. Attach it again.").arg(refusal.name);
    case Reason::FileIsFolder:
        return T::tr("“%1” is a folder. Attach the files inside it.").arg(refusal.name);
    case Reason::FileIsSpecial:
        return T::tr("“%1” is no ordinary file. Attach a file instead.").arg(refusal.name);
    case Reason::FileUnreadable:
        return T::tr("“%1” cannot be read. Check its permissions.").arg(refusal.name);
    case Reason::FileEmpty:
        return T::tr("“%1” is empty. There is nothing to send.").arg(refusal.name);
    case Reason::FileTooLarge: // one pass: names may hold %2
        return T::tr("“%1” is too large: %2, the limit is %3. Send a smaller file.")
            .arg(refusal.name, size, limit);
    case Reason::FilesTooLarge:
        return T::tr("Together the files are too large: %1, the limit is %2. The largest is “%3”; "
                     "send it separately or leave it out.")
            .arg(size, limit, refusal.name);
    case Reason::FileChanged:
        return T::tr("“%1” changed or became unreadable while it was being sent. Attach it again.")
            .arg(refusal.name);
    }
    return T::tr("This cannot be sent. Change it and try again.");
}

QString details(const Error &error)
{
    QStringList lines;
    if (error.httpStatus != 0)
        lines << u"HTTP %1"_s.arg(error.httpStatus);
    lines << error.code << error.message;
    if (error.retryAfter)
        lines << u"Retry-After: %1 s"_s.arg(error.retryAfter->count());
    if (error.detail != lines.value(0))
        lines << error.detail;
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString lookingForEcho(const Error &error, bool withFiles)
{
    QString text;
    switch (error.kind) {
    case Error::Kind::BadGateway:
    case Error::Kind::GatewayTimeout:
        text = T::tr("The bot did not answer in time or reported a problem.");
        break;
    case Error::Kind::Timeout:
        text = T::tr("The service did not answer in time.");
        break;
    case Error::Kind::ConnectionLost:
        text = T::tr("The connection broke before the service answered.");
        break;
    case Error::Kind::Cancelled:
        text = T::tr("Stopped while it was being sent.");
        break;
    default:
        text = asSentence(describe(error));
        break;
    }
    if (withFiles && error.httpStatus >= 500)
        text += u' ' + T::tr("The files may be too large for this service.");
    return text + u' ' + T::tr("Checking whether it arrived…");
}

QString lookingAfterRestart()
{
    return T::tr("Botline ended while this was being sent. Checking whether it arrived…");
}

QString maybeNotDelivered()
{
    return T::tr("This message may not have been delivered. Retry sends it again; the bot may then "
                 "get it twice.");
}

QString botInTrouble(const Error &error)
{
    const QString what = error.kind == Error::Kind::GatewayTimeout
        ? T::tr("It arrived, but the bot took too long to handle it (%1).")
        : T::tr("It arrived, but the bot had trouble with it (%1).");
    const QString text = what.arg(error.httpStatus);
    return error.message.isEmpty()
        ? text
        : text + u' ' + T::tr("The service says: %1").arg(asSentence(error.message));
}

QString filesNotTaken()
{
    return T::tr("The service did not take the files. It may have no uploads; then send the text "
                 "alone.");
}

QString trouble(const Error &error, qint64 waitSeconds, const QDateTime &until)
{
    const QString cause = shortCause(error);
    if (until.isValid()) {
        return T::tr("%1 It asks to wait until %2.")
            .arg(cause, QLocale().toString(until.toLocalTime(), QLocale::ShortFormat));
    }
    if (waitSeconds <= 0)
        return T::tr("%1 Trying again…").arg(cause);
    return T::tr("%1 Next try in %2 s.").arg(cause).arg(waitSeconds);
}

} // namespace botline::wording
