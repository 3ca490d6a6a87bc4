#pragma once

#include <QtCore/QStringList>

#include <optional>

namespace botline {

// What was sent before, for Up and Down in the composer (interaction.md §10). Like a shell's: what
// is edited while going through it stays as edited until something is sent, and never changes the
// history.
class SentHistory
{
public:
    static constexpr int kLimit = 200;

    // Oldest first; ends a recall. Empty texts and a repetition of the newest are not kept.
    void assign(const QStringList &texts);
    void add(const QString &text);
    const QStringList &texts() const { return m_texts; }

    // The text before or after the one shown; `shown` is what the composer holds now, which is kept
    // as the draft or as the edited entry. nullopt at either end.
    std::optional<QString> older(const QString &shown);
    std::optional<QString> newer(const QString &shown);
    // True while a recalled text is shown that was not edited.
    bool isShowingRecalled(const QString &shown) const;
    void endRecall();

private:
    std::optional<QString> step(int by, const QString &shown);

    QStringList m_texts;
    // While recalling: a copy of the history with the draft behind it, in which edits stay.
    QStringList m_recalled;
    qsizetype m_position = 0;
};

} // namespace botline
