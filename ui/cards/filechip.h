#pragma once

#include "surface.h"

#include "app/directline/attachment.h"

namespace botline {

// A file that somebody sent: what it is, and what can be done with it. Nothing is fetched by
// itself.
class FileChip : public Surface
{
    Q_OBJECT

public:
    // `mediaType` in lower case, without parameters. `thumbnail`: the address of a small picture of
    // it, or "".
    FileChip(const CardContextPtr &context, const QString &address, const QString &name,
             const QString &mediaType, const QString &thumbnail = {}, QWidget *parent = nullptr);
};

} // namespace botline
