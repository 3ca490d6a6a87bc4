#pragma once

#include <QtWidgets/QWidget>

class QButtonGroup;

namespace botline {

// A few choices side by side in one rounded track, of which one holds. Radio buttons for the
// keyboard and for screen readers.
class SegmentedChoice : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentedChoice(QWidget *parent = nullptr);

    // `id` is what chosen() tells; the first choice holds until another does.
    void addChoice(int id, const QString &text, const QString &toolTip);
    int current() const;
    void setCurrent(int id);

Q_SIGNALS:
    void chosen(int id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void makeTabStop();

    QButtonGroup *m_group;
};

} // namespace botline
