#include "connectdialog.h"

#include "connectform.h"
#include "formfield.h"
#include "practicecard.h"

#include "app/text/singleline.h"
#include "app/workspace/secretstore.h"
#include "ui/style/icons.h"
#include "ui/style/widgetstyle.h"

#include <QtCore/QPointer>
#include <QtGui/QAccessible>
#include <QtGui/QKeyEvent>
#include <QtGui/QScreen>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kSentenceLength = 600;

} // namespace

struct ConnectDialog::Private
{
    Private(ConnectDialog *owner, const std::optional<ConnectionProfile> &lastProfile,
            bool practiceAvailable);
    void arrange();
    void applyMetrics();
    void readSecret();
    void refresh();
    void connectNow();
    void practiceNow();
    void finish(const ConnectionProfile &profile);
    void say(const QString &sentence);
    void waitForKeychain(bool waiting);
    void fit();
    int heightFor(int width) const;

    ConnectDialog *q;
    std::optional<ConnectionProfile> last;
    bool secretIsStored = false; // the keychain has one for `last`
    bool waiting = false; // for the keychain

    QScrollArea *scroll;
    QWidget *body;
    QWidget *banner;
    QLabel *bannerSymbol;
    QLabel *bannerText;
    PracticeCard *practice;
    QLabel *heading;
    ConnectForm *form;
    QWidget *footer;
    QPushButton *cancel;
    QPushButton *connectButton;
};

ConnectDialog::Private::Private(ConnectDialog *owner,
                                const std::optional<ConnectionProfile> &lastProfile,
                                bool practiceAvailable)
    : q(owner),
      last(lastProfile),
      scroll(new QScrollArea(owner)),
      body(new QWidget),
      banner(new QWidget),
      bannerSymbol(new QLabel(banner)),
      bannerText(new QLabel(banner)),
      practice(new PracticeCard(practiceAvailable)),
      heading(new QLabel(tr("Your own bot"))),
      form(new ConnectForm),
      footer(new QWidget(owner)),
      cancel(new QPushButton(tr("Cancel"), footer)),
      connectButton(new QPushButton(tr("Connect"), footer))
{
}

