#include "rowcopier.h"

#include "app/conversation/model/activitymodel.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

namespace botline {

QString RowCopier::plainText(const TextSelection &selection, const ChatStyle &style) const
{
    return copiedText(selection, m_model, style, {CopyFormat::Plain, m_withNames});
}

TextSelection RowCopier::wholeRow(int row) const
{
    const QPersistentModelIndex index(m_model.index(row));
    TextSelection selection;
    selection.set({index, 0}, {index, TextPosition::kEnd});
    return selection;
}

void RowCopier::copy(const TextSelection &selection, const ChatStyle &style) const
{
    if (auto data = copiedData(selection, m_model, style, m_withNames))
        QGuiApplication::clipboard()->setMimeData(data.release());
}

void RowCopier::copyAs(CopyFormat format, const TextSelection &selection,
                       const ChatStyle &style) const
{
    const QString text = copiedText(selection, m_model, style, {format, m_withNames});
    if (text.isEmpty())
        return;
    auto data = std::make_unique<QMimeData>();
    if (format == CopyFormat::Html)
        data->setHtml(text); // with plain words beside it, for those who take nothing else
    data->setText(format == CopyFormat::Html ? plainText(selection, style) : text);
    QGuiApplication::clipboard()->setMimeData(data.release());
}

void RowCopier::copyJson(int row) const
{
    const QJsonDocument json(m_model.at(row).activity.toJson());
    QGuiApplication::clipboard()->setText(QString::fromUtf8(json.toJson()).trimmed());
}

} // namespace botline
