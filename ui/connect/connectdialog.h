#pragma once

#include "app/conversation/session/connectionprofile.h"

#include <QtWidgets/QDialog>

#include <memory>

namespace botline {

// How to reach a bot: the practice bot with one click, or secret, token or token URL with service
// URL, user id and name, locale (protocol.md §1). Checks while typing, in
// words; Connect stays possible only when everything is in order. A secret shows the warning of
// protocol.md §8.1, and can be remembered in the keychain: the dialog reads, stores and forgets it
// by itself.
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    // `last` fills the fields; `practiceAvailable` false disables that choice and says why.
    ConnectDialog(const std::optional<ConnectionProfile> &last, bool practiceAvailable,
                  QWidget *parent = nullptr);
    ~ConnectDialog() override;

    // Shows the dialog on the credential field with this sentence on top, for Expired and Failed.
    void askAgain(const QString &sentence);

    QSize sizeHint() const override;

Q_SIGNALS:
    // After Connect or the practice button; the dialog closes itself. With kind Practice only user
    // id, name and locale count.
    void connectRequested(const botline::ConnectionProfile &profile);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
