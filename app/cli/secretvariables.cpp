#include "secretvariables.h"

#include <QtCore/QtGlobal>

namespace botline {

SecretVariables SecretVariables::take()
{
    SecretVariables variables;
    for (const char *name : {"BOTLINE_SECRET", "BOTLINE_TOKEN"}) {
        if (!qEnvironmentVariableIsSet(name))
            continue;
        variables.m_values.insert(name, qEnvironmentVariable(name));
        qunsetenv(name);
    }
    return variables;
}

} // namespace botline
