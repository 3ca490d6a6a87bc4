#include "practicereplies.h"

#include "gallery.h"
#include "samples.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>
#include <QtCore/QStringList>

#include <algorithm>

namespace botline::practice {

using namespace Qt::StringLiterals;

namespace {

using Verdict = PracticeReplies::Verdict;

constexpr int kBurstLimit = 10'000;
constexpr int kSlowLimitSeconds = 120;
constexpr int kLongParagraphs = 60;

// One message of the user that is a command.
struct Turn
{
    const QJsonObject &activity;
    QLatin1StringView word;
    QString argument; // "" for a command without one
    const QString &filesUrl;
    ReplySink &sink;
};

Verdict showSample(const Turn &turn);
Verdict showHelp(const Turn &turn);
Verdict showGallery(const Turn &turn);
Verdict showLongText(const Turn &turn);
Verdict showActivity(const Turn &turn);
Verdict sendBurst(const Turn &turn);
Verdict answerSlowly(const Turn &turn);
Verdict breakDown(const Turn &turn);

// What the bot understands as a whole message: the word alone, or the word and what it needs.
struct Command
{
    enum class Argument
    {
        None,
        Number, // from 0 to `limit`; must be there
        Name, // of a part of the gallery; may be left out
    };

    QLatin1StringView word;
    QLatin1StringView help;
    Verdict (*run)(const Turn &turn) = showSample;
    Argument argument = Argument::None;
    QLatin1StringView placeholder = {}; // of the argument, for the help
    int limit = 0;
};

struct Group
{
    QLatin1StringView title;
    QList<Command> commands;
};

const QList<Group> &groups()
{
    static const QList<Group> all{
        {"Messages"_L1,
         {{"help"_L1, "this list"_L1, showHelp},
          {"gallery"_L1, "everything that a bot can show, or the part with that name"_L1,
           showGallery, Command::Argument::Name, "NAME"_L1},
          {"markdown"_L1, "headings, lists, a table, code and links"_L1},
          {"plain"_L1, "text that must stay exactly as it is"_L1},
          {"html"_L1, "HTML, which must show as text and load nothing"_L1},
          {"long"_L1, "a message taller than any window"_L1, showLongText},
          {"actions"_L1, "suggested actions of several kinds"_L1},
          {"whoami"_L1, "your message as it reached the bot"_L1, showActivity}}},
        {"Cards"_L1,
         {{"cards"_L1, "choose a card from suggestions"_L1},
          {"hero"_L1, "a large picture, text and buttons"_L1},
          {"thumbnail"_L1, "a small picture beside the text"_L1},
          {"receipt"_L1, "what a breakfast cost"_L1},
          {"signin"_L1, "a sign-in button"_L1},
          {"oauth"_L1, "an OAuth card"_L1},
          {"audio"_L1, "a short chime"_L1},
          {"video"_L1, "a sunrise of two seconds"_L1},
          {"animation"_L1, "waves as a GIF"_L1},
          {"flex"_L1, "an old relative of the hero card"_L1},
          {"adaptive"_L1, "an Adaptive Card with every input"_L1},
          {"carousel"_L1, "four cards side by side"_L1},
          {"list"_L1, "three cards below each other"_L1},
          {"buttons"_L1, "one button of every kind"_L1}}},
        {"Pictures and files"_L1,
         {{"image"_L1, "one picture"_L1},
          {"images"_L1, "several pictures in one message"_L1},
          {"unknown"_L1, "attachments that no client knows"_L1}}},
        {"Behaviour"_L1,
         {{"burst"_L1, "N messages at once"_L1, sendBurst, Command::Argument::Number, "N"_L1,
           kBurstLimit},
          {"slow"_L1, "an answer after S seconds; the service gives up waiting at 15"_L1,
           answerSlowly, Command::Argument::Number, "S"_L1, kSlowLimitSeconds},
          {"fail"_L1, "a bot that breaks: the service answers 502"_L1, breakDown},
          {"event"_L1, "an event, which is not a message"_L1},
          {"trace"_L1, "a trace, which only testers want to see"_L1},
          {"update"_L1, "a message that changes afterwards"_L1},
          {"delete"_L1, "a message that is taken back"_L1},
          {"end"_L1, "the end of the conversation"_L1}}},
    };
    return all;
}

const Command *findCommand(const QString &word)
{
    for (const Group &group : groups()) {
        for (const Command &command : group.commands) {
            if (word.compare(command.word, Qt::CaseInsensitive) == 0)
                return &command;
        }
    }
    return nullptr;
}

qsizetype longestBacktickRun(const QString &text)
{
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

// Untrusted text within a sentence: its punctuation is no Markdown.
QString escaped(const QString &text)
{
    QString safe;
    for (const QChar c : text) {
        if (c.unicode() < 128 && c.isPrint() && !c.isLetterOrNumber() && !c.isSpace())
            safe += u'\\';
        safe += c;
    }
    return safe;
}

// The same where the text must stand out and stay searchable as it is.
QString codeSpan(const QString &text)
{
    if (text.isEmpty())
        return u"(empty)"_s;
    const QString ticks(longestBacktickRun(text) + 1, u'`');
    const QString pad = text.startsWith(u'`') || text.endsWith(u'`') ? u" "_s : QString();
    return ticks + pad + text + pad + ticks;
}

QString codeBlock(const QJsonValue &value)
{
    QString json;
    if (value.isObject() || value.isArray()) {
        const QJsonDocument document
            = value.isObject() ? QJsonDocument(value.toObject()) : QJsonDocument(value.toArray());
        json = QString::fromUtf8(document.toJson());
    } else { // only arrays and objects can be written alone
        const QByteArray inArray = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        json = QString::fromUtf8(inArray.mid(1, inArray.size() - 2)) + u'\n';
    }
    const QString fence(std::max<qsizetype>(3, longestBacktickRun(json) + 1), u'`');
    return fence + "json\n"_L1 + json + fence;
}

QJsonObject message(const QString &text, QLatin1StringView format = "markdown"_L1)
{
    return {{u"type"_s, u"message"_s},
            {u"text"_s, text},
            {u"textFormat"_s, format},
            {u"inputHint"_s, u"acceptingInput"_s},
            {u"locale"_s, u"en-US"_s}};
}

void suggest(QJsonObject &activity, const QStringList &words)
{
    QJsonArray actions;
    for (const QString &word : words)
        actions.append(
            QJsonObject{{u"type"_s, u"imBack"_s}, {u"title"_s, word}, {u"value"_s, word}});
    activity.insert("suggestedActions"_L1, QJsonObject{{u"actions"_s, actions}});
}

QString filesText(const QList<localservice::StoredFile> &files)
{
    QString text = files.size() == 1 ? u"I received a file:\n"_s
                                     : u"I received %1 files:\n"_s.arg(files.size());
    for (const localservice::StoredFile &file : files) {
        QString size = u"%1 bytes"_s.arg(file.size);
        if (file.size >= 1024)
            size += u" (%1)"_s.arg(QLocale::c().formattedDataSize(file.size));
        text += u"\n- Name: %1\n- Type: %2\n- Size: %3\n- SHA-256: `%4`\n"_s.arg(
            codeSpan(file.name), codeSpan(QString::fromUtf8(file.contentType)), size,
            QString::fromLatin1(file.sha256));
    }
    return text;
}

// Buttons of the kinds postBack and messageBack and submitted cards: show what they carried.
QString valueText(const QString &text, const QJsonValue &value)
{
    QString answer = u"A button or card sent me something you did not type."_s;
    if (!text.isEmpty())
        answer += u"\n\nIts text: %1"_s.arg(codeSpan(text));
    if (!value.isUndefined() && !value.isNull())
        answer += u"\n\nIts value:\n\n"_s + codeBlock(value);
    return answer;
}

QString linksText(const QJsonArray &attachments)
{
    QString text = u"You sent me a reference, which I do not follow:\n\n"_s;
    for (const QJsonValue &attachment : attachments)
        text += u"- %1, %2\n"_s.arg(codeSpan(attachment["name"_L1].toString(u"unnamed"_s)),
                                    codeSpan(attachment["contentType"_L1].toString(u"untyped"_s)));
    return text;
}

Verdict showSample(const Turn &turn)
{
    sendSample(turn.word, turn.filesUrl, turn.sink);
    return Verdict::Accepted;
}

Verdict showHelp(const Turn &turn)
{
    QString text = u"Here is what I understand. Anything else I repeat.\n"_s;
    for (const Group &group : groups()) {
        text += u"\n**%1**\n\n"_s.arg(group.title);
        for (const Command &command : group.commands) {
            const QString usage = command.placeholder.isEmpty()
                ? QString(command.word)
                : command.word + u' ' + command.placeholder;
            text += u"- `%1` – %2\n"_s.arg(usage, command.help);
        }
    }
    text += u"\n**Names in the gallery**\n\n"_s + galleryNames();
    turn.sink.send(
        message(text + u"\nSend me a file and I tell its name, type, size and SHA-256."_s));
    return Verdict::Accepted;
}

void showPart(const GalleryPart &part, const Turn &turn)
{
    turn.sink.send(message(u"**%1** · `gallery %2`\n%3"_s.arg(part.title, part.name, part.about)));
    if (part.name == "long"_L1)
        showLongText(turn);
    else
        sendSample(part.name, turn.filesUrl, turn.sink);
}

Verdict showGallery(const Turn &turn)
{
    if (!turn.argument.isEmpty()) {
        if (const GalleryPart *part = findGalleryPart(turn.argument))
            showPart(*part, turn);
        else
            turn.sink.send(
                message(u"My gallery has no %1. It has:\n\n"_s.arg(codeSpan(turn.argument))
                        + galleryNames()));
        return Verdict::Accepted;
    }
    for (const GallerySection &section : gallerySections()) {
        turn.sink.send(message("# "_L1 + section.title));
        for (const GalleryPart &part : section.parts)
            showPart(part, turn);
    }
    return Verdict::Accepted;
}

Verdict showLongText(const Turn &turn)
{
    QString text;
    for (int i = 1; i <= kLongParagraphs; ++i)
        text += u"**%1.** The ferry leaves the harbour at %2:05, passes the lighthouse a quarter "
                u"of an "
                "hour later and reaches the island before the coffee is cold.\n\n"_s.arg(i)
                    .arg(6 + i % 14);
    turn.sink.send(message(text + u"That was all."_s));
    return Verdict::Accepted;
}

Verdict showActivity(const Turn &turn)
{
    turn.sink.send(message(u"This reached me:\n\n"_s + codeBlock(turn.activity)));
    return Verdict::Accepted;
}

Verdict sendBurst(const Turn &turn)
{
    const int count = int(turn.argument.toDouble());
    for (int i = 1; i <= count; ++i)
        turn.sink.send(message(u"Line %1 of %2"_s.arg(i).arg(count), "plain"_L1));
    return Verdict::Accepted;
}

Verdict answerSlowly(const Turn &turn)
{
    const double seconds = turn.argument.toDouble();
    turn.sink.send({{u"type"_s, u"typing"_s}});
    turn.sink.sendAfter(std::chrono::milliseconds(qRound64(seconds * 1000)),
                        message(u"That took me %1 s."_s.arg(seconds)));
    return Verdict::Accepted;
}

Verdict breakDown(const Turn &)
{
    return Verdict::Rejected;
}

} // namespace

void PracticeReplies::greet(const QString &userName, ReplySink &sink) const
{
    const QString hello = userName.isEmpty() ? u"Hello!"_s : u"Hello, %1!"_s.arg(escaped(userName));
    QJsonObject greeting = message(
        hello
        + u" I am the **practice bot**. I live inside Botline and talk to nobody but this "
          "computer, so try whatever you like.\n\nSay `help` to see what I can show."_s);
    suggest(greeting, {u"help"_s, u"cards"_s, u"image"_s, u"markdown"_s});
    sink.send(greeting);
}

Verdict PracticeReplies::answer(const QJsonObject &activity,
                                const QList<localservice::StoredFile> &files, ReplySink &sink) const
{
    const QString type = activity.value("type"_L1).toString();
    if (type == "event"_L1) {
        sink.send(message(
            u"I received the event %1.\n\n"_s.arg(codeSpan(activity.value("name"_L1).toString()))
            + codeBlock(activity.value("value"_L1))));
        return Verdict::Accepted;
    }
    if (type != "message"_L1)
        return Verdict::Accepted; // heard, but nothing to say
    if (files.isEmpty())
        return answerMessage(activity, sink);
    sink.send(message(filesText(files)));
    if (const QString text = activity.value("text"_L1).toString(); !text.isEmpty())
        return answerMessage(activity, sink);
    return Verdict::Accepted;
}

Verdict PracticeReplies::answerMessage(const QJsonObject &activity, ReplySink &sink) const
{
    const QString text = activity.value("text"_L1).toString();
    const QJsonValue value = activity.value("value"_L1);
    const QJsonValue channelData = activity.value("channelData"_L1);
    const bool hasValue = !value.isUndefined() && !value.isNull();
    if (hasValue || channelData["postBack"_L1].toBool()
        || channelData["messageBack"_L1].isObject()) {
        sink.send(message(valueText(text, value)));
        return Verdict::Accepted;
    }
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty()) {
        const QJsonArray attachments = activity.value("attachments"_L1).toArray();
        sink.send(message(attachments.isEmpty() ? u"I received an empty message."_s
                                                : linksText(attachments)));
        return Verdict::Accepted;
    }

    using Argument = Command::Argument;
    const Command *command = findCommand(words.first());
    const Argument takes = command ? command->argument : Argument::None;
    bool isNumber = false;
    const double number = words.last().toDouble(&isNumber);
    const bool fits = words.size() == 1
        || (words.size() == 2
            && (takes == Argument::Name || (takes == Argument::Number && isNumber)));
    if (!command || !fits) {
        sink.send(message(u"You said: "_s + text, "plain"_L1));
        return Verdict::Accepted;
    }
    if (takes == Argument::Number && !(isNumber && number >= 0 && number <= command->limit)) {
        sink.send(
            message(u"Say `%1` with a number from 0 to %2, for example `%1 5`."_s.arg(command->word)
                        .arg(command->limit)));
        return Verdict::Accepted;
    }
    return command->run(
        {activity, command->word, words.size() == 2 ? words.last() : QString(), m_filesUrl, sink});
}

} // namespace botline::practice
