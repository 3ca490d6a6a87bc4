#pragma once

#include "cardcontext.h"

#include <QtGui/QPixmap>
#include <QtWidgets/QPushButton>

namespace botline {

// A button on a card. Its title is shown literally and wraps when it is long; it is drawn in the
// panel's style and not by the application's style sheet. The second press of a double click does
// nothing, so that nothing is sent twice by accident.
class ActionButton : public QPushButton
{
    Q_OBJECT

public:
    enum class Look
    {
        Secondary,
        Primary,
        Destructive,
        Link, // only words
    };

    ActionButton(const CardContextPtr &context, const QString &title, Look look,
                 QWidget *parent = nullptr);

    void setTitle(const QString &title);
    const QString &title() const { return m_title; }
    Look look() const { return m_look; }
    // Disables it; `why` becomes tooltip and accessible description.
    void refuse(const QString &why);
    // A small picture before the title, once it is there: from the service's own hosts, or where
    // the person allowed others.
    void setPicture(const QString &address, const QString &alt);

    int naturalWidth() const;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void sizeChanged(); // the picture came

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void loadPicture();
    QMargins padding() const;
    int pictureRoom() const;
    QFont wordsFont() const;

    CardContextPtr m_context;
    QString m_title;
    Look m_look;
    QString m_pictureAddress;
    QPixmap m_picture;
};

} // namespace botline
