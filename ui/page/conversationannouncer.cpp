#include "conversationannouncer.h"

#include "announcer.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/conversation/session/conversationsession.h"
#include "app/conversation/state/livestream.h"
#include "ui/conversation/copiedtext.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

bool isBeingWritten(const ActivityEntry &entry)
{
    const auto chunk = StreamChunk::of(entry.activity);
    return chunk && !chunk->final;
}

} // namespace

QString spokenText(const ActivityEntry &entry)
{
    const QJsonValue speak = entry.activity.toJson().value("speak"_L1);
    if (entry.note.isEmpty() && speak.isString()) {
        // Often SSML; its tags are for machines.
        static const QRegularExpression tag(u"<[^>]*>"_s);
        return entry.senderName.isEmpty() || entry.activity.speak.isEmpty()
            ? QString()
            : u"%1: %2"_s.arg(entry.senderName,
                              QString(entry.activity.speak).remove(tag).simplified());
    }
    ActivityEntry untimed = entry; // when it was is clear
    untimed.time = {};
    // The style makes no difference to the words.
    return accessibleText(untimed, plainWords(untimed, ChatStyle(false, 100, QFont())));
}

ConversationAnnouncer::ConversationAnnouncer(ConversationSession &session, Announcer &announcer,
                                             QObject *parent)
    : QObject(parent), m_session(session), m_announcer(announcer)
{
    const ActivityModel &model = session.model();
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { takeInserted(first, last); });
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to) {
                for (int row = from.row(); row <= to.row(); ++row)
                    takeChanged(row);
            });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        m_inserted.clear();
        m_unfinished.clear();
        m_failed.clear();
    });
    connect(&session, &ConversationSession::activitiesReceived, this,
            [this](int, bool replay) { speakInserted(replay); });
    connect(&session, &ConversationSession::botTypingChanged, this,
            &ConversationAnnouncer::tellTyping);
    connect(&session, &ConversationSession::stateChanged, this, &ConversationAnnouncer::tellState);
}

void ConversationAnnouncer::takeInserted(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const RowFacts &facts = m_session.model().facts(row);
        if (facts.side != Side::Own && !facts.hidden)
            m_inserted << facts.key;
    }
}

void ConversationAnnouncer::speakInserted(bool replay)
{
    const QStringList keys = std::exchange(m_inserted, {});
    if (replay)
        return;
    for (const QString &key : keys) {
        const int row = m_session.model().rowOfKey(key);
        if (row < 0)
            continue;
        const ActivityEntry &entry = m_session.model().at(row);
        if (isBeingWritten(entry))
            m_unfinished << QPersistentModelIndex(m_session.model().index(row));
        else
            speak(entry);
    }
}

void ConversationAnnouncer::speak(const ActivityEntry &entry)
{
    m_typingTold = false; // the next answer is announced again
    m_announcer.say(spokenText(entry));
}

void ConversationAnnouncer::takeChanged(int row)
{
    const QPersistentModelIndex index(m_session.model().index(row));
    const ActivityEntry &entry = m_session.model().at(row);
    if (m_unfinished.contains(index) && !isBeingWritten(entry)) {
        m_unfinished.removeAll(index);
        speak(entry);
    }
    const bool failed = entry.delivery.state == SendState::Failed
        || entry.delivery.state == SendState::Unconfirmed;
    if (failed == m_failed.contains(index))
        return;
    if (!failed) {
        m_failed.removeAll(index);
        return;
    }
    m_failed << index;
    QStringList words{sendStateText(entry), entry.shownText(), entry.delivery.failure};
    words.removeAll(QString());
    m_announcer.sayAtOnce(words.join(u". "_s));
}

void ConversationAnnouncer::tellTyping()
{
    if (!m_session.botIsTyping() || m_typingTold)
        return;
    m_typingTold = true;
    m_announcer.say(tr("%1 is typing").arg(m_session.botName()));
}

void ConversationAnnouncer::tellState()
{
    using State = ConversationSession::State;
    switch (m_session.state()) {
    case State::Degraded:
    case State::Expired:
    case State::Ended:
    case State::Failed:
        if (!std::exchange(m_wasLost, true))
            m_announcer.sayAtOnce(m_session.statusText());
        break;
    case State::Online:
        if (std::exchange(m_wasLost, false))
            m_announcer.say(m_session.statusText());
        break;
    case State::Idle:
    case State::Authenticating:
    case State::Starting:
        break;
    }
}

} // namespace botline
