#include "searchquery.h"

#include "activityentry.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr size_t kMostHits = 1000; // in one row
constexpr qsizetype kLongestPattern = 1000;
constexpr qsizetype kLongestLine = 4000; // what an expression is matched against at once
constexpr int kMostRowMs = 20; // for one row and expression
// PCRE counts the steps of each attempt and gives up beyond; its own limit allows seconds.
constexpr int kMostSteps = 5000;

QString tr(const char *text)
{
    return QCoreApplication::translate("SearchQuery", text);
}

struct Token
{
    qsizetype from;
    qsizetype to; // with the quotes
    QString text; // without
    bool quoted;
};

// Split at white space; a quote begins a phrase, which ends at the next quote or at the end.
std::vector<Token> tokensOf(const QString &typed, bool quotes)
{
    std::vector<Token> tokens;
    for (qsizetype i = 0; i < typed.size();) {
        if (typed.at(i).isSpace()) {
            ++i;
            continue;
        }
        const qsizetype from = i;
        if (quotes && typed.at(i) == u'"') {
            qsizetype end = typed.indexOf(u'"', i + 1);
            const bool closed = end >= 0;
            end = closed ? end : typed.size();
            tokens.push_back(
                {from, end + (closed ? 1 : 0), typed.sliced(i + 1, end - i - 1), true});
        } else {
            while (i < typed.size() && !typed.at(i).isSpace() && !(quotes && typed.at(i) == u'"'))
                ++i;
            tokens.push_back({from, i, typed.sliced(from, i - from), false});
        }
        i = tokens.back().to;
    }
    return tokens;
}

// Of the character that begins or ends at this place, also outside the BMP.
bool isWordAt(const QString &text, qsizetype i, bool before)
{
    if (before)
        --i;
    if (i < 0 || i >= text.size())
        return false;
    const QChar c = text.at(i);
    if (before && c.isLowSurrogate() && i > 0)
        return QChar::isLetterOrNumber(QChar::surrogateToUcs4(text.at(i - 1), c));
    if (!before && c.isHighSurrogate() && i + 1 < text.size())
        return QChar::isLetterOrNumber(QChar::surrogateToUcs4(c, text.at(i + 1)));
    return c.isLetterOrNumber() || c.isMark() || c == u'_';
}

// Nothing of a word goes on beyond the ends.
bool isWhole(const QString &text, qsizetype from, qsizetype to)
{
    const bool goesOnBefore = isWordAt(text, from, true) && isWordAt(text, from, false);
    const bool goesOnAfter = isWordAt(text, to, true) && isWordAt(text, to, false);
    return !goesOnBefore && !goesOnAfter;
}

bool hasCard(const ActivityEntry &entry)
{
    const auto &attachments = entry.activity.attachments;
    return std::any_of(attachments.begin(), attachments.end(),
                       [](const directline::Attachment &a) { return a.isCard(); });
}

bool hasFile(const ActivityEntry &entry)
{
    const auto &attachments = entry.activity.attachments;
    return !entry.files.isEmpty()
        || std::any_of(attachments.begin(), attachments.end(),
                       [](const directline::Attachment &a) { return !a.isCard(); });
}

bool hasImage(const ActivityEntry &entry)
{
    const auto &attachments = entry.activity.attachments;
    return std::any_of(entry.files.begin(), entry.files.end(),
                       [](const StagedFile &f) { return f.contentType.startsWith("image/"_L1); })
        || std::any_of(attachments.begin(), attachments.end(),
                       [](const directline::Attachment &a) { return a.isInlineImage(); });
}

} // namespace

SearchQuery SearchQuery::parse(const QString &typed, Options options)
{
    SearchQuery query;
    query.m_options = options;
    QString pattern;
    qsizetype taken = 0; // of `typed`, into the pattern
    for (const Token &token : tokensOf(typed, !options.regex)) {
        if (!token.quoted && query.takeFilter(token.text)) {
            pattern += QStringView(typed).sliced(taken, token.from - taken);
            taken = token.to;
        } else if (!options.regex && !token.text.isEmpty()) {
            query.m_terms.emplace_back(token.text,
                                       options.matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive);
        }
    }
    pattern += QStringView(typed).sliced(taken);
    if (options.regex && !pattern.trimmed().isEmpty())
        query.setExpression(pattern.trimmed());
    return query;
}

// True when the token is one of ours, be it a wrong one.
bool SearchQuery::takeFilter(const QString &token)
{
    const QString lower = token.toLower();
    const auto choose = [&](QLatin1StringView key, auto take, const QString &explanation) {
        if (!lower.startsWith(key))
            return false;
        m_hasFilter = true;
        if (!take(QStringView(lower).sliced(key.size())) && m_error.isEmpty())
            m_error = explanation;
        return true;
    };
    if (lower == "failed"_L1) {
        m_hasFilter = m_failed = true;
        return true;
    }
    const auto from = [this](QStringView who) {
        m_from = who == "me"_L1 ? Sender::Me : who == "bot"_L1 ? Sender::Bot : Sender::Any;
        return m_from != Sender::Any;
    };
    const auto has = [this](QStringView what) {
        bool *wanted = what == "card"_L1 ? &m_card
            : what == "file"_L1          ? &m_file
            : what == "image"_L1         ? &m_image
                                         : nullptr;
        if (wanted)
            *wanted = true;
        return wanted != nullptr;
    };
    const auto type = [this](QStringView what) {
        m_type = what.toString();
        return !m_type.isEmpty();
    };
    return choose("from:"_L1, from, tr("“from:” takes me or bot."))
        || choose("has:"_L1, has, tr("“has:” takes card, file or image."))
        || choose("type:"_L1, type, tr("“type:” takes message, event, trace or another type."));
}

