#pragma once

#include "ui/style/chatstyle.h"

#include <QtWidgets/QDialog>

namespace botline {

// An activity as it was received or sent, to read and to copy. Closes with Escape; deletes itself
// then.
class JsonDialog : public QDialog
{
    Q_OBJECT

public:
    // `title` in one line; `json` as it is to be shown.
    JsonDialog(const ChatStyle &style, const QString &title, const QByteArray &json,
               QWidget *parent = nullptr);
};

} // namespace botline
