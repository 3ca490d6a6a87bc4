#include "scriptedreply.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QUrl>

using namespace Qt::StringLiterals;

namespace botline::test {

QByteArray RecordedRequest::path() const
{
    return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
}

QByteArray RecordedRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool RecordedRequest::hasHeader(const QByteArray &name) const
{
    return headerCount(name) > 0;
}

int RecordedRequest::headerCount(const QByteArray &name) const
{
    return int(std::count_if(headers.begin(), headers.end(), [&name](const HttpHeader &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    }));
}

std::optional<QString> RecordedRequest::query(const QByteArray &name) const
{
    const qsizetype mark = target.indexOf('?');
    if (mark < 0)
        return std::nullopt;
    const QList<QByteArray> pairs = target.mid(mark + 1).split('&');
    for (QByteArray pair : pairs) {
        pair.replace('+', ' ');
        const qsizetype equals = pair.indexOf('=');
        if (QByteArray::fromPercentEncoding(pair.left(equals < 0 ? pair.size() : equals)) == name)
            return QString::fromUtf8(
                QByteArray::fromPercentEncoding(equals < 0 ? QByteArray() : pair.mid(equals + 1)));
    }
    return std::nullopt;
}

QJsonObject RecordedRequest::json() const
{
    return QJsonDocument::fromJson(body).object();
}

ScriptedReply ScriptedReply::json(int status, const QJsonObject &body)
{
    return text(status, QJsonDocument(body).toJson(QJsonDocument::Compact),
                "application/json; charset=utf-8");
}

bool ScriptedReply::isDuringRequest() const
{
    return fault == Fault::CloseDuringRequest || fault == Fault::StallDuringRequest
        || fault == Fault::AnswerDuringRequest;
}

ScriptedReply ScriptedReply::text(int status, const QByteArray &body, const QByteArray &contentType)
{
    ScriptedReply reply;
    reply.status = status;
    reply.body = body;
    reply.headers = {{"Content-Type", contentType}};
    return reply;
}

ScriptedReply ScriptedReply::empty(int status)
{
    ScriptedReply reply;
    reply.status = status;
    return reply;
}

ScriptedReply ScriptedReply::redirect(int status, const QByteArray &location)
{
    return empty(status).with("Location", location);
}

ScriptedReply ScriptedReply::bytes(const QByteArray &raw)
{
    ScriptedReply reply;
    reply.raw = raw;
    return reply;
}

ScriptedReply ScriptedReply::closeAfterRequest()
{
    ScriptedReply reply;
    reply.fault = Fault::CloseAfterRequest;
    return reply;
}

ScriptedReply ScriptedReply::closeDuringRequest(qint64 afterBodyBytes)
{
    ScriptedReply reply;
    reply.fault = Fault::CloseDuringRequest;
    reply.faultBytes = afterBodyBytes;
    return reply;
}

ScriptedReply ScriptedReply::stallDuringRequest(qint64 afterBodyBytes)
{
    ScriptedReply reply;
    reply.fault = Fault::StallDuringRequest;
    reply.faultBytes = afterBodyBytes;
    return reply;
}

ScriptedReply ScriptedReply::reset()
{
    ScriptedReply reply;
    reply.fault = Fault::Reset;
    return reply;
}

ScriptedReply ScriptedReply::neverAnswer()
{
    ScriptedReply reply;
    reply.fault = Fault::NeverAnswer;
    return reply;
}

ScriptedReply ScriptedReply::held(ScriptedReply reply)
{
    reply.hold = true;
    return reply;
}

ScriptedReply ScriptedReply::error(int status, const QString &code, const QString &message)
{
    return json(status, {{"error"_L1, QJsonObject{{"code"_L1, code}, {"message"_L1, message}}}});
}

ScriptedReply ScriptedReply::with(const QByteArray &name, const QByteArray &value) const
{
    ScriptedReply reply = *this;
    reply.headers.append({name, value});
    return reply;
}

ScriptedReply ScriptedReply::after(std::chrono::milliseconds wait) const
{
    ScriptedReply reply = *this;
    reply.delay = wait;
    return reply;
}

ScriptedReply ScriptedReply::cutAfter(qint64 bodyBytes) const
{
    ScriptedReply reply = *this;
    reply.fault = Fault::CutBody;
    reply.faultBytes = bodyBytes;
    return reply;
}

ScriptedReply ScriptedReply::early(qint64 afterRequestBodyBytes) const
{
    ScriptedReply reply = *this;
    reply.fault = Fault::AnswerDuringRequest;
    reply.faultBytes = afterRequestBodyBytes;
    return reply;
}

ScriptedReply ScriptedReply::heldAfter(qint64 bodyBytes) const
{
    ScriptedReply reply = *this;
    reply.holdAfter = bodyBytes;
    return reply;
}

ScriptedReply ScriptedReply::withoutLength() const
{
    ScriptedReply reply = *this;
    reply.announceLength = false;
    return reply;
}

} // namespace botline::test
