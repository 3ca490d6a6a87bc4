#include "dataurl.h"

using namespace Qt::StringLiterals;

namespace botline {

bool DataUrl::isOne(const QString &address)
{
    return address.startsWith("data:"_L1, Qt::CaseInsensitive);
}

std::optional<DataUrl> DataUrl::parse(const QString &address, qint64 maxBytes, bool *tooLarge)
{
    if (tooLarge)
        *tooLarge = false;
    const qsizetype comma = address.indexOf(u',');
    if (!isOne(address) || comma < 0)
        return std::nullopt;
    const QString head = address.mid(5, comma - 5);
    const bool base64 = head.endsWith(";base64"_L1, Qt::CaseInsensitive);

    // Base64 takes four characters for three bytes, percent encoding up to three for one.
    const qsizetype encoded = address.size() - comma - 1;
    const bool large = base64 ? encoded / 4 * 3 > maxBytes + 3 : encoded > maxBytes * 3;
    DataUrl result;
    if (!large) {
        result.bytes
            = QByteArray::fromPercentEncoding(QStringView(address).mid(comma + 1).toUtf8());
        if (base64) {
            auto decoded = QByteArray::fromBase64Encoding(
                result.bytes, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
            if (!decoded)
                return std::nullopt;
            result.bytes = std::move(decoded.decoded);
        }
    }
    if (large || result.bytes.size() > maxBytes) {
        if (tooLarge)
            *tooLarge = true;
        return std::nullopt;
    }
    result.mediaType = head.section(u';', 0, 0).trimmed().toLower();
    if (result.mediaType.isEmpty())
        result.mediaType = u"text/plain"_s;
    return result;
}

} // namespace botline
