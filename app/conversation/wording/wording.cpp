#include "wording.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace botline::wording {

using directline::Error;

namespace {

struct T
{
    Q_DECLARE_TR_FUNCTIONS(Conversation)
};

QString asSentence(const QString &text)
{
    return text.endsWith(u'.') || text.endsWith(u'!') || text.endsWith(u'?') ? text : text + u'.';
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
        return directline::describe(error);
    }
}

} // namespace

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
        text = asSentence(directline::describe(error));
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
