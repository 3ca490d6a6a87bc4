#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtNetwork/QTcpSocket>

#include <chrono>

namespace botline::test {

struct HttpAnswer
{
    int status = 0; // 0: no answer came
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;

    QJsonObject json() const;
    QString errorCode() const; // of Direct Line's error object
};

// Speaks HTTP by hand over one connection to 127.0.0.1, so that tests see and send exactly what
// they mean. Blocking, for one thread.
class HttpProbe
{
public:
    using Headers = QList<QByteArray>; // "Name: value"

    explicit HttpProbe(int port);

    HttpAnswer get(const QByteArray &target, const Headers &headers = {});
    HttpAnswer post(const QByteArray &target, const QByteArray &body, const Headers &headers = {});
    HttpAnswer request(const QByteArray &method, const QByteArray &target,
                       const Headers &headers = {});

    // Exactly these bytes, and the next answer. `hasBody` false for the answer to a HEAD.
    void write(const QByteArray &bytes);
    HttpAnswer read(bool hasBody = true);

    HttpAnswer exchange(const QByteArray &bytes); // both

    bool closedByServer(); // waits for it
    // Sends without waiting for anything but room. False: the server takes no more.
    bool push(const QByteArray &bytes);
    // True when there is something to read, be it the end.
    bool hasAnswer(std::chrono::milliseconds patience);
    QByteArray host() const; // "Host: 127.0.0.1:PORT\r\n"

private:
    bool fill();

    const int m_port;
    QTcpSocket m_socket;
    QByteArray m_buffer;
};

// "Authorization: Bearer ..."
QByteArray bearer(const QByteArray &credential);

} // namespace botline::test
