#include "linkpolicy.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QUrlQuery>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// Sign-in addresses carry tokens and may be long; beyond this no system handler takes them anyway.
constexpr int kMaxLength = 8192;
// What the question shows at once; a longer address is complete behind "Show Details".
constexpr int kShownLength = 400;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(botline::LinkPolicy)
};

// Characters that never belong into an address and that make it read differently from what it is.
bool isDeceptive(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidi overrides, zero-width characters
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return c == u'\\';
    }
}

bool isPhoneNumber(const QString &path)
{
    return std::any_of(path.begin(), path.end(), [](QChar c) { return c >= u'0' && c <= u'9'; })
        && std::all_of(path.begin(), path.end(), [](QChar c) {
               return c.unicode() < 0x80 && (c.isLetterOrNumber() || u"+-.()*#;=%"_s.contains(c));
           });
}

// Some mail programs attach local files when an address says so.
bool attachesFiles(const QUrl &url)
{
    const auto items = QUrlQuery(url).queryItems();
    return std::any_of(items.begin(), items.end(), [](const auto &item) {
        return item.first.startsWith("attach"_L1, Qt::CaseInsensitive);
    });
}

// The authority as it was written: QUrl forgets an empty user info, we do not accept even that.
bool namesUser(const QString &address)
{
    const qsizetype start = address.indexOf("//"_L1);
    if (start < 0)
        return false;
    const qsizetype at = address.indexOf(u'@', start);
    const auto end = std::find_if(address.begin() + start + 2, address.end(),
                                  [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    return at >= 0 && at < end - address.begin();
}

// Why the parsed address is not allowed; "" when it is.
QString complaint(const QUrl &url, const QString &address, LinkUse use)
{
    if (!url.isValid())
        return Words::tr("This is not a valid web address.");
    const QString scheme = url.scheme(); // QUrl gives it in lower case
    if (scheme.isEmpty())
        return Words::tr("The address is incomplete: it does not say how to open it.");
    if (use == LinkUse::SignIn && scheme != "https"_L1)
        return Words::tr("Signing in is only possible over https.");
    if (use == LinkUse::Call && scheme != "tel"_L1)
        return Words::tr("This is not a telephone number.");
    if (use == LinkUse::ShowImage && scheme != "https"_L1 && scheme != "http"_L1)
        return Words::tr("This is not a web address.");

    if (scheme == "https"_L1 || scheme == "http"_L1) {
        if (namesUser(address) || !url.userInfo().isEmpty())
            return Words::tr("The address contains a user name, which often hides the real host.");
        if (url.host().isEmpty())
            return Words::tr("The address has no host.");
        return {};
    }
    if (scheme == "mailto"_L1) {
        if (!url.authority().isEmpty() || url.path().isEmpty())
            return Words::tr("This is not a mail address.");
        if (attachesFiles(url))
            return Words::tr("The mail address wants to attach files.");
        return {};
    }
    if (scheme == "tel"_L1) {
        const bool plain = url.authority().isEmpty() && !url.hasQuery() && !url.hasFragment();
        return plain && isPhoneNumber(url.path()) ? QString()
                                                  : Words::tr("This is not a telephone number.");
    }
    return Words::tr("Botline does not open “%1” addresses.").arg(scheme.left(40));
}

void show(QMessageBox *box)
{
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setObjectName("linkQuestion"_L1);
    box->open();
}

// Lets a line break fall where an address has a joint, so that a long one widens no dialog.
QString breakable(const QString &address)
{
    QString result;
    int run = 0;
    for (const QChar c : address) {
        result += c;
        ++run;
        if (run >= 32 || u"/?&=.-_"_s.contains(c)) {
            if (!c.isHighSurrogate()) {
                result += QChar(0x200B);
                run = 0;
            }
        }
    }
    return result;
}

void describeAddress(QMessageBox *box, const QString &address)
{
    if (address.size() <= kShownLength) {
        box->setInformativeText(breakable(address));
        return;
    }
    box->setInformativeText(breakable(address.left(kShownLength)) + u'…');
    box->setDetailedText(address);
}

} // namespace

std::optional<QUrl> allowedLink(const QString &address, LinkUse use, QString *why)
{
    const auto refuse = [why](const QString &reason) -> std::optional<QUrl> {
        if (why)
            *why = reason;
        return std::nullopt;
    };

    if (address.isEmpty())
        return refuse(Words::tr("There is no address."));
    if (address.size() > kMaxLength)
        return refuse(Words::tr("The address is too long."));
    if (std::any_of(address.begin(), address.end(), isDeceptive) || address.front().isSpace()
        || address.back().isSpace())
        return refuse(Words::tr("The address contains characters that do not belong there."));

    const QUrl url(address, QUrl::StrictMode);
    if (const QString reason = complaint(url, address, use); !reason.isEmpty())
        return refuse(reason);
    if (why)
        why->clear();
    return url;
}

QString shownHost(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    if (host.isEmpty())
        return url.path();
    return url.port() < 0 ? host : host + u':' + QString::number(url.port());
}

LinkOpener::LinkOpener(std::function<bool(const QUrl &)> open) : m_open(std::move(open))
{
}

LinkOpener::LinkOpener()
    : LinkOpener([](const QUrl &url) { return QDesktopServices::openUrl(url); })
{
}

void LinkOpener::requestOpen(const QString &address, QWidget *parent, LinkUse use) const
{
    // A second click replaces the question, it does not stack another one on top.
    if (parent) {
        const auto earlier
            = parent->findChildren<QMessageBox *>("linkQuestion"_L1, Qt::FindDirectChildrenOnly);
        for (QMessageBox *box : earlier)
            box->close();
    }

    QString why;
    const std::optional<QUrl> url = allowedLink(address, use, &why);
    auto *box = new QMessageBox(parent);
    if (!url) {
        box->setIcon(QMessageBox::Information);
        box->setWindowTitle(Words::tr("Link not opened"));
        box->setText(why);
        describeAddress(box, address.left(kMaxLength));
        box->setStandardButtons(QMessageBox::Ok);
        show(box);
        return;
    }

    box->setIcon(QMessageBox::Question);
    QString action = Words::tr("Open");
    if (url->scheme() == "tel"_L1) {
        box->setWindowTitle(Words::tr("Call"));
        box->setText(Words::tr("Call %1?").arg(shownHost(*url)));
        action = Words::tr("Call");
    } else if (url->scheme() == "mailto"_L1) {
        box->setWindowTitle(Words::tr("Write a mail"));
        box->setText(Words::tr("Write a mail to %1?").arg(shownHost(*url).left(200)));
        action = Words::tr("Write");
    } else if (use == LinkUse::SignIn) {
        box->setWindowTitle(Words::tr("Sign in"));
        box->setText(Words::tr("Sign in at %1 in your browser?").arg(shownHost(*url)));
    } else if (use == LinkUse::ShowImage) {
        box->setWindowTitle(Words::tr("Show picture"));
        box->setText(Words::tr("Show a picture from %1?").arg(shownHost(*url)));
        action = Words::tr("Show");
    } else {
        box->setWindowTitle(Words::tr("Open link"));
        box->setText(Words::tr("Open a page of %1 in your browser?").arg(shownHost(*url)));
    }
    describeAddress(box, address);

    QPushButton *yes = box->addButton(action, QMessageBox::AcceptRole);
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(yes);
    QObject::connect(box, &QMessageBox::buttonClicked, box,
                     [open = m_open, url = *url, yes, parent](QAbstractButton *button) {
                         if (button != yes || open(url))
                             return;
                         auto *sorry = new QMessageBox(parent);
                         sorry->setIcon(QMessageBox::Warning);
                         sorry->setWindowTitle(Words::tr("Link not opened"));
                         sorry->setText(
                             Words::tr("No program on this computer opened the address. You "
                                       "can copy it instead."));
                         describeAddress(sorry, url.toString(QUrl::FullyEncoded));
                         sorry->setStandardButtons(QMessageBox::Ok);
                         show(sorry);
                     });
    show(box);
}

} // namespace botline
