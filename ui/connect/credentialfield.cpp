#include "credentialfield.h"

#include "formfield.h"

#include "ui/style/widgetstyle.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;

namespace botline {

CredentialField::CredentialField(QWidget *parent)
    : QWidget(parent), m_line(new QLineEdit(this)), m_show(new QToolButton(this))
{
    setObjectName(u"credentialField"_s);
    m_line->setObjectName(u"credential"_s);
    m_line->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                | Qt::ImhNoAutoUppercase);
    m_show->setObjectName(u"showCredential"_s);
    m_show->setProperty("look", u"flat"_s);
    m_show->setCheckable(true);
    m_show->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(em(*this, 0.25));
    row->addWidget(m_line, 1);
    row->addWidget(m_show);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &CredentialField::textChanged);
    connect(m_show, &QToolButton::toggled, this, &CredentialField::reveal);
    reveal(false);
}

QString CredentialField::text() const
{
    return m_line->text();
}

void CredentialField::setText(const QString &text)
{
    m_line->setText(text);
}

void CredentialField::setPlaceholderText(const QString &text)
{
    m_line->setPlaceholderText(text);
}

void CredentialField::selectAll()
{
    m_line->selectAll();
}

void CredentialField::reveal(bool on)
{
    m_line->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    m_show->setText(on ? tr("Hide") : tr("Show"));
    m_show->setToolTip(on ? tr("Hide the characters") : tr("Show the characters"));
}

void CredentialField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layout()->setSpacing(em(*this, 0.25));
}

} // namespace botline
