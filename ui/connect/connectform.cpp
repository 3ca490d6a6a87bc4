#include "connectform.h"

#include "credentialfield.h"
#include "formfield.h"

#include "app/workspace/secretstore.h"
#include "ui/style/checkbox.h"
#include "ui/style/choicebox.h"
#include "ui/style/icons.h"
#include "ui/style/segmentedchoice.h"
#include "ui/style/widgetstyle.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

struct Region
{
    const char *name; // translated in the context of ConnectForm
    const char *url; // nullptr: any other address
};

// protocol.md §1.1. The region is configuration: the wrong one answers RegionNotAllowed.
constexpr Region kRegions[] = {
    {QT_TRANSLATE_NOOP("botline::ConnectForm", "Public, worldwide"),
     "https://directline.botframework.com/v3/directline"},
    {QT_TRANSLATE_NOOP("botline::ConnectForm", "Europe"),
     "https://europe.directline.botframework.com/v3/directline"},
    {QT_TRANSLATE_NOOP("botline::ConnectForm", "India"),
     "https://india.directline.botframework.com/v3/directline"},
    {QT_TRANSLATE_NOOP("botline::ConnectForm", "US Government"),
     "https://directline.botframework.azure.us/v3/directline"},
    {QT_TRANSLATE_NOOP("botline::ConnectForm", "Another address…"), nullptr},
};

QLineEdit *lineEdit(const QString &name, const QString &placeholder)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setPlaceholderText(placeholder);
    return edit;
}

} // namespace

ConnectForm::ConnectForm(QWidget *parent)
    : QWidget(parent),
      m_kind(new SegmentedChoice),
      m_credentialEdit(new CredentialField),
      m_credential(new FormField({}, m_credentialEdit)),
      m_tokenUrlEdit(lineEdit(u"tokenUrl"_s, u"https://…"_s)),
      m_tokenUrl(new FormField(tr("To&ken URL"), m_tokenUrlEdit)),
      m_secretWarning(new QLabel),
      m_remember(new CheckBox(tr("&Remember it in the keychain"))),
      m_regionBox(new ChoiceBox),
      m_region(new FormField(tr("S&ervice"), m_regionBox)),
      m_serviceUrlEdit(lineEdit(u"serviceUrl"_s, u"https://…"_s)),
      m_serviceUrl(new FormField(tr("Service &URL"), m_serviceUrlEdit)),
      m_more(new QToolButton)
{
    m_kind->setObjectName(u"credentialKind"_s);
    m_kind->addChoice(static_cast<int>(CredentialKind::Secret), tr("Secret"),
                      tr("From the Direct Line channel of your bot in Azure"));
    m_kind->addChoice(static_cast<int>(CredentialKind::Token), tr("Token"),
                      tr("From a service that hands out tokens for your bot"));
    m_kind->addChoice(static_cast<int>(CredentialKind::TokenUrl), tr("Token URL"),
                      tr("The address of such a service"));
    m_secretWarning->setObjectName(u"secretWarning"_s);
    m_secretWarning->setTextFormat(Qt::PlainText);
    m_secretWarning->setWordWrap(true);
    m_remember->setObjectName(u"remember"_s);
    m_remember->setToolTip(tr("Where your system keeps passwords"));
    m_tokenUrl->setHint(tr("The https address that gives out tokens, for example that of a "
                           "Copilot Studio agent."));
    m_regionBox->setObjectName(u"region"_s);
    for (const Region &region : kRegions)
        m_regionBox->addItem(tr(region.name), QString::fromLatin1(region.url));
    m_region->setHint(tr("Where your bot is registered."));
    m_more->setObjectName(u"moreOptions"_s);
    m_more->setText(tr("M&ore options"));
    m_more->setToolTip(tr("Your name, user id and language"));
    m_more->setProperty("look", u"flat"_s);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::StrongFocus);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_kind);
    column->addWidget(m_credential);
    column->addWidget(m_tokenUrl);
    column->addWidget(m_secretWarning);
    column->addWidget(m_remember);
    column->addWidget(m_region);
    column->addWidget(m_serviceUrl);
    column->addWidget(m_more);
    column->addWidget(makeOptions());

    connect(m_kind, &SegmentedChoice::chosen, this, [this] {
        // The words of one kind are not the other's fault.
        m_touched.remove(m_credential);
        refresh();
    });
    connect(m_credentialEdit, &CredentialField::textChanged, this,
            [this] { touched(m_credential); });
    connect(m_regionBox, &ChoiceBox::currentIndexChanged, this, [this] { refresh(); });
    connect(m_remember, &CheckBox::toggled, this, [this] { refresh(); });
    for (const auto &[edit, field] : lines())
        connect(edit, &QLineEdit::textChanged, this, [this, field = field] { touched(field); });
    connect(m_more, &QToolButton::toggled, this, [this](bool on) {
        m_more->setText(on ? tr("Fewer &options") : tr("M&ore options"));
        m_options->setVisible(on);
        applyMetrics();
    });
    applyMetrics();
    refresh();
}

