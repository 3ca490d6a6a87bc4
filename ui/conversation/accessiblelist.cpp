#include "accessiblelist.h"

#include "activitylistview.h"
#include "copiedtext.h"
#include "statusline.h"

#include "app/conversation/model/activitymodel.h"

#include <QtCore/QHash>
#include <QtWidgets/QAccessibleWidget>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace botline {

namespace {

constexpr int kMostToldRows = 20; // more at once is history, which clients ask for anew

// A row's words for reading them by lines and words, which is how long messages are listened to.
// What is selected among the rows, the rows' states tell.
class ReadableText : public QAccessibleTextInterface
{
public:
    virtual QString words() const = 0;
    virtual QRect area() const = 0; // of all of it: where a letter stands nobody asks of a row

    QString text(int from, int to) const override
    {
        const QString all = words();
        const qsizetype last = to < 0 ? all.size() : std::min<qsizetype>(to, all.size());
        return from < 0 || from >= last ? QString() : all.sliced(from, last - from);
    }
    int characterCount() const override { return static_cast<int>(words().size()); }
    QRect characterRect(int) const override { return area(); }
    int offsetAtPoint(const QPoint &point) const override
    {
        return area().contains(point) ? 0 : -1;
    }
    int cursorPosition() const override { return m_cursor; }
    void setCursorPosition(int position) override
    {
        m_cursor = std::clamp(position, 0, characterCount());
    }
    void selection(int, int *from, int *to) const override { *from = *to = 0; }
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override { }
    void removeSelection(int) override { }
    void setSelection(int, int, int) override { }
    void scrollToSubstring(int, int) override { }
    QString attributes(int, int *from, int *to) const override
    {
        *from = 0;
        *to = characterCount();
        return {};
    }

private:
    int m_cursor = 0; // of a reader who goes through it
};

class AccessibleRow final : public QAccessibleInterface,
                            public QAccessibleActionInterface,
                            public ReadableText
{
public:
    AccessibleRow(ActivityListView &list, const QModelIndex &index) : m_list(&list), m_index(index)
    {
    }

    // Ids go to clients, who may ask for rows that are gone, even while the list is going.
    void detach() { m_list = nullptr; }
    bool isValid() const override { return m_list && m_index.isValid(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override
    {
        const QAccessibleInterface *list = parent();
        return list ? list->window() : nullptr;
    }
    QAccessibleInterface *parent() const override
    {
        return m_list ? QAccessible::queryAccessibleInterface(m_list) : nullptr;
    }
    int row() const { return m_index.row(); }

    int childCount() const override { return static_cast<int>(widgets().size()); }
    QAccessibleInterface *child(int index) const override
    {
        const QList<QWidget *> parts = widgets();
        return index >= 0 && index < parts.size()
            ? QAccessible::queryAccessibleInterface(parts.at(index))
            : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const QList<QWidget *> parts = widgets();
        for (int i = 0; i < parts.size(); ++i) {
            if (child && child->object() == parts.at(i))
                return i;
        }
        return -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            if (QAccessibleInterface *part = child(i); part && part->rect().contains(x, y))
                return part;
        }
        return nullptr;
    }

    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect rect = m_list->visualRect(m_index);
        return {m_list->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        if (!isValid())
            return state;
        state.focusable = true;
        state.selectable = true;
        state.readOnly = true;
        state.multiLine = true;
        state.focused = m_list->hasFocus() && m_list->currentIndex() == m_index;
        state.active = m_list->currentIndex() == m_index;
        state.selected = m_list->isRowSelected(row());
        state.invisible = !m_list->isVisible();
        state.offscreen = !m_list->viewport()->rect().intersects(m_list->visualRect(m_index));
        state.busy = entry().delivery.state == SendState::Sending;
        return state;
    }
    QString text(QAccessible::Text text) const override
    {
        if (!isValid())
            return {};
        switch (text) {
        case QAccessible::Name:
            return words();
        case QAccessible::Description:
            return fullTime(entry());
        default:
            return {};
        }
    }
    using ReadableText::text;
    void setText(QAccessible::Text, const QString &) override { }

    QRect area() const override { return rect(); }
    // Made anew only when the row has changed: whoever reads asks letter by letter.
    QString words() const override
    {
        if (!isValid())
            return {};
        if (m_words.isEmpty() || m_revision != entry().revision) {
            m_revision = entry().revision;
            m_words = accessibleText(entry(), plainWords(entry(), m_list->chatStyle()));
        }
        return m_words;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface *>(this);
        return type == QAccessible::ActionInterface
            ? static_cast<QAccessibleActionInterface *>(this)
            : nullptr;
    }
    QStringList actionNames() const override
    {
        QStringList names;
        if (!isValid())
            return names;
        for (const RowAction &action : m_list->rowActions(row()))
            names << action.name;
        return names << setFocusAction();
    }
    QString localizedActionName(const QString &name) const override { return name; }
    QString localizedActionDescription(const QString &name) const override { return name; }
    void doAction(const QString &name) override
    {
        if (!isValid())
            return;
        if (name == setFocusAction()) {
            m_list->setFocus(Qt::OtherFocusReason);
            m_list->setCurrentIndex(m_index);
            m_list->scrollTo(m_index);
            return;
        }
        const QList<RowAction> actions = m_list->rowActions(row());
        for (const RowAction &action : actions) {
            if (action.name == name) {
                action.run();
                return;
            }
        }
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QList<QWidget *> widgets() const
    {
        return isValid() ? m_list->rowWidgets().widgets(row()) : QList<QWidget *>();
    }
    const ActivityEntry &entry() const
    {
        return static_cast<const ActivityModel *>(m_index.model())->at(row());
    }

    ActivityListView *m_list; // nullptr once it is going
    QPersistentModelIndex m_index;
    mutable QString m_words;
    mutable quint32 m_revision = 0;
};

class AccessibleList final : public QAccessibleWidget
{
public:
    explicit AccessibleList(ActivityListView &list)
        : QAccessibleWidget(&list, QAccessible::List), m_list(list)
    {
        const QAbstractItemModel *model = list.model();
        QObject::connect(model, &QAbstractItemModel::rowsInserted, &m_context,
                         [this](const QModelIndex &, int first, int last) {
                             if (last - first < kMostToldRows)
                                 tell(first, last, QAccessible::ObjectCreated);
                         });
        QObject::connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, &m_context,
                         [this](const QModelIndex &, int first, int last) {
                             for (int row = first; row <= last; ++row)
                                 forget(keyOf(row));
                         });
        QObject::connect(model, &QAbstractItemModel::modelAboutToBeReset, &m_context,
                         [this] { forgetAll(); });
        QObject::connect(model, &QAbstractItemModel::dataChanged, &m_context,
                         [this](const QModelIndex &from, const QModelIndex &to) {
                             for (int row = from.row(); row <= to.row(); ++row) {
                                 if (m_ids.contains(keyOf(row)))
                                     tell(row, row, QAccessible::NameChanged);
                             }
                         });
    }
    ~AccessibleList() override { forgetAll(); }

    int childCount() const override { return m_list.model()->rowCount(); }
    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        const QString key = keyOf(index);
        if (const auto known = m_ids.constFind(key); known != m_ids.cend())
            return QAccessible::accessibleInterface(*known);
        auto *row = new AccessibleRow(m_list, m_list.model()->index(index, 0));
        m_ids.insert(key, QAccessible::registerAccessibleInterface(row));
        return row;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *row = dynamic_cast<const AccessibleRow *>(child);
        return row && row->isValid() ? row->row() : -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPoint point = m_list.viewport()->mapFromGlobal(QPoint(x, y));
        return child(m_list.indexAt(point).row());
    }
    QAccessibleInterface *focusChild() const override
    {
        if (QWidget *focused = QApplication::focusWidget();
            focused && focused != &m_list && m_list.isAncestorOf(focused))
            return QAccessible::queryAccessibleInterface(focused);
        return m_list.hasFocus() ? child(m_list.currentIndex().row()) : nullptr;
    }
    QString text(QAccessible::Text text) const override
    {
        if (text == QAccessible::Description)
            return ActivityListView::tr("Up and Down go from message to message, Enter goes into "
                                        "its buttons and fields, Escape leaves them");
        return QAccessibleWidget::text(text);
    }

private:
    QString keyOf(int row) const
    {
        return m_list.model()->index(row, 0).data(ActivityModel::KeyRole).toString();
    }
    void tell(int first, int last, QAccessible::Event type)
    {
        for (int row = first; row <= last; ++row) {
            QAccessibleEvent event(child(row), type);
            QAccessible::updateAccessibility(&event);
        }
    }
    void forget(const QString &key)
    {
        const auto known = m_ids.constFind(key);
        if (known == m_ids.cend())
            return;
        if (QAccessibleInterface *row = QAccessible::accessibleInterface(*known)) {
            QAccessibleEvent event(row, QAccessible::ObjectDestroyed);
            QAccessible::updateAccessibility(&event);
        }
        QAccessible::deleteAccessibleInterface(*known);
        m_ids.erase(known);
    }
    void forgetAll()
    {
        for (const QAccessible::Id id : std::as_const(m_ids)) {
            // Qt may still ask it for its state, for the log.
            if (QAccessibleInterface *row = QAccessible::accessibleInterface(id))
                static_cast<AccessibleRow *>(row)->detach();
            QAccessible::deleteAccessibleInterface(id);
        }
        m_ids.clear();
    }

    ActivityListView &m_list;
    QObject m_context;
    mutable QHash<QString, QAccessible::Id> m_ids; // of the rows that somebody asked for, by key
};

// A widget in a row belongs to the row, not to the viewport that happens to be its parent.
class AccessibleRowWidget final : public QAccessibleWidget
{
public:
    AccessibleRowWidget(QWidget *widget, ActivityListView &list)
        : QAccessibleWidget(widget, QAccessible::Grouping), m_list(list)
    {
    }
    QAccessibleInterface *parent() const override
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&m_list);
        const int row = m_list.rowWidgets().rowOf(widget());
        return list && row >= 0 ? list->child(row) : QAccessibleWidget::parent();
    }

private:
    ActivityListView &m_list;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    if (auto *list = qobject_cast<ActivityListView *>(object))
        return new AccessibleList(*list);
    auto *widget = qobject_cast<QWidget *>(object);
    if (!widget || !widget->parentWidget())
        return nullptr;
    auto *list = qobject_cast<ActivityListView *>(widget->parentWidget()->parentWidget());
    if (!list || widget->parentWidget() != list->viewport() || list->rowWidgets().rowOf(widget) < 0)
        return nullptr;
    return new AccessibleRowWidget(widget, *list);
}

} // namespace

void installListAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace botline
