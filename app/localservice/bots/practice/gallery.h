// The practice bot's showroom: every kind of thing that a bot can show, part by part. What a part
// shows stands in resources/practice/gallery/NAME.json, or is the sample NAME; which parts there
// are stands in gallery/index.json beside them.
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

namespace botline::practice {

struct GalleryPart
{
    QString name; // what to say to the bot: one word, unique
    QString title;
    QString about; // one sentence; Markdown
};

struct GallerySection
{
    QString title;
    QList<GalleryPart> parts;
};

// In the order of showing. Thread-safe.
const QList<GallerySection> &gallerySections();

// Without regard to case; nullptr when there is none.
const GalleryPart *findGalleryPart(const QString &name);

// Every part's name, as a Markdown list with an item for each section.
QString galleryNames();

} // namespace botline::practice
