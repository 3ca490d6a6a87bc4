#include "windowsteptarget.h"

#include "ui/compose/composer.h"

#include <QtWidgets/QAbstractButton>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// The newest visible, enabled button with this title: the lowest on the screen.
QAbstractButton *findButton(const QWidget &page, const QString &title)
{
    QAbstractButton *found = nullptr;
    int lowest = 0;
    const auto buttons = page.findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        QString text = button->text();
        text.replace("&&"_L1, "&"_L1);
        if (text != title && button->accessibleName() != title)
            continue;
        const int y = button->mapTo(&page, QPoint()).y();
        if (button->isVisible() && button->isEnabled() && (!found || y >= lowest)) {
            found = button;
            lowest = y;
        }
    }
    return found;
}

} // namespace

WindowStepTarget::WindowStepTarget(const Parts &parts, QObject *parent)
    : ConversationStepTarget(parts.session, parent), m_parts(parts)
{
}

QString WindowStepTarget::say(const QString &text)
{
    m_parts.composer.setText(text);
    return sendComposer();
}

QString WindowStepTarget::upload(const QStringList &paths)
{
    const auto before = m_parts.composer.files().size();
    m_parts.composer.stage(paths);
    return m_parts.composer.files().size() - before < paths.size() ? sendProblem() : sendComposer();
}

// What was refused stays in the composer.
QString WindowStepTarget::sendComposer()
{
    aboutToAct();
    m_parts.composer.pressSend();
    if (!m_parts.composer.text().isEmpty() || !m_parts.composer.files().isEmpty())
        return sendProblem();
    acted();
    return {};
}

QString WindowStepTarget::sendProblem() const
{
    const QString problem = m_parts.composer.problem();
    return problem.isEmpty() ? tr("the composer did not send") : problem;
}

StepTarget::Press WindowStepTarget::press(const QString &title)
{
    QAbstractButton *button = findButton(m_parts.page, title);
    if (!button)
        return Press::NoButton;
    aboutToAct();
    button->click();
    acted();
    return Press::Pressed;
}

QString WindowStepTarget::screenshot(const QString &path)
{
    if (m_parts.window.grab().save(path))
        return {};
    return tr("“%1” could not be written; use a name that ends in .png in a folder that exists")
        .arg(path);
}

} // namespace botline
