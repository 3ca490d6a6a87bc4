#pragma once

#include "app/script/conversationsteptarget.h"

class QWidget;

namespace botline {

class Composer;

// Plays steps as a person would: types into the composer, presses the real buttons and looks at the
// same rows.
class WindowStepTarget final : public ConversationStepTarget
{
    Q_OBJECT

public:
    // What a scenario works on. Everything must outlive the target.
    struct Parts
    {
        ConversationSession &session;
        Composer &composer;
        QWidget &page; // where buttons are looked for
        QWidget &window; // what a screenshot shows
    };

    explicit WindowStepTarget(const Parts &parts, QObject *parent = nullptr);

    QString say(const QString &text) override;
    QString upload(const QStringList &paths) override;
    Press press(const QString &title) override;
    QString screenshot(const QString &path) override;

private:
    QString sendComposer();
    QString sendProblem() const;

    Parts m_parts;
};

} // namespace botline
