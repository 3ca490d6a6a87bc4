#include "filesaver.h"

#include "ui/content/contentloader.h"
#include "ui/content/filename.h"
#include "ui/content/safetextdocument.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtCore/QStandardPaths>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMessageBox>

using namespace Qt::StringLiterals;

namespace botline {

FileSaver::FileSaver(ContentLoader &content, QWidget &window, QObject *parent)
    : QObject(parent), m_content(content), m_window(window)
{
}

void FileSaver::requestSave(const QString &address, const QString &name)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto *dialog = new QFileDialog(&m_window, tr("Save attachment"), folder);
    dialog->setObjectName(u"saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(safeFileName(name));
    connect(dialog, &QFileDialog::fileSelected, this, [this, address](const QString &path) {
        if (!isExecutableName(path)) {
            save(address, path);
            return;
        }
        auto *question
            = new QMessageBox(QMessageBox::Warning, tr("Save a program?"),
                              tr("“%1” is a program or script. Save it only if you trust this bot.")
                                  .arg(singleLine(QFileInfo(path).fileName())),
                              QMessageBox::Save | QMessageBox::Cancel, &m_window);
        question->setTextFormat(Qt::PlainText);
        question->setDefaultButton(QMessageBox::Cancel);
        question->setAttribute(Qt::WA_DeleteOnClose);
        connect(question, &QMessageBox::accepted, this,
                [this, address, path] { save(address, path); });
        question->open();
    });
    dialog->open();
}

void FileSaver::save(const QString &address, const QString &path)
{
    const QString name = singleLine(QFileInfo(path).fileName());
    const int saving = ++m_lastSaving;
    auto *job = new QObject(this);
    m_savings.insert(saving, {job, name});
    m_content.download(
        address, path, job,
        [this, name, saving](qint64 received, qint64 total) {
            const QLocale locale;
            Q_EMIT progressed(
                saving,
                total > 0 ? tr("Saving “%1”: %2 of %3")
                                .arg(name, locale.formattedDataSize(received),
                                     locale.formattedDataSize(total))
                          : tr("Saving “%1”: %2").arg(name, locale.formattedDataSize(received)));
        },
        [this, name, path, saving](ContentLoader::Trouble trouble, const QString &message) {
            m_savings.take(saving).job->deleteLater();
            if (trouble == ContentLoader::Trouble::None)
                Q_EMIT saved(tr("Saved %1").arg(QDir::toNativeSeparators(path)));
            else
                Q_EMIT failed(tr("“%1” was not saved. %2").arg(name, message));
        });
}

void FileSaver::cancel(int saving)
{
    const auto found = m_savings.constFind(saving);
    if (found == m_savings.cend())
        return; // it has just ended
    const Saving cancelledOne = *found;
    m_savings.erase(found);
    delete cancelledOne.job;
    Q_EMIT cancelled(tr("“%1” was not saved: you cancelled it.").arg(cancelledOne.name));
}

} // namespace botline
