#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>

#include <memory>
#include <vector>

class QFile;

namespace botline::directline {

// A request body that can be read exactly once. It is sequential, so Qt cannot rewind it and thus
// never sends a POST a second time behind our back (dossier §10 Q3/Q4). Files are read in the
// pieces that the network asks for: the memory used does not depend on their size.
class OneShotBody : public QIODevice
{
    Q_OBJECT

public:
    explicit OneShotBody(QObject *parent = nullptr);
    ~OneShotBody() override;

    // Before the body is opened for reading.
    void append(const QByteArray &bytes);
    void append(std::unique_ptr<QFile> file, qint64 length); // already open

    qint64 length() const { return m_length; } // of the whole body: its Content-Length
    qint64 bytesTaken() const { return m_taken; }
    // The name of the file that could not be read to its end; "" while all is well.
    const QString &failedFile() const { return m_failedFile; }

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_taken == m_length; }
    qint64 bytesAvailable() const override { return m_length - m_taken; }
    qint64 size() const override { return m_length; }
    bool reset() override { return false; } // Qt asks when it wants to send again

Q_SIGNALS:
    void taken(); // all of it
    void failed();

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    struct Part
    {
        QByteArray bytes;
        std::unique_ptr<QFile> file;
        qint64 length = 0;
    };

    std::vector<Part> m_parts;
    std::size_t m_current = 0;
    qint64 m_offset = 0; // in the current part
    qint64 m_length = 0;
    qint64 m_taken = 0;
    QString m_failedFile;
};

} // namespace botline::directline
