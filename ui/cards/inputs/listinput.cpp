#include "listinput.h"

#include "app/text/singleline.h"

#include <QtCore/QSet>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QListWidget>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

constexpr int kRows = 8;

class ChoiceList : public QListWidget
{
public:
    ChoiceList(const ChatStyle &style, QWidget *parent) : QListWidget(parent), m_style(style)
    {
        setFont(style.body());
        setUniformItemSizes(true);
        setTextElideMode(Qt::ElideRight);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        const ChatColors &colors = style.colors();
        setStyleSheet(u"QListWidget { border: 1px solid %1; border-radius: %2px; background: %3;"
                      " padding: %4px; } QListWidget:focus { border-color: %5; }"
                      " QListWidget::item { padding: %4px; }"_s.arg(colors.border.name())
                          .arg(style.px(6))
                          .arg(colors.window.name())
                          .arg(style.px(4))
                          .arg(colors.link.name()));
    }

    QSize sizeHint() const override
    {
        const int row = QFontMetrics(font()).height() + m_style.px(6);
        return {m_style.px(240), kRows * row};
    }
    QSize minimumSizeHint() const override { return {m_style.px(96), sizeHint().height()}; }

protected:
    // Whoever has not gone into the list scrolls the conversation.
    void wheelEvent(QWheelEvent *event) override
    {
        if (hasFocus())
            QListWidget::wheelEvent(event);
        else
            event->ignore();
    }

private:
    ChatStyle m_style;
};

} // namespace

ListInput::ListInput(const Input &input, const ChatStyle &style, QWidget *parent)
    : CardInput(input), m_list(new ChoiceList(style, parent))
{
    for (const Input::Choice &choice : input.choices) {
        auto *item = new QListWidgetItem(singleLine(choice.title));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
        m_list->addItem(item);
    }
    restore(input.value);
    connect(m_list, &QListWidget::itemChanged, this, &CardInput::edited);
}

QWidget *ListInput::editor() const
{
    return m_list;
}

QStringList ListInput::chosen() const
{
    QStringList values;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            values.append(input().choices[size_t(i)].value);
    }
    return values;
}

std::optional<QString> ListInput::value() const
{
    return isEmpty() ? std::nullopt : std::optional(draft());
}

QString ListInput::draft() const
{
    return chosen().join(u',');
}

void ListInput::restore(const QString &draft)
{
    const QSignalBlocker quiet(m_list);
    const QStringList values = draft.split(u',', Qt::SkipEmptyParts);
    const QSet<QString> wanted(values.begin(), values.end());
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setCheckState(
            wanted.contains(input().choices[size_t(i)].value) ? Qt::Checked : Qt::Unchecked);
}

bool ListInput::isEmpty() const
{
    return chosen().isEmpty();
}

} // namespace botline::adaptive
