#include "attachmenttray.h"

#include "attachmentchip.h"
#include "flowarea.h"
#include "flowlayout.h"
#include "stagingcheck.h"

#include "app/directline/client.h"
#include "ui/style/roundbutton.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include <limits>

using namespace Qt::StringLiterals;

namespace botline {

AttachmentTray::AttachmentTray(const ChatStyle &style, QWidget *parent)
    : QWidget(parent),
      m_style(style),
      m_limit(directline::ClientLimits().uploadBytes),
      m_area(new FlowArea(this)),
      m_total(new QLabel(this))
{
    setObjectName(u"attachmentTray"_s);
    m_total->setObjectName(u"attachmentTotal"_s);
    m_total->setTextFormat(Qt::PlainText);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_area);
    column->addWidget(m_total);
    setChatStyle(style);
    refresh();
}

void AttachmentTray::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    layout()->setContentsMargins(0, 0, 0, 0);
    layout()->setSpacing(style.px(4));
    m_area->flow().setSpacing(style.px(6));
    m_area->setHeightLimit(style.px(172));
    m_total->setFont(style.small());
    for (AttachmentChip *chip : std::as_const(m_chips))
        chip->setChatStyle(style);
    refresh();
}

void AttachmentTray::setLimit(qint64 bytes)
{
    m_limit = bytes;
    refresh();
}

QList<StagedFile> AttachmentTray::files() const
{
    QList<StagedFile> files;
    for (const AttachmentChip *chip : m_chips)
        files.append(chip->file());
    return files;
}

void AttachmentTray::add(const StagedFile &file)
{
    auto *chip = new AttachmentChip(file, m_style);
    connect(chip, &AttachmentChip::removeRequested, this, [this, chip] { remove(chip); });
    chip->removeButton().installEventFilter(this);
    m_chips.append(chip);
    m_area->append(chip, &chip->removeButton());
    refresh();
    Q_EMIT filesChanged();
}

void AttachmentTray::clear()
{
    if (m_chips.isEmpty())
        return;
    qDeleteAll(m_chips);
    m_chips.clear();
    refresh();
    Q_EMIT filesChanged();
}

void AttachmentTray::remove(AttachmentChip *chip)
{
    const qsizetype index = m_chips.indexOf(chip);
    const bool focused = chip->removeButton().hasFocus();
    m_chips.removeAt(index);
    // Not at once: the chip's own button is still telling of its click.
    m_area->flow().removeWidget(chip);
    chip->hide();
    chip->deleteLater();
    if (focused && !m_chips.isEmpty())
        m_chips.at(std::min<qsizetype>(index, m_chips.size() - 1))->removeButton().setFocus();
    refresh();
    Q_EMIT filesChanged();
    if (m_chips.isEmpty() && focused)
        Q_EMIT focusLeft();
}

// Everything that follows from which files there are: shape of the chips, warnings, the sum.
void AttachmentTray::refresh()
{
    const bool compact = m_chips.size() > kBigChips;
    qint64 total = 0;
    qint64 fitting = 0;
    for (AttachmentChip *chip : std::as_const(m_chips)) {
        const qint64 size = chip->file().size;
        total += size;
        chip->setCompact(compact);
        // The chips marked are those to take out, so that the others can leave.
        if (fitting + size > m_limit) {
            const auto [sum, most] = sizeTexts(fitting + size, m_limit);
            chip->setWarning(
                tr("Over the limit"),
                tr("With this file the message has %1, it takes up to %2.").arg(sum, most));
        } else {
            fitting += size;
            chip->setWarning({}, {});
        }
    }
    const bool over = total > m_limit;
    const auto [sum, most] = sizeTexts(total, m_limit);
    m_total->setText(tr("%1 of %2").arg(sum, most));
    QPalette palette = m_total->palette();
    palette.setColor(QPalette::WindowText, over ? m_style.colors().error : m_style.colors().muted);
    m_total->setPalette(palette);
    m_total->setVisible(over || count() > 1);
    setVisible(!m_chips.isEmpty());
    updateGeometry();
}

QString AttachmentTray::checkAgain()
{
    refresh();
    QString problem;
    for (AttachmentChip *chip : std::as_const(m_chips)) {
        QString why;
        // Each file alone may be as large as it likes here; the sum is what counts below.
        const auto now = inspectedFile(chip->file(), std::numeric_limits<qint64>::max(), &why);
        if (now) {
            chip->setFile(*now);
            continue;
        }
        chip->setWarning(tr("Cannot be sent"), why);
        if (problem.isEmpty())
            problem = why;
    }
    if (!problem.isEmpty())
        return problem;

    refresh();
    for (const AttachmentChip *chip : std::as_const(m_chips)) {
        if (chip->warning().isEmpty())
            continue;
        qint64 total = 0;
        for (const StagedFile &file : files())
            total += file.size;
        const auto [sum, most] = sizeTexts(total, m_limit);
        const QString name = quotableName(chip->file().name);
        if (count() == 1)
            return tr("“%1” is too large: %2, one message takes up to %3. Attach a smaller file.")
                .arg(name, sum, most);
        return tr("Together the files are too large: %1, one message takes up to %2. "
                  "Send “%3” separately.")
            .arg(sum, most, name);
    }
    return {};
}

bool AttachmentTray::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        m_area->ensureWidgetVisible(qobject_cast<QWidget *>(watched)->parentWidget(), 0, 0);
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    qsizetype index = 0;
    while (index < m_chips.size() && &m_chips.at(index)->removeButton() != watched)
        ++index;
    if (index == m_chips.size())
        return false;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_chips.at(index)->removeButton().click();
        return true;
    case Qt::Key_Left:
        index += mirrored ? 1 : -1;
        break;
    case Qt::Key_Right:
        index += mirrored ? -1 : 1;
        break;
    case Qt::Key_Up:
        --index;
        break;
    case Qt::Key_Down:
        ++index;
        break;
    case Qt::Key_Home:
        index = 0;
        break;
    case Qt::Key_End:
        index = m_chips.size() - 1;
        break;
    default:
        return false;
    }
    m_chips.at(std::clamp<qsizetype>(index, 0, m_chips.size() - 1))->removeButton().setFocus();
    return true;
}

} // namespace botline
