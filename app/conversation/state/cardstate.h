#pragma once

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QObject>
#include <QtCore/QString>

namespace botline {

// What the user did to a card: typed inputs, and what became of what was submitted. Lives here, not
// in widgets, so that it survives scrolling, resizing and theme changes (architecture.md §2.13).
// Keyed by the row's key and the attachment's index in it.
class CardStates : public QObject
{
    Q_OBJECT

public:
    enum class Submission
    {
        None, // never, or it failed: the card is live
        Sending, // on its way, or waiting for that: nothing else is submitted meanwhile
        Unconfirmed, // it may have arrived
        Sent,
    };
    // It was given, as far as we know, and nothing of it is on its way any more.
    static bool isAnswered(Submission submission)
    {
        return submission == Submission::Sent || submission == Submission::Unconfirmed;
    }
    struct State
    {
        QJsonObject inputs; // input id -> value
        Submission submission = Submission::None;
    };

    using QObject::QObject;

    State state(const QString &entryKey, int attachment) const;
    void setInput(const QString &entryKey, int attachment, const QString &inputId,
                  const QJsonValue &value);
    void setSubmission(const QString &entryKey, int attachment, Submission submission);
    // As it was left the last time; nobody is told.
    void restore(const QString &entryKey, int attachment, const State &state);
    void clear();

    // The user wants no card answered twice: one that was submitted stays as it is. Off at first.
    bool freezesAnswered() const { return m_freezesAnswered; }
    void setFreezesAnswered(bool on);
    bool isFrozen(const QString &entryKey, int attachment) const;

Q_SIGNALS:
    void changed(const QString &entryKey, int attachment); // anything of that card
    void submissionChanged(const QString &entryKey, int attachment);
    void freezesAnsweredChanged();

private:
    QHash<QString, State> m_states;
    bool m_freezesAnswered = false;
};

} // namespace botline
