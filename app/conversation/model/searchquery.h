#pragma once

#include <QtCore/QRegularExpression>
#include <QtCore/QString>
#include <QtCore/QStringMatcher>

#include <optional>
#include <vector>

namespace botline {

struct ActivityEntry;

// What somebody looks for in a conversation, read from what they typed.
//
// Words, and phrases in double quotes, must all be in the message. Filters narrow it down: from:me,
// from:bot, has:card, has:file, has:image, type:message, type:event, failed. With `regex`
// everything but the filters is one regular expression, matched line by line.
class SearchQuery
{
public:
    struct Options
    {
        bool matchCase = false;
        bool wholeWord = false;
        bool regex = false;

        bool operator==(const Options &) const = default;
    };
    // What of a row can be found.
    struct Words
    {
        QString text; // what its bubble reads
        QString attached; // what its cards and files read
    };
    struct Range
    {
        int from = 0;
        int to = 0;

        bool operator==(const Range &) const = default;
    };
    struct Hits
    {
        std::vector<Range> text; // in order, without overlaps; at most 1000
        bool attached = false; // found there, or it is the row itself that was asked for
        bool gaveUp = false; // the expression took too long on this text: there may be more

        int count() const { return static_cast<int>(text.size()) + (attached ? 1 : 0); }
    };

    SearchQuery() = default;
    static SearchQuery parse(const QString &typed, Options options);

    bool isEmpty() const { return !m_hasFilter && m_terms.empty() && !m_expression; }
    // One sentence about what cannot be understood; such a query finds nothing. "" when all is
    // well.
    const QString &error() const { return m_error; }
    bool isExpression() const { return m_expression.has_value(); }
    // Rows that are there only while all activities are shown.
    bool wantsHidden() const { return !m_type.isEmpty() && m_type != kMessage; }
    bool wantsFailed() const { return m_failed; }

    // The filters let this row pass. Cheap; find() looks at the words.
    bool accepts(const ActivityEntry &entry) const;
    Hits find(const Words &words) const;

private:
    enum class Sender
    {
        Any,
        Me,
        Bot
    };
    static constexpr QLatin1StringView kMessage{"message"};

    bool takeFilter(const QString &token);
    void setExpression(const QString &pattern);
    bool findTerm(const QStringMatcher &term, const QString &text,
                  std::vector<Range> *ranges) const;
    void findExpression(const QString &text, std::vector<Range> &ranges, bool &gaveUp) const;

    Options m_options;
    QString m_error;
    std::vector<QStringMatcher> m_terms;
    std::optional<QRegularExpression> m_expression;
    bool m_hasFilter = false;
    Sender m_from = Sender::Any;
    QString m_type; // of activities, in lower case; "" for all
    bool m_card = false;
    bool m_file = false;
    bool m_image = false;
    bool m_failed = false;
};

} // namespace botline
