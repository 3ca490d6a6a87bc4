#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayMatcher>
#include <QtCore/QString>

#include <functional>

namespace botline::localservice {

// Parses a body of multipart/form-data (RFC 7578) while it arrives, in pieces of any size. It keeps
// no more than one part's headers and the length of a boundary.
class MultipartParser
{
public:
    struct Part
    {
        QString fileName; // as the client said it, hence untrusted; may be empty
        QByteArray contentType; // the same
    };
    using PartBegan = std::function<void(const Part &)>;
    using Content = std::function<void(QByteArrayView)>; // of the part that began last

    // `contentType` of the request; its boundary is needed.
    MultipartParser(const QByteArray &contentType, PartBegan began, Content content);

    void feed(QByteArrayView bytes);

    // True when what was fed is a multipart body from its first to its last boundary.
    bool isComplete() const { return m_state == State::Epilogue; }

    static bool isMultipart(const QByteArray &contentType);

private:
    enum class State
    {
        Preamble,
        AfterBoundary,
        PartHeaders,
        Content,
        Epilogue,
        Malformed,
    };

    bool step(); // false: more bytes are needed, or no more are wanted
    bool skipToBoundary(bool isContent);
    bool readAfterBoundary();
    bool readPartHeaders();

    const PartBegan m_began;
    const Content m_content;
    QByteArray m_delimiter; // CRLF, two dashes, the boundary
    QByteArrayMatcher m_matcher;
    State m_state = State::Preamble;
    QByteArray m_pending; // fed, but not yet understood
};

// The file name of a Content-Disposition header; "" when it has none.
QString fileNameOf(const QByteArray &contentDisposition);

} // namespace botline::localservice
