#include "statusbanner.h"

#include "ui/style/icons.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace botline {

namespace {
constexpr std::chrono::seconds kNoticeShown{6};
}

StatusBanner::StatusBanner(const ChatStyle &style, QWidget *parent)
    : QWidget(parent), m_style(style), m_label(new QLabel(this)), m_button(new QPushButton(this))
{
    setObjectName(u"statusBanner"_s);
    m_label->setObjectName(u"bannerText"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setObjectName(u"bannerButton"_s);
    m_button->setProperty("look", u"secondary"_s);
    m_button->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_label, 1);
    row->addWidget(m_button, 0, Qt::AlignVCenter);
    connect(m_button, &QPushButton::clicked, this, [this] {
        // A copy: the action may well replace what is shown.
        if (const auto action = shown().action)
            action();
    });
    m_noticeTimer.setSingleShot(true);
    connect(&m_noticeTimer, &QTimer::timeout, this, [this] {
        m_notice = {};
        present();
    });
    setChatStyle(style);
    present();
}

void StatusBanner::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    m_label->setFont(style.body());
    m_button->setFont(style.body());
    layout()->setContentsMargins(style.sideMargin() + style.px(28), style.px(8), style.sideMargin(),
                                 style.px(8));
    layout()->setSpacing(style.px(12));
    update();
}

void StatusBanner::showState(Tone tone, const QString &sentence, const QString &actionText,
                             std::function<void()> action)
{
    m_state = {tone, sentence, actionText, std::move(action)};
    present();
}

void StatusBanner::clearState()
{
    m_state = {};
    present();
}

void StatusBanner::showNotice(const QString &sentence, Tone tone)
{
    m_notice = {tone, sentence, {}, {}};
    m_noticeTimer.start(kNoticeShown);
    present();
}

void StatusBanner::showProgress(const QString &sentence, const QString &actionText,
                                std::function<void()> action)
{
    m_notice = {Tone::Notice, sentence, actionText, std::move(action)};
    m_noticeTimer.stop();
    present();
}

const StatusBanner::Content &StatusBanner::shown() const
{
    return m_notice.sentence.isEmpty() ? m_state : m_notice;
}

QString StatusBanner::text() const
{
    return m_label->text();
}

void StatusBanner::present()
{
    const Content &content = shown();
    setVisible(!content.sentence.isEmpty());
    m_label->setText(content.sentence);
    m_label->setAccessibleName(content.sentence);
    m_button->setText(content.actionText);
    m_button->setVisible(!content.actionText.isEmpty());
    update();
}

void StatusBanner::paintEvent(QPaintEvent *)
{
    const Content &content = shown();
    const ChatColors &colors = m_style.colors();
    const QColor tone = content.tone == Tone::Error ? colors.error
        : content.tone == Tone::Warning             ? colors.warning
                                                    : colors.link;
    QPainter painter(this);
    QColor wash = tone;
    wash.setAlphaF(m_style.isDark() ? 0.14F : 0.09F);
    painter.fillRect(rect(), colors.window);
    painter.fillRect(rect(), wash);
    painter.fillRect(0, height() - 1, width(), 1, colors.hairline);
    const int size = m_style.px(18);
    const QRectF box(isRightToLeft() ? width() - m_style.sideMargin() - size : m_style.sideMargin(),
                     (height() - size) / 2.0, size, size);
    drawSymbol(painter, content.tone == Tone::Notice ? Symbol::Check : Symbol::Warning, box, tone);
}

} // namespace botline
