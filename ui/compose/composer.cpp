#include "composer.h"

#include "attachmenttray.h"
#include "messageedit.h"
#include "senthistory.h"
#include "stagingcheck.h"

#include "app/directline/client.h"
#include "app/text/singleline.h"
#include "ui/style/icons.h"
#include "ui/style/roundbutton.h"

#include <QtCore/QDir>
#include <QtCore/QLocale>
#include <QtCore/QMimeData>
#include <QtCore/QPointer>
#include <QtGui/QAccessible>
#include <QtGui/QGuiApplication>
#include <QtGui/QInputMethod>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kProblemsNamed = 3;
constexpr int kProblemLength = 600;
constexpr int kCounterFromPercent = 80;
// A paste this many times over the limit would only make the program slow.
constexpr int kPasteFactor = 4;

// The rounded box around tray, text and buttons; its border shows the focus of the text.
class InputFrame : public QWidget
{
public:
    InputFrame(const ChatStyle &style, QWidget *parent) : QWidget(parent), m_style(style) { }

    void setChatStyle(const ChatStyle &style)
    {
        m_style = style;
        update();
    }
    void setEdit(MessageEdit *edit)
    {
        m_edit = edit;
        setFocusProxy(edit);
        connect(edit, &MessageEdit::focusChanged, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const ChatColors &colors = m_style.colors();
        const bool focused = m_edit && m_edit->hasFocus();
        const qreal line = focused ? m_style.px(2) : 1;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(focused ? colors.link : colors.border, line));
        painter.setBrush(colors.window);
        const qreal radius = m_style.px(20);
        const qreal inset = line / 2;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius,
                                radius);
    }
    void mousePressEvent(QMouseEvent *) override
    {
        if (m_edit)
            m_edit->setFocus(Qt::MouseFocusReason);
    }

private:
    ChatStyle m_style;
    QPointer<MessageEdit> m_edit;
};

// The text as it weighs in the activity's JSON, in bytes: that is what the service limits
// (protocol.md §4.6).
qint64 bytesInJson(QStringView text)
{
    qint64 bytes = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text.at(i).unicode();
        if (c == u'"' || c == u'\\' || c == u'\n' || c == u'\r' || c == u'\t' || c == u'\b'
            || c == u'\f')
            bytes += 2;
        else if (c < 0x20)
            bytes += 6;
        else if (c < 0x80)
            bytes += 1;
        else if (c < 0x800)
            bytes += 2;
        else if (QChar::isHighSurrogate(c) && i + 1 < text.size()
                 && text.at(i + 1).isLowSurrogate()) {
            bytes += 4;
            ++i;
        } else
            bytes += QChar::isSurrogate(c) ? 6 : 3;
    }
    return bytes;
}

QString withShortcut(const QString &words, const QKeySequence &keys)
{
    return u"%1 (%2)"_s.arg(words, keys.toString(QKeySequence::NativeText));
}

} // namespace

struct Composer::Private
{
    Private(Composer *owner, const ChatStyle &chatStyle);
    void arrange();
    void applyStyle();
    void updateCounter();
    void updateSend();
    void recall(int step);
    void requestSend();
    void chooseFiles();
    void stage(const QList<StagedFile> &files);

    Composer *q;
    ChatStyle style;
    directline::ClientLimits limits;
    qint64 textBytes;
    SentHistory history;
    QString folder; // where the file dialog opens
    qint64 weight = 0; // of the text, in bytes of JSON
    bool loading = false; // the text is ours, nobody types
    About problemAbout = About::Text;

    QWidget *problem;
    QLabel *problemSymbol;
    QLabel *problemText;
    InputFrame *frame;
    AttachmentTray *tray;
    MessageEdit *edit;
    RoundButton *attach;
    RoundButton *send;
    QLabel *counter;
};

