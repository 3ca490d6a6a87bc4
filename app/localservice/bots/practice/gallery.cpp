#include "gallery.h"

#include "samples.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

namespace botline::practice {

using namespace Qt::StringLiterals;

namespace {

QList<GallerySection> readSections()
{
    QList<GallerySection> sections;
    const QJsonArray index = sampleJson(u"gallery/index.json"_s);
    for (const QJsonValue &section : index) {
        sections.append({section["title"_L1].toString(), {}});
        const QJsonArray parts = section["parts"_L1].toArray();
        for (const QJsonValue &part : parts)
            sections.last().parts.append({part["name"_L1].toString(), part["title"_L1].toString(),
                                          part["about"_L1].toString()});
    }
    return sections;
}

} // namespace

const QList<GallerySection> &gallerySections()
{
    static const QList<GallerySection> all = readSections();
    return all;
}

const GalleryPart *findGalleryPart(const QString &name)
{
    for (const GallerySection &section : gallerySections()) {
        for (const GalleryPart &part : section.parts) {
            if (name.compare(part.name, Qt::CaseInsensitive) == 0)
                return &part;
        }
    }
    return nullptr;
}

QString galleryNames()
{
    QString list;
    for (const GallerySection &section : gallerySections()) {
        QStringList names;
        for (const GalleryPart &part : section.parts)
            names << u'`' + part.name + u'`';
        list += u"- %1: %2\n"_s.arg(section.title, names.join(u", "_s));
    }
    return list;
}

} // namespace botline::practice
