#include "jsondialog.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline {

JsonDialog::JsonDialog(const ChatStyle &style, const QString &title, const QByteArray &json,
                       QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"jsonDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    resize(style.px(560), style.px(480));

    auto *text = new QPlainTextEdit(this);
    text->setObjectName(u"jsonText"_s);
    text->setReadOnly(true);
    text->setFont(style.mono());
    text->setLayoutDirection(Qt::LeftToRight);
    text->setPlainText(QString::fromUtf8(json).trimmed());
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setTabChangesFocus(true);
    text->setAccessibleName(tr("JSON"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(u"copyJson"_s);
    connect(copy, &QPushButton::clicked, this, [copy, text] {
        QGuiApplication::clipboard()->setText(text->toPlainText());
        copy->setText(JsonDialog::tr("Copied"));
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->addWidget(text, 1);
    column->addWidget(buttons);
    text->setFocus();
}

} // namespace botline
