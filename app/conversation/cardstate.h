#pragma once

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <functional>

namespace botline {

// What the user did to a card: typed inputs, submitted or not. Lives here, not in widgets, so that
// it survives scrolling, resizing and theme changes (design §3.10). Keyed by the row's key and the
// attachment's index in it.
class CardStates
{
public:
    struct State
    {
        QJsonObject inputs; // input id -> value
        bool submitted = false;
    };

    State state(const QString &entryKey, int attachment) const;
    void setInput(const QString &entryKey, int attachment, const QString &inputId,
                  const QJsonValue &value);
    void setSubmitted(const QString &entryKey, int attachment, bool submitted);
    // As it was left the last time; nobody is told.
    void restore(const QString &entryKey, int attachment, const State &state);
    void clear();
    // Hears of every change by the user.
    using Observer = std::function<void(const QString &entryKey, int attachment)>;
    void setObserver(Observer observer) { m_observer = std::move(observer); }

private:
    QHash<QString, State> m_states;
    Observer m_observer;
};

} // namespace botline