Composer::Private::Private(Composer *owner, const ChatStyle &chatStyle)
    : q(owner),
      style(chatStyle),
      textBytes(limits.activityJsonBytes),
      folder(QDir::homePath()),
      problem(new QWidget(owner)),
      problemSymbol(new QLabel(problem)),
      problemText(new QLabel(problem)),
      frame(new InputFrame(chatStyle, owner)),
      // In the order of Tab: the files, the text, then its buttons.
      tray(new AttachmentTray(chatStyle, frame)),
      edit(new MessageEdit(frame)),
      attach(new RoundButton(Symbol::Attach, RoundButton::Look::Plain, chatStyle, frame)),
      send(new RoundButton(Symbol::Send, RoundButton::Look::Accent, chatStyle, frame)),
      counter(new QLabel(frame))
{
}

void Composer::Private::arrange()
{
    problem->setObjectName(u"composerProblem"_s);
    problemText->setObjectName(u"composerProblemText"_s);
    problemText->setTextFormat(Qt::PlainText);
    problemText->setWordWrap(true);
    problemText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    problem->hide();
    auto *problemRow = new QHBoxLayout(problem);
    problemRow->setContentsMargins(0, 0, 0, 0);
    problemRow->addWidget(problemSymbol, 0, Qt::AlignTop);
    problemRow->addWidget(problemText, 1);

    edit->setPlaceholderText(tr("Type a message"));
    edit->setAccessibleName(tr("Message"));
    frame->setEdit(edit);
    attach->setObjectName(u"attachButton"_s);
    attach->setAccessibleName(tr("Attach files"));
    attach->setShortcut(Qt::CTRL | Qt::Key_U);
    attach->setToolTip(withShortcut(tr("Attach files"), attach->shortcut()));
    send->setObjectName(u"sendButton"_s);
    send->setAccessibleName(tr("Send"));
    counter->setObjectName(u"composerCounter"_s);
    counter->setTextFormat(Qt::PlainText);
    counter->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);

    auto *row = new QHBoxLayout;
    row->addWidget(attach, 0, Qt::AlignBottom);
    row->addWidget(edit, 1);
    row->addWidget(send, 0, Qt::AlignBottom);
    auto *inside = new QVBoxLayout(frame);
    inside->addWidget(tray);
    inside->addLayout(row);
    inside->addWidget(counter);
    auto *column = new QVBoxLayout(q);
    column->addWidget(problem);
    column->addWidget(frame);
}

void Composer::Private::applyStyle()
{
    const ChatColors &colors = style.colors();
    q->layout()->setContentsMargins(style.sideMargin(), style.px(8), style.sideMargin(),
                                    style.px(12));
    q->layout()->setSpacing(style.px(6));
    frame->layout()->setContentsMargins(style.px(4), style.px(4), style.px(4), style.px(4));
    frame->layout()->setSpacing(style.px(4));
    tray->setContentsMargins(style.px(6), style.px(6), style.px(6), 0);
    counter->setContentsMargins(0, 0, style.px(12), style.px(4));
    problem->layout()->setContentsMargins(style.px(4), 0, style.px(4), 0);
    problem->layout()->setSpacing(style.px(6));

    QPalette red = q->palette();
    red.setColor(QPalette::WindowText, colors.error);
    problemText->setFont(style.body());
    problemText->setPalette(red);
    const int mark = QFontMetrics(style.body()).height();
    problemSymbol->setPixmap(symbolIcon(Symbol::Warning, colors.error)
                                 .pixmap(QSize(mark, mark), q->devicePixelRatioF()));
    QPalette ink = edit->palette();
    ink.setColor(QPalette::Text, colors.text);
    ink.setColor(QPalette::PlaceholderText, colors.muted);
    ink.setColor(QPalette::Highlight, colors.selection);
    ink.setColor(QPalette::HighlightedText, colors.selectedText);
    edit->setPalette(ink);
    edit->setFont(style.body());
    counter->setFont(style.small());
    frame->setChatStyle(style);
    tray->setChatStyle(style);
    attach->setChatStyle(style);
    send->setChatStyle(style);
    updateCounter();
    q->update();
}

