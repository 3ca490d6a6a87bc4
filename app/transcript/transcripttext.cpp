#include "transcripttext.h"

#include "app/directline/activity.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qsizetype kSpeakerColumn = 14;
constexpr auto kGap = "  "_L1;

class Printer
{
public:
    void print(const directline::Activity &activity);
    QString text() const { return m_text; }

private:
    void line(const QString &text);
    void choices(const QJsonArray &actions);
    void attachment(const QJsonObject &attachment);

    QString m_text;
    QString m_speaker; // "" once it was printed
};

void Printer::line(const QString &text)
{
    static const QRegularExpression emptyLines(u"\n+"_s);
    QString said = terminalText(text);
    said.replace(emptyLines, u"\n"_s);
    if (said.endsWith(u'\n'))
        said.chop(1);
    said.replace(u'\n', u'\n' + QString(kSpeakerColumn, u' ') + kGap);
    m_text += terminalText(m_speaker).replace(u'\n', u' ').leftJustified(kSpeakerColumn) + kGap
        + said + u'\n';
    m_speaker.clear();
}

// Buttons by their titles, all on one line.
void Printer::choices(const QJsonArray &actions)
{
    QStringList titles;
    for (const QJsonValue &action : actions)
        titles << u'(' + action["title"_L1].toString() + u')';
    if (!titles.isEmpty())
        line(titles.join(u' '));
}

void Printer::attachment(const QJsonObject &attachment)
{
    static const QRegularExpression card(u"^application/vnd\\.microsoft\\.card\\.(.*)$"_s);
    QString type = attachment.value("contentType"_L1).toString();
    type.replace(card, u"\\1 card"_s);
    line((u'[' + type + u"] "_s + attachment.value("name"_L1).toString()).trimmed());
    const QJsonValue content = attachment.value("content"_L1);
    for (const auto member : {"title"_L1, "subtitle"_L1, "text"_L1}) {
        if (const QString text = content[member].toString(); !text.isEmpty())
            line(text);
    }
    choices(content["buttons"_L1].toArray());
}

void Printer::print(const directline::Activity &activity)
{
    if (!activity.isMessage())
        return;
    const QJsonObject json = activity.raw.toObject();
    const QJsonValue from = json.value("from"_L1);
    m_speaker = from["name"_L1].toString();
    if (m_speaker.isEmpty() || from["role"_L1].toString() == "user"_L1)
        m_speaker = u"You"_s;
    if (!activity.text.isEmpty())
        line(activity.text);
    const QJsonArray attachments = json.value("attachments"_L1).toArray();
    for (const QJsonValue &value : attachments)
        attachment(value.toObject());
    choices(json.value("suggestedActions"_L1)["actions"_L1].toArray());
}

bool turnsDirection(QChar c)
{
    const char16_t code = c.unicode();
    return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E)
        || (code >= 0x2066 && code <= 0x2069);
}

} // namespace

QString terminalText(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const char16_t code = c.unicode();
        if (code == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n')
            continue;
        if (code == u'\n' || code == u'\r' || code == 0x2028 || code == 0x2029)
            safe += u'\n';
        else if (code == u'\t')
            safe += u' ';
        else if (code < 0x20)
            safe += QChar(0x2400 + code); // the symbols for control characters
        else if (code == 0x7F)
            safe += QChar(0x2421);
        else if ((code >= 0x80 && code < 0xA0) || turnsDirection(c))
            safe += QChar(QChar::ReplacementCharacter);
        else
            safe += c;
    }
    return safe;
}

QString transcriptText(const QList<directline::Activity> &activities)
{
    Printer printer;
    for (const directline::Activity &activity : activities)
        printer.print(activity);
    return printer.text();
}

} // namespace botline