QWidget *ConnectForm::makeOptions()
{
    m_options = new QWidget;
    m_options->setObjectName(u"options"_s);
    m_userNameEdit = lineEdit(u"userName"_s, tr("None"));
    m_userName = new FormField(tr("Your &name"), m_userNameEdit);
    m_userName->setHint(tr("The bot may greet you by it."));
    m_userIdEdit = lineEdit(u"userId"_s, tr("A random one"));
    m_userId = new FormField(tr("User &id"), m_userIdEdit);
    m_userId->setHint(tr("The bot knows you by it. Choose one that nobody can guess."));
    m_localeEdit = lineEdit(u"locale"_s, QLocale::system().bcp47Name());
    m_locale = new FormField(tr("&Language"), m_localeEdit);
    m_locale->setHint(tr("A language tag such as en-US, which the bot may answer in."));
    auto *column = new QVBoxLayout(m_options);
    column->setContentsMargins(0, 0, 0, 0);
    for (FormField *field : {m_userName, m_userId, m_locale})
        column->addWidget(field);
    m_options->hide();
    return m_options;
}

QList<std::pair<QLineEdit *, FormField *>> ConnectForm::lines() const
{
    return {{m_tokenUrlEdit, m_tokenUrl},
            {m_serviceUrlEdit, m_serviceUrl},
            {m_userNameEdit, m_userName},
            {m_userIdEdit, m_userId},
            {m_localeEdit, m_locale}};
}

void ConnectForm::applyMetrics()
{
    layout()->setSpacing(em(*this, 0.7));
    m_options->layout()->setSpacing(em(*this, 0.7));
    const ChatColors colors = colorsFor(*this);
    setInk(*m_secretWarning, colors.warning);
    m_more->setIconSize(QSize(em(*this, 1.1), em(*this, 1.1)));
    m_more->setIcon(
        symbolIcon(m_more->isChecked() ? Symbol::ChevronUp : Symbol::ChevronDown, colors.muted));
}

void ConnectForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        applyMetrics();
}

CredentialKind ConnectForm::kind() const
{
    return static_cast<CredentialKind>(m_kind->current());
}

ConnectionInput ConnectForm::input() const
{
    const QString region = m_regionBox->currentData().toString();
    return {.kind = kind(),
            .credential = m_credentialEdit->text(),
            .tokenUrl = m_tokenUrlEdit->text(),
            .serviceUrl = region.isEmpty() ? m_serviceUrlEdit->text() : region,
            .userId = m_userIdEdit->text(),
            .userName = m_userNameEdit->text(),
            .locale = m_localeEdit->text()};
}

ConnectionCheck ConnectForm::checkForPractice() const
{
    ConnectionInput practice = input();
    practice.kind = CredentialKind::Practice;
    return checkConnection(practice, QDateTime::currentDateTimeUtc());
}

QList<std::pair<FormField *, QString>> ConnectForm::problems(const ConnectionCheck &check) const
{
    return {{m_credential, check.credential}, {m_tokenUrl, check.tokenUrl},
            {m_serviceUrl, check.serviceUrl}, {m_userName, check.userName},
            {m_userId, check.userId},         {m_locale, check.locale}};
}

void ConnectForm::touched(FormField *field)
{
    m_touched.insert(field);
    refresh();
}

