#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QString>

namespace botline {

// The environment variables that hold credentials, BOTLINE_SECRET and BOTLINE_TOKEN, taken out of
// the environment: programs that are started later, such as a browser, do not inherit them.
class SecretVariables
{
public:
    // At the start of the program, before there are other threads.
    static SecretVariables take();

    QString value(const char *name) const { return m_values.value(name); } // "" when it was not set

private:
    QHash<QByteArray, QString> m_values;
};

} // namespace botline
