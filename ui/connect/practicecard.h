#pragma once

#include <QtWidgets/QAbstractButton>

namespace botline {

// The practice bot as one big friendly choice: robot, title, what it is. Enter and Space press it.
class PracticeCard : public QAbstractButton
{
    Q_OBJECT

public:
    explicit PracticeCard(bool available, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QFont titleFont() const;
    QRect wordsRect(int width) const; // of the given width, as high as it likes

    QString m_explanation;
};

} // namespace botline
