#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

class ParseLimits;

// Reads Media. Nothing plays here: the poster, and buttons that open it elsewhere. The rules and
// bounds are those of adaptivecard.h; `depth` is that of the element around.
class MediaParser
{
public:
    explicit MediaParser(ParseLimits &limits); // references outlive it

    // A note where it has no address.
    void readMedia(const QJsonObject &object, Element &element);

private:
    // The first source; behind "…" the same in other forms, and its captions.
    std::vector<Action> mediaActions(const QJsonObject &object, const QString &about);

    ParseLimits &m_limits;
};

} // namespace botline::adaptive