void ConnectDialog::Private::arrange()
{
    banner->setObjectName(u"banner"_s);
    banner->hide();
    bannerText->setObjectName(u"bannerText"_s);
    bannerText->setTextFormat(Qt::PlainText);
    bannerText->setWordWrap(true);
    auto *bannerRow = new QHBoxLayout(banner);
    bannerRow->setContentsMargins(0, 0, 0, 0);
    bannerRow->addWidget(bannerSymbol, 0, Qt::AlignTop);
    bannerRow->addWidget(bannerText, 1);

    auto *column = new QVBoxLayout(body);
    column->addWidget(banner);
    column->addWidget(practice);
    column->addWidget(heading);
    column->addWidget(form);
    column->addStretch(1);
    scroll->setObjectName(u"scroll"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidgetResizable(true);
    scroll->setWidget(body);
    body->installEventFilter(q);

    cancel->setObjectName(u"cancel"_s);
    cancel->setProperty("look", u"secondary"_s);
    cancel->setAutoDefault(false);
    connectButton->setObjectName(u"connect"_s);
    connectButton->setProperty("look", u"primary"_s);
    connectButton->setDefault(true);
    auto *buttons = new QHBoxLayout(footer);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(connectButton);
    auto *whole = new QVBoxLayout(q);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(scroll, 1);
    whole->addWidget(footer);
}

void ConnectDialog::Private::applyMetrics()
{
    const int margin = em(*q, 1.2);
    body->layout()->setContentsMargins(margin, margin, margin, em(*q, 0.4));
    body->layout()->setSpacing(em(*q, 0.7));
    footer->layout()->setContentsMargins(margin, em(*q, 0.6), margin, em(*q, 0.9));
    footer->layout()->setSpacing(em(*q, 0.5));
    banner->layout()->setSpacing(em(*q, 0.4));
    heading->setContentsMargins(0, em(*q, 0.5), 0, 0);
    QFont strong = q->font();
    strong.setWeight(QFont::DemiBold);
    heading->setFont(strong);
    q->setMinimumWidth(em(*q, 12));
    const ChatColors colors = colorsFor(*q);
    setInk(*bannerText, colors.text);
    const int mark = em(*q, 1.1);
    bannerSymbol->setPixmap(symbolIcon(Symbol::Warning, colors.warning)
                                .pixmap(QSize(mark, mark), q->devicePixelRatioF()));
}

// A secret that was remembered comes back; somebody who types meanwhile is not disturbed.
void ConnectDialog::Private::readSecret()
{
    if (!SecretStore::isAvailable() || !last || last->kind != CredentialKind::Secret
        || !last->credential.isEmpty())
        return;
    SecretStore::read(SecretStore::keyFor(*last), q,
                      [this](const QString &secret, const QString &) {
                          if (secret.isEmpty())
                              return;
                          secretIsStored = true;
                          if (form->credential().isEmpty()) {
                              form->setRemembers(true);
                              form->setSecret(secret);
                          }
                      });
}

void ConnectDialog::Private::refresh()
{
    const QString obstacle = form->obstacle();
    connectButton->setEnabled(obstacle.isEmpty());
    connectButton->setToolTip(obstacle.isEmpty() ? tr("Connect (Enter)") : obstacle);
    connectButton->setText(waiting ? tr("Connect without it") : tr("Connect"));
}

void ConnectDialog::Private::say(const QString &sentence)
{
    bannerText->setText(singleLine(sentence, kSentenceLength));
    banner->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty()) {
        scroll->ensureVisible(0, 0);
        QAccessibleEvent alert(bannerText, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void ConnectDialog::Private::waitForKeychain(bool on)
{
    waiting = on;
    practice->setDisabled(on);
    form->setDisabled(on);
    if (on)
        say(tr("Waiting for your keychain…"));
    refresh();
}

void ConnectDialog::Private::practiceNow()
{
    const ConnectionCheck check = form->checkForPractice();
    if (check.profile)
        finish(*check.profile);
    else
        form->showProblems(check);
}

void ConnectDialog::Private::connectNow()
{
    std::optional<ConnectionProfile> profile = form->check().profile;
    if (!profile)
        return;
    if (last && last->serviceUrl == profile->serviceUrl)
        profile->uploadBytes = last->uploadBytes;
    const bool forget = secretIsStored && !form->remembers()
        && SecretStore::keyFor(*profile) == SecretStore::keyFor(*last);
    if (waiting || (!form->remembers() && !forget)) {
        finish(*profile);
        return;
    }

    // The keychain may ask the user something, or not answer at all: the button goes on without it.
    waitForKeychain(true);
    const auto answered = [this, profile](const QString &, const QString &problem) {
        if (!waiting)
            return;
        waitForKeychain(false);
        if (problem.isEmpty()) {
            finish(*profile);
            return;
        }
        secretIsStored = false;
        form->setRemembers(false);
        say(tr("%1 You can connect all the same.").arg(problem));
    };
    const QString key = SecretStore::keyFor(*profile);
    if (forget)
        SecretStore::remove(key, q, answered);
    else
        SecretStore::write(key, QString::fromLatin1(profile->credential.value()), q, answered);
}

void ConnectDialog::Private::finish(const ConnectionProfile &profile)
{
    waiting = false;
    const QPointer<ConnectDialog> alive(q);
    Q_EMIT q->connectRequested(profile);
    if (alive)
        q->accept();
}

// Grows with what is shown, as far as the screen allows; beyond that the fields scroll.
void ConnectDialog::Private::fit()
{
    q->resize(q->width(), std::max(q->height(), heightFor(q->width())));
}

int ConnectDialog::Private::heightFor(int width) const
{
    const int most = q->screen()->availableSize().height() * 9 / 10;
    // Measured with a scroll bar beside it: QScrollArea keeps one until the content fits even so.
    const int bar = q->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    return std::min(body->layout()->totalHeightForWidth(width - bar) + footer->sizeHint().height(),
                    most);
}

ConnectDialog::ConnectDialog(const std::optional<ConnectionProfile> &last, bool practiceAvailable,
                             QWidget *parent)
    : QDialog(parent), d(std::make_unique<Private>(this, last, practiceAvailable))
{
    setObjectName(u"connectDialog"_s);
    setWindowTitle(tr("Connect to a bot"));
    d->arrange();
    d->applyMetrics();
    if (last)
        d->form->fill(*last);
    connect(d->practice, &PracticeCard::clicked, this, [this] { d->practiceNow(); });
    connect(d->form, &ConnectForm::changed, this, [this] { d->refresh(); });
    connect(d->connectButton, &QPushButton::clicked, this, [this] { d->connectNow(); });
    connect(d->cancel, &QPushButton::clicked, this, &QDialog::reject);
    d->refresh();
    d->readSecret();
    if (last && last->kind == CredentialKind::Practice && practiceAvailable)
        d->practice->setFocus();
    else
        d->form->focusCredential();
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::askAgain(const QString &sentence)
{
    d->say(sentence);
    d->form->focusCredential();
    open();
}

bool ConnectDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == d->body && event->type() == QEvent::LayoutRequest && isVisible())
        QMetaObject::invokeMethod(
            this, [this] { d->fit(); }, Qt::QueuedConnection);
    return QDialog::eventFilter(watched, event);
}

QSize ConnectDialog::sizeHint() const
{
    const int width = std::min(em(*this, 29), screen()->availableSize().width());
    return {width, d->heightFor(width)};
}

void ConnectDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    d->fit();
}

void ConnectDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        d->applyMetrics();
}

void ConnectDialog::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // Enter is a click on the button that has the focus, not on the one that stands out.
    QWidget *focused = focusWidget();
    if (enter && (qobject_cast<QPushButton *>(focused) || qobject_cast<QToolButton *>(focused))) {
        static_cast<QAbstractButton *>(focused)->click();
        return;
    }
    if (enter && !d->connectButton->isEnabled()) {
        d->form->showProblems(d->form->check());
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace botline
