#pragma once

#include <QtCore/QHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QSet>

#include <functional>

namespace botline::soak {

// The person at the keyboard: starts the client, types numbered lines, presses Retry where it is
// offered, and pulls the plug. What was typed is what the client accepted for sending; a line whose
// acceptance the plug cut off is looked for after the restart, and typed again when it is not
// there.
class SoakUser : public QObject
{
    Q_OBJECT

public:
    SoakUser(const QStringList &command, const QByteArray &secret, QObject *parent = nullptr);
    ~SoakUser() override;

    void start();
    void kill(); // SIGKILL, and waits until it is gone
    void typeNext();
    void pressRetry() { order("retry"); }
    void look() { order("look"); }
    void dump() { order("dump"); }

    bool isReady() const { return m_ready; }
    int typed() const { return m_accepted; }
    int kills() const { return m_kills; }
    int refused() const { return m_refused; }
    // How often Retry was pressed for a line.
    const QHash<int, int> &retries() const { return m_retries; }

Q_SIGNALS:
    void looked(const QJsonObject &state);
    void dumped(const QJsonArray &rows);
    // It ended by itself, which it must not.
    void died(const QString &how);

private:
    void order(const QByteArray &command);
    void hear(const QJsonObject &told);

    QStringList m_command;
    QByteArray m_secret;
    std::unique_ptr<QProcess> m_process;
    bool m_ready = false;
    bool m_killing = false;
    int m_next = 1; // the number of the line to type next
    int m_accepted = 0;
    int m_kills = 0;
    int m_refused = 0;
    QSet<int> m_unheard; // typed, but the client has not said yet that it has it
    QHash<int, int> m_retries;
};

} // namespace botline::soak
