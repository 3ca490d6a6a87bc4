#pragma once

#include "copiedtext.h"
#include "textselection.h"

namespace botline {

// Puts rows and selections on the clipboard.
class RowCopier
{
public:
    explicit RowCopier(const ActivityModel &model) : m_model(model) { }

    // Of several rows each with its time and sender.
    bool withNames() const { return m_withNames; }
    void setWithNames(bool withNames) { m_withNames = withNames; }

    QString plainText(const TextSelection &selection, const ChatStyle &style) const;
    TextSelection wholeRow(int row) const;

    void copy(const TextSelection &selection, const ChatStyle &style) const; // in all formats
    void copyAs(CopyFormat format, const TextSelection &selection, const ChatStyle &style) const;
    void copyJson(int row) const; // the activity as received

private:
    const ActivityModel &m_model;
    bool m_withNames = true;
};

} // namespace botline
