#include "connectionprofile.h"

#include <QtCore/QRandomGenerator>

#include <array>

namespace botline {

QString generatedUserId(const QString &prefix)
{
    // From the operating system: ids must not be guessable (protocol.md §1.6).
    std::array<quint32, 4> bits;
    QRandomGenerator::system()->fillRange(bits.data(), static_cast<qsizetype>(bits.size()));
    QString id = prefix;
    for (const quint32 word : bits)
        id += QString::number(word, 16).rightJustified(8, u'0');
    return id;
}

} // namespace botline