void SearchQuery::setExpression(const QString &pattern)
{
    if (pattern.size() > kLongestPattern) {
        m_error = tr("The expression is too long.");
        return;
    }
    // Settings of PCRE's own stand there, among them the limit on steps.
    if (pattern.startsWith("(*"_L1)) {
        m_error = tr("An expression cannot begin with “(*”.");
        return;
    }
    const auto compiled = [this](const QString &whole) {
        QRegularExpression::PatternOptions options
            = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
        options.setFlag(QRegularExpression::CaseInsensitiveOption, !m_options.matchCase);
        return QRegularExpression(whole, options);
    };
    const QString limit = u"(*LIMIT_MATCH=%1)"_s.arg(kMostSteps);
    QRegularExpression expression = compiled(limit + pattern);
    if (expression.isValid() && m_options.wholeWord)
        expression = compiled(limit + u"\\b(?:%1)\\b"_s.arg(pattern));
    if (!expression.isValid()) {
        const qsizetype place = std::clamp<qsizetype>(
            expression.patternErrorOffset() - limit.size(), 0, pattern.size());
        m_error = tr("Not a regular expression: %1, at character %2.")
                      .arg(expression.errorString())
                      .arg(place + 1);
        return;
    }
    expression.optimize();
    m_expression = std::move(expression);
}

bool SearchQuery::accepts(const ActivityEntry &entry) const
{
    if (!m_error.isEmpty() || isEmpty())
        return false;
    if ((m_from == Sender::Me && entry.side != Side::Own)
        || (m_from == Sender::Bot && entry.side != Side::Bot))
        return false;
    if (m_type == kMessage && entry.side == Side::System)
        return false;
    if (wantsHidden() && entry.activity.type.compare(m_type, Qt::CaseInsensitive) != 0)
        return false;
    if (m_failed && entry.delivery.state != SendState::Failed
        && entry.delivery.state != SendState::Unconfirmed)
        return false;
    return (!m_card || hasCard(entry)) && (!m_file || hasFile(entry))
        && (!m_image || hasImage(entry));
}

bool SearchQuery::findTerm(const QStringMatcher &term, const QString &text,
                           std::vector<Range> *ranges) const
{
    const qsizetype length = term.pattern().size();
    bool found = false;
    for (qsizetype at = term.indexIn(text); at >= 0; at = term.indexIn(text, at + length)) {
        if (m_options.wholeWord && !isWhole(text, at, at + length))
            continue;
        found = true;
        if (!ranges || ranges->size() >= kMostHits)
            break;
        ranges->push_back({static_cast<int>(at), static_cast<int>(at + length)});
    }
    return found;
}

// Line by line and with a clock at hand: one call must not last.
void SearchQuery::findExpression(const QString &text, std::vector<Range> &ranges,
                                 bool &gaveUp) const
{
    QElapsedTimer timer;
    timer.start();
    qsizetype next = 0;
    for (qsizetype from = 0; from <= text.size(); from = next) {
        const qsizetype end = text.indexOf(u'\n', from);
        const qsizetype to = end < 0 ? text.size() : end;
        next = to + 1;
        gaveUp |= to - from > kLongestLine;
        const QString line = text.mid(from, std::min(to - from, kLongestLine));
        // Not globalMatch(): its end looks like giving up where a match is empty.
        for (qsizetype at = 0; at <= line.size();) {
            const QRegularExpressionMatch match = m_expression->match(line, at);
            gaveUp |= !match.isValid();
            if (!match.hasMatch())
                break;
            at = match.capturedEnd();
            if (match.capturedLength() > 0)
                ranges.push_back(
                    {static_cast<int>(from + match.capturedStart()), static_cast<int>(from + at)});
            else
                at += at < line.size() && line.at(at).isHighSurrogate() ? 2 : 1;
            if (ranges.size() >= kMostHits || timer.hasExpired(kMostRowMs))
                break;
        }
        if (ranges.size() >= kMostHits)
            return;
        if (timer.hasExpired(kMostRowMs)) {
            gaveUp |= next <= text.size();
            return;
        }
    }
}

SearchQuery::Hits SearchQuery::find(const Words &words) const
{
    Hits hits;
    if (m_expression) {
        findExpression(words.text, hits.text, hits.gaveUp);
        std::vector<Range> attached;
        findExpression(words.attached, attached, hits.gaveUp);
        hits.attached = !attached.empty();
        return hits;
    }
    if (m_terms.empty()) {
        hits.attached = m_hasFilter;
        return hits;
    }
    for (const QStringMatcher &term : m_terms) {
        const bool inText = findTerm(term, words.text, &hits.text);
        const bool inAttached = findTerm(term, words.attached, nullptr);
        if (!inText && !inAttached)
            return {};
        hits.attached |= inAttached;
    }
    if (m_terms.size() > 1) {
        std::sort(hits.text.begin(), hits.text.end(), [](const Range &a, const Range &b) {
            return std::pair(a.from, a.to) < std::pair(b.from, b.to);
        });
        std::vector<Range> merged;
        for (const Range &range : hits.text) {
            if (!merged.empty() && range.from < merged.back().to)
                merged.back().to = std::max(merged.back().to, range.to);
            else
                merged.push_back(range);
        }
        hits.text = std::move(merged);
    }
    return hits;
}

} // namespace botline
