#include "media.h"

#include <QtCore/QBuffer>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QMimeDatabase>
#include <QtCore/QUrl>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtNetwork/QNetworkReply>

using namespace Qt::StringLiterals;

namespace botline::bench {

namespace {

bool isMediaKey(const QString &key)
{
    static const QSet<QString> keys{u"url"_s,   u"contentUrl"_s, u"thumbnailUrl"_s,   u"iconUrl"_s,
                                    u"image"_s, u"poster"_s,     u"backgroundImage"_s};
    return keys.contains(key);
}

bool opensSomething(const QJsonObject &object)
{
    const QString type = object["type"_L1].toString();
    return type == "Action.OpenUrl"_L1 || type == "openUrl"_L1;
}

// Of one of a few shapes, always the same for the same name.
QByteArray standIn(const QString &name)
{
    constexpr QSize kShapes[] = {{320, 180}, {160, 160}, {640, 360}, {200, 300}};
    const size_t hash = qHash(name, 0);
    QImage image(kShapes[hash % std::size(kShapes)], QImage::Format_RGB32);
    image.fill(QColor::fromHsv(int(hash / 7 % 360), 90, 190));
    QPainter painter(&image);
    painter.setPen(QPen(QColor(20, 20, 20), 2));
    painter.drawRect(image.rect().adjusted(1, 1, -2, -2));
    painter.drawLine(image.rect().topLeft(), image.rect().bottomRight());
    painter.drawLine(image.rect().topRight(), image.rect().bottomLeft());
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

Media::Media(const Choice &choice) : m_choice(choice)
{
    m_server.setHandler([this](const test::RecordedRequest &request) { return answer(request); });
}

directline::ServiceUrl Media::serviceUrl() const
{
    return *directline::ServiceUrl::parse(m_server.url(u"/v3/directline"_s).toString());
}

test::ScriptedReply Media::answer(const test::RecordedRequest &request) const
{
    using test::ScriptedReply;
    const QString name = QUrl::fromPercentEncoding(request.path());
    if (!m_choice.folder.isEmpty() && !name.contains(".."_L1)) {
        QFile file(m_choice.folder + name);
        if (file.open(QIODevice::ReadOnly))
            return ScriptedReply::text(200, file.readAll(),
                                       QMimeDatabase()
                                           .mimeTypeForFile(name, QMimeDatabase::MatchExtension)
                                           .name()
                                           .toLatin1());
    }
    if (m_choice.standIns)
        return ScriptedReply::text(200, standIn(name), "image/png");
    return ScriptedReply::empty(404);
}

QJsonObject Media::rewritten(const QJsonObject &document) const
{
    if (m_choice.folder.isEmpty() && !m_choice.standIns)
        return document;
    return rewritten({}, document).toObject();
}

QJsonValue Media::rewritten(const QString &key, const QJsonValue &value) const
{
    if (value.isArray()) {
        QJsonArray result;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            result.append(rewritten(key, item));
        return result;
    }
    if (value.isObject()) {
        QJsonObject result = value.toObject();
        const bool opens = opensSomething(result);
        for (auto it = result.begin(); it != result.end(); ++it) {
            if (!opens || it.key() != "url"_L1)
                it.value() = rewritten(it.key(), it.value());
        }
        return result;
    }
    const QUrl url(value.toString());
    if (!isMediaKey(key) || !url.scheme().startsWith("http"_L1))
        return value;
    return m_server.url(url.path()).toString();
}

QNetworkReply *Media::createRequest(Operation operation, const QNetworkRequest &request,
                                    QIODevice *body)
{
    QNetworkRequest allowed(request);
    const QUrl url = request.url();
    if (url.host() != m_server.url().host() || url.port() != m_server.port()) {
        m_strangers.append(url.toDisplayString());
        allowed.setUrl(m_server.url(u"/elsewhere"_s));
    }
    QNetworkReply *reply = QNetworkAccessManager::createRequest(operation, allowed, body);
    ++m_open;
    connect(reply, &QNetworkReply::finished, this, [this] { --m_open; });
    return reply;
}

} // namespace botline::bench
