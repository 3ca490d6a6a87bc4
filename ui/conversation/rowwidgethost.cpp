#include "rowwidgethost.h"

#include "listmetrics.h"
#include "rowwidgets.h"
#include "senderrorbar.h"

#include "app/conversation/model/activitymodel.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QLayout>

#include <algorithm>

namespace botline {

namespace {

// Popups are windows of their own, but know whose child they are.
bool isWithin(const QWidget *widget, const QWidget *ancestor)
{
    while (widget && widget != ancestor)
        widget = widget->parentWidget();
    return widget != nullptr;
}

} // namespace

RowWidgetHost::RowWidgetHost(const ActivityModel &model, RowWidgets &widgets,
                             ActivityActions &actions, const ChatStyle &style, QWidget &viewport)
    : m_model(model), m_widgets(widgets), m_actions(actions), m_viewport(viewport), m_style(style)
{
    connect(&widgets, &RowWidgets::widgetResized, this, [this](QWidget *widget) {
        if (m_measuring)
            return; // whoever measures gets the new size already
        for (Hosted &hosted : m_hosted) {
            if (hosted.content == widget && hosted.row.isValid()) {
                hosted.measuredFor = -1;
                Q_EMIT resized(hosted.row.row());
                return;
            }
        }
    });
}

RowWidgetHost::~RowWidgetHost() = default;

void RowWidgetHost::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    for (Hosted &hosted : m_hosted) {
        hosted.stale = true;
        hosted.measuredFor = -1;
    }
    // Also the one with the focus: half in the old colours it could not be read.
    std::erase_if(m_hosted, [this](Hosted &hosted) {
        if (hasPopup(hosted))
            return false;
        release(hosted);
        return true;
    });
}

std::optional<RowWidgetHost::Sizes> RowWidgetHost::ensure(int row, RowParts parts,
                                                          const ListMetrics &metrics, int viewWidth)
{
    Hosted *hosted = find(row);
    if (hosted && hosted->stale && !isInUse(*hosted)) {
        release(*hosted);
        *hosted = {hosted->row};
    }
    const bool wanted = parts.testAnyFlags(RowPart::Widget | RowPart::Trouble);
    if (!hosted && !wanted)
        return std::nullopt;
    if (!hosted)
        hosted = &m_hosted.emplace_back(Hosted{m_model.index(row)});
    create(*hosted, parts);
    if (hosted->measuredFor == viewWidth)
        return std::nullopt;

    hosted->measuredFor = viewWidth;
    Sizes sizes;
    if (QWidget *content = hosted->content) {
        const bool wide = content->sizePolicy().horizontalPolicy() & QSizePolicy::ExpandFlag;
        sizes.content = measured(
            *content, wide ? metrics.laneWidth(viewWidth) : metrics.widgetWidth(viewWidth));
    }
    if (hosted->trouble)
        sizes.trouble = measured(*hosted->trouble, metrics.widgetWidth(viewWidth));
    return sizes;
}

void RowWidgetHost::showSource(int row, int position)
{
    if (const Hosted *hosted = find(row); hosted && hosted->content)
        m_widgets.showSource(hosted->content, position);
}

void RowWidgetHost::create(Hosted &hosted, RowParts parts)
{
    const ActivityEntry &entry = m_model.at(hosted.row.row());
    const bool content = parts.testFlag(RowPart::Widget);
    if (content && !hosted.content) {
        hosted.measuredFor = -1;
        hosted.content = m_widgets.create(entry, &m_viewport);
    } else if (!content && hosted.content) {
        hosted.measuredFor = -1;
        letGo(hosted.content);
        hosted.content = nullptr;
    }
    const bool trouble = parts.testFlag(RowPart::Trouble);
    if (trouble && !hosted.trouble) {
        hosted.measuredFor = -1;
        hosted.trouble = new SendErrorBar(m_style, m_actions, &m_viewport);
        hosted.trouble->setEntry(entry);
    } else if (!trouble && hosted.trouble) {
        hosted.measuredFor = -1;
        letGo(hosted.trouble);
        hosted.trouble = nullptr;
    }
}

QSize RowWidgetHost::measured(QWidget &widget, int width)
{
    m_measuring = true;
    // Sizes before polishing are those of another style.
    widget.ensurePolished();
    const auto parts = widget.findChildren<QWidget *>();
    for (QWidget *part : parts)
        part->ensurePolished();
    if (QLayout *layout = widget.layout())
        layout->activate();
    const QSize hint = widget.sizeHint();
    if (hint.width() > 0)
        width = std::min(width, hint.width());
    const int height = widget.hasHeightForWidth() ? widget.heightForWidth(width) : hint.height();
    m_measuring = false;
    return {width, std::max(0, height)};
}

