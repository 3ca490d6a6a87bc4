#pragma once

#include "connectioncheck.h"

#include <QtCore/QSet>
#include <QtWidgets/QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace botline {

class ChoiceBox;
class CredentialField;
class FormField;
class SegmentedChoice;
class CheckBox;

// The fields for one's own bot: kind of credential, the credential, where the service is, and more
// options. Checks itself on every change and says under each field what is wrong with it; a field
// that nobody touched yet keeps quiet until showProblems().
class ConnectForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectForm(QWidget *parent = nullptr);

    void fill(const ConnectionProfile &profile);
    void setSecret(const QString &secret);
    QString credential() const;

    // What the fields say now. For the practice bot only the user's fields count.
    const ConnectionCheck &check() const { return m_check; }
    ConnectionCheck checkForPractice() const;
    // What stands in the way, for a tooltip; "" when nothing does.
    QString obstacle() const;
    // Says what `check` found, also in untouched fields, and goes to the first of them.
    void showProblems(const ConnectionCheck &check);
    void focusCredential();

    bool remembers() const;
    void setRemembers(bool on);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeOptions();
    void applyMetrics();
    void refresh();
    void touched(FormField *field);
    ConnectionInput input() const;
    CredentialKind kind() const;
    QList<std::pair<QLineEdit *, FormField *>> lines() const;
    // From top to bottom.
    QList<std::pair<FormField *, QString>> problems(const ConnectionCheck &check) const;

    ConnectionCheck m_check;
    QSet<const FormField *> m_touched;

    SegmentedChoice *m_kind;
    CredentialField *m_credentialEdit;
    FormField *m_credential;
    QLineEdit *m_tokenUrlEdit;
    FormField *m_tokenUrl;
    QLabel *m_secretWarning;
    CheckBox *m_remember;
    ChoiceBox *m_regionBox;
    FormField *m_region;
    QLineEdit *m_serviceUrlEdit;
    FormField *m_serviceUrl;
    QToolButton *m_more;
    QWidget *m_options;
    QLineEdit *m_userNameEdit;
    FormField *m_userName;
    QLineEdit *m_userIdEdit;
    FormField *m_userId;
    QLineEdit *m_localeEdit;
    FormField *m_locale;
};

} // namespace botline