void Composer::Private::updateCounter()
{
    const bool over = weight > textBytes;
    const QLocale locale;
    counter->setVisible(weight * 100 >= textBytes * kCounterFromPercent);
    counter->setText(over ? tr("%1 bytes too many").arg(locale.toString(weight - textBytes))
                          : tr("%1 bytes left").arg(locale.toString(textBytes - weight)));
    counter->setToolTip(tr("One message takes up to %1 bytes. Plain letters count one, others and "
                           "emoji two to four.")
                            .arg(locale.toString(textBytes)));
    QPalette palette = counter->palette();
    palette.setColor(QPalette::WindowText, over ? style.colors().error : style.colors().muted);
    counter->setPalette(palette);
}

void Composer::Private::updateSend()
{
    const QString text = edit->exactText();
    weight = bytesInJson(text);
    updateCounter();
    const bool something = tray->count() > 0 || !QStringView(text).trimmed().isEmpty();
    send->setEnabled(something);
    send->setToolTip(something ? withShortcut(tr("Send"), Qt::Key_Return)
                               : tr("Type a message or attach a file first"));
}

void Composer::Private::recall(int step)
{
    const QString shown = edit->exactText();
    const auto text = step < 0 ? history.older(shown) : history.newer(shown);
    if (text)
        edit->replaceText(*text);
}

void Composer::Private::requestSend()
{
    // What an input method still composes belongs to the text when the button is pressed.
    QGuiApplication::inputMethod()->commit();
    QString text = edit->exactText();
    if (QStringView(text).trimmed().isEmpty())
        text.clear();
    if (text.isEmpty() && tray->count() == 0)
        return;
    if (weight > textBytes) {
        const auto [size, most] = sizeTexts(weight, textBytes);
        q->showProblem(tr("The text is too long: %1, one message takes up to %2. Shorten it, or "
                          "attach it as a file.")
                           .arg(size, most));
        return;
    }
    if (const QString why = tray->checkAgain(); !why.isEmpty()) {
        q->showProblem(why, About::Files);
        return;
    }
    q->showProblem({});
    Q_EMIT q->sendRequested(text, tray->files());
    q->focusText();
}

void Composer::Private::chooseFiles()
{
    auto *dialog = new QFileDialog(q, tr("Attach files"), folder);
    dialog->setObjectName(u"attachDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, q, [this, dialog](const QStringList &paths) {
        folder = dialog->directory().absolutePath();
        q->stage(paths);
        q->focusText();
    });
    dialog->open();
}

void Composer::Private::stage(const QList<StagedFile> &files)
{
    QStringList problems;
    QStringList leftOut;
    for (const StagedFile &file : files) {
        if (tray->count() >= limits.uploadFiles) {
            leftOut.append(file.name.isEmpty() ? QFileInfo(file.path).fileName() : file.name);
            continue;
        }
        QString why;
        if (const auto staged = inspectedFile(file, limits.uploadBytes, &why))
            tray->add(*staged);
        else
            problems.append(why);
    }
    const qsizetype more = problems.size() - kProblemsNamed;
    if (more > 0) {
        problems.resize(kProblemsNamed);
        problems.append(tr("%1 more cannot be attached either.").arg(more));
    }
    if (!leftOut.isEmpty()) {
        const QString first = quotableName(leftOut.constFirst());
        problems.append(
            leftOut.size() == 1
                ? tr("One message takes up to %1 files, so “%2” was left out.")
                      .arg(QString::number(limits.uploadFiles), first)
                : tr("One message takes up to %1 files, so “%2” and %3 more were left out.")
                      .arg(QString::number(limits.uploadFiles), first,
                           QString::number(leftOut.size() - 1)));
    }
    q->showProblem(problems.join(u' '), About::Files);
}

