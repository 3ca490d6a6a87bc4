#include "livestream.h"

using namespace Qt::StringLiterals;

namespace botline {

std::optional<StreamChunk> StreamChunk::of(const directline::Activity &activity)
{
    QJsonObject info = activity.channelData.toObject();
    for (const QJsonValue &entity : activity.entities) { // the newer carrier
        if (entity["type"_L1].toString() == "streaminfo"_L1)
            info = entity.toObject();
    }
    const QString type = info.value("streamType"_L1).toString();
    StreamChunk chunk;
    chunk.final = type == "final"_L1;
    const bool interim = type == "streaming"_L1 || type == "informative"_L1;
    if (activity.type == "typing"_L1 ? !interim : !(activity.isMessage() && chunk.final))
        return std::nullopt;
    if (interim && activity.text.isEmpty())
        return std::nullopt;
    chunk.streamId = info.value("streamId"_L1).toString();
    if (chunk.streamId.isEmpty() && interim)
        chunk.streamId = activity.id; // the first piece lends its own
    if (chunk.streamId.isEmpty())
        return std::nullopt;
    chunk.sequence = info.value("streamSequence"_L1).toInteger();
    return chunk;
}

} // namespace botline
