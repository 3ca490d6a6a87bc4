#include "conversationview.h"

#include "conversationfinder.h"
#include "conversationlist.h"
#include "findbar.h"
#include "floatingdate.h"
#include "waitingline.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "ui/style/icons.h"

#include <QtCore/QLocale>
#include <QtGui/QKeyEvent>
#include <QtGui/QResizeEvent>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline {

struct ConversationView::Private
{
    Private(ConversationView &owner, ActivityModel &activityModel, RowWidgets &rowWidgets,
            ActivityActions &actions, const ChatStyle &chatStyle)
        : view(owner),
          model(activityModel),
          style(chatStyle),
          findBar(new FindBar(chatStyle, &owner)),
          list(new ConversationList(activityModel, rowWidgets, actions, chatStyle, &owner)),
          waiting(new WaitingLine(chatStyle, list->viewport())),
          date(new FloatingDate(chatStyle, &owner)),
          pill(new QPushButton(&owner)),
          finder(new ConversationFinder(activityModel, *list, *findBar, &owner))
    {
        list->setObjectName(u"conversationList"_s);
        waiting->setObjectName(u"waitingLine"_s);
        pill->setObjectName(u"newMessagesPill"_s);
        pill->setProperty("look", u"chip"_s);
        pill->setCursor(Qt::PointingHandCursor);
        pill->hide();
        list->setFooter(waiting);
        dressPill();

        auto *column = new QVBoxLayout(&owner);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(findBar);
        column->addWidget(list);
    }

    void dressPill()
    {
        pill->setFont(style.small());
        pill->setIconSize({style.px(14), style.px(14)});
        pill->setIcon(symbolIcon(Symbol::ArrowDown, style.colors().link));
        pill->setMinimumHeight(style.px(28));
        updatePill();
    }

    // There whenever the end is not, whatever the reason; the count is only its text.
    void updatePill()
    {
        const int count = list->unread().count();
        pill->setText(count > 0 ? ConversationView::tr("%n new", nullptr, count) : QString());
        pill->setAccessibleName(count == 0 ? ConversationView::tr("Go to the latest message")
                                    : count == 1
                                    ? ConversationView::tr("1 new message below")
                                    : ConversationView::tr("%1 new messages below").arg(count));
        pill->setToolTip(pill->accessibleName());
        pill->adjustSize();
        placePill();
        // A button that goes away must not take the focus with it.
        if (list->isAtEnd() && pill->hasFocus())
            list->setFocus(Qt::OtherFocusReason);
        pill->setVisible(!list->isAtEnd());
    }

    void placePill()
    {
        const QRect area = list->geometry();
        pill->move(area.left() + (list->viewport()->width() - pill->width()) / 2,
                   area.bottom() - pill->height() - style.px(12));
        pill->raise();
    }

    void showDate()
    {
        const int row = list->visibleRows().first;
        if (row < 0)
            return;
        // Where the day's own separator is in view, or the list begins, one date is enough.
        const int clear = date->sizeHint().height() + style.px(16);
        for (int next = row; next < model.rowCount(); ++next) {
            const int top = list->visualRect(model.index(next)).top();
            if (top > clear)
                break;
            if (top > -clear / 2 && list->rows().parts(next).testFlag(RowPart::DayStart)) {
                date->showText({});
                return;
            }
        }
        const QDateTime time = model.facts(row).time.toLocalTime();
        date->showText(time.isValid() ? dayLabel(time.date(), QDate::currentDate(), QLocale())
                                      : QString());
        date->move((list->viewport()->width() - date->width()) / 2, list->y() + style.px(8));
        date->raise();
    }

    ConversationView &view;
    ActivityModel &model;
    ChatStyle style;
    FindBar *findBar;
    ConversationList *list;
    WaitingLine *waiting;
    FloatingDate *date;
    QPushButton *pill;
    ConversationFinder *finder;
};

ConversationView::ConversationView(ActivityModel &model, RowWidgets &rowWidgets,
                                   ActivityActions &actions, const ChatStyle &style,
                                   QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, model, rowWidgets, actions, style))
{
    setFocusProxy(d->list);
    ConversationList *list = d->list;
    connect(list, &ActivityListView::painted, this, &ConversationView::painted);
    connect(list, &ConversationList::told, this, &ConversationView::told);
    connect(list, &ConversationList::composeRequested, this, &ConversationView::composeRequested);
    connect(list, &ActivityListView::atEndChanged, this, [this] { d->updatePill(); });
    connect(list, &ActivityListView::unreadChanged, this, [this] { d->updatePill(); });
    connect(list, &ActivityListView::scrolledByUser, this, [this] { d->showDate(); });
    connect(d->waiting, &WaitingLine::heightChanged, list, &ActivityListView::footerChanged);
    connect(d->pill, &QPushButton::clicked, this, &ConversationView::readOn);
    connect(d->finder, &ConversationFinder::told, this, &ConversationView::told);
    // Not the list's own size: the viewport has its new one only later.
    list->viewport()->installEventFilter(this);
}

ConversationView::~ConversationView() = default;

void ConversationView::setChatStyle(const ChatStyle &style)
{
    d->style = style;
    d->findBar->setChatStyle(style);
    d->waiting->setChatStyle(style);
    d->date->setChatStyle(style);
    d->list->setChatStyle(style);
    d->dressPill();
}

void ConversationView::setLoading(bool loading)
{
    d->list->setLoading(loading);
}

void ConversationView::goToEnd()
{
    d->list->removeUnreadBar();
    d->list->goToEnd();
}

void ConversationView::readOn()
{
    if (d->list->goToFirstUnread()) {
        d->list->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    d->list->goToEnd();
    if (d->list->hasFocus()) // the ring comes along
        d->list->setCurrentIndex(d->model.index(d->model.rowCount() - 1));
}

bool ConversationView::takeScrollKey(const QKeyEvent &event)
{
    QScrollBar *bar = d->list->verticalScrollBar();
    switch (event.key()) {
    case Qt::Key_PageUp:
        bar->triggerAction(QScrollBar::SliderPageStepSub);
        return true;
    case Qt::Key_PageDown:
        bar->triggerAction(QScrollBar::SliderPageStepAdd);
        return true;
    case Qt::Key_Home:
        bar->triggerAction(QScrollBar::SliderToMinimum);
        return true;
    case Qt::Key_End:
        readOn();
        return true;
    default:
        return false;
    }
}

void ConversationView::inOneGo(const std::function<void()> &change)
{
    d->list->inOneGo(change);
}

bool ConversationView::isAtEnd() const
{
    return d->list->isAtEnd();
}

int ConversationView::unreadCount() const
{
    return d->list->unread().count();
}

void ConversationView::setBotTyping(bool typing, const QString &botName)
{
    d->waiting->setTyping(typing, botName);
}

void ConversationView::setWaitingSince(const QDateTime &sinceUtc)
{
    d->waiting->setWaitingSince(sinceUtc);
}

void ConversationView::openFind()
{
    d->finder->open();
}

void ConversationView::closeFind()
{
    d->finder->close();
}

void ConversationView::findNext(bool down)
{
    d->finder->step(down);
}

QWidget *ConversationView::list() const
{
    return d->list;
}

QString ConversationView::selectedText() const
{
    return d->list->selectedText();
}

std::pair<int, int> ConversationView::paintedRows() const
{
    return d->list->paintedRows();
}

bool ConversationView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == d->list->viewport() && event->type() == QEvent::Resize)
        d->placePill();
    return QWidget::eventFilter(watched, event);
}

} // namespace botline
