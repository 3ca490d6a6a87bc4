#include "announcer.h"

#include <QtWidgets/QAccessibleWidget>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kJoinMs = 300;
constexpr int kLongestUtterance = 2000;

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)

constexpr auto kLineName = "announcements"_L1;

// A widget that is there, but has nothing to look at.
QWidget *makeLine(QWidget &window)
{
    static const bool installed = [] {
        QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
            if (!object->isWidgetType() || object->objectName() != kLineName)
                return nullptr;
            return new QAccessibleWidget(static_cast<QWidget *>(object), QAccessible::Notification);
        });
        return true;
    }();
    Q_UNUSED(installed)
    auto *line = new QWidget(&window);
    line->setObjectName(kLineName);
    line->setAttribute(Qt::WA_TransparentForMouseEvents);
    line->setAttribute(Qt::WA_NoSystemBackground);
    line->setFocusPolicy(Qt::NoFocus);
    line->setGeometry(0, 0, 1, 1);
    line->show();
    return line;
}

#endif

} // namespace

Announcer::Announcer(QWidget &window) : QObject(&window), m_window(window)
{
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    m_line = makeLine(window);
#endif
    m_join.setSingleShot(true);
    m_join.setInterval(kJoinMs);
    connect(&m_join, &QTimer::timeout, this,
            [this] { utter(std::exchange(m_waiting, {}).join(u'\n'), false); });
}

void Announcer::say(const QString &words)
{
    if (words.isEmpty())
        return;
    m_waiting << words;
    m_join.start();
}

void Announcer::sayAtOnce(const QString &words)
{
    if (!words.isEmpty())
        utter(words, true);
}

void Announcer::utter(const QString &words, bool atOnce)
{
    const QString uttered = words.left(kLongestUtterance);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(&m_window, uttered);
    event.setPoliteness(atOnce ? QAccessible::AnnouncementPoliteness::Assertive
                               : QAccessible::AnnouncementPoliteness::Polite);
    QAccessible::updateAccessibility(&event);
#else
    // Hidden and shown again, or the same words would be news only once.
    const auto tell = [this](QAccessible::Event type) {
        QAccessibleEvent event(m_line, type);
        QAccessible::updateAccessibility(&event);
    };
    tell(QAccessible::ObjectHide);
    m_line->setAccessibleName(uttered); // tells of the new name
    tell(QAccessible::ObjectShow);
    tell(QAccessible::Alert);
#endif
    Q_EMIT said(uttered, atOnce);
}

} // namespace botline
