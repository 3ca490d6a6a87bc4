#include "tokenparameters.h"

#include "json.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

QJsonObject TokenParameters::toJson() const
{
    QJsonObject object;
    if (user)
        object.insert("user"_L1, user->toJson());
    if (!trustedOrigins.isEmpty())
        object.insert("trustedOrigins"_L1, QJsonArray::fromStringList(trustedOrigins));
    json::setText(object, "locale"_L1, locale);
    return object;
}

} // namespace botline::directline
