#include "errorbody.h"

#include "error.h"
#include "json.h"
#include "servicetext.h"

#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr int kLongestCode = 64;
constexpr qsizetype kReadableTextBytes = 16 * 1024; // the start of a plain-text body is enough

bool looksLikeHtml(const QString &text)
{
    static constexpr QLatin1StringView kMarks[]
        = {"<!doctype"_L1, "<html"_L1, "<head"_L1, "<body"_L1, "<title"_L1, "<script"_L1};
    if (text.trimmed().startsWith(u'<'))
        return true;
    for (const QLatin1StringView mark : kMarks) {
        if (text.contains(mark, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool isCodeWord(QStringView text)
{
    if (text.isEmpty() || text.size() > kLongestCode)
        return false;
    for (const QChar c : text) {
        if (!(c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.'))
            return false;
    }
    return true;
}

// A text without structure: "BadArgument:Site missing or disabled" carries its code in front.
void readText(const QString &text, Error &error)
{
    if (looksLikeHtml(text))
        return;
    const qsizetype colon = text.indexOf(u':');
    const QStringView prefix = QStringView(text).first(qMax<qsizetype>(colon, 0));
    if (error.code.isEmpty() && isCodeWord(prefix) && prefix.front().isUpper()) {
        error.code = prefix.toString();
        error.message = cleanServiceText(text.mid(colon + 1));
    } else {
        error.message = cleanServiceText(text);
    }
}

void readObject(const QJsonObject &body, Error &error)
{
    const QJsonValue nested = body.value("error"_L1);
    if (nested.isObject()) {
        const QJsonObject object = nested.toObject();
        error.code = cleanServiceText(json::scalarText(object, "code"_L1), kLongestCode);
        readText(json::text(object, "message"_L1), error);
        const int inner
            = object.value("innerHttpError"_L1).toObject().value("statusCode"_L1).toInt();
        if (inner > 0)
            error.detail += u" (the bot's own status: %1)"_s.arg(inner);
        return;
    }
    if (nested.isString()) { // OAuth style: {"error":"invalid_token","error_description":"…"}
        const QString word = nested.toString();
        if (isCodeWord(word))
            error.code = word;
        else
            readText(word, error);
        if (error.message.isEmpty())
            readText(json::text(body, "error_description"_L1), error);
    }
    if (error.code.isEmpty())
        error.code = cleanServiceText(json::scalarText(body, "code"_L1), kLongestCode);
    for (const auto key : {"message"_L1, "Message"_L1, "title"_L1}) {
        if (error.message.isEmpty())
            readText(json::text(body, key), error);
    }
}

} // namespace

void readErrorBody(const QByteArray &body, Error &error)
{
    error.code.clear();
    error.message.clear();
    if (const auto object = json::parseObject(body)) {
        readObject(*object, error);
        return;
    }
    // A bare JSON string is no document for Qt (Q15), inside an array it is.
    if (const QByteArray trimmed = body.trimmed(); trimmed.startsWith('"')) {
        const QJsonDocument document = QJsonDocument::fromJson('[' + trimmed + ']');
        if (document.isArray()) {
            readText(document.array().at(0).toString(), error);
            return;
        }
    }
    if (!QJsonDocument::fromJson(body).isArray())
        readText(QString::fromUtf8(body.first(qMin(body.size(), kReadableTextBytes))), error);
}

} // namespace botline::directline
