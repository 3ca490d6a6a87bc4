#include "conversationfinder.h"

#include "conversationlist.h"
#include "conversationsearch.h"
#include "findbar.h"

#include "app/conversation/model/activitymodel.h"

#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kPresentMs = 60; // a count that changes faster cannot be read
constexpr int kLongestPrefill = 100;
constexpr int kLongestTold = 300;

} // namespace

ConversationFinder::ConversationFinder(const ActivityModel &model, ConversationList &list,
                                       FindBar &bar, QObject *parent)
    : QObject(parent), m_list(list), m_bar(bar), m_search(new ConversationSearch(model, this))
{
    m_bar.hide();
    m_list.setMarker([this](int row) { return marksIn(row); });
    m_presentTimer.setSingleShot(true);
    m_presentTimer.setInterval(kPresentMs);
    connect(&m_presentTimer, &QTimer::timeout, this, &ConversationFinder::present);

    connect(&m_bar, &FindBar::queryChanged, this, &ConversationFinder::look);
    connect(&m_bar, &FindBar::stepRequested, this, &ConversationFinder::step);
    connect(&m_bar, &FindBar::closeRequested, this, &ConversationFinder::close);
    connect(m_search, &ConversationSearch::changed, this, [this] {
        if (!m_search->isRunning())
            present();
        else if (!m_presentTimer.isActive())
            m_presentTimer.start();
    });
    connect(m_search, &ConversationSearch::currentChanged, this, &ConversationFinder::showCurrent);
    // Whoever scrolls is where they want to be.
    connect(&m_list, &ActivityListView::scrolledByUser, this, [this] { m_place.reset(); });
}

void ConversationFinder::open()
{
    QWidget *focused = QApplication::focusWidget();
    if (!m_bar.isVisible() || !m_bar.isAncestorOf(focused))
        m_before = focused;
    QString words = m_list.selectedWords();
    if (words.size() > kLongestPrefill || words.contains(u'\n'))
        words.clear();
    const bool wasOpen = m_bar.isVisible();
    m_bar.show();
    if (!wasOpen)
        m_start = m_list.model()->index(m_list.visibleRows().second, 0);
    m_bar.focusField(words);
    if (!wasOpen)
        look();
}

void ConversationFinder::close()
{
    if (m_place && m_search->current().row < 0 && (m_place->atEnd || m_place->row.isValid()))
        m_list.goTo(*m_place);
    m_place.reset();
    m_search->stop();
    m_presentTimer.stop();
    const QWidget *focused = QApplication::focusWidget();
    const bool hadFocus = focused && (focused == &m_bar || m_bar.isAncestorOf(focused));
    QWidget *back
        = m_before && m_before->isVisible() && m_before->isEnabled() ? m_before.data() : &m_list;
    if (hadFocus)
        back->setFocus(Qt::OtherFocusReason);
    m_bar.hide();
    m_list.viewport()->update();
}

void ConversationFinder::step(bool down)
{
    if (!m_bar.isVisible()) {
        open();
        if (m_bar.typed().isEmpty())
            return;
    }
    m_search->step(down);
    // From here on what is typed is looked for around the hit.
    if (const int row = m_search->current().row; row >= 0)
        m_start = m_list.model()->index(row, 0);
}

void ConversationFinder::look()
{
    if (!m_bar.isVisible())
        return;
    m_search->setQuery(m_bar.query(), startRow());
    present();
}

void ConversationFinder::tell()
{
    QString words = m_bar.resultText();
    if (const int row = m_search->current().row; row >= 0)
        words += u": "_s
            + m_list.model()
                  ->index(row, 0)
                  .data(Qt::AccessibleTextRole)
                  .toString()
                  .left(kLongestTold);
    if (words == std::exchange(m_told, words))
        return;
    Q_EMIT told(words);
}

int ConversationFinder::startRow() const
{
    return m_start.isValid() ? m_start.row() : m_list.visibleRows().second;
}

void ConversationFinder::present()
{
    m_presentTimer.stop();
    m_bar.setResult({m_search->current().number, m_search->count(), m_search->isRunning(),
                     m_search->skipped()});
    if (!m_search->isRunning())
        tell();
    m_list.viewport()->update();
}

void ConversationFinder::showCurrent()
{
    const ConversationSearch::Current current = m_search->current();
    if (current.row < 0)
        return;
    const SearchQuery::Hits hits = m_search->hitsIn(current.row);
    if (!m_place)
        m_place = m_list.place();
    const bool inText = current.hit < static_cast<int>(hits.text.size());
    m_list.setCurrentIndex(m_list.model()->index(current.row, 0));
    if (inText)
        m_list.showText(current.row, hits.text[static_cast<size_t>(current.hit)].from);
    else
        m_list.showPiece(current.row, [this](const QString &words) {
            return !m_search->query().find({words, QString()}).text.empty();
        });
    m_list.viewport()->update();
}

RowMarks ConversationFinder::marksIn(int row) const
{
    RowMarks marks;
    if (!m_search->hasHits(row))
        return marks;
    const SearchQuery::Hits hits = m_search->hitsIn(row);
    const ConversationSearch::Current current = m_search->current();
    int hit = row == current.row ? -current.hit : 1; // 0 at the current one
    for (const SearchQuery::Range &range : hits.text)
        marks.text.push_back({{range.from, range.to}, hit++ == 0});
    marks.attached = hits.attached;
    marks.attachedIsCurrent = hits.attached && hit == 0;
    return marks;
}

} // namespace botline
