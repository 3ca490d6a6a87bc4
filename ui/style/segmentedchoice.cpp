#include "segmentedchoice.h"

#include "ui/connect/formfield.h"

#include <QtGui/QPainter>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QRadioButton>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr double kRadius = 0.5; // in lines

class Segment : public QRadioButton
{
public:
    Segment(const QString &text, QWidget *parent) : QRadioButton(text, parent)
    {
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::Fixed);
        setCursor(Qt::PointingHandCursor);
    }

    QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + em(*this, 1.2), em(*this, 1.75)};
    }
    QSize minimumSizeHint() const override { return {em(*this, 2), em(*this, 1.75)}; }

protected:
    // The whole segment is the target, not only a dot and its words.
    bool hitButton(const QPoint &pos) const override { return rect().contains(pos); }

    void paintEvent(QPaintEvent *) override
    {
        const ChatColors colors = colorsFor(*this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal line = hasFocus() ? 2 : 1;
        const QRectF box = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
        const qreal radius = em(*this, kRadius) - 2;
        if (isChecked() || hasFocus()) {
            painter.setPen(QPen(hasFocus() ? colors.link : colors.border, line));
            painter.setBrush(isChecked() ? colors.window : QColor(Qt::transparent));
            painter.drawRoundedRect(box, radius, radius);
        }
        QFont shown = font();
        if (isChecked())
            shown.setWeight(QFont::DemiBold);
        painter.setFont(shown);
        painter.setPen(isChecked() ? colors.link : underMouse() ? colors.text : colors.muted);
        painter.drawText(
            rect(), Qt::AlignCenter,
            QFontMetrics(shown).elidedText(text(), Qt::ElideRight, width() - em(*this, 0.3)));
    }
};

} // namespace

SegmentedChoice::SegmentedChoice(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(2);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (!on)
            return;
        makeTabStop();
        Q_EMIT chosen(id);
    });
}

void SegmentedChoice::addChoice(int id, const QString &text, const QString &toolTip)
{
    auto *segment = new Segment(text, this);
    segment->setObjectName(u"segment%1"_s.arg(id));
    segment->setToolTip(toolTip);
    layout()->addWidget(segment);
    m_group->addButton(segment, id);
    if (m_group->buttons().size() == 1)
        segment->setChecked(true);
    makeTabStop();
}

// Tab stops at the choice that holds. Qt sees to that only once a segment had the focus.
void SegmentedChoice::makeTabStop()
{
    for (QAbstractButton *segment : m_group->buttons())
        segment->setFocusPolicy(segment->isChecked() ? Qt::StrongFocus : Qt::ClickFocus);
}

int SegmentedChoice::current() const
{
    return m_group->checkedId();
}

void SegmentedChoice::setCurrent(int id)
{
    if (QAbstractButton *segment = m_group->button(id))
        segment->setChecked(true);
}

void SegmentedChoice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorsFor(*this).hover);
    const qreal radius = em(*this, kRadius);
    painter.drawRoundedRect(QRectF(rect()), radius, radius);
}

} // namespace botline
