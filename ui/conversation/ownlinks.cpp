#include "ownlinks.h"

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr auto kScheme = "botline:"_L1;
constexpr auto kSource = "botline:source/"_L1;

} // namespace

QString sourceLink(int position)
{
    return kSource + QString::number(position);
}

int sourceOf(const QString &link)
{
    return link.startsWith(kSource) ? QStringView(link).sliced(kSource.size()).toInt() : 0;
}

bool isOwnLink(const QString &link)
{
    return link.startsWith(kScheme);
}

} // namespace botline
