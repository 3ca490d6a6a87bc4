#include "startpage.h"

#include "icons.h"

#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace botline {

StartPage::StartPage(const ChatStyle &style, bool practiceAvailable, QWidget *parent)
    : QWidget(parent),
      m_style(style),
      m_symbol(new QWidget(this)),
      m_title(new QLabel(tr("Talk to a bot"), this)),
      m_text(new QLabel(tr("Connect to your own bot over Direct Line, or try everything with the "
                           "practice bot that runs on this computer."),
                        this)),
      m_practice(new QPushButton(tr("Chat with the practice bot"), this)),
      m_connect(new QPushButton(tr("Connect to your bot…"), this))
{
    setObjectName(u"startPage"_s);
    m_practice->setObjectName(u"startPractice"_s);
    m_connect->setObjectName(u"startConnect"_s);
    m_practice->setProperty("look", u"primary"_s);
    m_connect->setProperty("look", u"secondary"_s);
    m_practice->setEnabled(practiceAvailable);
    if (!practiceAvailable)
        m_practice->setToolTip(tr("This build has no practice bot: Boost was missing."));
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setProperty("look", u"muted"_s);

    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(m_symbol, 0, Qt::AlignHCenter);
    column->addWidget(m_title);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addWidget(m_practice, 0, Qt::AlignHCenter);
    column->addWidget(m_connect, 0, Qt::AlignHCenter);
    column->addStretch(3);

    connect(m_practice, &QPushButton::clicked, this, &StartPage::practiceRequested);
    connect(m_connect, &QPushButton::clicked, this, &StartPage::connectRequested);
    setChatStyle(style);
}

void StartPage::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    m_symbol->setFixedSize(style.px(72), style.px(72));
    m_title->setFont(style.title());
    m_text->setFont(style.body());
    // A layout that centres a label asks it for no height that goes with its width.
    const int textWidth = style.px(340);
    m_text->setFixedSize(textWidth, m_text->heightForWidth(textWidth));
    for (QPushButton *button : {m_practice, m_connect}) {
        button->setFont(style.body());
        button->setMinimumSize(style.px(240), style.px(36));
    }
    layout()->setContentsMargins(style.px(16), style.px(16), style.px(16), style.px(16));
    layout()->setSpacing(style.px(12));
    update();
}

void StartPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.colors().window);
    drawSymbol(painter, Symbol::Robot, QRectF(m_symbol->geometry()), m_style.colors().link);
}

} // namespace botline