Composer::Composer(const ChatStyle &style, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(this, style))
{
    setObjectName(u"composer"_s);
    d->arrange();
    setFocusProxy(d->edit);
    setLimits(d->limits.uploadBytes, d->limits.uploadFiles, d->textBytes);
    d->edit->setRecallTest([this] {
        if (d->edit->document()->isEmpty())
            return true;
        return d->edit->textCursor().atEnd() && d->history.isShowingRecalled(d->edit->exactText());
    });
    connect(d->edit, &MessageEdit::sendRequested, this, [this] { d->requestSend(); });
    connect(d->edit, &MessageEdit::recallRequested, this, [this](int step) { d->recall(step); });
    connect(d->edit, &MessageEdit::filesOffered, this,
            [this](const QMimeData &offered) { stageFrom(offered); });
    connect(d->edit, &MessageEdit::pasteRefused, this, [this] {
        showProblem(tr("The text you are pasting is far too long for one message. Attach it as a "
                       "file."));
    });
    connect(d->edit, &MessageEdit::textChanged, this, [this] {
        d->updateSend();
        Q_EMIT draftChanged();
        if (!d->loading) {
            if (d->problemAbout == About::Text)
                showProblem({});
            Q_EMIT textEdited();
        }
    });
    connect(d->send, &RoundButton::clicked, this, [this] { d->requestSend(); });
    connect(d->attach, &RoundButton::clicked, this, [this] { d->chooseFiles(); });
    connect(d->tray, &AttachmentTray::filesChanged, this, [this] {
        if (d->problemAbout == About::Files)
            showProblem({});
        d->updateSend();
        Q_EMIT draftChanged();
    });
    connect(d->tray, &AttachmentTray::focusLeft, this, &Composer::focusText);
    d->applyStyle();
    d->updateSend();
}

Composer::~Composer() = default;

void Composer::setChatStyle(const ChatStyle &style)
{
    d->style = style;
    d->applyStyle();
}

void Composer::setLimits(qint64 uploadBytes, int uploadFiles, qint64 textBytes)
{
    d->limits.uploadBytes = uploadBytes;
    d->limits.uploadFiles = uploadFiles;
    d->textBytes = textBytes;
    d->tray->setLimit(uploadBytes);
    d->edit->setPasteLimit(kPasteFactor * textBytes);
    d->updateCounter();
}

QString Composer::text() const
{
    return d->edit->exactText();
}

void Composer::setText(const QString &text)
{
    const bool before = std::exchange(d->loading, true);
    d->history.endRecall();
    d->edit->setPlainText(text);
    d->edit->moveCursor(QTextCursor::End);
    d->loading = before;
}

void Composer::setHistory(const QStringList &oldestFirst)
{
    d->history.assign(oldestFirst);
}

QList<StagedFile> Composer::files() const
{
    return d->tray->files();
}

void Composer::stage(const QStringList &paths)
{
    QList<StagedFile> files;
    for (const QString &path : paths)
        files.append({.path = path, .name = {}, .contentType = {}, .size = 0, .temporary = {}});
    d->stage(files);
}

void Composer::stage(const QList<StagedFile> &files)
{
    d->stage(files);
}

bool Composer::canStage(const QMimeData &mime)
{
    return !offeredFiles(mime).isEmpty();
}

bool Composer::stageFrom(const QMimeData &mime)
{
    const OfferedFiles offered = offeredFiles(mime);
    if (offered.isEmpty())
        return false;
    if (offered.hasImage) {
        QString why;
        if (const auto image = stagedImage(mime, &why))
            d->stage({*image});
        else
            showProblem(why, About::Files);
    } else {
        stage(offered.paths);
    }
    focusText();
    return true;
}

void Composer::clearSent()
{
    d->history.add(text());
    setText({});
    d->tray->clear();
    showProblem({});
}

void Composer::showProblem(const QString &sentence, About about)
{
    d->problemAbout = about;
    const QString shown = singleLine(sentence, kProblemLength);
    if (shown == d->problemText->text())
        return;
    d->problemText->setText(shown);
    d->problem->setVisible(!shown.isEmpty());
    if (!shown.isEmpty()) {
        QAccessibleEvent alert(d->problemText, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void Composer::clearFiles()
{
    d->tray->clear();
}

void Composer::focusText()
{
    d->edit->setFocus(Qt::OtherFocusReason);
}

void Composer::insertTyped(const QString &text)
{
    // Inserting nothing would still remove what is selected.
    if (!text.isEmpty()) {
        d->edit->insertPlainText(text);
        d->edit->ensureCursorVisible();
    }
    focusText();
}

void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), d->style.colors().window);
}

QString Composer::problem() const
{
    return d->problemText->text();
}

void Composer::pressSend()
{
    d->send->click();
}

} // namespace botline
