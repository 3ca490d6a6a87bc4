#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>

namespace botline {

// What a data: URL carries, decoded.
struct DataUrl
{
    QString mediaType; // lower case, without parameters; "text/plain" when it names none
    QByteArray bytes;

    static bool isOne(const QString &address);
    // nullopt when it is none, is damaged, or carries more than `maxBytes`; `tooLarge` tells which.
    static std::optional<DataUrl> parse(const QString &address, qint64 maxBytes,
                                        bool *tooLarge = nullptr);
};

} // namespace botline
