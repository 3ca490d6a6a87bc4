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
    // `mediaType` in lower case, without parameters.
    FileChip(const CardContextPtr &context, const QString &address, const QString &name,
             const QString &mediaType, QWidget *parent = nullptr);
};

} // namespace botline
