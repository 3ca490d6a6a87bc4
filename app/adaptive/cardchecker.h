#pragma once

#include "adaptivecard.h"
#include "cardschema.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

namespace botline::adaptive {

// Compares what a bot wrote with what Adaptive Cards are (cardschema.h), and says where they
// differ, what is not done and why. Looks at each piece once and stops where the reader does.
class CardChecker
{
public:
    void check(const QJsonObject &card);
    // The reader left something out.
    void noteCut();
    std::vector<Remark> takeRemarks() { return std::move(m_remarks); }

private:
    // Where something stands in the JSON: a chain on the stack, made a text when it is needed.
    struct Place
    {
        const Place *parent = nullptr;
        QString key;
        int index = -1; // in an array, unless negative
        int depth = 0;

        Place member(const QString &name) const { return {this, name, -1, depth}; }
        Place item(int number) const { return {this, {}, number, depth}; }
        Place inside() const { return {parent, key, index, depth + 1}; }
        QString path() const;
    };

    void add(const Place &place, const QString &what, const QString &why);
    // False when enough was looked at.
    bool takePiece(const Place &place);

    void checkVersion(const QJsonObject &card, const Place &place);
    // An object where one of `wanted` (schema::Property::type) belongs.
    void checkPiece(const QJsonObject &object, QLatin1StringView wanted, const Place &place);
    void checkReplaced(const QJsonObject &object, const QString &name, QLatin1StringView wanted,
                       const QString &why, const Place &place);
    void checkObject(const QJsonObject &object, const schema::Type &type, const Place &place);
    void checkMember(const QJsonValue &value, const schema::Type &type, const QString &name,
                     const Place &place);
    void checkValue(const QJsonValue &value, const schema::Property &property, const Place &place);
    void checkItem(const QJsonValue &value, const schema::Property &property, const Place &place);
    void checkMissing(const QJsonObject &object, const schema::Type &type, const Place &place);
    void checkInputId(const QJsonObject &object, const schema::Type &type, const Place &place);
    void checkTargets();

    static QString requirementOf(const QJsonObject &object);

    std::vector<Remark> m_remarks;
    int m_piecesLeft = kMaxElements + kMaxParts;
    bool m_ended = false;
    QSet<QString> m_ids; // of elements and columns
    QSet<QString> m_inputIds;
    struct Target
    {
        QString path;
        QString id;
    };
    std::vector<Target> m_targets; // of ToggleVisibility
};

} // namespace botline::adaptive