bool RowWidgetHost::isReady(int row, RowParts parts, int viewWidth) const
{
    const Hosted *hosted = find(row);
    if (!hosted)
        return !parts.testAnyFlags(RowPart::Widget | RowPart::Trouble);
    return hosted->measuredFor == viewWidth && (!hosted->stale || isInUse(*hosted));
}

void RowWidgetHost::update(int row)
{
    Hosted *hosted = find(row);
    if (!hosted)
        return;
    const ActivityEntry &entry = m_model.at(row);
    if (hosted->content && m_widgets.wanted(entry))
        m_widgets.update(hosted->content, entry);
    if (hosted->trouble)
        hosted->trouble->setEntry(entry);
    hosted->measuredFor = -1;
}

void RowWidgetHost::place(int row, const QRect &content, const QRect &trouble)
{
    const Hosted *hosted = find(row);
    if (!hosted)
        return;
    const auto show = [](QWidget *widget, const QRect &rect) {
        if (!widget)
            return;
        if (!rect.isEmpty())
            widget->setGeometry(rect);
        widget->setVisible(!rect.isEmpty());
    };
    show(hosted->content, content);
    show(hosted->trouble, trouble);
}

void RowWidgetHost::placeOutOfSight(int row)
{
    for (QWidget *widget : widgets(row))
        widget->move(widget->x(), -widget->height() - 1);
}

void RowWidgetHost::releaseOutside(int first, int last)
{
    std::erase_if(m_hosted, [this, first, last](Hosted &hosted) {
        if (hosted.row.isValid()) {
            const int row = hosted.row.row();
            if ((row >= first && row <= last) || isInUse(hosted))
                return false;
        }
        release(hosted);
        return true;
    });
}

void RowWidgetHost::clear()
{
    for (Hosted &hosted : m_hosted)
        release(hosted);
    m_hosted.clear();
}

std::vector<int> RowWidgetHost::rows() const
{
    std::vector<int> rows;
    for (const Hosted &hosted : m_hosted) {
        if (hosted.row.isValid())
            rows.push_back(hosted.row.row());
    }
    return rows;
}

int RowWidgetHost::rowOf(const QWidget *widget) const
{
    for (const Hosted &hosted : m_hosted) {
        for (const QWidget *root : {hosted.content, static_cast<QWidget *>(hosted.trouble)}) {
            if (root && hosted.row.isValid() && isWithin(widget, root))
                return hosted.row.row();
        }
    }
    return -1;
}

QList<QWidget *> RowWidgetHost::widgets(int row) const
{
    QList<QWidget *> result;
    if (const Hosted *hosted = find(row)) {
        for (QWidget *widget : {hosted->content, static_cast<QWidget *>(hosted->trouble)}) {
            if (widget)
                result << widget;
        }
    }
    return result;
}

RowWidgetHost::Hosted *RowWidgetHost::find(int row)
{
    return const_cast<Hosted *>(std::as_const(*this).find(row));
}

const RowWidgetHost::Hosted *RowWidgetHost::find(int row) const
{
    const auto found = std::find_if(m_hosted.begin(), m_hosted.end(), [row](const Hosted &hosted) {
        return hosted.row.isValid() && hosted.row.row() == row;
    });
    return found == m_hosted.end() ? nullptr : &*found;
}

bool RowWidgetHost::holds(const Hosted &hosted, const QWidget *widget)
{
    for (const QWidget *root : {hosted.content, static_cast<QWidget *>(hosted.trouble)}) {
        if (root && isWithin(widget, root))
            return true;
    }
    return false;
}

bool RowWidgetHost::hasPopup(const Hosted &hosted)
{
    return holds(hosted, QApplication::activePopupWidget());
}

bool RowWidgetHost::isInUse(const Hosted &hosted)
{
    return hasPopup(hosted) || holds(hosted, QApplication::focusWidget());
}

void RowWidgetHost::release(Hosted &hosted)
{
    letGo(hosted.content);
    letGo(hosted.trouble);
    hosted.content = nullptr;
    hosted.trouble = nullptr;
}

void RowWidgetHost::letGo(QWidget *widget)
{
    if (!widget)
        return;
    if (isWithin(QApplication::focusWidget(), widget))
        m_viewport.parentWidget()->setFocus(Qt::OtherFocusReason);
    // Later, because it may be the one whose signal led here.
    widget->hide();
    widget->deleteLater();
}

} // namespace botline
