#include "redactedlog.h"

#include "app/directline/redaction.h"

#include <QtCore/QtGlobal>

namespace botline {

namespace {

QtMessageHandler writeOn = nullptr;

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    writeOn(type, context, QString::fromUtf8(directline::redactedJson(message.toUtf8())));
}

} // namespace

void redactLog()
{
    if (!writeOn)
        writeOn = qInstallMessageHandler(write);
}

} // namespace botline
