#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace botline::test {

// A long conversation as a service would send it, the same each time: of each twenty activities
// sixteen are short texts, a third of them the user's, two are Markdown, one is a long text and one
// a hero card with a picture and buttons. Any of them can be asked for without those before it.
class MixedConversation
{
public:
    enum class Kind
    {
        Short,
        Markdown,
        Long,
        HeroCard
    };

    explicit MixedConversation(const QString &conversationId = QStringLiteral("mixed"),
                               const QString &userId = QStringLiteral("user-1"));

    // Addresses of the pictures: `prefix`, a number and ".png". Without one they are data: URLs.
    void setPictureAddress(const QString &prefix) { m_pictures = prefix; }

    static Kind kindOf(int index);
    QString id(int index) const;
    QJsonObject activity(int index) const;
    // The body of an answer with the activities [first, first + count), of `total`.
    QByteArray page(int first, int count) const;

private:
    QString m_conversationId;
    QString m_userId;
    QString m_pictures;
};

} // namespace botline::test
