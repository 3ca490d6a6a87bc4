#pragma once

#include "cardcontext.h"

#include <QtGui/QPixmap>
#include <QtWidgets/QPushButton>

namespace botline {

// A button on a card. Its title is shown literally and wraps when it is long; it is drawn in the
// panel's style and not by the application's style sheet.
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
    // A small picture before the title, from the service's own hosts or where allowed.
    void setPicture(const QString &address);

    int naturalWidth() const;
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QMargins padding() const;
    int pictureRoom() const;
    QFont wordsFont() const;

    CardContextPtr m_context;
    QString m_title;
    Look m_look;
    QPixmap m_picture;
    bool m_hasPicture = false;
};

} // namespace botline