void ConnectForm::refresh()
{
    m_check = checkConnection(input(), QDateTime::currentDateTimeUtc());
    const bool isSecret = kind() == CredentialKind::Secret;
    const bool isTokenUrl = kind() == CredentialKind::TokenUrl;
    m_credential->setVisible(!isTokenUrl);
    m_credential->setLabel(isSecret ? tr("Se&cret") : tr("To&ken"));
    m_credential->setHint(isSecret ? QString()
                                   : tr("It opens one conversation and expires, often after half "
                                        "an hour."));
    m_credential->setNote(m_check.credentialNote);
    m_credentialEdit->setPlaceholderText(isSecret ? tr("Paste the Direct Line secret")
                                                  : tr("Paste the token"));
    m_tokenUrl->setVisible(isTokenUrl);
    m_tokenUrl->setNote(m_check.tokenUrlNote);
    m_secretWarning->setVisible(isSecret);
    m_secretWarning->setText(
        remembers() ? tr("A secret opens every conversation of the bot. Botline keeps it in the "
                         "keychain and nowhere else.")
                    : tr("A secret opens every conversation of the bot. Botline keeps it in memory "
                         "only, until you close it."));
    m_remember->setVisible(isSecret && SecretStore::isAvailable());
    m_serviceUrl->setVisible(m_regionBox->currentData().toString().isEmpty());
    for (const auto &[field, problem] : problems(m_check)) {
        const bool tell = !problem.isEmpty() && m_touched.contains(field);
        field->setProblem(tell ? problem : QString());
        if (tell && m_options->isAncestorOf(field))
            m_more->setChecked(true);
    }
    Q_EMIT changed();
}

QString ConnectForm::obstacle() const
{
    for (const auto &[field, problem] : problems(m_check)) {
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

void ConnectForm::showProblems(const ConnectionCheck &check)
{
    FormField *first = nullptr;
    for (const auto &[field, problem] : problems(check)) {
        if (problem.isEmpty())
            continue;
        m_touched.insert(field);
        if (!first)
            first = field;
    }
    refresh();
    if (first)
        first->setFocus(Qt::OtherFocusReason);
}

void ConnectForm::focusCredential()
{
    if (kind() == CredentialKind::TokenUrl) {
        m_tokenUrlEdit->setFocus(Qt::OtherFocusReason);
        m_tokenUrlEdit->selectAll();
    } else {
        m_credentialEdit->setFocus(Qt::OtherFocusReason);
        m_credentialEdit->selectAll();
    }
}

void ConnectForm::fill(const ConnectionProfile &profile)
{
    if (profile.kind != CredentialKind::Practice) {
        m_kind->setCurrent(static_cast<int>(profile.kind));
        const QString url = profile.serviceUrl.toString();
        const int known = m_regionBox->findData(url);
        m_regionBox->setCurrentIndex(known >= 0 ? known : m_regionBox->count() - 1);
        if (known < 0)
            m_serviceUrlEdit->setText(url);
    }
    if (!profile.credential.isEmpty() && profile.kind != CredentialKind::Practice)
        m_credentialEdit->setText(QString::fromLatin1(profile.credential.value()));
    m_tokenUrlEdit->setText(profile.tokenUrl.toString(QUrl::FullyEncoded));
    m_userNameEdit->setText(profile.userName);
    m_userIdEdit->setText(profile.userId);
    m_localeEdit->setText(profile.locale);
    // What was filled in is checked like what was typed; what stayed empty keeps quiet.
    m_touched.clear();
    for (const auto &[edit, field] : lines()) {
        if (!edit->text().isEmpty())
            m_touched.insert(field);
    }
    refresh();
}

void ConnectForm::setSecret(const QString &secret)
{
    m_credentialEdit->setText(secret);
}

QString ConnectForm::credential() const
{
    return m_credentialEdit->text();
}

bool ConnectForm::remembers() const
{
    return m_remember->isChecked() && kind() == CredentialKind::Secret
        && SecretStore::isAvailable();
}

void ConnectForm::setRemembers(bool on)
{
    m_remember->setChecked(on);
}

} // namespace botline
