#include "soakuser.h"

#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace botline::soak {

SoakUser::SoakUser(const QStringList &command, const QByteArray &secret, QObject *parent)
    : QObject(parent), m_command(command), m_secret(secret)
{
}

SoakUser::~SoakUser()
{
    m_killing = true;
    if (m_process) {
        m_process->kill();
        m_process->waitForFinished();
    }
}

void SoakUser::start()
{
    m_ready = false;
    m_killing = false;
    m_process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"BOTLINE_SECRET"_s, QString::fromLatin1(m_secret));
    m_process->setProcessEnvironment(environment);
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, [this] {
        while (m_process->canReadLine())
            hear(QJsonDocument::fromJson(m_process->readLine()).object());
    });
    connect(m_process.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus how) {
        if (!m_killing)
            Q_EMIT died(u"%1, code %2"_s.arg(how == QProcess::CrashExit ? "crashed"_L1 : "ended"_L1)
                            .arg(code));
    });
    m_process->start(m_command.first(), m_command.mid(1));
}

void SoakUser::kill()
{
    m_killing = true;
    ++m_kills;
    m_process->kill();
    m_process->waitForFinished();
    while (m_process->canReadLine()) // what it said before its end
        hear(QJsonDocument::fromJson(m_process->readLine()).object());
}

void SoakUser::typeNext()
{
    m_unheard.insert(m_next);
    order("say " + QByteArray::number(m_next++));
}

void SoakUser::order(const QByteArray &command)
{
    m_process->write(command + '\n');
}

void SoakUser::hear(const QJsonObject &told)
{
    if (told.contains("said"_L1)) {
        if (m_unheard.remove(told["said"_L1].toInt()))
            ++m_accepted;
    } else if (told.contains("refused"_L1)) {
        ++m_refused;
        qWarning("line %d was refused: %s", told["refused"_L1].toInt(),
                 qPrintable(told["why"_L1].toString()));
    } else if (told.contains("retried"_L1)) {
        const QJsonArray numbers = told["retried"_L1].toArray();
        for (const QJsonValue &number : numbers)
            ++m_retries[number.toInt()];
    } else if (told.contains("ready"_L1)) {
        QSet<int> known;
        const QJsonArray numbers = told["ready"_L1].toArray();
        for (const QJsonValue &number : numbers)
            known.insert(number.toInt());
        const QSet<int> unheard = m_unheard;
        for (const int number : unheard) {
            if (known.contains(number)) {
                m_unheard.remove(number);
                ++m_accepted;
            } else {
                order("say " + QByteArray::number(number));
            }
        }
        m_ready = true;
    } else if (told.contains("pending"_L1)) {
        Q_EMIT looked(told);
    } else if (told.contains("rows"_L1)) {
        Q_EMIT dumped(told["rows"_L1].toArray());
    }
}

} // namespace botline::soak
