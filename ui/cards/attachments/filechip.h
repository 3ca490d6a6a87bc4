#pragma once

#include "cardpart.h"

namespace botline {

class ContentLoader;

// A file that somebody sent: what it is, and what can be done with it. Nothing is fetched by
// itself but its thumbnail.
class FileChip : public CardPart
{
    Q_OBJECT

public:
    // `mediaType` in lower case, without parameters. `thumbnail`: the address of a small picture of
    // it, or "". `content` must outlive the chip.
    FileChip(const QString &address, const QString &name, const QString &mediaType,
             const QString &thumbnail, const ChatStyle &style, ContentLoader &content,
             QWidget *parent = nullptr);

Q_SIGNALS:
    void saveRequested(const QString &address, const QString &name);
};

} // namespace botline
