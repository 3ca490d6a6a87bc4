#pragma once

#include <QtCore/QString>

namespace botline::directline {

// Why a request was not sent (Error::Kind::InvalidRequest), with what a sentence about it needs.
struct Refusal
{
    enum class Reason
    {
        None,
        ConversationId, // cannot be part of an address
        TokenUrlScheme, // neither https nor http to loopback
        TokenUrlUserInfo,
        MessageTooLong, // size, limit
        NoFiles,
        TooManyFiles, // limit
        FileMissing, // name, as in the next ones
        FileIsFolder,
        FileIsSpecial, // pipe, device, socket
        FileUnreadable,
        FileEmpty,
        FileTooLarge, // name, size of the whole body, limit
        FilesTooLarge, // name of the largest, size of the whole body, limit
        FileChanged, // name; got shorter or unreadable while it was being sent
    };

    Reason reason = Reason::None;
    QString name = {}; // of a file, without its folder
    qint64 size = 0; // bytes
    qint64 limit = 0; // bytes, or files for TooManyFiles

    explicit operator bool() const { return reason != Reason::None; }
    bool operator==(const Refusal &) const = default;
};

} // namespace botline::directline
