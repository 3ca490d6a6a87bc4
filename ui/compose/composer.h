#pragma once

#include "app/conversation/sending/stagedfile.h"
#include "ui/style/chatstyle.h"

#include <QtWidgets/QWidget>

#include <memory>

class QMimeData;

namespace botline {

// The writing half of the window: attachment tray, text, attach and send buttons
// (interaction.md §4, §7).
//
// Enter sends, Shift+Enter breaks the line, Up in an empty composer recalls. Files are staged in
// the tray and leave with sendRequested() only. The composer keeps what was typed until clearSent()
// says that it was accepted.
class Composer : public QWidget
{
    Q_OBJECT

public:
    Composer(const ChatStyle &style, QWidget *parent = nullptr);
    ~Composer() override;

    void setChatStyle(const ChatStyle &style);
    // Limits shown on chips and by the counter, in bytes.
    void setLimits(qint64 uploadBytes, int uploadFiles, qint64 textBytes);

    QString text() const;
    void setText(const QString &text); // cursor at the end; no textEdited()
    // What Up brings back, for a conversation that was there before; at most 200 are kept.
    void setHistory(const QStringList &oldestFirst);
    QList<StagedFile> files() const;
    // From drop, paste or picker: one door for all. Folders, unreadable and empty files are refused
    // with a sentence above the text; the rest is staged.
    void stage(const QStringList &paths);
    void stage(const QList<StagedFile> &files);
    // Files or an image from the clipboard or a drop; the text gets the focus. False when there was
    // nothing usable in it.
    bool stageFrom(const QMimeData &data);
    static bool canStage(const QMimeData &data);

    // To be called while handling sendRequested(): what was sent goes into the history and out of
    // the composer.
    void clearSent();
    // A sentence above the text ("The file is too large …"); "" hides it. It goes by itself when
    // what it is about changes: the text, or which files there are.
    enum class About
    {
        Text,
        Files
    };
    void showProblem(const QString &sentence, About about = About::Text);
    QString problem() const; // that sentence; "" when there is none
    void clearFiles(); // out of the tray
    void pressSend(); // as a click on the button
    void focusText();
    void insertTyped(const QString &text); // typed elsewhere, belongs here

Q_SIGNALS:
    // There is text, or there are files; both are within the limits and the files readable just
    // now.
    void sendRequested(const QString &text, const QList<botline::StagedFile> &files);
    void textEdited(); // by the user
    void draftChanged(); // text or files, by whomever

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
