#include "filename.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qsizetype kMaxBytes = 120;
constexpr qsizetype kMaxSuffix = 16;

bool isForbidden(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidi overrides and marks, zero-width characters
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return u"<>:\"/\\|?*"_s.contains(c);
    }
}

QString withoutEdges(QString name)
{
    const auto isEdge = [](QChar c) {
        return c == u'.' || c.isSpace();
    };
    while (!name.isEmpty() && isEdge(name.front()))
        name.remove(0, 1);
    while (!name.isEmpty() && isEdge(name.back()))
        name.chop(1);
    return name;
}

// Names that Windows takes for devices, with any extension.
bool isDevice(const QString &name)
{
    static const QSet<QString> kDevices{u"con"_s,    u"prn"_s,     u"aux"_s,   u"nul"_s,
                                        u"conin$"_s, u"conout$"_s, u"clock$"_s};
    const QString stem = name.section(u'.', 0, 0).trimmed().toLower();
    if (kDevices.contains(stem))
        return true;
    return stem.size() == 4 && (stem.startsWith("com"_L1) || stem.startsWith("lpt"_L1))
        && (stem.back().isDigit() || u"¹²³"_s.contains(stem.back()));
}

QString cutToBytes(const QString &text, qsizetype bytes)
{
    QString result = text;
    while (!result.isEmpty() && result.toUtf8().size() > bytes) {
        const bool pair = result.back().isLowSurrogate() && result.size() > 1;
        result.chop(pair ? 2 : 1);
    }
    return result;
}

} // namespace

QString safeFileName(const QString &suggested)
{
    // Both separators, whatever the platform: the name may come from the other one.
    const qsizetype slash = std::max(suggested.lastIndexOf(u'/'), suggested.lastIndexOf(u'\\'));
    QString name = suggested.mid(slash + 1, 1000);
    name.removeIf(isForbidden);
    name = withoutEdges(name);
    if (name.isEmpty())
        return u"attachment"_s;
    if (isDevice(name))
        name.prepend(u'_');
    if (name.toUtf8().size() > kMaxBytes) {
        const qsizetype dot = name.lastIndexOf(u'.');
        const QString suffix
            = dot > 0 && name.size() - dot <= kMaxSuffix ? name.mid(dot) : QString();
        name = withoutEdges(cutToBytes(name.left(name.size() - suffix.size()),
                                       kMaxBytes - suffix.toUtf8().size()))
            + suffix;
    }
    return name;
}

bool isExecutableName(const QString &name)
{
    static const QSet<QString> kSuffixes{
        u"apk"_s,     u"app"_s,      u"appimage"_s, u"appx"_s, u"bash"_s,    u"bat"_s,
        u"cmd"_s,     u"com"_s,      u"command"_s,  u"cpl"_s,  u"csh"_s,     u"deb"_s,
        u"desktop"_s, u"dll"_s,      u"dmg"_s,      u"docm"_s, u"exe"_s,     u"flatpakref"_s,
        u"gadget"_s,  u"hta"_s,      u"inf"_s,      u"iso"_s,  u"jar"_s,     u"js"_s,
        u"jse"_s,     u"ksh"_s,      u"lnk"_s,      u"msc"_s,  u"msi"_s,     u"msix"_s,
        u"msp"_s,     u"mst"_s,      u"pif"_s,      u"pkg"_s,  u"pl"_s,      u"ps1"_s,
        u"psm1"_s,    u"py"_s,       u"pyw"_s,      u"rb"_s,   u"pptm"_s,    u"reg"_s,
        u"rpm"_s,     u"run"_s,      u"scf"_s,      u"scr"_s,  u"service"_s, u"sh"_s,
        u"snap"_s,    u"sys"_s,      u"url"_s,      u"vb"_s,   u"vbe"_s,     u"vbs"_s,
        u"website"_s, u"workflow"_s, u"ws"_s,       u"wsf"_s,  u"wsh"_s,     u"xlsm"_s,
        u"xpi"_s,     u"zsh"_s};
    return kSuffixes.contains(QFileInfo(safeFileName(name)).suffix().toLower());
}

} // namespace botline
