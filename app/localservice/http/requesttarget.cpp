#include "requesttarget.h"

#include "app/directline/serviceurl.h"

namespace botline::localservice {

namespace {

// Up to `position`, or all of it when that is -1: "not found".
QByteArray before(qsizetype position, const QByteArray &text)
{
    return position < 0 ? text : text.first(position);
}

QString decoded(const QByteArray &text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

} // namespace

std::optional<RequestTarget> RequestTarget::parse(const QByteArray &target)
{
    static const QByteArray scheme("http://");
    RequestTarget parts;
    QByteArray rest = target;
    if (target.left(scheme.size()).toLower() == scheme) {
        rest = target.mid(scheme.size());
        const qsizetype slash = rest.indexOf('/');
        parts.authority = before(slash < 0 ? rest.indexOf('?') : slash, rest);
        rest = rest.mid(parts.authority.size());
        if (parts.authority.isEmpty())
            return std::nullopt;
    } else if (!target.startsWith('/') && target != "*") {
        return std::nullopt;
    }
    const qsizetype question = rest.indexOf('?');
    const QByteArray path = before(question, rest);
    const QList<QByteArray> segments = path.mid(path.startsWith('/') ? 1 : 0).split('/');
    for (const QByteArray &segment : segments)
        parts.path.append(decoded(segment));
    if (question < 0)
        return parts;
    QByteArray query = rest.mid(question + 1);
    query.replace('+', ' ');
    const QList<QByteArray> items = query.split('&');
    for (const QByteArray &item : items) {
        const qsizetype equals = item.indexOf('=');
        parts.query.insert(decoded(before(equals, item)),
                           equals < 0 ? QString() : decoded(item.mid(equals + 1)));
    }
    return parts;
}

bool namesLoopback(const QByteArray &authority)
{
    const bool bracketed = authority.startsWith('[');
    const qsizetype colon = authority.indexOf(':', bracketed ? authority.indexOf(']') : 0);
    QByteArray name = before(colon, authority);
    if (bracketed && name.endsWith(']'))
        name = name.mid(1, name.size() - 2);
    else if (bracketed)
        return false;
    return directline::isLoopbackHost(QString::fromLatin1(name).toLower());
}

} // namespace botline::localservice
